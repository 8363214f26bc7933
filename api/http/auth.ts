import { hash } from 'node:crypto';
import { errors, jwtVerify, type JWTHeaderParameters } from 'jose';
import type { Role } from '#contracts/common.ts';
import type { Actor } from './access.ts';
import { BoundedCache } from './bounded-cache.ts';
import { Problem } from './problem.ts';
import { TOKEN_ALGORITHM, TOKEN_TYPE, toKey, type TokenSettings } from './tokens.ts';

/** An account as it stands in the database now. */
export interface Account {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly status: string;
  readonly providerId?: string | null | undefined;
}

/** Finds an account by its id. */
export type AccountLookup = (accountId: string) => Promise<Account | undefined>;

/** Tells who sent a request. */
export interface Authenticator {
  /** The caller; undefined without a token; throws the Problem `unauthenticated` for any token that is not good. */
  identify(authorization: string | undefined): Promise<Actor | undefined>;
  /** Makes this process look the account up anew, for what must count at once: a suspension, a new role. */
  forget(accountId: string): void;
}

interface AuthenticatorOptions extends TokenSettings {
  readonly accounts: AccountLookup;
  readonly now?: () => number;
}

interface Verified {
  readonly accountId: string;
  readonly expiresAtMs: number;
}

interface Known {
  readonly loadedAtMs: number;
  readonly actor: Promise<Actor | undefined>;
}

const CLOCK_TOLERANCE_SECONDS = 5;
const ACCOUNT_MAX_AGE_MS = 2_000; // how long a suspension may take to reach every process
const MAX_TOKENS = 20_000;
const MAX_ACCOUNTS = 20_000;
const MAX_TOKEN_LENGTH = 4_096;
const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i;

/** Verifies tokens once and accounts every two seconds, so that a hot caller costs two look-ups in memory. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { issuer, audience, accounts, now = Date.now } = options;
  const keys = new Map(options.keys.map((key) => [key.kid, toKey(key)]));
  const tokens = new BoundedCache<Verified>(MAX_TOKENS);
  const actors = new BoundedCache<Known>(MAX_ACCOUNTS);
  return { identify, forget };

  async function identify(authorization: string | undefined): Promise<Actor | undefined> {
    if (authorization === undefined) return undefined;
    const { accountId } = await verify(tokenOf(authorization));
    const actor = await lookUp(accountId);
    if (!actor) throw unauthenticated('the account of this token is suspended or gone', 'invalid_token');
    return actor;
  }

  function forget(accountId: string): void {
    actors.delete(accountId);
  }

  async function verify(token: string): Promise<Verified> {
    const digest = hash('sha256', token, 'base64'); // so that a memory dump holds no usable token
    const known = tokens.get(digest);
    if (known && known.expiresAtMs > now()) return known;
    const verified = await verifySignature(token);
    tokens.set(digest, verified);
    return verified;
  }

  async function verifySignature(token: string): Promise<Verified> {
    try {
      const { payload } = await jwtVerify(token, keyOf, {
        algorithms: [TOKEN_ALGORITHM],
        typ: TOKEN_TYPE,
        issuer,
        audience,
        requiredClaims: ['sub', 'iat', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(now()),
      });
      const { sub = '', exp = 0 } = payload;
      return { accountId: sub, expiresAtMs: (exp + CLOCK_TOLERANCE_SECONDS) * 1_000 };
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      const detail =
        error instanceof errors.JWTExpired ? 'the access token has expired' : 'the access token is not valid';
      throw unauthenticated(detail, 'invalid_token', error);
    }
  }

  function keyOf({ kid }: JWTHeaderParameters) {
    const key = keys.get(kid ?? '');
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key;
  }

  function lookUp(accountId: string): Promise<Actor | undefined> {
    const known = actors.get(accountId);
    if (known && now() - known.loadedAtMs < ACCOUNT_MAX_AGE_MS) return known.actor;
    const fresh: Known = { loadedAtMs: now(), actor: accounts(accountId).then(toActor) };
    actors.set(accountId, fresh); // at once, so that callers at the same time share one query
    fresh.actor.catch(() => actors.delete(accountId));
    return fresh.actor;
  }
}

/** A 401 with the challenge that RFC 6750 asks for. */
export function unauthenticated(detail: string, error?: 'invalid_token', cause?: unknown): Problem {
  const challenge = error
    ? `Bearer realm="proxie", error="${error}", error_description="${detail}"`
    : 'Bearer realm="proxie"';
  return new Problem('unauthenticated', detail, { cause, headers: { 'WWW-Authenticate': challenge } });
}

function tokenOf(authorization: string): string {
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined || authorization.length > MAX_TOKEN_LENGTH) {
    throw unauthenticated('the Authorization header is not a bearer token', 'invalid_token');
  }
  return token;
}

function toActor(account: Account | undefined): Actor | undefined {
  if (account?.status !== 'active') return undefined;
  const roles: readonly Role[] = account.roles.includes('consumer') ? account.roles : ['consumer', ...account.roles];
  return Object.freeze({ id: account.id, roles, providerId: account.providerId ?? undefined });
}
