import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../database/gateway-build.mjs';
import { attacks } from './attacks.mjs';

const HELP = `Usage: npm run bench:attacks -- [options]

  --only a,b          attacks by name; a name ending in * stands for all that begin so
  --list              prints the names and ends
  --json              prints results as JSON instead of a table
  --write             adds the table to docs/performance.md and bench/results.json; with --only, its rows
  --database URL      a PostgreSQL server on this machine, on which claims_bench_attacks is created
  --gateway DIR       repository whose build is measured (this one)
`;

/** Reads the command line. */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      list: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      database: { type: 'string' },
      gateway: { type: 'string', default: ROOT },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || values.list) {
    const names = attacks.map(({ name, about }) => `${name.padEnd(36)}${about}\n`).join('');
    process.stdout.write(values.help ? HELP : names);
    process.exit(0);
  }
  return {
    ...values,
    gateway: resolve(values.gateway),
    attacks: chosen(values.only),
  };
}

function chosen(only) {
  if (only === undefined) return attacks;
  const patterns = only.split(',');
  const fits = ({ name }, pattern) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
  const unknown = patterns.find((pattern) => !attacks.some((attack) => fits(attack, pattern)));
  if (unknown !== undefined) throw new Error(`There is no attack ${unknown}; --list prints the names.`);
  return attacks.filter((attack) => patterns.some((pattern) => fits(attack, pattern)));
}
