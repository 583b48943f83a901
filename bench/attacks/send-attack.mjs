import { detailOf } from './client.mjs';

/** An attack is not repeated any more after this time, unless it sets its own. */
const MAXIMUM_MS = 40_000;

/**
 * Sends the requests of an attack, in groups that are measured one after the other.
 * @param {object} attack with `request(number)`, `key`, `times` (groups), `group` (requests of one group, 1),
 *   `atOnce` (connections of one group, all of them by default), `maximumMs` and `freshKey` (each group
 *   has a key of its own)
 * @returns {Promise<object[]>} one sample for each group: figures per request of quota charged
 */
export async function sendAttack(attack, { gateway, client, callers, meter }) {
  const { request, key, times = 7, group = 1, atOnce = group, maximumMs = MAXIMUM_MS } = attack;
  const deadline = Date.now() + maximumMs;
  const samples = [];
  for (let i = 0; i < times && gateway.alive && Date.now() < deadline; i++) {
    const caller = await callers.next(key);
    const first = i * group;
    const { result: answers, ...figures } = await meter.measure(() =>
      sendGroup(client, caller, { request, first, group, atOnce, deadline }),
    );
    samples.push(sampleOf(answers, figures, callers.charged(caller, answers), attack));
    // Some fields have a limit of their own for each key.
    if (group > 1 || attack.freshKey) callers.rotate(key);
  }
  return samples;
}

/** Sends requests over some connections, each connection one request after the other. */
async function sendGroup(client, caller, { request, first, group, atOnce, deadline }) {
  const answers = [];
  let next = 0;
  const work = async () => {
    while (next < group && (next < atOnce || Date.now() < deadline)) {
      const place = next++;
      const { headers, ...rest } = request(first + place);
      answers[place] = await client.send({
        ...rest,
        headers: { ...headers, ...caller.headers },
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return answers;
}

function sampleOf(answers, figures, charged, { check }) {
  const per = (value) => (value === null ? null : value / charged);
  const unexpected = check && answers.map(check).find((problem) => problem !== undefined);
  return {
    charged: charged / answers.length,
    statuses: answers.map(({ status }) => status),
    detail: answers.map(detailOf).find((detail) => detail !== '') ?? '',
    serverMs: per(figures.serverMs),
    databaseMs: per(figures.databaseMs),
    statements: per(figures.statements),
    pauseMs: figures.pauseMs,
    wallPauseMs: figures.wallPauseMs,
    bytes: answers.reduce((sum, { bytes }) => sum + bytes, 0) / charged,
    ms: Math.max(...answers.map(({ ms }) => ms)),
    ...(unexpected ? { unexpected } : {}),
  };
}
