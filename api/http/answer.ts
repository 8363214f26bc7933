import { Readable } from 'node:stream';
import type { z } from 'zod';
import type { ProblemDocument } from '#contracts/problem.ts';
import { PROBLEM_TYPE } from './problem.ts';
import { CODINGS, createCodedBody, type CodedBody } from './codings.ts';
import { FixedReply } from './fixed-reply.ts';
import { contentTypesOf, Reply, type Route } from './route.ts';
import type { KernelContext } from './pipeline.ts';

/** What leaves, ready to be sent or to be kept and sent again byte for byte. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  /** Undefined: the answer has no body. JSON is text already. */
  readonly body: unknown;
  /** The body of an answer that is the same for everybody, ready in every coding. */
  readonly coded?: CodedBody;
}

/** The answer did not keep what its schema promises: our mistake, never the caller's. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation';
}

/** Makes the function that turns what a handler returned into its answer; nothing passes that is not in the schema. */
export function compileAnswer(route: Route): (handled: unknown) => Answer {
  const { status, otherStatuses = {} } = route.success;
  const schema: z.ZodType | undefined = route.success.schema;
  const types = contentTypesOf(route.success);
  const isJson = types.length === 0;
  const allowed = new Set([status, ...Object.keys(otherStatuses).map(Number)]);
  const known = new WeakMap<Reply<unknown>, Answer>();

  /** A reply that was made once and is given every time is checked and written once. */
  return function toAnswer(handled) {
    if (!(handled instanceof Reply)) return make(handled);
    let answer = known.get(handled);
    if (!answer) known.set(handled, (answer = handled instanceof FixedReply ? keep(make(handled)) : make(handled)));
    return answer;
  };

  function make(handled: unknown): Answer {
    const isReply = handled instanceof Reply;
    const given = isReply ? (handled.status ?? status) : status;
    if (!allowed.has(given)) throw new ContractViolation(`${route.operationId} does not declare the status ${given}`);
    const headers = isReply ? handled.headers : NONE;
    const cookies = isReply && handled.cookies.length > 0 ? { cookies: handled.cookies } : NONE;
    if (!schema) return { status: given, headers, ...cookies, body: undefined };
    const body = present(schema, isReply ? handled.body : handled);
    return { status: given, headers: { ...headers, 'Content-Type': typeOf(headers) }, ...cookies, body };
  }

  /** Its one type; of several the one that the reply names. */
  function typeOf(headers: Answer['headers']): string {
    if (isJson) return JSON_TYPE;
    const [only = '', ...others] = types;
    if (others.length === 0) return only;
    const named = headers['Content-Type'] ?? '';
    if (types.includes(named)) return named;
    throw new ContractViolation(`${route.operationId} does not declare the media type '${named}'`);
  }

  function present(by: z.ZodType, body: unknown): unknown {
    const parsed = by.safeParse(body);
    if (!parsed.success) {
      const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
      throw new ContractViolation(`the answer of ${route.operationId} breaks its contract: ${wrong}`);
    }
    return isJson ? JSON.stringify(parsed.data) : parsed.data;
  }
}

/** A refusal as an answer, for where it has to be kept. */
export function problemAnswer(document: ProblemDocument, headers: Answer['headers']): Answer {
  return {
    status: document.status,
    headers: { ...headers, 'Content-Type': PROBLEM_TYPE },
    body: JSON.stringify(document),
  };
}

/** From this size on a body is worth compressing. */
export const COMPRESSED_FROM_BYTES = 2_048;

function keep(answer: Answer): Answer {
  const { body } = answer;
  const isWhole = typeof body === 'string' || body instanceof Uint8Array;
  return isWhole ? { ...answer, coded: createCodedBody(body) } : answer;
}

/** Puts an answer on its way; what the caller has already, by its ETag, is not sent again. */
export function send(ctx: KernelContext, { status, headers, cookies, body, coded }: Answer): void | Promise<void> {
  ctx.status = status;
  for (const [name, value] of Object.entries(headers)) ctx.res.setHeader(name, value);
  if (cookies) ctx.res.setHeader('Set-Cookie', cookies);
  if (headers.ETag !== undefined && isKnown(ctx, headers.ETag)) ctx.status = 304;
  else if (coded) return sendCoded(ctx, coded);
  else ctx.body = body ?? null;
  if (body instanceof Readable) body.once('error', () => ctx.res.destroy()); // cut off, so that nobody takes it for whole
}

/** In the coding that is best for the caller, of those that are kept; no other is made for one call. */
async function sendCoded(ctx: KernelContext, { plain, coded }: CodedBody): Promise<void> {
  const isLarge = plain.length >= COMPRESSED_FROM_BYTES;
  const coding = isLarge ? CODINGS.find((each) => ctx.acceptsEncodings(each) === each) : undefined;
  const bytes = coding && (await coded(coding));
  if (bytes) ctx.set('Content-Encoding', coding);
  ctx.state.isCoded = true;
  ctx.body = bytes ?? plain;
}

/** By RFC 9110, 13.1.2. What a caller tells its caches does not matter here, so Koa's own test is not asked. */
function isKnown(ctx: KernelContext, etag: string): boolean {
  if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return false;
  const known = (ctx.req.headers['if-none-match'] ?? '').split(',').map(opaque);
  return known.includes('*') || known.includes(opaque(etag));
}

/** A tag without its mark of weakness: only the rest is compared. */
const opaque = (etag: string): string => etag.trim().replace(/^W\//, '');

const NONE = Object.freeze({});
const JSON_TYPE = 'application/json; charset=utf-8';
