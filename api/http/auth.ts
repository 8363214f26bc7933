import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { errors, jwtVerify, type JWTHeaderParameters } from 'jose';
import type { Role } from '#contracts/common.ts';
import { mayAct } from '#domain/standing.ts';
import type { Actor } from './access.ts';
import { BoundedCache } from './bounded-cache.ts';
import { Problem } from './problem.ts';
import { bearerOf, countAuthorizations, readToken, type TokenText } from './token-text.ts';
import {
  endOfTokenMs,
  isOwnForm,
  timeChecks,
  TOKEN_ALGORITHM,
  TOKEN_TYPE,
  toKey,
  type TokenSettings,
} from './tokens.ts';

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

/** Whom a token names, and until when that need not be looked at again. */
export interface Verified {
  readonly accountId: string;
  readonly expiresAtMs: number;
}

/** Verifies the tokens of an issuer that is not us. Throws what `refuseToken` makes, or the Problem `unavailable`. */
export interface ForeignIssuer {
  readonly issuer: string;
  verify(text: TokenText): Promise<Verified>;
}

interface AuthenticatorOptions extends TokenSettings {
  readonly accounts: AccountLookup;
  /** Whose tokens are taken beside our own. */
  readonly foreign?: ForeignIssuer | undefined;
  readonly now?: () => number;
}

interface Known {
  readonly loadedAtMs: number;
  readonly actor: Promise<Actor | undefined>;
}

const ACCOUNT_MAX_AGE_MS = 2_000; // how long a suspension may take to reach every process
const MAX_TOKENS = 20_000;
const MAX_ACCOUNTS = 20_000;

/** Verifies tokens once and accounts every two seconds, so that a hot caller costs two look-ups in memory. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { issuer, audience, accounts, foreign, now = Date.now } = options;
  const keys = new Map(options.keys.map((key) => [key.kid, toKey(key)]));
  const tokens = new BoundedCache<Verified>(MAX_TOKENS);
  const actors = new BoundedCache<Known>(MAX_ACCOUNTS);
  return { identify, forget };

  async function identify(authorization: string | undefined): Promise<Actor | undefined> {
    if (authorization === undefined) return undefined;
    const { accountId } = await verify(authorization);
    const actor = await lookUp(accountId);
    if (!actor) throw refuseToken('the account of this token is suspended or gone');
    return actor;
  }

  function forget(accountId: string): void {
    actors.delete(accountId);
  }

  async function verify(authorization: string): Promise<Verified> {
    const token = bearerOf(authorization);
    if (token === undefined) throw refuseToken('the Authorization header is not a bearer token');
    const digest = hash('sha256', token, 'base64'); // so that a memory dump holds no usable token
    const known = tokens.get(digest);
    if (known && known.expiresAtMs > now()) return known;
    const verified = await verifyAnew(readToken(token));
    tokens.set(digest, verified);
    return verified;
  }

  /** The issuer that a token names decides who looks at it; whoever does checks everything, the issuer too. */
  async function verifyAnew(text: TokenText | undefined): Promise<Verified> {
    if (text?.claims.iss === issuer) return verifyOwn(text);
    if (text && foreign && text.claims.iss === foreign.issuer) return foreign.verify(text);
    throw refuseToken();
  }

  async function verifyOwn({ token }: TokenText): Promise<Verified> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keyOf, {
        algorithms: [TOKEN_ALGORITHM],
        typ: TOKEN_TYPE,
        issuer,
        audience,
        ...timeChecks(now()),
      });
      if (!isOwnForm(protectedHeader, payload)) throw refuseToken();
      const { sub = '', exp = 0 } = payload;
      return { accountId: sub, expiresAtMs: endOfTokenMs(exp) };
    } catch (error) {
      throw error instanceof errors.JOSEError ? refuseToken(reasonOf(error)) : error;
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

/** The Authorization header of a request. Throws a 401 for several: another hop may have believed another one. */
export function authorizationOf(req: Pick<IncomingMessage, 'headers' | 'rawHeaders'>): string | undefined {
  const { authorization } = req.headers;
  if (authorization !== undefined && countAuthorizations(req) > 1) {
    throw refuseToken('there is more than one Authorization header');
  }
  return authorization;
}

/** When a token ends that was found to be good; for whatever outlasts the call that brought it. */
export function expiryOf(authorization: string): number {
  const token = bearerOf(authorization);
  const { exp } = (token === undefined ? undefined : readToken(token))?.claims ?? {};
  return typeof exp === 'number' ? endOfTokenMs(exp) : 0;
}

/** A 401 with the challenge that RFC 6750 asks for. */
export function unauthenticated(detail: string, error?: 'invalid_token', cause?: unknown): Problem {
  const challenge = error
    ? `Bearer realm="proxie", error="${error}", error_description="${detail}"`
    : 'Bearer realm="proxie"';
  return new Problem('unauthenticated', detail, { cause, headers: { 'WWW-Authenticate': challenge } });
}

/** The 401 for a token that is not good. It has no cause: errors of the verifier hold the claims. */
export function refuseToken(detail = 'the access token is not valid'): Problem {
  return unauthenticated(detail, 'invalid_token');
}

/** What the caller is told of a verifier's error. */
export function reasonOf(error: errors.JOSEError): string | undefined {
  return error instanceof errors.JWTExpired ? 'the access token has expired' : undefined;
}

/** The caller that an account is; nobody when it is suspended or gone. */
export function toActor(account: Account | undefined): Actor | undefined {
  if (!account || !mayAct(account.status)) return undefined;
  const roles: readonly Role[] = account.roles.includes('consumer') ? account.roles : ['consumer', ...account.roles];
  return Object.freeze({ id: account.id, roles, providerId: account.providerId ?? undefined });
}
