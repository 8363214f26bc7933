import {
  AISDKError,
  APICallError,
  EmptyResponseBodyError,
  InvalidResponseDataError,
  JSONParseError,
  StreamProviderError,
  TypeValidationError,
} from 'ai';
import { Fault } from '../errors.ts';
import type { LlmRequest } from '../types.ts';
import { refusalReason } from './refusal-reason.ts';

const UNREADABLE = 'It could not be read.';

/**
 * What an error of the SDK means. The error itself is dropped: it quotes the conversation, the answer and the address. Of a
 * refusal the reason is kept, without a word of the conversation.
 * `receivedBytes` tells an answer that broke off from one that never began.
 */
export function toFault(error: unknown, receivedBytes: number, request: LlmRequest): Fault {
  if (error instanceof Fault) return error;
  if (APICallError.isInstance(error)) return fromApi(error, receivedBytes, request);
  if (EmptyResponseBodyError.isInstance(error)) return new Fault('empty');
  if (JSONParseError.isInstance(error) || TypeValidationError.isInstance(error)) return unreadable();
  // without any data it is a stream that ended before it had said why
  if (InvalidResponseDataError.isInstance(error)) return error.data === undefined ? new Fault('cut_off') : unreadable();
  if (StreamProviderError.isInstance(error)) {
    return new Fault(error.statusCode === 429 ? 'rate_limited' : 'unavailable');
  }
  if (AISDKError.isInstance(error) && receivedBytes === 0) return new Fault('rejected'); // it was never sent
  // what a provider reports inside a good answer is a plain object; what breaks a connection is an Error
  if (!(error instanceof Error)) return fromReport(error, request);
  return new Fault(receivedBytes > 0 ? 'cut_off' : 'unreachable');
}

function fromApi(error: APICallError, receivedBytes: number, request: LlmRequest): Fault {
  const { statusCode: status, responseHeaders, responseBody, cause } = error;
  if (status === undefined) return new Fault(receivedBytes > 0 ? 'cut_off' : 'unreachable');
  if (status >= 200 && status < 300) {
    const report = reportIn(responseBody);
    if (report !== undefined) return fromReport(report, request);
    return cause === undefined ? unreadable() : toFault(cause, Math.max(receivedBytes, 1), request);
  }
  const reason = refusalReason(responseBody, request);
  const details = { status, reason, retryAfterMs: retryAfterMs(responseHeaders) ?? retryInfoMs(responseBody) };
  if (status === 429) return new Fault('rate_limited', details);
  if (status >= 500 || status === 408) return new Fault('unavailable', details);
  return new Fault('rejected', { status, reason });
}

/** What some servers report in place of an answer, or inside one, although it began well. */
function fromReport(report: unknown, request: LlmRequest): Fault {
  const code = Number((report as { code?: unknown } | null)?.code);
  const reason = refusalReason(JSON.stringify({ error: report }), request);
  if (code === 429) return new Fault('rate_limited', { reason });
  return new Fault(code >= 400 && code < 500 && code !== 408 ? 'rejected' : 'unavailable', { reason });
}

function reportIn(body = ''): unknown {
  if (body.length > MAX_BODY) return undefined;
  try {
    return (JSON.parse(body) as { error?: unknown } | null)?.error ?? undefined;
  } catch {
    return undefined;
  }
}

const unreadable = (): Fault => new Fault('bad_output', { advice: UNREADABLE });

const MAX_SECONDS = 86_400;
const MAX_BODY = 20_000;

/** Google says in the body, and not in a header, when it is worth asking again: `"retryDelay": "36s"`. */
function retryInfoMs(body = ''): number | undefined {
  const [, seconds] = /"retryDelay"\s*:\s*"(\d{1,6}(?:\.\d{1,9})?)s"/.exec(body.slice(0, MAX_BODY)) ?? [];
  return seconds === undefined ? undefined : Math.min(Number(seconds), MAX_SECONDS) * 1_000;
}

/** Retry-After as seconds or as a date, and the finer header that some providers send; nothing when none makes sense. */
export function retryAfterMs(headers: Readonly<Record<string, string>> = {}, nowMs = Date.now()): number | undefined {
  const fine = headers['retry-after-ms'];
  if (fine !== undefined && /^\d{1,9}(\.\d+)?$/.test(fine)) return Number(fine);
  const given = headers['retry-after']?.trim();
  if (given === undefined) return undefined;
  if (/^\d{1,9}(\.\d+)?$/.test(given)) return Math.min(Number(given), MAX_SECONDS) * 1_000;
  const atMs = /^[a-z]{3}/i.test(given) ? Date.parse(given) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : Math.min(Math.max(atMs - nowMs, 0), MAX_SECONDS * 1_000);
}
