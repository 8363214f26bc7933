import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';

/** A key pair of an issuer. */
export interface IssuerKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** What a token says differently; undefined leaves a claim or a header out. */
export interface ForeignToken {
  readonly claims?: JWTPayload;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: IssuerKey;
  readonly nowMs?: number;
}

/** A real OpenID Connect issuer on loopback: discovery, keys, tokens; and the ways in which one goes wrong. */
export interface TestIssuer {
  readonly url: string;
  readonly audience: string;
  /** How often each path was asked for. */
  readonly asked: { readonly discovery: number; readonly keys: number; readonly other: number };
  readonly keys: readonly IssuerKey[];
  /** An access token of the newest key, good for five minutes. */
  sign(token?: ForeignToken): Promise<string>;
  /** Signs with a new key from now on; the older ones stay published unless they are taken back. */
  rotate(alg?: string): Promise<IssuerKey>;
  takeBack(kid: string): void;
  /** Takes requests and answers none until it is resumed. */
  pause(): void;
  resume(): void;
  /** Answers everything with this, until it is told to `behave`. */
  misbehave(answer: { readonly status: number; readonly body: string }): void;
  behave(): void;
  stop(): Promise<void>;
  /** Listens again where it listened before. */
  start(): Promise<void>;
}

const AUDIENCE = 'proxie-api-at-issuer';
const LIFE_SECONDS = 300;

/** Mocha fixture: an issuer for one test file; to be used before the API that trusts it. */
export function useIssuer(): TestIssuer {
  const fixture = {} as TestIssuer;
  before(async () => void Object.defineProperties(fixture, Object.getOwnPropertyDescriptors(await startIssuer())));
  after(() => fixture.stop?.());
  return fixture;
}

/** Makes a key pair for one of the asymmetric algorithms. */
export async function newIssuerKey(alg = 'ES256', kid: string = randomUUID()): Promise<IssuerKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** Starts an issuer with one ES256 key. */
export async function startIssuer(): Promise<TestIssuer> {
  const keys = [await newIssuerKey()];
  const asked = { discovery: 0, keys: 0, other: 0 };
  const waiting: (() => void)[] = [];
  let isPaused = false;
  let misbehaviour: { status: number; body: string } | undefined;
  let server: Server = await listen(answer, 0);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    audience: AUDIENCE,
    asked,
    keys,
    sign,
    rotate,
    takeBack,
    pause,
    resume,
    stop,
    misbehave: (wrong) => void (misbehaviour = wrong),
    behave: () => void (misbehaviour = undefined),
    start: async () => void (server = await listen(answer, port)),
  };

  function answer(req: IncomingMessage, res: ServerResponse): void {
    const documents = {
      '/.well-known/openid-configuration': ['discovery', { issuer: url, jwks_uri: `${url}/keys` }],
      '/keys': ['keys', { keys: keys.map(({ publicJwk }) => publicJwk) }],
    } as const;
    const [name, document] = documents[req.url as keyof typeof documents] ?? ['other', undefined];
    asked[name] += 1;
    const reply = (): void => {
      const { status, body } = misbehaviour ?? { status: document ? 200 : 404, body: JSON.stringify(document) };
      res.writeHead(status, { 'content-type': 'application/json', location: `${url}/elsewhere` }).end(body);
    };
    if (isPaused) waiting.push(reply);
    else reply();
  }

  async function sign({ claims, header, key, nowMs = Date.now() }: ForeignToken = {}): Promise<string> {
    const signer = key ?? keys.at(-1);
    if (!signer) throw new Error('the issuer has no key');
    const seconds = Math.floor(nowMs / 1_000);
    const standard = { iss: url, aud: AUDIENCE, sub: randomUUID(), iat: seconds, exp: seconds + LIFE_SECONDS };
    return new SignJWT({ ...standard, ...claims })
      .setProtectedHeader({ alg: signer.alg, kid: signer.kid, typ: 'at+jwt', ...header })
      .sign(signer.privateKey);
  }

  async function rotate(alg?: string): Promise<IssuerKey> {
    const key = await newIssuerKey(alg);
    keys.push(key);
    return key;
  }

  function takeBack(kid: string): void {
    const index = keys.findIndex((key) => key.kid === kid);
    if (index < 0) throw new Error('the issuer has no such key');
    keys.splice(index, 1);
  }

  function pause(): void {
    isPaused = true;
  }

  function resume(): void {
    isPaused = false;
    for (const reply of waiting.splice(0)) reply();
  }

  async function stop(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }
}

async function listen(answer: (req: IncomingMessage, res: ServerResponse) => void, port: number): Promise<Server> {
  const server = createServer(answer).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
