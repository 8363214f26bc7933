import { loadConfig } from '#platform/config.ts';
import { createApiDeps } from './deps.ts';
import type { Route } from './http/route.ts';
import { allRoutes } from './routes.ts';

const SECRET = 'nothing-is-signed-for-a-document-0123456789';

/** The list of routes for whoever only reads it: no service stands behind it, and its handlers must not be called. */
export function documentRoutes(): Route[] {
  const config = loadConfig({
    PROXIE_JWT_KEYS: `document:${SECRET}`,
    PROXIE_CURSOR_SECRET: SECRET,
    PROXIE_WEB_DIR: 'no-client', // the list is the same whether or not one is built here
  });
  const orm = {
    get em(): never {
      throw new Error('a route of the document was called');
    },
  };
  const never = (): never => orm.em;
  return allRoutes(
    createApiDeps({
      orm,
      config,
      commands: { onRequest: never, onBooking: never, onEnrollment: never },
      loginFailures: { guard: never },
      registrationCallers: { admit: never },
    }),
  );
}
