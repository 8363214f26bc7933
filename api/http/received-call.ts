import type { IncomingHttpHeaders } from 'node:http';
import type { Log, Logger } from '#platform/logger.ts';
import type { Actor } from './access.ts';
import type { KernelContext } from './pipeline.ts';
import type { Upload } from './upload.ts';

/** The checked parts of a call. */
export interface Received {
  readonly actor: Actor | undefined;
  readonly resource: unknown;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** In place of a body, where the route takes one. */
  readonly upload?: Upload | undefined;
}

/** A checked call. What few handlers need (address, logger) is made only when it is asked for. */
export class ReceivedCall {
  readonly actor: Received['actor'];
  readonly resource: Received['resource'];
  readonly params: Received['params'];
  readonly query: Received['query'];
  readonly body: Received['body'];
  readonly upload: Received['upload'];
  readonly headers: IncomingHttpHeaders;
  readonly requestId: string;
  /** Names what the call does: a repeated call with the same Idempotency-Key has the same. */
  readonly commandId: string;
  readonly #ctx: KernelContext;
  readonly #log: Logger;

  constructor(ctx: KernelContext, received: Received, commandId: string, log: Logger) {
    this.actor = received.actor;
    this.resource = received.resource;
    this.params = received.params;
    this.query = received.query;
    this.body = received.body;
    this.upload = received.upload;
    this.headers = ctx.req.headers;
    this.requestId = ctx.state.requestId;
    this.commandId = commandId;
    this.#ctx = ctx;
    this.#log = log;
  }

  get ip(): string {
    return this.#ctx.ip;
  }

  get log(): Log {
    return this.#log.child({ requestId: this.requestId });
  }
}
