import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { DemoCertification, DemoContent } from '../../services/demo/demo-content.js';
import { assignmentInMonthOf } from './demo-dates.js';
import { demoCertificationBodyId, demoCertificationId, demoClaimId } from './ids.js';

const FOLDER = new URL('../../../demo/', import.meta.url);

type Row = Readonly<Record<string, string>>;

/**
 * Reads the demo catalogue from `demo/`, files in the format of imports. All of it is invented. Every GTIN begins with the
 * GS1 prefix 952 behind the leading zero of its GTIN-14 form, which is reserved for demonstrations, so that no real product
 * has it. The first product, Oat Drink Original, lacks the claim NON_GMO on purpose: to assign it is the first thing to try.
 * Dates of claims and certificates are moved to the present, so that most are valid, some have expired and one of each expires soon.
 * @param today the day to which they are moved.
 */
export async function readDemoContent(today = new Date()): Promise<DemoContent> {
  const [
    products,
    claims,
    assignments,
    certificationBodies,
    certifications,
    ownCertifications,
    certificationAssignments,
  ] = await Promise.all([
    readRows('products.csv'),
    readRows('claims.csv'),
    readRows('assignments.csv'),
    readRows('certification-bodies.csv'),
    readRows('certifications.csv'),
    readRows('own-certifications.csv'),
    readRows('certification-assignments.csv'),
  ]);
  return {
    organization: 'Example Foods',
    products: products.map(({ gtin = '', ...product }) => ({ gtin, ...product })),
    claims: claims.map(({ code = '', label = '', description = '', ...claim }) => ({
      id: demoClaimId(code),
      code,
      label,
      description,
      ...claim,
    })),
    assignments: assignments.map((row) => assignmentInMonthOf(today, withoutEmptyCells(row))),
    certificationBodies: certificationBodies.map(({ name = '', ...body }) => ({
      id: demoCertificationBodyId(name),
      name,
      ...withoutEmptyCells(body),
    })),
    certifications: [
      ...certifications.map((row) => certification(row, false)),
      ...ownCertifications.map((row) => certification(row, true)),
    ],
    certificationAssignments: certificationAssignments.map((row) =>
      assignmentInMonthOf(today, withoutEmptyCells(row)),
    ),
  };
}

async function readRows(name: string): Promise<Row[]> {
  return parse(await readFile(new URL(name, FOLDER)), { columns: true });
}

function certification({ code = '', label = '', ...row }: Row, isOwn: boolean): DemoCertification {
  return { id: demoCertificationId(code || label), is_own: isOwn, code, label, ...withoutEmptyCells(row) };
}

/** An empty cell stands for the default; metadata is written as JSON. */
function withoutEmptyCells(row: Row): object {
  const cells = Object.entries(row).filter(([, cell]) => cell !== '');
  return Object.fromEntries(cells.map(([column, cell]) => [column, read(column, cell)]));
}

function read(column: string, cell: string): unknown {
  if (column === 'metadata') return JSON.parse(cell);
  return column === 'certificate_countries' ? cell.split(' ') : cell;
}
