import { Command } from 'commander';
import { shortId } from '../../codecs/short-id.js';
import { OperatorError } from '../../errors/operator-error.js';
import { createOrganization } from '../../services/organizations/create-organization.js';
import { deleteOrganization } from '../../services/organizations/delete-organization.js';
import { listOrganizations } from '../../services/organizations/find-organizations.js';
import { renameOrganization } from '../../services/organizations/rename-organization.js';
import type { OrganizationRecord } from '../../services/records.js';
import { idArgument, unknownOrganization } from '../arguments.js';
import { type OutputOptions, printResult, table } from '../output.js';
import { withDatabase } from '../with-database.js';

/** `claims organizations …` */
export function organizationsCommand(): Command {
  return new Command('organizations')
    .description('the companies that own products and hold keys')
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(renameCommand())
    .addCommand(deleteCommand());
}

function createCommand(): Command {
  return new Command('create')
    .argument('<name>', 'display name, 1 to 255 characters')
    .description('create an organization')
    .option('--json', 'print one JSON document')
    .action((name: string, options: OutputOptions) =>
      withDatabase('initial-command', async ({ database }) => {
        const organization = listed(await createOrganization(database, name));
        printResult(organization, options, () => `Created ${organization.name}: ${organization.id}`);
      }),
    );
}

function listCommand(): Command {
  return new Command('list')
    .description('list the organizations, oldest first')
    .option('--json', 'print one JSON document')
    .action((options: OutputOptions) =>
      withDatabase('command', async ({ database }) => {
        const organizations = (await listOrganizations(database)).map(listed);
        printResult(organizations, options, () =>
          table(
            ['ID', 'NAME'],
            organizations.map(({ id, name }) => [id, name]),
          ),
        );
      }),
    );
}

function renameCommand(): Command {
  return new Command('rename')
    .description('give an organization another name')
    .argument('<id>', 'id of the organization', idArgument)
    .argument('<name>', 'display name, 1 to 255 characters')
    .option('--json', 'print one JSON document')
    .action((id: string, name: string, options: OutputOptions) =>
      withDatabase('command', async ({ database }) => {
        if (!(await renameOrganization(database, id, name))) throw unknownOrganization(id);
        printResult(listed({ id, name }), options, () => `The name of ${shortId(id)} is ${name} now.`);
      }),
    );
}

function deleteCommand(): Command {
  return new Command('delete')
    .description('delete an organization that owns nothing; its revoked keys are deleted with it')
    .argument('<id>', 'id of the organization', idArgument)
    .option('--json', 'print one JSON document')
    .action((id: string, options: OutputOptions) =>
      withDatabase('command', async ({ database }) => {
        const result = await deleteOrganization(database, id);
        if (result === 'unknown') throw unknownOrganization(id);
        if (result !== 'deleted') {
          throw new OperatorError(
            `The organization ${shortId(id)} is not deleted, because it has ${result.owns}.`,
          );
        }
        printResult({ id: shortId(id), deleted: true }, options, () => `Deleted ${shortId(id)}.`);
      }),
    );
}

function listed({ id, name }: OrganizationRecord): OrganizationRecord {
  return { id: shortId(id), name };
}
