import { randomUUID } from 'node:crypto';
import { encode, forge, goodClaims, hmac, keyAt, ownPair, publicKeyTexts, seal, secondsOf } from './forge.ts';
import type { Forgery, HostileContext } from './forge.ts';

/** One way to get in that must fail: a token to be sent as `Bearer <token>`, or as a socket or an agent sends it. */
export interface HostileToken {
  readonly name: string;
  make(context: HostileContext): string | Promise<string>;
}

type Make = HostileToken['make'];

/** A good token of ours with one thing forged. */
const forged =
  (forgery: Forgery | ((context: HostileContext) => Forgery)): Make =>
  (context) =>
    forge(context, typeof forgery === 'function' ? forgery(context) : forgery);
const withHeader = (header: Forgery['header'] & object): Make => forged({ header });
const withClaims = (claims: object | ((nowSeconds: number, context: HostileContext) => object)): Make =>
  forged((context) => ({
    claims: { ...(typeof claims === 'function' ? claims(secondsOf(context.nowMs), context) : claims) },
  }));
/** The claims of a good token, with text of the attacker's put into the JSON. */
const withJson = (change: (json: string, context: HostileContext) => string | Buffer): Make =>
  forged((context) => ({ payload: change(JSON.stringify(goodClaims(context)), context) }));
/** A good token whose text is changed afterwards. */
const altered =
  (change: (token: string, parts: readonly [string, string, string], context: HostileContext) => string): Make =>
  (context) => {
    const token = forge(context);
    return change(token, token.split('.') as [string, string, string], context);
  };
/** Signed by a pair of the attacker's, which the header offers or names a place for. */
const bringingKey = (
  alg: 'RS256' | 'ES256' | 'EdDSA',
  header: (pair: ReturnType<typeof ownPair>, trapUrl: string) => object,
): Make =>
  forged(({ trapUrl }) => {
    const pair = ownPair(alg);
    return { header: { alg, ...header(pair, trapUrl) }, signer: pair.signer };
  });
const unsigned = () => Buffer.alloc(0);

const ALGORITHMS: Record<string, Make> = {
  'alg none, without a signature': forged({ header: { alg: 'none' }, signer: unsigned }),
  'alg None': forged({ header: { alg: 'None' }, signer: unsigned }),
  'alg NONE': forged({ header: { alg: 'NONE' }, signer: unsigned }),
  'alg nOnE with a signature': withHeader({ alg: 'nOnE' }),
  'alg none with a sound signature': withHeader({ alg: 'none' }),
  'alg none without the last dot': (context) =>
    forge(context, { header: { alg: 'none' }, signer: unsigned }).replace(/\.$/, ''),
  'no alg': withHeader({ alg: undefined }),
  'an empty alg': withHeader({ alg: '' }),
  'a list of algs': withHeader({ alg: ['HS256'] }),
  'alg hs256 in small letters': withHeader({ alg: 'hs256' }),
  HS384: forged((context) => ({ header: { alg: 'HS384' }, signer: hmac(keyAt(context, 0).secret, 'sha384') })),
  HS512: forged((context) => ({ header: { alg: 'HS512' }, signer: hmac(keyAt(context, 0).secret, 'sha512') })),
  'HS256 with an empty secret': forged({ signer: hmac('') }),
  'HS256 with the id of the key as secret': forged((context) => ({ signer: hmac(keyAt(context, 0).kid) })),
  'RS256 under the id of a shared secret': forged(() => ({
    header: { alg: 'RS256' },
    signer: ownPair('RS256').signer,
  })),
  'unencoded payload (b64 false)': withHeader({ b64: false, crit: ['b64'] }),
  'b64 false that is not critical': withHeader({ b64: false }),
  'b64 true': withHeader({ b64: true, crit: ['b64'] }),
  'an unknown critical header': withHeader({ crit: ['exp-at'], 'exp-at': 1 }),
  'a known header as critical': withHeader({ crit: ['alg'] }),
  'an empty list of critical headers': withHeader({ crit: [] }),
  'a compressed payload': withHeader({ zip: 'DEF' }),
};

