import { Command, Option } from 'commander';
import { OperatorError } from '../../errors/operator-error.js';
import { assignmentImport } from '../../services/import/assignments.js';
import { certificationAssignmentImport } from '../../services/import/certification-assignments.js';
import { certificationBodyImport } from '../../services/import/certification-bodies.js';
import { certificationImport } from '../../services/import/certifications.js';
import { claimImport } from '../../services/import/claims.js';
import { importAnswer } from '../../services/import/import-answer.js';
import type { ImportKind } from '../../services/import/import-kind.js';
import { importRows } from '../../services/import/import-rows.js';
import { productImport } from '../../services/import/products.js';
import { idArgument, requireOrganization } from '../arguments.js';
import {
  columnArgument,
  dateFormatArgument,
  delimiterArgument,
  encodingArgument,
} from '../import/import-arguments.js';
import { ImportFile } from '../import/import-file.js';
import { type ImportInput, openInput, STANDARD_INPUT } from '../import/import-input.js';
import { showProgress } from '../import/progress.js';
import type { ReadOptions } from '../import/read-options.js';
import { RejectedFile, refuseRejectedPath } from '../import/rejected/rejected-file.js';
import { replaceFile } from '../import/replace-file.js';
import { importReport } from '../import/report.js';
import { type OutputOptions, printResult } from '../output.js';
import { withDatabase } from '../with-database.js';

type ImportOptions = OutputOptions &
  Omit<ReadOptions, 'map'> & {
    readonly organization?: string;
    readonly map?: ReadonlyMap<string, string>;
    readonly dryRun?: boolean;
    readonly rejected?: string;
  };

/** `claims import …` */
export function importCommand(): Command {
  return new Command('import')
    .description('load a file: CSV, JSONL or a workbook; exit code 2 when some of its rows are wrong')
    .addCommand(ofOrganization('products', 'products of an organization', productImport))
    .addCommand(kindCommand('claims', 'the claim catalogue', () => claimImport))
    .addCommand(ofOrganization('assignments', "claims of an organization's products", assignmentImport))
    .addCommand(
      kindCommand('certification-bodies', 'the certification bodies', () => certificationBodyImport),
    )
    .addCommand(
      kindCommand('certifications', 'certifications that all organizations share', ({ organization }) =>
        certificationImport(organization ?? null),
      ).option('--organization <id>', 'the organization that has them for itself', idArgument),
    )
    .addCommand(
      ofOrganization(
        'certification-assignments',
        "certifications of an organization's products",
        certificationAssignmentImport,
      ),
    );
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
    .argument('<file>', '.csv, .tsv, .txt or .jsonl, also with .gz, or .xlsx; - for standard input')
    .addOption(
      new Option('--format <format>', 'format of the file, by its content if not given').choices([
        'csv',
        'tsv',
        'jsonl',
        'xlsx',
      ]),
    )
    .option('--map <column=header>', 'name of a column in the file; repeatable', columnArgument)
    .option('--strict', 'refuse columns that are not read')
    .option('--sheet <name>', 'sheet of a workbook, the first one if not given')
    .option('--delimiter <character>', 'between the cells of CSV, found out if not given', delimiterArgument)
    .option('--encoding <name>', 'such as windows-1252; UTF-8 if not given', encodingArgument)
    .option('--date-format <format>', 'such as DD.MM.YYYY, beside YYYY-MM-DD', dateFormatArgument)
    .option('--dry-run', 'report and store nothing')
    .option('--rejected <file>', 'write the wrong rows to this file, to be mended and imported again')
    .option('--json', 'print one JSON document')
    .action((path: string, options: ImportOptions) => importFile(path, options, kind(options)));
}

async function importFile(path: string, options: ImportOptions, kind: ImportKind): Promise<void> {
  if (path === STANDARD_INPUT && options.format === undefined) {
    throw new OperatorError('Standard input needs its --format: csv, tsv, jsonl or xlsx.');
  }
  const input = await openInput(path);
  try {
    if (options.rejected !== undefined) await refuseRejectedPath(options.rejected, input.identity);
    await importInput(input, options, kind);
  } finally {
    await input.close();
  }
}

async function importInput(input: ImportInput, options: ImportOptions, kind: ImportKind): Promise<void> {
  const { dryRun = false, rejected: rejectedPath } = options;
  const file = new ImportFile(input, kind.columns, readOptions(options));
  const { layout } = file;
  await withDatabase('initial-command', async ({ database }) => {
    if (options.organization) await requireOrganization(database, options.organization);
    const progress = showProgress(input.size);
    const columnName = (column: string) => layout.columnName(column);
    const run = (rejected?: RejectedFile) =>
      importRows(database, kind, file.records(progress), { dryRun, rejected, columnName }).finally(
        progress.stop,
      );
    const result = await (rejectedPath === undefined
      ? run()
      : replaceFile(rejectedPath, async (write) => {
          const rejected = await RejectedFile.create(rejectedPath, layout, write);
          return run(rejected).finally(() => rejected.close());
        }));
    printResult(importAnswer(result), options, () => importReport(result, { dryRun, rejectedPath }));
    if (result.error_count > 0) process.exitCode = 2;
  });
}

function readOptions({ map = new Map(), strict = false, ...options }: ImportOptions): ReadOptions {
  return { ...options, map, strict };
}
