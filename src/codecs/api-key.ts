import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** `<prefix>_<body>_<checksum>` of the published contract (docs/contract.md, "API keys"). */
const FORM = /^(?:csb|csu|cpk)_([0-9A-Za-z]{32})_([0-9a-f]{8})$/;

const ALPHANUMERICS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Generates a key: 32 random alphanumeric characters and their checksum. */
export function generateApiKey(prefix: 'csb' | 'csu' | 'cpk'): string {
  const body = Array.from({ length: 32 }, () => ALPHANUMERICS[randomInt(ALPHANUMERICS.length)]).join('');
  return `${prefix}_${body}_${checksum(body)}`;
}

/** Whether a text has the form of a key, three parts and the right checksum. It needs no query. */
export function isWellFormedApiKey(key: string): boolean {
  const parts = FORM.exec(key);
  return parts?.[1] !== undefined && checksum(parts[1]) === parts[2];
}

/** CRC-32 (zlib polynomial) of the body as 8 lower-case hexadecimal digits. */
function checksum(body: string): string {
  return crc32(body).toString(16).padStart(8, '0');
}
