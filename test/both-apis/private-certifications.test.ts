import { getNamedType, isInputObjectType, isInterfaceType, isObjectType, isUnionType } from 'graphql';
import { shortId } from '../../src/codecs/short-id.js';
import { buildGatewaySchema } from '../../src/graphql/schema.js';
import { operations } from '../../src/rest/operations.js';
import { assignCertification } from '../../src/services/certification-assignments/assign-certification.js';
import { removeCertificationAssignment } from '../../src/services/certification-assignments/remove-certification-assignment.js';
import { transferProduct } from '../../src/services/products/transfer-product.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { writer } from '../support/history.js';

/**
 * A certification of an organization does not exist for another one. Every path on which it, its assignments or its
 * history could be reached is read off the schema and the list of operations: a new path without an entry here fails.
 */

/** What stands in every row that must not be seen. */
const SECRET = 'Top secret';

let gateway: Gateway;
let owner: string;
/** Keys of the owner and of another organization, to which a product was transferred. */
let ownerKey: string;
let otherKey: string;
/** What paths need to name. */
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  gateway = await startGateway({ isSubgraph: true });
  const { fixtures, database } = gateway;
  owner = await fixtures.organization('Owner');
  const other = await fixtures.organization('Other');
  ownerKey = await fixtures.key(owner);
  otherKey = await fixtures.key(other);
  const body = await fixtures.certificationBody('Known Body');
  const certification = await fixtures.certification('SECRET', {
    label: SECRET,
    organization_id: owner,
    certification_body_id: body,
  });
  const gtin = await fixtures.product(owner);
  const input = { gtin, certificationId: shortId(certification), certificateNumber: SECRET };
  await assignCertification(database, writer(owner), input);
  // The product of the other organization was certified by the one that owned it before.
  const transferred = await fixtures.product(owner);
  await assignCertification(database, writer(owner), { ...input, gtin: transferred });
  await removeCertificationAssignment(database, writer(owner), {
    gtin: transferred,
    certificationId: input.certificationId,
  });
  expect(await transferProduct(database, transferred, other)).toBe('transferred');
  const [event] = await database.query<{ id: string }>(
    { name: undefined, text: 'select id from certification_assignment_event where gtin = $1' },
    [transferred],
  );
  ids = {
    gtin,
    transferred,
    certification: shortId(certification),
    body: shortId(body),
    event: shortId((event as { id: string }).id),
  };
});
afterAll(() => gateway.close());

const HIDDEN = 'nodes { id } totalCount';

/** A query for each field of the schema that leads to one of the hidden types; `$name` stands for one of `ids`. */
const graphqlPaths: Readonly<Record<string, string>> = {
  'Query.certification': '{ certification(id: "certification.$certification") { label } }',
  'Query.certificationByCode': '{ certificationByCode(code: "SECRET") { label } }',
  'Query.certifications': `{ certifications(filter: { label: "${SECRET}" }) { ${HIDDEN} } }`,
  'Query.certificationEvents': `{ certificationEvents { ${HIDDEN} inFull: nodes { certification { label } } } }`,
  'Query.node': '{ node(id: "certification.$certification") { id } }',
  'Query.nodes': `{ nodes(ids: ["certification.$certification", "certification-assignment.$gtin.$certification",
    "certification-event.$transferred.$event"]) { id } }`,
  'Query._entities': `{ _entities(representations: [{ __typename: "Certification", id: "$certification" }]) {
    ... on Certification { label } } }`,
  'CertificationBody.certifications': `{ certificationBody(id: "$body") { certifications { ${HIDDEN} } } }`,
  'Product.certifications': `{ product(gtin: "$gtin") { certifications { ${HIDDEN} } inFull: certifications {
    nodes { scope certification { label } } } } }`,
  'Product.certificationHistory': `{ product(gtin: "$transferred") { certificationHistory { ${HIDDEN} } } }`,
  // They lead on from what a path above returns, which is nothing.
  'Certification.assignments': `{ certificationByCode(code: "SECRET") { assignments { ${HIDDEN} } } }`,
  'CertificationAssignment.certification': '{ product(gtin: "$gtin") { certifications { nodes { id } } } }',
  'CertificationAssignment.history': '{ node(id: "certification-assignment.$gtin.$certification") { id } }',
  'CertificationAssignmentEvent.certification':
    '{ product(gtin: "$transferred") { certificationHistory { nodes { id } } } }',
  'AssignCertificationPayload.assignment': `mutation { assignCertification(input: { gtin: "$transferred",
    certificationId: "$certification" }) { assignment { id } } }`,
  'AssignCertificationPayload.assignmentEdge': `mutation { assignCertification(input: { gtin: "$transferred",
    certificationCode: "SECRET" }) { assignmentEdge { cursor } } }`,
  'AssignCertificationResult.assignment': `mutation { assignCertifications(input: { onExisting: UPDATE, assignments: [
    { gtin: "$transferred", certificationId: "certification.$certification" }
    { gtin: "$transferred", certificationCode: "SECRET" }] }) {
    created updated results { assignment { id } problem { status } } } }`,
  'UpdateCertificationAssignmentPayload.assignment': `mutation { updateCertificationAssignment(input: {
    gtin: "$transferred", certificationId: "$certification", scope: "x" }) { assignment { id } } }`,
  'RemoveCertificationAssignmentPayload.certification': `mutation { removeCertificationAssignment(input: {
    gtin: "$transferred", certificationCode: "SECRET" }) { certification { label } } }`,
};

