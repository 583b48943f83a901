import type { JSONWebKeySet } from 'jose';

/** Timeout of reading the keys, discovery included. */
const READ_WITHIN_MS = 5_000;

/** Maximum bytes of a document that an issuer publishes. */
const MAX_DOCUMENT_BYTES = 256 * 1024;

/**
 * Reads the public keys of an issuer (OpenID Connect Discovery 1.0 section 4), whose URL its metadata contain. Throws
 * an error that names the problem for the operator.
 */
export async function readIssuerKeys(issuer: string): Promise<JSONWebKeySet> {
  const signal = AbortSignal.timeout(READ_WITHIN_MS);
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const metadata = (await readJson(url, signal)) as { issuer?: unknown; jwks_uri?: unknown } | null;
  if (metadata?.issuer !== issuer) {
    throw new Error(`${url} is the metadata of another issuer: ${JSON.stringify(metadata?.issuer)}`);
  }
  return (await readJson(placeOfKeys(metadata.jwks_uri, url), signal)) as JSONWebKeySet;
}

/** Refuses keys over http of an issuer over https: a third party on the way could replace them. */
function placeOfKeys(place: unknown, metadataUrl: string): string {
  const url = typeof place === 'string' ? URL.parse(place) : null;
  const { protocol } = new URL(metadataUrl);
  if (url && (url.protocol === 'https:' || url.protocol === protocol)) return url.href;
  throw new Error(`${metadataUrl} names no safe place of keys: ${JSON.stringify(place)}`);
}

async function readJson(url: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json' } });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`${url} answers with status ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_DOCUMENT_BYTES)
      throw new Error(`${url} answers with more than ${MAX_DOCUMENT_BYTES} bytes`);
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
