import { Command } from 'commander';
import { assignmentImport } from '../../services/import/assignments.js';
import { claimImport } from '../../services/import/claims.js';
import type { ImportKind } from '../../services/import/import-kind.js';
import { importRows } from '../../services/import/import-rows.js';
import { productImport } from '../../services/import/products.js';
import { idArgument, requireOrganization } from '../arguments.js';
import { fileRecords, openImportFile } from '../import/import-file.js';
import { showProgress } from '../import/progress.js';
import { importSummary } from '../import/summary.js';
import { type OutputOptions, printResult } from '../output.js';
import { withDatabase } from '../with-database.js';

type ImportOptions = OutputOptions & { readonly organization?: string };

/** `claims import …` */
export function importCommand(): Command {
  return new Command('import')
    .description('load a CSV or JSONL file; exit code 2 when some of its rows are wrong')
    .addCommand(ofOrganization('products', 'products of an organization', productImport))
    .addCommand(kindCommand('claims', 'the claim catalogue', () => claimImport))
    .addCommand(ofOrganization('assignments', "claims of an organization's products", assignmentImport));
}

function ofOrganization(
  name: string,
  description: string,
  kind: (organizationId: string) => ImportKind,
): Command {
  return kindCommand(name, description, ({ organization }) => kind(organization!)).requiredOption(
    '--organization <id>',
    'the organization that owns the products',
    idArgument,
  );
}

function kindCommand(
  name: string,
  description: string,
  kind: (options: ImportOptions) => ImportKind,
): Command {
  return new Command(name)
    .description(description)
    .argument('<file>', 'file in UTF-8 whose name ends in .csv or .jsonl')
    .option('--json', 'print one JSON document')
    .action((path: string, options: ImportOptions) => importFile(path, options, kind(options)));
}

async function importFile(path: string, options: ImportOptions, kind: ImportKind): Promise<void> {
  const file = await openImportFile(path);
  try {
    await withDatabase('initial-command', async ({ database }) => {
      if (options.organization) await requireOrganization(database, options.organization);
      const progress = showProgress(file.size);
      const answer = await importRows(database, kind, fileRecords(file, kind.columns, progress)).finally(
        progress.stop,
      );
      printResult(answer, options, () => importSummary(answer));
      if (answer.error_count > 0) process.exitCode = 2;
    });
  } finally {
    await file.handle.close();
  }
}
