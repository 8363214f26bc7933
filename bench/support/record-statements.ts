/**
 * Preloaded into an API process (`--import …?file=…`): writes down, for each request that it answers, the statements it
 * sent to Postgres on the way, so that the bare handler of a comparison can send the very same ones.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import diagnostics from 'node:diagnostics_channel';
import fs from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';

/** A statement as it went to Postgres. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** One answered request. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly statements: readonly Statement[];
}

interface HttpMessage {
  readonly request: IncomingMessage;
}

const file = new URL(import.meta.url).searchParams.get('file');
const asked = new AsyncLocalStorage<Statement[]>();
const byRequest = new WeakMap<IncomingMessage, Statement[]>();

if (file !== null) record(file);

function record(into: string): void {
  diagnostics.subscribe('http.server.request.start', (message) => {
    const statements: Statement[] = [];
    byRequest.set((message as HttpMessage).request, statements);
    asked.enterWith(statements);
  });
  diagnostics.subscribe('http.server.response.finish', (message) => {
    const { request } = message as HttpMessage;
    const { method = '', url = '' } = request;
    const line: RecordedRequest = { method, url, statements: byRequest.get(request) ?? [] };
    fs.appendFileSync(into, `${JSON.stringify(line)}\n`);
  });
  // The ORM may bring a `pg` of its own.
  const users = [import.meta.url, import.meta.resolve('@mikro-orm/postgresql')];
  const clients = users.map((user) => (createRequire(user)('pg') as { Client: { prototype: Queried } }).Client);
  for (const { prototype } of new Set(clients)) recordQueries(prototype);
}

interface Queried {
  query: (...args: unknown[]) => unknown;
}

function recordQueries(prototype: Queried): void {
  const { query } = prototype;
  prototype.query = function recorded(this: unknown, ...args: unknown[]) {
    const statement = toStatement(args);
    if (statement) asked.getStore()?.push(statement);
    return query.apply(this, args);
  };
}

function toStatement([first, second]: readonly unknown[]): Statement | undefined {
  const { text = first, values = second } = (typeof first === 'object' ? first : {}) as Partial<Statement>;
  return typeof text === 'string' ? { text, values: Array.isArray(values) ? values : [] } : undefined;
}
