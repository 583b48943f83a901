import { writeFile } from 'node:fs/promises';
import { CLAIMS } from '../database/catalogue.mjs';
import { rawRequest, readyRequest, samplesOf } from './requests.mjs';
import { inserts } from './workloads.mjs';

const GTIN = '00000000000000';

/** Writes for wrk.lua what one server is asked in a workload. */
export async function writePlan(file, peer, { rotation }, cursors, host) {
  const kinds = rotation.map(([kind]) =>
    inserts(kind) ? template(peer, kind, host) : samples(peer, kind, cursors, host),
  );
  const order = rotation.flatMap(([, times], kind) => Array(times).fill(kind + 1));
  const claims = Array.from({ length: CLAIMS }, (_, claim) => quoted(peer.claimId(claim)));
  await writeFile(
    file,
    `plan = {\nrotation = {${order}},\nclaims = {${claims}},\nkinds = {\n${kinds.join(',\n')}}}\n`,
  );
}

function samples(peer, kind, cursors, host) {
  const requests = Array.from({ length: samplesOf(kind, cursors) }, (_, i) =>
    quoted(rawRequest(readyRequest(peer, kind, cursors, i), host)),
  );
  return `{requests = {${requests.join(',\n')}}}`;
}

/** A request in parts, between which GTINs (`g`) and ids of the claim (`c`) stand. */
function template(peer, kind, host) {
  const claim = peer.claimId(0).replace(/[0-9a-zA-Z]/g, 'x');
  const texts = rawRequest(peer.ask[kind](GTIN, claim), host).split(new RegExp(`(${GTIN}|${claim})`));
  const parts = texts.filter((_, i) => i % 2 === 0);
  const between = texts.filter((_, i) => i % 2 === 1).map((text) => (text === GTIN ? 'g' : 'c'));
  return `{parts = {${parts.map(quoted)}}, between = "${between.join('')}"}`;
}

const escapes = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r' };
const quoted = (text) => `"${text.replace(/[\\"\n\r]/g, (character) => escapes[character])}"`;
