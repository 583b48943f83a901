import { Command } from 'commander';
import { shortId } from '../../codecs/short-id.js';
import { createOrganization } from '../../services/organizations/create-organization.js';
import { listOrganizations } from '../../services/organizations/find-organizations.js';
import type { OrganizationRecord } from '../../services/records.js';
import { type OutputOptions, printResult, table } from '../output.js';
import { withDatabase } from '../with-database.js';

/** `claims organizations …` */
export function organizationsCommand(): Command {
  const command = new Command('organizations').description('the companies that own products and hold keys');
  command
    .command('create')
    .argument('<name>', 'display name, 1 to 255 characters')
    .description('create an organization')
    .option('--json', 'print one JSON document')
    .action((name: string, options: OutputOptions) =>
      withDatabase('command', async ({ database }) => {
        const organization = listed(await createOrganization(database, name));
        printResult(organization, options, () => `Created ${organization.name}: ${organization.id}`);
      }),
    );
  command
    .command('list')
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
  return command;
}

function listed({ id, name }: OrganizationRecord): OrganizationRecord {
  return { id: shortId(id), name };
}
