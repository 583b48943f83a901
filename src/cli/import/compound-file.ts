/** Offsets in the header of a compound file of the size of its sectors and the start of its directory. */
const SECTOR_SHIFT_AT = 0x1e;
const DIRECTORY_AT = 0x30;

/** Bytes of the directory that are searched: 32 entries. */
const DIRECTORY_BYTES = 4_096;

/** The stream in which Office keeps an encrypted workbook ([MS-OFFCRYPTO] 2.3.4). */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/** Reads bytes of a file from a position. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>;

/** Whether a compound file ([MS-CFB]) is a workbook with a password, and not one of an old format. */
export async function isEncrypted(readAt: ReadAt): Promise<boolean> {
  const header = await readAt(0, 512);
  if (header.length < 512) return false;
  const shift = header.readUInt16LE(SECTOR_SHIFT_AT);
  if (shift !== 9 && shift !== 12) return false;
  const position = (header.readUInt32LE(DIRECTORY_AT) + 1) * 2 ** shift;
  return (await readAt(position, DIRECTORY_BYTES)).includes(ENCRYPTED);
}
