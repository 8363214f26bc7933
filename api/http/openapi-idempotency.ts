import type { ParameterObject } from 'openapi3-ts/oas31';
import type { ProblemCode } from '#contracts/problem.ts';
import { KEY_HEADER, KEY_PATTERN, REPLAYED_HEADER } from './idempotency-key.ts';
import type { Route } from './route.ts';

/** The Idempotency-Key of a route that takes one. */
export function keyParameters({ idempotency }: Route): ParameterObject[] {
  if (idempotency === 'none') return [];
  return [
    {
      name: KEY_HEADER,
      in: 'header',
      required: idempotency === 'required',
      description:
        'Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID ' +
        'serves well, in double quotes as the IETF draft has it, or bare.',
      schema: { type: 'string', pattern: KEY_PATTERN.source },
      example: '"8e03978e-40d5-43e8-bc93-6894a57f9324"',
    },
  ];
}

/** The header of an answer that may have been given before. */
export function replayedHeader({ idempotency }: Route): Record<string, string> {
  return idempotency === 'none' ? {} : { [REPLAYED_HEADER]: '`true` when the answer was given to this key before.' };
}

/** The headers of a route's problems: a refusal of its handler is an answer that can be given again, no other is. */
export function keyHeaders(route: Route, codes: readonly ProblemCode[]): Record<string, string> {
  return {
    ...(codes.some((code) => route.problems.includes(code)) && replayedHeader(route)),
    ...(codes.includes('idempotency_in_flight') && { 'Retry-After': 'Seconds after which the call may be answered.' }),
  };
}
