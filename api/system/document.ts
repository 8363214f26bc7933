import type { OpenAPIObject } from 'openapi3-ts/oas31';
import { describe } from '#api/http/openapi.ts';
import type { Route } from '#api/http/route.ts';
import packageJson from '../../package.json' with { type: 'json' };

/** The OpenAPI document of Proxie. It is the same wherever it runs, so that it can be committed. */
export function documentOf(routes: readonly Route[]): OpenAPIObject {
  return describe(routes, {
    title: 'Proxie',
    version: packageJson.version,
    description:
      'An agent-native marketplace for skilled work. Money is in integer minor units, instants are in UTC by RFC 3339, and whatever goes wrong is a problem by RFC 9457 with a stable `code`. Calls are limited by the minute: each user has so many of each kind, and so has each address for calls without a token and for operations that ask for none. Every limited answer says in `X-RateLimit-*`, `RateLimit` and `RateLimit-Policy` how the caller stands.',
  });
}
