import * as chai from 'chai';
import { ProblemDocument, PROBLEMS, type ProblemCode } from '#contracts/problem.ts';

declare global {
  // oxlint-disable-next-line typescript/no-namespace -- the only way to type an assertion of one's own
  namespace Chai {
    interface Assertion {
      /** The answer is a problem by RFC 9457 of this status and code, and keeps the contract of problems in all its parts. */
      problem(status: number, code: ProblemCode): Assertion;
    }
  }
}

/** An answer as a test looks at it. */
export interface TestAnswer<Body = unknown> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed when it is JSON, otherwise the text; undefined when there is none. */
  readonly body: Body;
}

/** What a test may say of a request. */
export interface TestRequest {
  /** An access token. */
  readonly as?: string | { readonly token: string } | undefined;
  /** Sent as JSON; text, bytes and streams go out as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

// oxlint-disable-next-line typescript/no-explicit-any -- a test says with its assertions what it expects of a body
type Send = <Body = any>(path: string, request?: TestRequest) => Promise<TestAnswer<Body>>;

/** A client of one running API. */
export interface TestClient {
  readonly get: Send;
  readonly post: Send;
  readonly put: Send;
  readonly patch: Send;
  readonly delete: Send;
  /** Any other method. */
  send<Body = unknown>(method: string, path: string, request?: TestRequest): Promise<TestAnswer<Body>>;
}

/** Makes a client that speaks real HTTP with the API at an address. */
export function client(baseUrl: string): TestClient {
  const by =
    (method: string): Send =>
    (path, request) =>
      send(method, path, request);
  return { get: by('GET'), post: by('POST'), put: by('PUT'), patch: by('PATCH'), delete: by('DELETE'), send };

  async function send<Body>(method: string, path: string, request: TestRequest = {}): Promise<TestAnswer<Body>> {
    const response = await fetch(new URL(path, baseUrl), {
      method,
      headers: headersOf(request),
      redirect: 'manual',
      ...(request.body !== undefined && { body: encode(request.body), duplex: 'half' }),
    } as RequestInit);
    const text = await response.text();
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: (text === '' ? undefined : isJson ? JSON.parse(text) : text) as Body,
    };
  }
}

function headersOf({ as, body, headers }: TestRequest): Record<string, string> {
  const token = typeof as === 'object' ? as.token : as;
  return {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  };
}

type RawBody = NonNullable<RequestInit['body']>;

function encode(body: unknown): RawBody {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream;
  return isRaw ? (body as RawBody) : JSON.stringify(body);
}

chai.use((_chai, utils) => {
  utils.addMethod(
    chai.Assertion.prototype,
    'problem',
    function (this: Chai.AssertionStatic, status: number, code: ProblemCode) {
      const answer = utils.flag(this, 'object') as TestAnswer<Partial<ProblemDocument> | undefined>;
      const shown = `${answer.status} ${JSON.stringify(answer.body)}`;
      chai.expect(answer.body, `a problem in ${shown}`).to.be.an('object');
      chai.expect(answer.body?.code, `the code of ${shown}`).to.equal(code);
      chai.expect(answer.status, `the status of ${shown}`).to.equal(status);
      chai.expect(status, `the status in the table of problems`).to.equal(PROBLEMS[code].status);
      chai.expect(answer.headers['content-type'], 'its media type').to.equal('application/problem+json; charset=utf-8');
      const document = ProblemDocument.parse(answer.body);
      chai.expect(document.status).to.equal(status);
      chai.expect(document.title).to.equal(PROBLEMS[code].title);
      chai.expect(document.type.endsWith(`/problems/${code}`), `the type ${document.type}`).to.equal(true);
      chai.expect(document.instance).to.equal(`urn:proxie:request:${answer.headers['x-request-id']}`);
      if (status === 401) chai.expect(answer.headers['www-authenticate']).to.match(/^Bearer /);
      if (status === 405) chai.expect(answer.headers.allow).to.be.a('string');
      if (status === 429 || status === 503) chai.expect(answer.headers['retry-after']).to.match(/^\d+$/);
    },
  );
});