/** A query for each member of an input that names certifications. */
const graphqlInputs: Readonly<Record<string, string>> = {
  'ProductFilter.certificationCodes': `{ products(filter: { certificationCodes: ["SECRET"] }) { ${HIDDEN}
    facets { claims { count } brands { count } } } }`,
  'CertificationAssignmentFilter.certificationCodes': `{ product(gtin: "$gtin") {
    certifications(filter: { certificationCodes: ["SECRET"] }) { ${HIDDEN} } } }`,
  'CertificationEventFilter.certificationCodes': `{ certificationEvents(filter: { certificationCodes: ["SECRET"] }) {
    ${HIDDEN} } }`,
  'CertificationFilter.certificationBodyId': `{ certifications(filter: { certificationBodyId: "$body" }) { ${HIDDEN} } }`,
  'AssignCertificationInput.certificationId': graphqlPaths['AssignCertificationPayload.assignment'] as string,
  'AssignCertificationInput.certificationCode': graphqlPaths[
    'AssignCertificationPayload.assignmentEdge'
  ] as string,
  'UpdateCertificationAssignmentInput.certificationId': graphqlPaths[
    'UpdateCertificationAssignmentPayload.assignment'
  ] as string,
  'UpdateCertificationAssignmentInput.certificationCode': `mutation { updateCertificationAssignment(input: {
    gtin: "$transferred", certificationCode: "SECRET", scope: "x" }) { assignment { id } } }`,
  'RemoveCertificationAssignmentInput.certificationId': `mutation { removeCertificationAssignment(input: {
    gtin: "$transferred", certificationId: "$certification" }) { certification { label } } }`,
  'RemoveCertificationAssignmentInput.certificationCode': graphqlPaths[
    'RemoveCertificationAssignmentPayload.certification'
  ] as string,
};

/** A path for each operation that is about certifications, with what it must answer to the other organization. */
const restPaths: Readonly<Record<string, readonly [path: string, status: number, body?: object]>> = {
  'get /certification-bodies': ['/certification-bodies', 200],
  'get /certification-bodies/{id}': ['/certification-bodies/$body', 200],
  'get /certifications': ['/certifications', 200],
  'get /certifications/{id}': ['/certifications/$certification', 404],
  'get /certification-events': ['/certification-events', 200],
  'get /products/{gtin}/certifications': ['/products/$gtin/certifications', 200],
  'post /products/{gtin}/certifications': [
    '/products/$transferred/certifications',
    404,
    { certification_id: '$certification' },
  ],
  'post /certification-assignments/batch': [
    '/certification-assignments/batch',
    200,
    {
      assignments: [
        { gtin: '$transferred', certification_id: '$certification' },
        { gtin: '$transferred', certification_code: 'SECRET' },
      ],
    },
  ],
  'get /products/{gtin}/certifications/{certification_id}': [
    '/products/$gtin/certifications/$certification',
    404,
  ],
  'patch /products/{gtin}/certifications/{certification_id}': [
    '/products/$transferred/certifications/$certification',
    404,
    { scope: 'x' },
  ],
  'delete /products/{gtin}/certifications/{certification_id}': [
    '/products/$transferred/certifications/$certification',
    404,
  ],
};

