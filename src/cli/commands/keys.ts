import { Command, Option } from 'commander';
import { shortId } from '../../codecs/short-id.js';
import { type ApiKeyType, apiKeyTypes, type Role, roles } from '../../entities/api-key.js';
import { OperatorError } from '../../errors/operator-error.js';
import { createApiKey, type ListedApiKey, listApiKeys, revokeApiKey } from '../../identity/manage-keys.js';
import { futureArgument, idArgument, requestsArgument, requireOrganization } from '../arguments.js';
import { type OutputOptions, printResult, table } from '../output.js';
import { withDatabase } from '../with-database.js';

interface CreateOptions extends OutputOptions {
  readonly organization: string;
  readonly type: ApiKeyType;
  readonly role: Role;
  readonly name: string;
  readonly rateLimitPerMinute: number;
  readonly rateLimitPerDay: number;
  readonly expiresAt?: Date;
}

/** `claims keys …` */
export function keysCommand(): Command {
  return new Command('keys')
    .description('API keys: create, list, revoke')
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand());
}

function createCommand(): Command {
  return new Command('create')
    .description('create a key; this is the only time it is shown')
    .requiredOption('--organization <id>', 'the organization that the key acts for', idArgument)
    .addOption(new Option('--type <type>', 'kind of key').choices(apiKeyTypes).default('csb'))
    .addOption(new Option('--role <role>', 'what it may do').choices(roles).default('readonly'))
    .option('--name <name>', 'what it is for', '')
    .option('--rate-limit-per-minute <n>', 'requests a minute; 0: the default', requestsArgument, 0)
    .option('--rate-limit-per-day <n>', 'requests a day; 0: the default', requestsArgument, 0)
    .option('--expires-at <time>', 'when it ends, as ISO 8601', futureArgument)
    .option('--json', 'print one JSON document')
    .action((options: CreateOptions, command: Command) => {
      if (options.type === 'cpk' && options.role !== 'readonly') {
        command.error("error: a publishable key (cpk) is always readonly, so it takes no other '--role'");
      }
      if ([...options.name].length > 255) command.error("error: '--name' takes at most 255 characters");
      return create(options);
    });
}

function create(options: CreateOptions): Promise<void> {
  return withDatabase('command', async ({ database }) => {
    await requireOrganization(database, options.organization);
    const { organization: organizationId, expiresAt = null, ...rest } = options;
    const created = await createApiKey(database, { ...rest, organizationId, expiresAt });
    if (!created) throw new OperatorError('The organization was removed meanwhile.');
    const result = {
      id: shortId(created.id),
      key: created.key,
      organization: shortId(organizationId),
      type: options.type,
      role: options.role,
      name: options.name,
      rate_limit_per_minute: options.rateLimitPerMinute,
      rate_limit_per_day: options.rateLimitPerDay,
      expires_at: expiresAt?.toISOString() ?? null,
    };
    printResult(
      result,
      options,
      () => `${created.key}\n\nKeep it: it is not shown again. Its id is ${result.id}.`,
    );
  });
}

function listCommand(): Command {
  return new Command('list')
    .description('list keys without their secrets, oldest first')
    .option('--organization <id>', 'only the keys of this organization', idArgument)
    .option('--json', 'print one JSON document')
    .action((options: OutputOptions & { organization?: string }) =>
      withDatabase('command', async ({ database }) => {
        if (options.organization) await requireOrganization(database, options.organization);
        const keys = (await listApiKeys(database, options.organization ?? null)).map(listed);
        printResult(keys, options, () =>
          table(
            ['ID', 'KEY', 'ROLE', 'ORGANIZATION', 'NAME', 'EXPIRES', 'LAST USED', 'REVOKED'],
            keys.map((key) => [
              key.id,
              `${key.prefix}_…${key.last_four}`,
              key.role,
              key.organization,
              key.name,
              key.expires_at ?? '-',
              key.last_used_at ?? '-',
              key.revoked_at ?? '-',
            ]),
          ),
        );
      }),
    );
}

function listed(key: ListedApiKey) {
  return {
    id: shortId(key.id),
    organization: shortId(key.organizationId),
    prefix: key.type,
    last_four: key.lastFour,
    role: key.role,
    name: key.name,
    created_at: key.createdAt.toISOString(),
    expires_at: iso(key.expiresAt),
    last_used_at: iso(key.lastUsedAt),
    revoked_at: iso(key.revokedAt),
  };
}

function iso(moment: Date | null): string | null {
  return moment?.toISOString() ?? null;
}

function revokeCommand(): Command {
  return new Command('revoke')
    .description('revoke a key for good; running servers refuse it within 5 seconds')
    .argument('<id>', 'id of the key', idArgument)
    .option('--json', 'print one JSON document')
    .action((id: string, options: OutputOptions) =>
      withDatabase('command', async ({ database }) => {
        if (!(await revokeApiKey(database, id)))
          throw new OperatorError(`There is no key with the id ${shortId(id)}.`);
        printResult({ id: shortId(id), revoked: true }, options, () => `Revoked ${shortId(id)}.`);
      }),
    );
}
