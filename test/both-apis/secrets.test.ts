import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { createSignInLink } from '../../src/identity/sign-in-links.js';
import { Browser } from '../session/browser.js';
import { type Answer, type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;
let organization: string;

beforeAll(async () => {
  gateway = await startGateway({ metricsToken: METRICS_TOKEN });
  organization = await gateway.fixtures.organization();
});
afterAll(() => gateway.close());

const METRICS_TOKEN = 'a-token-for-the-metrics';

/** Uses credentials in ways that are right, wrong and mistaken; gives the secrets and all answers. */
async function useEverything() {
  const { id, key } = await gateway.fixtures.keyWithId(organization);
  const unknown = gateway.fixtures.unknownKey();
  const link = (await createSignInLink(gateway.database, id))?.token as string;
  const browser = new Browser(gateway);
  const answers: Answer[] = [];
  for (const secret of [key, unknown]) {
    const headers = { 'x-api-key': secret };
    answers.push(
      await gateway.graphql('{ viewer { role } nothing }', { key: secret }),
      await gateway.rest('GET', '/claims', { key: secret }),
      await gateway.rest('GET', `/claims/${secret}`, { key: secret }),
      await gateway.rest('GET', `/claims?api_key=${secret}&page=${secret}`, { key: secret }),
      await gateway.rest('GET', `/claims?key=${secret.split('_')[1]}`, { key: secret }),
      await gateway.rest('GET', `/${secret}/%zz`, { key: secret }),
      await gateway.rest('POST', '/products/x/claims', { key: secret, body: `{"${secret}"` }),
      await gateway.request('/metrics', { headers: { authorization: `Bearer ${secret}` } }),
      await gateway.request('/graphql', { headers: { ...headers, authorization: `Bearer ${secret}` } }),
      await browser.signIn(`${secret} `),
      await browser.signIn([secret]),
      await browser.send('POST', '/session', { body: `{"api_key":"${secret}"` }),
      await browser.signIn(secret),
    );
  }
  const session = browser.id as string;
  answers.push(
    await browser.graphql('{ viewer { role } }'),
    await browser.graphql('{ viewer { role } }', { origin: 'https://evil.example' }),
    await gateway.request(`/session/link/${link}`),
    await gateway.request(`/%73ession/link/${link}`),
    await gateway.request(`/session/link/${link}`, { method: 'POST' }),
    await gateway.request('/metrics', { headers: { authorization: `Bearer ${METRICS_TOKEN}` } }),
    await browser.send('DELETE', '/session'),
    await gateway.request('/session', { headers: { cookie: `sessionid=${session}` } }),
  );
  await sendBroken(key);
  const bodies = [key, unknown].map((secret) => secret.split('_')[1] as string);
  return { secrets: [key, unknown, ...bodies, link, session, METRICS_TOKEN], answers };
}

async function sendBroken(key: string): Promise<string> {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.write(`GET / HTTP/1.1\r\nHost: x\r\nX-API-Key: ${key}\r\n: broken\r\n\r\n`);
  return text(socket);
}

it('no secret is repeated in an answer or written into the log, as text or as bytes', async () => {
  const { secrets, answers } = await useEverything();
  const seen = answers.map(({ text: body, headers }) => `${body} ${headers.get('location')}`).join('\n');
  const log = JSON.stringify(gateway.log);
  expect(log).toContain('not a valid HTTP request');
  for (const secret of secrets) {
    expect(seen).not.toContain(secret);
    expect(log).not.toContain(secret);
    expect(log).not.toContain(JSON.stringify([...Buffer.from(secret)]).slice(1, -1));
  }
});
