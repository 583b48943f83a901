import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/**
 * Opens a file to append to it, and creates it with mode 0600 when missing. A symbolic link is refused: root may be
 * at work in another user's folder, who must not be able to point us at any file of the system.
 */
export function openPrivateFile(path: string): Promise<FileHandle> {
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;
  return open(path, O_APPEND | O_CREAT | O_NOFOLLOW | O_WRONLY, 0o600);
}
