import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../src/cli/settings.js';
import { connectionLimits } from '../../src/server/connection-limits.js';
import { argsOf, command, dockerStages } from '../support/dockerfile.js';

const FOLDER = '/opt/claims-gateway';
const file = 'docs/deploy/claims-gateway.service';
const unit = await readFile(file, 'utf8');

/** The values of an option, in their order. */
function option(name: string): string[] {
  return [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value = '']) => value);
}

describe('the systemd unit', () => {
  it('runs the command of the image, with the same options', async () => {
    const [, final = []] = dockerStages(await readFile('Dockerfile', 'utf8'));
    expect(option('ExecStart')).toEqual([
      `${FOLDER}/${command(argsOf(final, 'CMD')[0] as string).join(' ')}`,
    ]);
    const options = argsOf(final, 'ENV').find((pair) => pair.startsWith('CLAIMS_NODE_OPTIONS='));
    expect(option('Environment')).toContain(`"${options?.replaceAll('"', '')}"`);
    expect(option('WorkingDirectory')).toEqual([FOLDER]);
    expect(option('Type')).toEqual(['exec']);
  });

  it('gives the server the time that it takes to stop, and does not signal its database', () => {
    // Running requests, and what else has to end.
    const stopSeconds = readSettings({}).SHUTDOWN_GRACE + 10 + 2.5;
    expect(Number(option('TimeoutStopSec')[0])).toBeGreaterThan(4 * stopSeconds);
    expect(option('KillMode')).toEqual(['mixed']);
  });

  it('permits as many open files as there may be connections', () => {
    expect(Number(option('LimitNOFILE')[0])).toBeGreaterThan(2 * connectionLimits.maxConnections);
  });

  it('lets the server write its own folder only', () => {
    expect(option('ProtectSystem')).toEqual(['strict']);
    expect(option('Environment')).toContain(`DATA_DIR=/var/lib/${option('StateDirectory')[0]}`);
  });

  const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;
  (hasSystemd ? it : it.skip)('is valid for systemd', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'claims-unit-'));
    try {
      // The program has to be where the unit expects it.
      const installed = unit.replace(
        /^(ExecStart=|WorkingDirectory=)\/opt\/claims-gateway/gm,
        `$1${process.cwd()}`,
      );
      const path = join(folder, 'claims-gateway.service');
      await writeFile(path, installed);
      const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', path], {
        encoding: 'utf8',
      });
      expect(stderr.split('\n').filter((line) => line.includes('claims-gateway.service'))).toEqual([]);
      expect(status).toBe(0);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
