import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './database/gateway-build.mjs';
import { workloads } from './load/workloads.mjs';

export const SERVERS = ['gateway', 'postgraphile', 'apollo', 'mercurius', 'bare', 'pgbench'];

const HELP = `Usage: npm run bench -- [options]

  --workloads a,b     of ${Object.keys(workloads).join('')}; all by default
  --servers x,y       of ${SERVERS.join(', ')}; all by default
  --rounds N          rounds at 16 connections (5)
  --seconds N         length of a shot (2)
  --connections 1,16  1, 16 and 128 by default; other numbers than 16 get 5 rounds of the workloads a, b, d, g
  --database URL      a PostgreSQL server, on which the database claims_bench is made; default: one of our own
  --gateway DIR       repository whose build is measured (this one)
  --check             compare with the committed ratios and write nothing; a drop of more than 15 % fails
  --out DIR           where docs/performance.md and bench/results.json are written (this repository)
`;

/** Reads the command line. */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      workloads: { type: 'string' },
      servers: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '2' },
      connections: { type: 'string' },
      database: { type: 'string' },
      gateway: { type: 'string', default: ROOT },
      check: { type: 'boolean', default: false },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    process.exit(0);
  }
  return {
    ...values,
    workloads: list('workloads', values.workloads, Object.keys(workloads)),
    servers: list('servers', values.servers, SERVERS),
    rounds: count('rounds', values.rounds),
    seconds: count('seconds', values.seconds),
    connections: (values.connections ?? '16,1,128').split(',').map((text) => count('connections', text)),
    gateway: resolve(values.gateway),
    // A part of a run says nothing about the whole: it is written only where it is told to.
    complete: !values.workloads && !values.servers && !values.connections,
  };
}

function list(name, text, known) {
  if (text === undefined) return known;
  const chosen = text.split(',');
  const wrong = chosen.find((item) => !known.includes(item));
  if (wrong !== undefined) throw new Error(`--${name} knows ${known.join(', ')}, not ${wrong}.`);
  return chosen;
}

function count(name, text) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${name} takes positive numbers, not ${text}.`);
  return number;
}