const KEYS: Record<string, Make> = {
  'ES256 with its key in jwk': bringingKey('ES256', ({ jwk }) => ({ jwk })),
  'RS256 with its key in jwk': bringingKey('RS256', ({ jwk }) => ({ jwk, kid: undefined })),
  'EdDSA with its key in jwk': bringingKey('EdDSA', ({ jwk }) => ({ jwk })),
  'RS256 with a certificate in x5c': bringingKey('RS256', ({ der }) => ({ x5c: [der] })),
  'RS256 with its keys at jku': bringingKey('RS256', (_pair, trapUrl) => ({ jku: `${trapUrl}/keys`, kid: 'trap' })),
  'ES256 with a certificate at x5u': bringingKey('ES256', (_pair, trapUrl) => ({ x5u: `${trapUrl}/certificate` })),
  'a shared secret in jwk': forged({ header: { jwk: { kty: 'oct', k: encode('mine') } }, signer: hmac('mine') }),
  'a sound signature beside a jku': forged(({ trapUrl }) => ({ header: { jku: `${trapUrl}/keys` } })),
  'a kid with a way out of the folder': forged({ header: { kid: '../../../../dev/null' }, signer: hmac('') }),
  'a kid with SQL': forged({ header: { kid: "x' union select 'mine' --" }, signer: hmac('mine') }),
  'a kid that is an address': forged(({ trapUrl }) => ({ header: { kid: `${trapUrl}/key` } })),
  'a kid that nobody has': withHeader({ kid: 'nobody-has-this' }),
  'an empty kid': withHeader({ kid: '' }),
  'no kid': withHeader({ kid: undefined }),
  'a list of kids': forged((context) => ({ header: { kid: [keyAt(context, 0).kid] } })),
  'a number as kid': withHeader({ kid: 0 }),
  'the kid __proto__': forged({ header: { ['__proto__']: 1, kid: '__proto__' }, signer: hmac('') }),
  'the kid constructor': forged({ header: { kid: 'constructor' }, signer: hmac('') }),
  'the kid toString': forged({ header: { kid: 'toString' }, signer: hmac('') }),
  'the kid of the other key of the ring': forged((context) => ({ header: { kid: keyAt(context, 1).kid } })),
  'a kid with NUL at its end': forged((context) => ({ header: { kid: `${keyAt(context, 0).kid}\0` } })),
  'a key that was rotated out': forged(({ retiredKey: { kid, secret } }) => ({
    header: { kid },
    signer: hmac(secret),
  })),
};

const TYPES: Record<string, Make> = {
  'the type JWT': withHeader({ typ: 'JWT' }),
  'no type': withHeader({ typ: undefined }),
  'the type of a refresh token': withHeader({ typ: 'rt+jwt' }),
  'a list of types': withHeader({ typ: ['at+jwt'] }),
  'a refresh token': ({ refreshToken }) => refreshToken,
  'a nested token': (context) => forge(context, { header: { cty: 'JWT' }, payload: forge(context) }),
  'an encrypted token': (context) => `${forge(context)}.${encode('iv')}.${encode('tag')}`,
  'a token of the JSON serialization': altered((_token, [header, payload, signature]) =>
    JSON.stringify({ protected: header, payload, signature }),
  ),
  'a token of the JSON serialization, encoded': altered((_token, [header, payload, signature]) =>
    encode(JSON.stringify({ payload, signatures: [{ protected: header, signature }] })),
  ),
};

