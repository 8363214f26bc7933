import type { Standing } from './window.ts';

/** The headers that tell a caller how it stands, and what each means; for the document and for browsers. */
export const LIMIT_HEADERS = {
  'X-RateLimit-Limit': { type: 'integer', example: 60, description: 'How many calls of this kind a window has.' },
  'X-RateLimit-Remaining': { type: 'integer', example: 12, description: 'How many of them are left.' },
  'X-RateLimit-Reset': {
    type: 'integer',
    example: 1_893_456_034,
    description: 'When the window ends, in seconds since 1970.',
  },
  'RateLimit-Policy': {
    type: 'string',
    example: '"requests";q=60;w=60',
    description: 'The limit: its name, the calls of a window, the seconds of a window.',
  },
  RateLimit: {
    type: 'string',
    example: '"requests";r=12;t=34',
    description: 'What is left of it: its name, the calls left, the seconds until the window ends.',
  },
} as const;

/** Both families of headers from one standing, so that they agree; and `Retry-After` where a call is turned away. */
export function limitHeaders(standing: Standing, nowMs = Date.now()): Record<string, string> {
  const { policy, limit, windowSeconds, remaining, resetMs, isOver } = standing;
  const seconds = Math.ceil(resetMs / 1_000); // rounded up: whoever waits this long finds room
  return {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': String(Math.ceil((nowMs + resetMs) / 1_000)),
    'RateLimit-Policy': `"${policy}";q=${limit};w=${windowSeconds}`,
    RateLimit: `"${policy}";r=${remaining};t=${seconds}`,
    ...(isOver && { 'Retry-After': String(seconds) }),
  };
}
