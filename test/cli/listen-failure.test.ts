import { listenFailure } from '../../src/cli/listen-failure.js';
import { OperatorError } from '../../src/errors/operator-error.js';

const refused = (code: string) => Object.assign(new Error(code), { code, syscall: 'listen' });

describe('a port that cannot be listened on', () => {
  it.each([
    ['EADDRINUSE', /^Port 80 of 127\.0\.0\.1 is in use: set PORT to another one\.$/],
    ['EACCES', /^The user of this process may not listen on port 80: set PORT to one from 1024 on, .+\.$/],
    [
      'EADDRNOTAVAIL',
      /^The server cannot listen on port 80 of 127\.0\.0\.1 \(EADDRNOTAVAIL\): set HOST .+\.$/,
    ],
    ['EAFNOSUPPORT', /\(EAFNOSUPPORT\): set HOST /],
  ])('is refused in one sentence after %s', (code, sentence) => {
    const failure = listenFailure(refused(code), '127.0.0.1', 80);
    expect(failure).toBeInstanceOf(OperatorError);
    expect((failure as Error).message).toMatch(sentence);
  });

  it('is no mistake of the operator when the system was not asked', () => {
    const failure = new TypeError('no such property');
    expect(listenFailure(failure, '127.0.0.1', 80)).toBe(failure);
  });
});
