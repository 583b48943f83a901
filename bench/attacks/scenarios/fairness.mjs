import { setTimeout as sleep } from 'node:timers/promises';
import { gtinOf } from '../../database/catalogue.mjs';
import { spread } from '../../measure/statistics.mjs';
import { graphql } from '../../servers/graphql.mjs';
import { AttackClient } from '../client.mjs';

const ALONE_MS = 8_000;
const ATTACKED_MS = 20_000;
const VICTIM_INTERVAL_MS = 50;
/** What another client may notice of an attacker: its median within twice, its 95th percentile below this. */
const P95_MS = 250;

/**
 * One key sends an expensive request at its full permitted rate; other keys send a small query 20 times a second.
 * @param {object} options `request(number)`, `key` of the attacker, `perMinute` its quota, `burst`: all at the start
 */
export function fairness({ name, about, request, key, perMinute, burst = false }) {
  return {
    name,
    about,
    async run(context) {
      const { gateway, keys, log } = context;
      const chosen = typeof request === 'function' ? { request, from: undefined } : request.of(context);
      const alone = await victims(gateway, keys, ALONE_MS);
      const attackers = new AttackClient(gateway.port);
      const stop = startAttacker(
        attackers,
        keys[key][0],
        chosen.request,
        burst ? 0 : 60_000 / perMinute,
        perMinute,
      );
      const attacked = await victims(gateway, keys, ATTACKED_MS);
      const sent = stop();
      attackers.close();
      const [before, under] = [latencies(alone), latencies(attacked)];
      const note = `median ${before.median.toFixed(1)} → ${under.median.toFixed(1)} ms, 95th percentile ${before.p95.toFixed(1)} → ${under.p95.toFixed(1)} ms; ${sent} requests of the attacker${chosen.from ? ` (${chosen.from})` : ''}`;
      log(note);
      return {
        samples: [],
        notes: [note],
        problems: [
          under.median > 2 * before.median &&
            `median of others ${before.median.toFixed(1)} → ${under.median.toFixed(1)} ms`,
          under.p95 > P95_MS && `95th percentile of others ${under.p95.toFixed(0)} ms`,
          under.failed > 0 && `${under.failed} of ${attacked.length} small requests failed`,
        ].filter(Boolean),
      };
    },
  };
}

/** Sends at a fixed rate, whatever the answers do; at most a minute's quota. */
function startAttacker(client, apiKey, request, intervalMs, perMinute) {
  let sent = 0;
  const send = () => {
    if (sent >= perMinute) return;
    const { headers, ...rest } = request(sent++);
    void client.send({ ...rest, headers: { ...headers, 'x-api-key': apiKey } });
  };
  if (intervalMs === 0) for (let i = 0; i < perMinute; i++) send();
  const sending = setInterval(send, Math.max(intervalMs, 1));
  return () => {
    clearInterval(sending);
    return sent;
  };
}

/** Small queries at a fixed rate over several keys, so that none exceeds its quota. */
async function victims(gateway, keys, forMs) {
  const client = new AttackClient(gateway.port);
  const answers = [];
  const begin = performance.now();
  for (let i = 0; performance.now() - begin < forMs; i++) {
    const { headers, ...rest } = graphql(
      `
        query q($gtin: GTIN!) {
          product(gtin: $gtin) {
            name
          }
        }
      `,
      {
        gtin: gtinOf(i),
      },
    );
    const apiKey = keys.victim[i % keys.victim.length];
    answers.push(client.send({ ...rest, headers: { ...headers, 'x-api-key': apiKey } }));
    await sleep(Math.max(0, begin + (i + 1) * VICTIM_INTERVAL_MS - performance.now()));
  }
  const received = await Promise.all(answers);
  client.close();
  return received;
}

function latencies(answers) {
  const times = answers.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return {
    median: spread(times).median,
    p95: times[Math.floor(times.length * 0.95)],
    failed: answers.filter(({ status }) => status !== 200).length,
  };
}
