import type { Connection } from 'pg';
import type { GivenParameters } from './given-parameters.js';
import { UnsuitableServer } from './unsuitable-server.js';

/** Ways in which a server may have us prove who we are, that the driver knows. */
const METHODS = ['password', 'md5', 'scram-sha-256', 'none'] as const;
type Method = (typeof METHODS)[number];

/** Requirements on a server's authentication. */
export interface AuthenticationSettings {
  readonly methods: readonly Method[];
  readonly channelBinding: 'disable' | 'prefer' | 'require';
}

export function readAuthenticationSettings(given: GivenParameters): AuthenticationSettings {
  const list = given.get('require_auth')?.split(',');
  const isAccepted = (method: Method) =>
    !list || (list[0]?.startsWith('!') ? !list.includes(`!${method}`) : list.includes(method));
  return {
    methods: METHODS.filter(isAccepted),
    // The driver cannot bind to every kind of certificate, so that it is used only where it is asked for.
    channelBinding: (given.get('channel_binding') ?? 'disable') as AuthenticationSettings['channelBinding'],
  };
}

/** Sees how a server authenticates a connection. */
export interface AuthenticationWatch {
  /** Why the server's way is not accepted. */
  readonly refusal: Error | undefined;
}

/**
 * Ends a connection whose server asks for another way of authentication than is accepted, before the driver answers it.
 * Called before the driver connects, because listeners are called in their order.
 */
export function watchAuthentication(
  connection: Connection,
  { methods, channelBinding }: AuthenticationSettings,
): AuthenticationWatch {
  const watch: { refusal: Error | undefined } = { refusal: undefined };
  const isBound = channelBinding === 'require';
  let asked = false;
  let isProven = false;
  const refuse = (reason: string) => {
    watch.refusal ??= new UnsuitableServer(reason, true);
    connection.stream.destroy(watch.refusal);
  };
  const ask = (method: Method) => {
    asked = true;
    if (!methods.includes(method))
      refuse(`asks for the authentication "${method}", which require_auth excludes`);
    else if (isBound && method !== 'scram-sha-256') refuse(UNBOUND);
  };
  connection.on('authenticationCleartextPassword', () => ask('password'));
  connection.on('authenticationMD5Password', () => ask('md5'));
  connection.on('authenticationSASL', ({ mechanisms }: { mechanisms: readonly string[] }) => {
    ask('scram-sha-256');
    if (isBound && !mechanisms.includes('SCRAM-SHA-256-PLUS')) refuse(UNBOUND);
  });
  connection.on('authenticationSASLFinal', () => {
    isProven = true;
  });
  connection.on('authenticationOk', () => {
    if (!asked) ask('none');
    if (isBound && !isProven) refuse(UNBOUND);
  });
  return watch;
}

const UNBOUND =
  'does not bind its authentication to the TLS connection, which channel_binding=require demands';
