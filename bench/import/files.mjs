import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const HEADERS = {
  claims: 'code,label,category',
  products: 'gtin,name,brand',
  assignments: 'gtin,claim_code,source,valid_from,expiration_date,evidence_url,metadata',
};

/** Writes the three files of a catalogue in the import format; GTINs and claims stand in no order. */
export async function writeFiles(catalogue, pathOf) {
  await write(pathOf('claims'), HEADERS.claims, claims(catalogue));
  await write(pathOf('products'), HEADERS.products, products(catalogue));
  await write(pathOf('assignments'), HEADERS.assignments, assignments(catalogue));
}

function* claims({ claims: all }) {
  for (const [i, { code, category }] of all.entries()) yield [code, `Label of claim ${i}`, category];
}

function* products(catalogue) {
  for (let place = 0; place < catalogue.size; place++) {
    const { gtin, name, brand } = catalogue.product(place);
    yield [gtin, name, brand];
  }
}

function* assignments(catalogue) {
  for (let place = 0; place < catalogue.size; place++) {
    const gtin = catalogue.gtin(place);
    for (const { claim, source, from, to, evidence } of catalogue.assignments(place)) {
      const url = evidence ? `https://evidence.example/${gtin}` : '';
      const metadata = evidence ? `{"certificate": "${gtin}"}` : '';
      yield [gtin, claim.code, source, from ?? '', to ?? '', url, metadata];
    }
  }
}

async function write(path, header, rows) {
  const file = createWriteStream(path);
  let text = `${header}\n`;
  for (const row of rows) {
    text += `${row.map(quoted).join(',')}\n`;
    if (text.length < 262_144) continue;
    if (!file.write(text)) await once(file, 'drain');
    text = '';
  }
  file.end(text);
  await finished(file);
}

const quoted = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
