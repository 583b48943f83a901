/**
 * As little as can stand between a caller and the database: Node's own server, named statements that let
 * PostgreSQL write the JSON, no check of anything. What it answers is the limit for the others.
 */
import { createServer } from 'node:http';
import pg from 'pg';
import { statements } from './statements.mjs';

const { DATABASE_URL, PORT, POOL_SIZE } = process.env;
const pool = new pg.Pool({
  connectionString: DATABASE_URL,
  max: Number(POOL_SIZE),
  idleTimeoutMillis: 0,
  options: '-c timezone=UTC',
});

async function ask(name, values) {
  const { rows } = await pool.query({ name, text: statements[name], values });
  return rows[0]?.json;
}

async function answer(request) {
  const [, what, key, nested] = request.url.split('/');
  if (request.method === 'POST' && what === 'assignments') {
    return created(JSON.parse(await bodyOf(request)));
  }
  if (request.method === 'POST' && nested === 'claims') {
    return created({ gtin: key, ...JSON.parse(await bodyOf(request)) });
  }
  if (what === 'products' && key) return [200, await ask('product', [key])];
  if (what === 'pages') return [200, await ask('page', [key])];
  if (what === 'claims') return [200, await ask('claims', [key])];
  return [404, undefined];
}

async function created({ gtin, claim_id, source, valid_from }) {
  const json = await ask('assign', [gtin, claim_id, source, valid_from]);
  return json === undefined ? [409, '{"error":"conflict"}'] : [201, json];
}

function bodyOf(request) {
  return new Promise((resolve, reject) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => resolve(body));
    request.on('error', reject);
  });
}

const server = createServer(async (request, response) => {
  try {
    const [status, json = 'null'] = await answer(request);
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(json),
    });
    response.end(json);
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
server.listen(Number(PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
