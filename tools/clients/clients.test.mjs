// Runs the files of docs/clients.md as its readers would: generates with codegen and relay-compiler, starts a gateway with their
// manifests, and drives urql with graphcache, Apollo Client and Relay against it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { gql } from '@apollo/client';
import relayCompiler from 'relay-compiler';
import relay from 'relay-runtime';
import { SECRET, startAuthorizationServer } from '../../test/support/authorization-server.ts';
import { ask, startGateway } from './gateway.mjs';
import { Snippets } from './snippets.mjs';

const run = promisify(execFile);

const PRODUCTS = `query Products($first: Int!, $after: String) {
  products(first: $first, after: $after) {
    edges { cursor node { id gtin name } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const CLAIMS = `query Claims($gtin: GTIN!) {
  product(gtin: $gtin) { id claims(first: 100) { edges { node { id claim { id code } } } } }
}`;
const ASSIGN = `mutation Assign($input: AssignClaimInput!) {
  assignClaim(input: $input) { product { id } assignment { id claim { id code } } }
}`;
const REMOVE = `mutation Remove($input: RemoveClaimAssignmentInput!) {
  removeClaimAssignment(input: $input) { product { id } removedAssignmentId }
}`;

let page;
let gateway;
let issuer;

before(async () => {
  page = await Snippets.write('clients');
  await mkdir(page.path('src'));
  await copyFile(new URL('../../schema.graphql', import.meta.url), page.path('schema.graphql'));
  await writeFile(page.path('src/documents.ts'), operations());
  await writeFile(page.path('src/relay.js'), relayOperations());
  await Promise.all([generate(), compile()]);
  issuer = await startAuthorizationServer();
  gateway = await startGateway({
    GRAPHQL_DOCUMENTS: await mergedManifest(),
    OAUTH_ISSUER: issuer.issuer,
    OAUTH_AUDIENCE: issuer.settings.audience,
  });
  Object.assign(process.env, { CLAIMS_URL: gateway.url, CLAIMS_KEY: gateway.key });
});
after(async () => {
  await gateway?.close();
  await issuer?.stop();
  await page?.remove();
});

function operations() {
  const documents = [PRODUCTS, CLAIMS, ASSIGN, REMOVE].map((text) => `graphql(\`${text}\`);`);
  return `import { graphql } from './gql/index.ts';\n${documents.join('\n')}\n`;
}

function relayOperations() {
  return `
    graphql\`query relayClaimsQuery($gtin: GTIN!) {
      product(gtin: $gtin) { claims(first: 100) @connection(key: "relay_claims") { edges { node { id claim { code } } } } }
    }\`;
    graphql\`mutation relayAssignMutation($input: AssignClaimInput!, $connections: [ID!]!) {
      assignClaim(input: $input) { assignmentEdge @appendEdge(connections: $connections) { node { id claim { code } } } }
    }\`;
    graphql\`mutation relayRemoveMutation($input: RemoveClaimAssignmentInput!, $connections: [ID!]!) {
      removeClaimAssignment(input: $input) { removedAssignmentId @deleteEdge(connections: $connections) }
    }\`;`;
}

function generate() {
  const codegen = join(import.meta.dirname, '../node_modules/.bin/graphql-codegen');
  return run(process.execPath, [codegen, '--config', 'codegen.ts'], { cwd: page.folder });
}

/** The page's configuration, but for the language: Node runs the results as they are. */
async function compile() {
  const config = JSON.parse(await page.text('relay.config.json'));
  const forNode = { ...config, language: 'javascript', eagerEsModules: true, src: './src' };
  await writeFile(page.path('relay.config.json'), JSON.stringify(forNode));
  await writeFile(page.path('documents.json'), '{}');
  await run(relayCompiler, ['--noWatchman', 'relay.config.json'], { cwd: page.folder });
}