const CLAIMS: Record<string, Make> = {
  'no issuer': withClaims({ iss: undefined }),
  'another issuer': withClaims({ iss: 'another' }),
  'a list of issuers': withClaims((_now, { tokens }) => ({ iss: [tokens.issuer] })),
  'an issuer that would have to be asked for its keys': withClaims((_now, { trapUrl }) => ({ iss: trapUrl })),
  'the trusted issuer, signed with our key': withClaims((_now, { issuer }) => ({
    iss: issuer.url,
    aud: issuer.audience,
  })),
  'no audience': withClaims({ aud: undefined }),
  'another audience': withClaims({ aud: 'another' }),
  'ours among several audiences': withClaims((_now, { tokens }) => ({ aud: [tokens.audience, 'another'] })),
  'an empty list of audiences': withClaims({ aud: [] }),
  'no subject': withClaims({ sub: undefined }),
  'a number as subject': withClaims({ sub: 1 }),
  'an object as subject': withClaims((_now, { accountId }) => ({ sub: { id: accountId } })),
  'a list as subject': withClaims((_now, { accountId }) => ({ sub: [accountId] })),
  'null as subject': withClaims({ sub: null }),
  'an empty subject': withClaims({ sub: '' }),
  'a subject that is no id': withClaims({ sub: 'admin' }),
  'a subject with SQL': withClaims((_now, { accountId }) => ({ sub: `${accountId}' or '1'='1` })),
  'a subject that nobody has': withClaims(() => ({ sub: randomUUID() })),
  'a suspended account': withClaims((_now, { suspendedId: sub }) => ({ sub })),
  'a deleted account': withClaims((_now, { deletedId: sub }) => ({ sub })),
  'no end': withClaims({ exp: undefined }),
  'a text as end': withClaims((now) => ({ exp: `${now + 60}` })),
  'null as end': withClaims({ exp: null }),
  'NaN as end': withJson((json) => json.replace(/"exp":\d+/, '"exp":NaN')),
  'infinity as end': withJson((json) => json.replace(/"exp":\d+/, '"exp":1e999')),
  'an end in a thousand years': withClaims((now) => ({ exp: now + 31_557_600_000 })),
  'an end long ago': withClaims({ exp: 1 }),
  'a negative end': withClaims({ exp: -1 }),
  'a token that has just expired': withClaims((now) => ({ iat: now - 60, exp: now - 6 })),
  'no beginning': withClaims({ iat: undefined }),
  'a text as beginning': withClaims((now) => ({ iat: `${now}` })),
  'a beginning in the future': withClaims((now) => ({ iat: now + 60 })),
  'a beginning long ago': withClaims((now) => ({ iat: now - 1_000_000 })),
  'a token that is not valid yet': withClaims((now) => ({ nbf: now + 60 })),
  'a text as the time from which it is valid': withClaims({ nbf: 'now' }),
};

const JSON_TRICKS: Record<string, Make> = {
  'two subjects, the good one last': withJson((json) => `{"sub":"${randomUUID()}",${json.slice(1)}`),
  'two subjects, the good one first': withJson((json, { accountId }) => `${json.slice(0, -1)},"sub":"${accountId}"}`),
  'two subjects, one written with an escape': withJson((json) => `{"\\u0073ub":"${randomUUID()}",${json.slice(1)}`),
  'two ends': withJson((json) => `{"exp":1,${json.slice(1)}`),
  'a name twice in a member': withJson((json) => `${json.slice(0, -1)},"x":{"a":1,"a":2}}`),
  'a name twice in the header': (context) => {
    const { kid, secret } = keyAt(context, 0);
    const header = `{"alg":"none","alg":"HS256","kid":"${kid}","typ":"at+jwt"}`;
    return seal(header, JSON.stringify(goodClaims(context)), hmac(secret));
  },
  'claims in a list': withJson((json) => `[${json}]`),
  'null as claims': forged({ payload: 'null' }),
  'nothing as claims': forged({ payload: '' }),
  'claims with text behind them': withJson((json) => `${json}{}`),
  'claims that are no UTF-8': withJson((json) =>
    Buffer.concat([Buffer.from(json.slice(0, -1)), Buffer.from([0x2c, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])]),
  ),
  'claims behind a byte order mark': withJson((json) => `\uFEFF${json}`),
};