const filled = (text: string) => text.replaceAll(/\$(\w+)/g, (_, name) => ids[name] as string);

/** Types of rows of which some are hidden, and what contains them. */
const HIDDEN_TYPES = /^Certification(?:Assignment(?:Event)?)?(?:Connection|Edge)?$/;

const schema = await buildGatewaySchema(true);

/** Fields that lead to a hidden type from a type that is none, or from one hidden type to another. */
const leadingFields = Object.values(schema.getTypeMap()).flatMap((type) => {
  if (!isObjectType(type) || type.name.endsWith('Connection') || type.name.endsWith('Edge')) return [];
  return Object.values(type.getFields())
    .filter(({ type: result }) => {
      const named = getNamedType(result);
      const mayBeHidden =
        (isInterfaceType(named) || isUnionType(named)) &&
        schema.getPossibleTypes(named).some(({ name }) => HIDDEN_TYPES.test(name));
      return HIDDEN_TYPES.test(named.name) || mayBeHidden;
    })
    .map(({ name }) => `${type.name}.${name}`);
});

const namingInputs = Object.values(schema.getTypeMap()).flatMap((type) =>
  isInputObjectType(type)
    ? Object.keys(type.getFields())
        .filter((name) => /^certification(?:s|Id|Codes?|BodyId)?$/.test(name))
        .map((name) => `${type.name}.${name}`)
    : [],
);

const certificationOperations = operations
  .filter(({ path }) => path.includes('certification'))
  .map(({ method, path }) => `${method} ${path}`);

/** What a caller is told: counts are zero, and no text names the hidden certification. */
function expectNothing(text: string): void {
  expect(text).not.toContain(SECRET);
  const told = JSON.parse(text) as { data?: unknown; errors?: { extensions: { status: number } }[] };
  for (const { extensions } of told.errors ?? []) expect(extensions.status).toBe(404);
  expect(text).not.toMatch(/"(?:totalCount|count|total_count|created|updated)":[1-9]/);
  expect(JSON.stringify(told.data ?? {})).not.toContain('certification-');
  expect(JSON.stringify(told.data ?? {})).not.toContain(ids.certification);
}

describe('a certification of another organization', () => {
  it('has an entry here for each field, input and operation that could lead to it', () => {
    expect(Object.keys(graphqlPaths).toSorted()).toEqual(leadingFields.toSorted());
    expect(Object.keys(graphqlInputs).toSorted()).toEqual(namingInputs.toSorted());
    expect(Object.keys(restPaths).toSorted()).toEqual(certificationOperations.toSorted());
  });

  it.each(Object.entries({ ...graphqlPaths, ...graphqlInputs }))('is not reached by %s', async (_, query) => {
    const { text } = await gateway.graphql(filled(query), { key: otherKey });
    expectNothing(text);
  });

  it.each(Object.entries(restPaths))('is not reached by %s', async (operation, [path, status, body]) => {
    const [method = ''] = operation.split(' ');
    const sent = body && JSON.parse(filled(JSON.stringify(body)));
    const answer = await gateway.rest(method.toUpperCase(), filled(path), {
      key: otherKey,
      ...(sent && { body: sent }),
    });
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain(SECRET);
    // The bodies are no secret, their certifications are.
    if (!path.startsWith('/certification-bodies')) expect(answer.text).not.toMatch(/"total_count":[1-9]/);
    for (const row of answer.body?.results ?? []) expect(row.status).toBe(404);
  });

  it('is found by its owner on the same paths', async () => {
    const found = async (name: string) => {
      const { text } = await gateway.graphql(filled(graphqlPaths[name] as string), { key: ownerKey });
      return text;
    };
    expect(await found('Query.certification')).toContain(SECRET);
    expect(await found('Query.certificationByCode')).toContain(SECRET);
    expect(await found('Query.certifications')).toContain('"totalCount":1');
    expect(await found('Query._entities')).toContain(SECRET);
    expect(await found('Product.certifications')).toContain(SECRET);
    expect(await found('CertificationBody.certifications')).toContain('"totalCount":1');
    expect(await found('Certification.assignments')).toContain('"totalCount":1');
    const { body } = await gateway.rest('GET', filled('/products/$gtin/certifications'), { key: ownerKey });
    expect(body).toMatchObject([{ label: SECRET, certificate_number: SECRET }]);
  });
});
