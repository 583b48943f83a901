import pg from 'pg';
import { operatorFailure, reasonOf } from '../../src/database/operator-failure.js';
import { OperatorError } from '../../src/errors/operator-error.js';
import { Problem } from '../../src/errors/problem.js';

/** An error as the server sends it. */
function fromServer(code: string, message: string): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError(message, message.length, 'error'), { code, severity: 'ERROR' });
}

describe('of a failed command an operator reads', () => {
  it.each([
    [
      '42501',
      'permission denied for table claim',
      'The role of DATABASE_URL lacks a right: permission denied for table claim.',
    ],
    [
      '53100',
      'could not extend file: No space left on device',
      'The database at DATABASE_URL cannot be used: could not extend file: No space left on device.',
    ],
    [
      '42703',
      'column "name" does not exist',
      'The database at DATABASE_URL cannot be used: column "name" does not exist.',
    ],
    [
      '25006',
      'cannot execute INSERT in a read-only transaction',
      'The database at DATABASE_URL can only be read (cannot execute INSERT in a read-only transaction): connect to the primary, or set its default_transaction_read_only to off.',
    ],
  ])('what the server says with %s', (code, message, sentence) => {
    const failure = operatorFailure(fromServer(code, message), false);
    expect(failure).toBeInstanceOf(OperatorError);
    expect((failure as Error).message).toBe(sentence);
  });

  it('the cause of a lost connection', () => {
    const problem = new Problem('service_unavailable', 'The service cannot answer right now.');
    problem.cause = new Error('Connection terminated unexpectedly');
    expect((operatorFailure(problem, true) as Error).message).toBe(
      'The embedded database in DATA_DIR cannot be used: Connection terminated unexpectedly.',
    );
  });
});

describe('a failure that is no fault of the operator', () => {
  it.each([
    fromServer('42601', 'syntax error at or near "selct"'),
    fromServer('XX000', 'cache lookup failed'),
    new TypeError('undefined is not a function'),
    new Problem('validation_error', 'Validation error.'),
    new OperatorError('There is no demo in this database.'),
    undefined,
  ])('stays as it is: %s', (failure) => {
    expect(operatorFailure(failure, false)).toBe(failure);
  });
});

describe('the reason', () => {
  it('of a host with several addresses is that of each', () => {
    const addresses = [
      new Error('connect ECONNREFUSED ::1:1'),
      new Error('connect ECONNREFUSED 127.0.0.1:1'),
    ];
    expect(reasonOf(new AggregateError(addresses))).toBe(
      'connect ECONNREFUSED ::1:1, connect ECONNREFUSED 127.0.0.1:1',
    );
  });

  it('of a missing password says so', () => {
    const failure = new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string');
    expect(reasonOf(failure)).toBe('it asks for a password, and none is given');
  });
});
