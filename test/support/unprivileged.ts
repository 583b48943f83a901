import { spawnSync } from 'node:child_process';

/**
 * What a command line begins with, so that modes of files hold for it: root is let in everywhere by capabilities, which
 * are taken away here.
 */
export const unprivileged: readonly string[] =
  process.geteuid?.() === 0 ? ['setpriv', '--inh-caps=-all', '--bounding-set=-all'] : [];

/** The shell's arguments: options of the mount, the folder, and the command line that finds it mounted. */
const MOUNTED = 'mount -t tmpfs -o "$1" none "$2" && shift 2 && exec "$@"';

const namespace =
  process.geteuid?.() === 0 ? ['unshare', '--mount'] : ['unshare', '--user', '--map-root-user', '--mount'];

/** What a command line begins with to find an empty file system of its own in a folder; undefined where none is allowed. */
export function withFileSystem(options: string, folder: string): readonly string[] | undefined {
  const within = [...namespace, 'sh', '-c', MOUNTED, 'sh', options, folder];
  const [program = '', ...rest] = [...within, 'true'];
  return spawnSync(program, rest).status === 0 ? within : undefined;
}