const TEXT_TRICKS: Record<string, Make> = {
  'a signature with one bit flipped': altered((_token, [header, payload, signature]) => {
    const bytes = Buffer.from(signature, 'base64url');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    return `${header}.${payload}.${bytes.toString('base64url')}`;
  }),
  'a signature cut short': altered((token) => token.slice(0, -2)),
  'no signature': altered((_token, [header, payload]) => `${header}.${payload}.`),
  'a doubled signature': altered((token, [, , signature]) => `${token}${signature}`),
  'a signature in another spelling of the same bytes': altered((token) => respelled(token)),
  'padding at the end': altered((token) => `${token}=`),
  'the alphabet of plain base64': (context) => {
    const payload = JSON.stringify({ ...goodClaims(context), x: '????????' }); // has a slash, however it is aligned
    const { secret } = keyAt(context, 0);
    const header = encode(JSON.stringify({ alg: 'HS256', kid: keyAt(context, 0).kid, typ: 'at+jwt' }));
    const input = `${header}.${Buffer.from(payload).toString('base64').replaceAll('=', '')}`;
    return `${input}.${hmac(secret)(input).toString('base64url')}`;
  },
  'one part': altered((_token, [, payload]) => payload),
  'two parts': altered((_token, [header, payload]) => `${header}.${payload}`),
  'four parts': altered((token) => `${token}.${encode('more')}`),
  'dots alone': () => '..',
  'a blank inside': altered((token) => token.replace('.', '. ')),
  'dots that are encoded': altered((token) => token.replaceAll('.', '%2E')),
  'dots of another script': altered((token) => token.replaceAll('.', '\u2024')),
  'a letter of another script': altered((token) => token.replace('e', '\u0435')),
  'a blank that is none to HTTP at the end': altered((token) => `${token}\u00A0`),
  'quotes around it': altered((token) => `"${token}"`),
  'a comma and another': altered((token) => `${token},${token}`),
  'ten thousand characters': withClaims({ x: 'x'.repeat(7_500) }),
};

const OF_THE_ISSUER: Record<string, Make> = {
  'an id token of the trusted issuer': ({ issuer }) => issuer.sign({ claims: { nonce: 'n', at_hash: 'h' } }),
  'a token of the trusted issuer for somebody else': ({ issuer }) => issuer.sign({ claims: { aud: 'web-client' } }),
  'a token of the trusted issuer that has expired': ({ issuer, nowMs }) => issuer.sign({ nowMs: nowMs - 3_600_000 }),
  'a token of the trusted issuer in our name': ({ issuer, tokens, accountId }) =>
    issuer.sign({ claims: { iss: tokens.issuer, aud: tokens.audience, sub: accountId } }),
  'the public key of the trusted issuer as a secret': publicKeyAsSecret(0),
  'the public key of the trusted issuer as a secret, trimmed': publicKeyAsSecret(1),
  'the public key of the trusted issuer as a secret, as JWK': publicKeyAsSecret(2),
  'the trusted issuer with a key in jwk': forgedIssuer(({ jwk }) => ({ jwk, kid: undefined })),
  'the trusted issuer with keys at jku': forgedIssuer((_pair, trapUrl) => ({ jku: `${trapUrl}/keys` })),
  'alg none in the name of the trusted issuer': (context) =>
    forge(context, { header: { alg: 'none' }, claims: foreignClaims(context), signer: unsigned }),
};

/** Tokens that no door may take. Most are good ones with one thing forged, so that there is one reason to refuse them. */
export const HOSTILE_TOKENS: readonly HostileToken[] = Object.entries({
  ...ALGORITHMS,
  ...KEYS,
  ...TYPES,
  ...CLAIMS,
  ...JSON_TRICKS,
  ...TEXT_TRICKS,
  ...OF_THE_ISSUER,
}).map(([name, make]) => ({ name, make }));

function foreignClaims({ issuer }: HostileContext): Record<string, unknown> {
  return { iss: issuer.url, aud: issuer.audience, sub: 'somebody' };
}

function publicKeyAsSecret(form: number): Make {
  return (context) => {
    const { kid, texts } = publicKeyTexts(context);
    return forge(context, { header: { kid }, claims: foreignClaims(context), signer: hmac(texts[form] ?? '') });
  };
}

function forgedIssuer(header: (pair: ReturnType<typeof ownPair>, trapUrl: string) => object): Make {
  return (context) => {
    const pair = ownPair('ES256');
    const { kid } = publicKeyTexts(context);
    const claims = foreignClaims(context);
    return forge(context, {
      header: { alg: 'ES256', kid, ...header(pair, context.trapUrl) },
      claims,
      signer: pair.signer,
    });
  };
}

/** 32 bytes leave two bits of the last character unused; a lax decoder does not look at them. */
function respelled(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(token.at(-1) ?? '');
  return `${token.slice(0, -1)}${alphabet[last ^ 1]}`;
}
