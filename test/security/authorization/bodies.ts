import { gzipSync } from 'node:zlib';
import type { Route } from '#api/http/route.ts';
import type { Sent } from './cells.ts';

/** A body that is refused by whoever looks at it. */
export interface HostileBody extends Sent {
  readonly name: string;
  /** What it is answered with when somebody looks. */
  readonly status: number;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** One for each way in which a body can be refused before its fields are looked at. */
export const HOSTILE_BODIES: readonly HostileBody[] = [
  { name: 'half a JSON text', status: 400, body: '{"reason":', headers: JSON_TYPE },
  { name: 'a text', status: 415, body: 'reason=none', headers: { 'content-type': 'text/plain' } },
  {
    name: 'a compressed body',
    status: 415,
    body: gzipSync('{}').toString('latin1'),
    headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
  },
  { name: 'too large a body', status: 413, body: bodyOf(120_000), headers: JSON_TYPE },
];

/** The same for a route that takes larger bodies than the others. */
export function bodiesFor({ bodyLimitBytes }: Pick<Route, 'bodyLimitBytes'>): readonly HostileBody[] {
  if (bodyLimitBytes === undefined) return HOSTILE_BODIES;
  const body = bodyOf(bodyLimitBytes + 1);
  return HOSTILE_BODIES.map((each) => (each.status === 413 ? { ...each, body } : each));
}

function bodyOf(bytes: number): string {
  return JSON.stringify({ reason: 'x'.repeat(bytes) });
}
