import { createSecretKey, randomUUID, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { z } from 'zod';

/** The one algorithm that is signed with and accepted. */
export const TOKEN_ALGORITHM = 'HS256';
/** The type by RFC 9068; it keeps any other token of the same keys from passing as an access token. */
export const TOKEN_TYPE = 'at+jwt';

/** How far the clocks of machines may differ. */
const CLOCK_TOLERANCE_SECONDS = 5;
/** The longest life that `PROXIE_ACCESS_TTL` can give a token; whatever claims a longer one is not taken. */
const MAX_TOKEN_AGE_SECONDS = 86_400;

/** What every access token is held to in time, whoever signed it; for jose. */
export function timeChecks(nowMs: number) {
  return {
    requiredClaims: ['sub', 'exp'],
    maxTokenAge: MAX_TOKEN_AGE_SECONDS,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    currentDate: new Date(nowMs),
  };
}

/** Whether a token ends after it was issued, and not later than any may. */
export function lastsInBounds({ iat, exp }: { readonly iat: number; readonly exp: number }): boolean {
  return exp > iat && exp - iat <= MAX_TOKEN_AGE_SECONDS;
}

/** When a token with this `exp` stops being taken. */
export const endOfTokenMs = (expSeconds: number): number => (expSeconds + CLOCK_TOLERANCE_SECONDS) * 1_000;

/** One signing secret and its public name. */
export interface SigningKey {
  readonly kid: string;
  readonly secret: string;
}

/** What access tokens say and must say. The first key signs, all of them verify. */
export interface TokenSettings {
  readonly keys: readonly SigningKey[];
  readonly issuer: string;
  readonly audience: string;
}

/** A fresh access token and the time it is good for. */
export interface AccessToken {
  readonly token: string;
  readonly expiresAtMs: number;
}

/** Signs access tokens: they name the account and nothing else, because roles and status are looked up at each use. */
export type IssueAccessToken = (accountId: string) => Promise<AccessToken>;

/** Makes the function that signs access tokens with the first key of the ring. */
export function createTokenIssuer(
  settings: TokenSettings & { readonly accessTtlMs: number },
  now: () => number = Date.now,
): IssueAccessToken {
  const [first] = settings.keys;
  if (!first) throw new Error('there is no key to sign access tokens with');
  const key = toKey(first);
  return async function issueAccessToken(accountId) {
    const issuedAtSeconds = Math.floor(now() / 1_000);
    const expiresAtSeconds = issuedAtSeconds + Math.floor(settings.accessTtlMs / 1_000);
    const token = await new SignJWT()
      .setProtectedHeader({ alg: TOKEN_ALGORITHM, kid: first.kid, typ: TOKEN_TYPE })
      .setSubject(accountId)
      .setIssuer(settings.issuer)
      .setAudience(settings.audience)
      .setIssuedAt(issuedAtSeconds)
      .setExpirationTime(expiresAtSeconds)
      .setJti(randomUUID())
      .sign(key);
    return { token, expiresAtMs: expiresAtSeconds * 1_000 };
  };
}

const OwnHeader = z.strictObject({ alg: z.literal(TOKEN_ALGORITHM), kid: z.string(), typ: z.literal(TOKEN_TYPE) });
const OwnClaims = z.object({ sub: z.guid(), aud: z.string(), iat: z.int(), exp: z.int() }).refine(lastsInBounds);

/** True for a header and claims in the very form in which we issue them: no header more, one audience, whole seconds. */
export function isOwnForm(header: unknown, claims: unknown): boolean {
  return OwnHeader.safeParse(header).success && OwnClaims.safeParse(claims).success;
}

/** The key in the form in which jose uses it again without importing it each time. */
export function toKey({ secret }: SigningKey): KeyObject {
  return createSecretKey(secret, 'utf8');
}