async function mergedManifest() {
  const manifests = ['documents.json', 'src/gql/persisted-documents.json'].map(async (name) =>
    JSON.parse(await page.text(name)),
  );
  const merged = Object.assign({}, ...(await Promise.all(manifests)));
  assert.equal(Object.keys(merged).length, 7);
  const file = page.path('merged.json');
  await writeFile(file, JSON.stringify(merged));
  return file;
}

const artifact = async (name) => (await page.import(`src/__generated__/${name}.graphql.js`)).default;

/** Collects what a client complains of. */
async function withoutWarnings(work) {
  const warnings = [];
  const { warn, error } = console;
  console.warn = console.error = (...args) => warnings.push(args.join(' '));
  try {
    return await work();
  } finally {
    Object.assign(console, { warn, error });
    assert.deepEqual(warnings, []);
  }
}

/** A claim that a product does not carry. Each test changes a product of its own. */
async function assignable(codes) {
  const { data } = await ask(gateway, '{ claims(first: 100) { nodes { code } } }');
  return data.claims.nodes.find(({ code }) => !codes.includes(code)).code;
}

const codesOf = (product) => product.claims.edges.map(({ node }) => node.claim.code);

test('urql with graphcache merges pages, and follows changes', () =>
  withoutWarnings(async () => {
    const { client } = await page.import('urql.ts');
    const first = await client.query(PRODUCTS, { first: 2 });
    assert.equal(first.error, undefined);
    const { endCursor } = first.data.products.pageInfo;
    const both = await client.query(PRODUCTS, { first: 2, after: endCursor });
    assert.equal(both.data.products.edges.length, 4);

    const gtin = '09520000000011';
    const before = codesOf((await client.query(CLAIMS, { gtin })).data.product);
    const claimCode = await assignable(before);
    const { error } = await client.mutation(ASSIGN, { input: { gtin, claimCode } });
    assert.equal(error, undefined);
    const { product } = (await client.query(CLAIMS, { gtin })).data;
    assert.deepEqual(codesOf(product).toSorted(), [...before, claimCode].toSorted());

    const { id } = product.claims.edges.find(({ node }) => node.claim.code === claimCode).node;
    assert.equal((await client.mutation(REMOVE, { input: { id } })).error, undefined);
    assert.deepEqual(codesOf((await client.query(CLAIMS, { gtin })).data.product), before);
  }));

test('Apollo Client with relayStylePagination merges pages, and follows changes', () =>
  withoutWarnings(async () => {
    const { client } = await page.import('apollo.ts');
    const query = client.watchQuery({ query: gql(PRODUCTS), variables: { first: 2 } });
    const { data } = await client.query({ query: gql(PRODUCTS), variables: { first: 2 } });
    await query.fetchMore({ variables: { after: data.products.pageInfo.endCursor } });
    assert.equal(query.getCurrentResult().data.products.edges.length, 4);

    const gtin = '09520000000028';
    const claims = async () =>
      codesOf((await client.query({ query: gql(CLAIMS), variables: { gtin } })).data.product);
    const before = await claims();
    const claimCode = await assignable(before);
    const assigned = await client.mutate({
      mutation: gql(ASSIGN),
      variables: { input: { gtin, claimCode } },
      refetchQueries: [{ query: gql(CLAIMS), variables: { gtin } }],
      awaitRefetchQueries: true,
    });
    assert.deepEqual((await claims()).toSorted(), [...before, claimCode].toSorted());

    await client.mutate({
      mutation: gql(REMOVE),
      variables: { input: { id: assigned.data.assignClaim.assignment.id } },
      update(
        cache,
        {
          data: {
            removeClaimAssignment: { removedAssignmentId },
          },
        },
      ) {
        cache.evict({ id: cache.identify({ __typename: 'ClaimAssignment', id: removedAssignmentId }) });
      },
    });
    assert.deepEqual(await claims(), before);
  }));

