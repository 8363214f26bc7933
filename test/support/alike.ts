import type { TestAnswer } from './http.ts';

/** What differs between any two answers: their time, their ids, and how much of a limit is left. */
const VARYING_HEADERS = /^(date|x-request-id|(x-)?ratelimit.*)$/;

/** Everything of an answer by which a caller could tell it from another of the same kind. */
export function tellingParts({ status, headers, body }: TestAnswer): unknown {
  const { instance: _instance, ...rest } = (body ?? {}) as Record<string, unknown>;
  const steady = Object.entries(headers).filter(([name]) => !VARYING_HEADERS.test(name));
  return { status, body: rest, headers: Object.fromEntries(steady) };
}
