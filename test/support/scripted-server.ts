import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer of a scripted server; `cut` ends the connection without one. */
export type ScriptedAnswer =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | 'cut';

/** A call as it came. */
export interface ScriptedCall {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** Gives the answers of a test in their order, then 200 with `{}`, and keeps what was asked. */
export interface ScriptedServer {
  url: string;
  readonly calls: ScriptedCall[];
  readonly answers: ScriptedAnswer[];
}

/** Mocha fixture. For what no running API answers at a moment of the test's choice. */
export function useScriptedServer(): ScriptedServer {
  const fixture: ScriptedServer = { url: '', calls: [], answers: [] };
  const server = http.createServer((req, res) => {
    let body = '';
    req.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    req.on('end', () => {
      const answer = fixture.answers.shift() ?? { status: 200, body: {} };
      fixture.calls.push({ method: String(req.method), url: String(req.url), headers: req.headers, body });
      if (answer === 'cut') return void res.destroy();
      res.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      res.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
    });
  });
  before(async () => {
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    fixture.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    fixture.calls.length = 0;
    fixture.answers.length = 0;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return fixture;
}

/** The answer of a problem. */
export function problem(status: number, code: string, more: object = {}, retryAfter?: number): ScriptedAnswer {
  return {
    status,
    body: {
      type: `http://x/problems/${code}`,
      title: code,
      status,
      code,
      detail: `it was ${code}`,
      instance: 'x',
      ...more,
    },
    headers: { 'x-request-id': 'r-1', ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }) },
  };
}
