import { constraintViolation, statementFailure } from '../../src/database/failure.js';
import { Problem } from '../../src/errors/problem.js';

/** An error as the driver throws it. */
function failure(code: string | undefined, message = 'failed', more: object = {}): Error {
  return Object.assign(new Error(message), { code, ...more });
}

describe('statementFailure', () => {
  it.each([
    ['connection refused', 'ECONNREFUSED'],
    ['connection reset', 'ECONNRESET'],
    ['connection timed out', 'ETIMEDOUT'],
    ['unknown host', 'ENOTFOUND'],
    ['connection failure', '08006'],
    ['too many connections', '53300'],
    ['out of disk', '53100'],
    ['named statement of another client of a pooler', '42P05'],
    ['named statement on another connection of a pooler', '26000'],
    ['terminated by an administrator', '57P01'],
    ['server starting up', '57P03'],
    ['statement timeout', '57014'],
    ['serialization failure', '40001'],
    ['deadlock', '40P01'],
    ['lock not available', '55P03'],
    ['table missing: not migrated yet', '42P01'],
  ])('makes %s (%s) a service_unavailable problem that keeps its cause', (_, code) => {
    const error = failure(code);
    const thrown = statementFailure(error) as Problem;
    expect(thrown).toBeInstanceOf(Problem);
    expect({ code: thrown.code, cause: thrown.cause }).toEqual({ code: 'service_unavailable', cause: error });
  });

  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Cannot use a pool after calling end on the pool',
    'Client was closed and is not queryable',
    'Client has encountered a connection error and is not queryable',
  ])('knows "%s", which carries no code', (message) => {
    expect(statementFailure(new Error(message))).toMatchObject({ code: 'service_unavailable' });
  });

  it.each([
    ['a violated unique constraint', '23505'],
    ['a syntax error', '42601'],
    ['an unknown column', '42703'],
    ['a text that is no UUID', '22P02'],
    ['a code that only contains a transient one', 'X57014'],
  ])('leaves %s (%s) as it is', (_, code) => {
    const error = failure(code, 'Connection terminated unexpectedly');
    expect(statementFailure(error)).toBe(error);
  });

  it('leaves what is no error as it is', () => {
    expect(statementFailure('text')).toBe('text');
  });
});

describe('constraintViolation', () => {
  it.each(['23503', '23505', '23514'])('names the constraint of SQLSTATE %s', (code) => {
    const constraint = 'claim_assignment_pkey';
    expect(constraintViolation(failure(code, 'failed', { constraint }))).toEqual({ code, constraint });
  });

  it.each([
    ['with its number', failure('23505', 'failed', { constraint: 'claim_assignment_pkey_102075' })],
    ['in the message', failure('23505', 'violates unique constraint "claim_assignment_pkey_102075"')],
    ['in the message in German', failure('23505', 'verletzt Constraint »claim_assignment_pkey_102075«')],
  ])('names the constraint of a shard, which an error has %s', (_, error) => {
    expect(constraintViolation(error)).toEqual({ code: '23505', constraint: 'claim_assignment_pkey' });
  });

  it.each([
    ['without a constraint', failure('23502')],
    ['with a message that names a table', failure('23502', 'in relation "claim_assignment_102075"')],
    ['of another class', failure('57014', 'failed', { constraint: 'claim_assignment_pkey' })],
    ['without a code', failure(undefined)],
  ])('is undefined for an error %s', (_, error) => {
    expect(constraintViolation(error)).toBeUndefined();
  });
});
