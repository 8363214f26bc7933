import { createHmac, createPublicKey, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import type { SigningKey, TokenSettings } from '#api/http/tokens.ts';
import type { TestIssuer } from './oidc-issuer.ts';

/** What hostile credentials are made from. */
export interface HostileContext {
  /** Of an account that may do everything: a token is refused for what it is, not for whom it names. */
  readonly accountId: string;
  readonly suspendedId: string;
  readonly deletedId: string;
  /** Issuer, audience and the ring in use, of two keys. */
  readonly tokens: Pick<TokenSettings, 'keys' | 'issuer' | 'audience'>;
  /** Was in the ring until it was rotated out. */
  readonly retiredKey: SigningKey;
  /** Trusted beside our own accounts. */
  readonly issuer: TestIssuer;
  /** Of a login of the account. */
  readonly refreshToken: string;
  /** Listens, counts, and must never be asked. */
  readonly trapUrl: string;
  readonly nowMs: number;
}

/** Makes the third part of a token from the first two. */
export type Signer = (input: string) => Buffer;

/** What a forged token says differently from a good one; undefined leaves a member out. */
export interface Forgery {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** In place of the claims, byte for byte. */
  readonly payload?: string | Buffer;
  readonly signer?: Signer;
}

const MINUTE_SECONDS = 60;

/** A token as we issue them but for what is forged: signed with the first key, so that only the forgery can be refused. */
export function forge(context: HostileContext, { header, claims, payload, signer }: Forgery = {}): string {
  const first = keyAt(context, 0);
  const head = { alg: 'HS256', kid: first.kid, typ: 'at+jwt', ...header };
  const body = payload ?? JSON.stringify({ ...goodClaims(context), ...claims });
  return seal(JSON.stringify(head), body, signer ?? hmac(first.secret));
}

/** Puts the parts of a token together. */
export function seal(header: string | Buffer, payload: string | Buffer, signer: Signer): string {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${signer(input).toString('base64url')}`;
}

/** The claims of a good token of our own. */
export function goodClaims({ accountId, tokens, nowMs }: HostileContext): Record<string, unknown> {
  const iat = secondsOf(nowMs);
  const { issuer: iss, audience: aud } = tokens;
  return { sub: accountId, iss, aud, iat, exp: iat + 5 * MINUTE_SECONDS, jti: randomUUID() };
}

/** One of the keys in use. */
export function keyAt({ tokens }: HostileContext, index: number): SigningKey {
  const key = tokens.keys[index];
  if (!key) throw new Error('the ring has too few keys');
  return key;
}

/** Signs as HS256, or with a longer hash. */
export function hmac(secret: string | Buffer, hash = 'sha256'): Signer {
  return (input) => createHmac(hash, secret).update(input).digest();
}

/** A key pair of the attacker, as a signer with what a header can carry of it. */
export interface OwnPair {
  readonly signer: Signer;
  readonly jwk: object;
  /** The public key as the base64 of its DER. */
  readonly der: string;
}

/** Makes the attacker's own pair; every signature by it is sound, and none of it is anything to us. */
export function ownPair(alg: 'RS256' | 'ES256' | 'EdDSA'): OwnPair {
  const { privateKey, publicKey } = pairFor(alg);
  const hash = alg === 'EdDSA' ? null : 'sha256';
  const signer: Signer = (input) => sign(hash, Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const der = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  return { signer, jwk: publicKey.export({ format: 'jwk' }), der };
}

function pairFor(alg: 'RS256' | 'ES256' | 'EdDSA'): { privateKey: KeyObject; publicKey: KeyObject } {
  if (alg === 'RS256') return generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
}

/** The newest public key of the issuer in the forms in which it could be mistaken for a shared secret. */
export function publicKeyTexts({ issuer }: HostileContext): { readonly kid: string; readonly texts: string[] } {
  const key = issuer.keys.at(-1);
  if (!key) throw new Error('the issuer has no key');
  const pem = createPublicKey({ key: { ...key.publicJwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  return { kid: key.kid, texts: [pem.toString(), pem.toString().trim(), JSON.stringify(key.publicJwk)] };
}

/** Whole seconds, as claims have them. */
export function secondsOf(ms: number): number {
  return Math.floor(ms / 1_000);
}

/** A part of a token. */
export function encode(part: string | Buffer): string {
  return Buffer.from(part as string).toString('base64url');
}
