import { textKey } from '#domain/text-key.ts';
import { visibleLength } from '#domain/visible-text.ts';
import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { reasonOf, refuseToken, type ForeignIssuer, type Verified } from './auth.ts';
import { createIssuerKeys } from './issuer-keys.ts';
import { Problem, unavailable } from './problem.ts';
import type { TokenText } from './token-text.ts';
import { endOfTokenMs, lastsInBounds, timeChecks } from './tokens.ts';

/** Somebody as a foreign issuer knows them. */
export interface ForeignPerson {
  readonly issuer: string;
  readonly subject: string;
  /** In lower case, and only when the issuer says that it has verified it. */
  readonly email?: string | undefined;
  readonly name?: string | undefined;
}

/** The account of somebody whom a foreign issuer knows; made when there is none. */
export type AccountOfForeigner = (person: ForeignPerson) => Promise<string>;

interface OidcOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl?: string | undefined;
  /** Takes only the type `at+jwt`. */
  readonly strictType: boolean;
  readonly accountOf: AccountOfForeigner;
  readonly now?: () => number;
}

/** Asymmetric ones only: a public key must never serve as a shared secret. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const MAX_NAME_LENGTH = 120;

const absent = z.undefined().optional();
/** Claims of an id or logout token, and `cnf`: a token bound to a key that we do not ask for. */
const FOREIGN_TO_ACCESS_TOKENS = {
  nonce: absent,
  at_hash: absent,
  c_hash: absent,
  s_hash: absent,
  events: absent,
  cnf: absent,
};

const Claims = z
  .object({
    ...FOREIGN_TO_ACCESS_TOKENS,
    sub: z.string().regex(/^[\x20-\x7E]{1,255}$/), // OpenID Connect allows ASCII of this length
    iat: z.number(),
    exp: z.number(),
    typ: z.literal('Bearer').optional(), // Keycloak marks its id and refresh tokens here
    token_use: z.literal('access').optional(), // and Amazon Cognito here
    email: z.email().max(254).transform(textKey).optional().catch(undefined),
    email_verified: z.unknown().optional(),
    name: z.string().optional().catch(undefined),
  })
  .refine(lastsInBounds);

/** Verifies access tokens of one OpenID Connect issuer. Only who somebody is comes from them: roles and standing are ours. */
export function createOidcIssuer(options: OidcOptions): ForeignIssuer {
  const { issuer, audience, strictType, accountOf, now = Date.now } = options;
  const keys = createIssuerKeys({ issuer, jwksUrl: options.jwksUrl, now });
  const types = strictType ? ['at+jwt'] : ['at+jwt', 'jwt', undefined];
  return { issuer, verify };

  async function verify(text: TokenText): Promise<Verified> {
    if (!types.includes(typeOf(text.header.typ))) throw refuseToken();
    const claims = Claims.safeParse(await claimsOf(text.token));
    if (!claims.success) throw refuseToken();
    const { sub: subject, exp, name, email, email_verified: isVerified } = claims.data;
    const accountId = await accountOf({
      issuer,
      subject,
      email: isVerified === true ? email : undefined,
      name: nameOf(name),
    });
    return { accountId, expiresAtMs: Math.min(endOfTokenMs(exp), keys.freshUntilMs()) };
  }

  async function claimsOf(token: string): Promise<unknown> {
    try {
      const { payload } = await jwtVerify(token, keys.keyOf, {
        algorithms: ALGORITHMS,
        issuer,
        audience,
        ...timeChecks(now()),
      });
      return payload;
    } catch (error) {
      if (error instanceof Problem) throw error;
      if (error instanceof errors.JOSEError) throw refuseToken(reasonOf(error));
      throw unavailable('the keys of the issuer of the access token cannot be used', error);
    }
  }
}

/** A media type may be written with `application/` and in any case. What is no text is no type that we know. */
function typeOf(typ: unknown): string | undefined {
  if (typ === undefined) return undefined;
  return typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : '';
}

function nameOf(name: string | undefined): string | undefined {
  const clean = name?.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
  const short = clean?.slice(0, MAX_NAME_LENGTH).toWellFormed().trim() ?? '';
  return visibleLength(short) > 0 ? short : undefined;
}
