import { CATEGORIES } from '../database/catalogue.mjs';
import { statements } from '../servers/bare/statements.mjs';

const gtin = `('09520000' || lpad(:n::text, 6, '0'))`;
const claim = `('01980000-0000-7000-8000-' || lpad(to_hex(:claim::int), 12, '0'))`;
const category = `(array[${CATEGORIES.map((name) => `'${name}'`)}])[1 + :k::int]`;

/** The bare server's statement with these expressions for its parameters, after commands that set variables. */
function script(commands, name, ...values) {
  const text = statements[name].replace(/\$(\d)/g, (_, i) => values[i - 1]).replace(/\s+/g, ' ');
  return `${commands.map((command) => `\\set ${command}\n`).join('')}${text.trim()};\n`;
}

const assign = (commands) =>
  script(
    [...commands, 'n (:product * 61813) % 1000000'],
    ...['assign', gtin, claim, `'THIRD_PARTY_VERIFIED'`, `'2026-01-01'`],
  );

/**
 * What pgbench sends for each kind of request. Each client counts its own turns, so that the numbers of fresh
 * pairs (`first`, `clients`: given on its command line) belong to no other client.
 */
export const scripts = {
  product: script(['n (random(0, 99999) * 61813) % 1000000'], 'product', gtin),
  // The first products, as those of the pages that the servers are asked for.
  page: script(['n random(0, 10000)'], 'page', gtin),
  claims: script(['k random(0, 5)'], 'claims', category),
  assign: assign([
    'turn :turn + 1',
    'pair :first + :turn * :clients + :client_id',
    'product (:pair * 40009) % 100000',
    'claim (:product * 31 + (9 + :pair / 100000) * 61) % 500',
  ]),
  assignAgain: assign(['product random(0, 99999)', 'claim (:product * 31) % 500']),
};
