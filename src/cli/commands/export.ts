import { Command } from 'commander';
import { OperatorError } from '../../errors/operator-error.js';
import {
  certificationAssignmentExport,
  certificationBodyExport,
  certificationExport,
} from '../../services/export/certification-export.js';
import { escapeFormulas } from '../../services/export/escape-formulas.js';
import {
  assignmentExport,
  claimExport,
  type ExportKind,
  productExport,
} from '../../services/export/export-kind.js';
import { exportRows } from '../../services/export/export-rows.js';
import { verbatimCells } from '../../services/export/verbatim-cells.js';
import { idArgument, requireOrganization } from '../arguments.js';
import { exportFormat } from '../import/export-format.js';
import { replaceFile } from '../import/replace-file.js';
import { type OutputOptions, printResult } from '../output.js';
import { withDatabase } from '../with-database.js';

type ExportOptions = OutputOptions & { readonly organization?: string; readonly escapeFormulas?: boolean };

/** `claims export …` */
export function exportCommand(): Command {
  return new Command('export')
    .description('write a CSV or JSONL file that `import` reads back')
    .addCommand(ofOrganization('products', 'products', productExport))
    .addCommand(kindCommand('claims', 'the claim catalogue', () => claimExport))
    .addCommand(ofOrganization('assignments', 'claims of products', assignmentExport))
    .addCommand(
      kindCommand('certification-bodies', 'the certification bodies', () => certificationBodyExport),
    )
    .addCommand(
      kindCommand('certifications', 'certifications that all organizations share', ({ organization }) =>
        certificationExport(organization ?? null),
      ).option('--organization <id>', 'those of this organization instead', idArgument),
    )
    .addCommand(
      ofOrganization(
        'certification-assignments',
        'certifications of products',
        certificationAssignmentExport,
      ),
    );
}

function ofOrganization(
  name: string,
  description: string,
  kind: (organizationId: string | null) => ExportKind,
): Command {
  return kindCommand(name, description, ({ organization }) => kind(organization ?? null)).option(
    '--organization <id>',
    'only the products of this organization',
    idArgument,
  );
}

function kindCommand(
  name: string,
  description: string,
  kind: (options: ExportOptions) => ExportKind,
): Command {
  return new Command(name)
    .description(description)
    .argument('<file>', 'file to write; its name ends in .csv or .jsonl')
    .option('--json', 'print one JSON document')
    .option(
      '--escape-formulas',
      'for spreadsheets: an apostrophe before CSV cells that begin like a formula; such cells do not import unchanged',
    )
    .action((path: string, options: ExportOptions) => exportFile(path, options, kind(options)));
}

async function exportFile(path: string, options: ExportOptions, kind: ExportKind): Promise<void> {
  const format = exportFormat(path);
  if (options.escapeFormulas && format === 'jsonl') {
    throw new OperatorError('--escape-formulas is for CSV only: no spreadsheet reads JSONL as cells.');
  }
  const written = options.escapeFormulas ? escapeFormulas(kind) : verbatimCells(kind);
  await withDatabase('command', async ({ database }) => {
    if (options.organization) await requireOrganization(database, options.organization);
    const rows = await replaceFile(path, (write) => exportRows(database, written, format, write));
    printResult({ rows }, options, () => `Wrote ${rows === 1 ? '1 row' : `${rows} rows`} to ${path}.`);
  });
}
