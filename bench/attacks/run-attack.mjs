import { gtinOf } from '../database/catalogue.mjs';
import { countStatements } from '../measure/statement-counter.mjs';
import { graphql } from '../servers/graphql.mjs';
import { Callers } from './callers.mjs';
import { AttackClient, detailOf } from './client.mjs';
import { startAttacked } from './gateway.mjs';
import { Meter } from './meter.mjs';
import { resultOf } from './result.mjs';
import { sendAttack } from './send-attack.mjs';
import { warmUp } from './warm-up.mjs';

const small = (i) =>
  graphql(
    'query q($gtin: GTIN!) { product(gtin: $gtin) { name claims { nodes { source claim { code } } } } }',
    { gtin: gtinOf(i) },
  );

/**
 * Runs one attack on a gateway of its own, so that no attack inherits the memory and the quotas of another one.
 * @returns {Promise<object>} as `resultOf` makes it
 */
export async function runAttack(attack, { build, url, client, keys, results, log }) {
  const statements = await countStatements(url);
  try {
    const gateway = await startAttacked({
      folder: build.folder,
      url: statements.url,
      name: attack.name,
    });
    const attackClient = new AttackClient(gateway.port);
    try {
      await warmUp(attackClient, keys);
      const found = attack.run
        ? await attack.run({
            gateway,
            keys,
            results,
            log,
            victim: () => victim(attackClient, keys),
          })
        : await samplesOf(attack, {
            gateway,
            statements,
            client,
            keys,
            attackClient,
          });
      return resultOf(attack, found, {
        alive: gateway.alive,
        peak: await gateway.peak(),
      });
    } finally {
      attackClient.close();
      await gateway.stop();
    }
  } finally {
    await statements.close();
  }
}

async function samplesOf(attack, { gateway, statements, client, keys, attackClient }) {
  const meter = await Meter.open({ gateway, statements, client });
  const callers = new Callers(keys, attackClient);
  return {
    samples: await sendAttack(attack, {
      gateway,
      client: attackClient,
      callers,
      meter,
    }),
  };
}

/** A small request of another client during an attack, as a sample without figures. */
async function victim(client, keys) {
  const { headers, ...rest } = small(0);
  const answer = await client.send({
    ...rest,
    headers: { ...headers, 'x-api-key': keys.victim[0] },
  });
  const none = {
    serverMs: null,
    databaseMs: null,
    statements: null,
    pauseMs: null,
    wallPauseMs: null,
  };
  return {
    ...none,
    charged: 1,
    statuses: [answer.status],
    detail: detailOf(answer),
    bytes: answer.bytes,
    ms: answer.ms,
  };
}