test('Relay appends and deletes edges, with trusted documents', () =>
  withoutWarnings(async () => {
    const { environment } = await page.import('relay.ts');
    const gtin = '09520000000035';
    const query = await artifact('relayClaimsQuery');
    assert.equal(query.params.text, null);
    const loaded = relay.createOperationDescriptor(query, { gtin });
    await relay.fetchQuery(environment, query, { gtin }).toPromise();
    environment.retain(loaded);
    const codes = () => codesOf(environment.lookup(loaded.fragment).data.product);
    const before = codes();
    const claimCode = await assignable(before);
    const connections = [relay.ConnectionHandler.getConnectionID(gtin, 'relay_claims')];
    const commit = async (name, input) => {
      const mutation = await artifact(name);
      return new Promise((onCompleted, onError) =>
        relay.commitMutation(environment, {
          mutation,
          variables: { input, connections },
          onCompleted,
          onError,
        }),
      );
    };
    const { assignClaim } = await commit('relayAssignMutation', { gtin, claimCode });
    assert.deepEqual(codes(), [...before, claimCode]);
    await commit('relayRemoveMutation', { id: assignClaim.assignmentEdge.node.id });
    assert.deepEqual(codes(), before);
  }));

test('documents of GraphQL Code Generator are executed by their ids', async () => {
  const { trustedFetch } = await page.import('trusted-fetch.ts');
  const response = await trustedFetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': gateway.key },
    body: JSON.stringify({ operationName: 'Products', query: 'is not sent', variables: { first: 1 } }),
  });
  const { data } = await response.json();
  assert.equal(data.products.edges[0].node.__typename, 'Product');
});

test('a token of the client credentials grant is accepted', async () => {
  const { data: known } = await ask(gateway, '{ viewer { organization { id } } }');
  const organization = known.viewer.organization.id.replace('organization.', '');
  Object.assign(process.env, {
    ISSUER: issuer.issuer,
    CLIENT_ID: `supplier@${organization}`,
    CLIENT_SECRET: SECRET,
    AUDIENCE: issuer.settings.audience,
  });
  const { authorization } = await page.import('token.ts');
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await authorization()) },
    body: JSON.stringify({ query: '{ viewer { credential role } }' }),
  });
  const { data } = await response.json();
  assert.equal(data.viewer.role, 'EDITOR');
});

test('a request beyond a limit of calls is sent again, and others are not', async () => {
  const { fetchWithRetry } = await page.import('fetch-with-retry.ts');
  const limited = { message: 'too many', extensions: { code: 'RATE_LIMITED', problem: { retry_after: 0 } } };
  const conflict = { message: 'exists', extensions: { code: 'CONFLICT', problem: { retryable: false } } };
  const answers = [{ errors: [limited] }, { errors: [conflict] }, { data: {} }];
  const server = createServer((_, response) => response.end(JSON.stringify(answers.shift())));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const response = await fetchWithRetry(`http://127.0.0.1:${server.address().port}`);
    assert.deepEqual(await response.json(), { errors: [conflict] });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('the files have the types that they declare', async () => {
  await writeFile(
    page.path('typed.ts'),
    `import type { GraphQLError } from 'graphql';
import type { Problem } from './claims-problems.d.ts';
export const problemOf = ({ extensions }: GraphQLError): Problem | undefined => extensions.problem;
export const seconds = ({ extensions }: GraphQLError): number => extensions.problem?.retry_after ?? 0;
// @ts-expect-error A number of seconds is no text.
export const text = ({ extensions }: GraphQLError): string | undefined => extensions.problem?.retry_after;
`,
  );
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: 'es2024',
    module: 'nodenext',
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    types: ['node'],
  };
  await writeFile(page.path('tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  const tsc = join(import.meta.dirname, '../node_modules/typescript/bin/tsc');
  const { stdout } = await run(process.execPath, [tsc, '-p', page.folder]).catch((failure) => failure);
  assert.equal(stdout, '');
});
