import { createSecretKey, randomUUID, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';

/** The one algorithm that is signed with and accepted. */
export const TOKEN_ALGORITHM = 'HS256';
/** The type by RFC 9068; it keeps any other token of the same keys from passing as an access token. */
export const TOKEN_TYPE = 'at+jwt';

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

/** The key in the form in which jose uses it again without importing it each time. */
export function toKey({ secret }: SigningKey): KeyObject {
  return createSecretKey(secret, 'utf8');
}
