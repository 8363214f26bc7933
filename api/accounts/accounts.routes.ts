import { unauthenticated } from '#api/http/auth.ts';
import { route, type Route } from '#api/http/route.ts';
import { Account, Login, Refresh, Register, Session } from '#contracts/accounts.ts';
import {
  ACCOUNT_EXAMPLE,
  LOGIN_EXAMPLE,
  REFRESH_EXAMPLE,
  REGISTER_EXAMPLE,
  SESSION_EXAMPLE,
} from './accounts.examples.ts';
import { toAccount } from './accounts.presenter.ts';
import { findAccount } from './accounts.queries.ts';
import { createSessions, type AccountDeps, type Sessions } from './sessions.ts';

const common = { tags: ['auth'], idempotency: 'none' } as const;

/** Registering, signing in and out, and who one is. */
export function accountRoutes(deps: AccountDeps): Route[] {
  const sessions = createSessions(deps);
  return [...entranceRoutes(sessions), ...sessionRoutes(sessions), ownAccountRoute(deps)];
}

function entranceRoutes(sessions: Sessions): Route[] {
  return [
    route({
      ...common,
      operationId: 'registerAccount',
      summary: 'Open an account',
      description:
        'Makes an account for a mail address that has none and signs it in. Everybody is a consumer; other roles are granted later.',
      method: 'post',
      path: '/v1/auth/register',
      access: 'public',
      rateClass: 'login',
      body: Register,
      success: { status: 201, schema: Session, description: 'The account and its first session.' },
      problems: ['email_taken'],
      example: { body: REGISTER_EXAMPLE, answer: SESSION_EXAMPLE },
      handle: ({ body }) => sessions.register(body),
    }),
    route({
      ...common,
      operationId: 'logIn',
      summary: 'Sign in',
      description:
        'Exchanges mail address and password for a session. A wrong password and an address without an account get the same answer.',
      method: 'post',
      path: '/v1/auth/login',
      access: 'public',
      rateClass: 'login',
      body: Login,
      success: { status: 200, schema: Session, description: 'A new session.' },
      problems: ['unauthenticated'],
      example: { body: LOGIN_EXAMPLE, answer: SESSION_EXAMPLE },
      handle: ({ body }) => sessions.logIn(body),
    }),
  ];
}

function sessionRoutes(sessions: Sessions): Route[] {
  return [
    route({
      ...common,
      operationId: 'refreshSession',
      summary: 'Exchange a refresh token for a new session',
      description:
        'A refresh token works once and is replaced by the one in the answer. Using one again means that somebody else has it: every token of that login stops working, the newest one too.',
      method: 'post',
      path: '/v1/auth/refresh',
      access: 'public',
      rateClass: 'other',
      body: Refresh,
      success: { status: 200, schema: Session, description: 'The session that goes on.' },
      problems: ['unauthenticated'],
      example: { body: REFRESH_EXAMPLE, answer: SESSION_EXAMPLE },
      handle: ({ body }) => sessions.refresh(body),
    }),
    route({
      ...common,
      operationId: 'logOut',
      summary: 'Sign out',
      description:
        'Ends the login that the refresh token belongs to; signing out twice is no mistake. Its access tokens run out within minutes.',
      method: 'post',
      path: '/v1/auth/logout',
      access: 'public', // whoever holds the refresh token may end it, even after the access token has run out
      rateClass: 'other',
      body: Refresh,
      success: { status: 204, description: 'The login is over.' },
      problems: [],
      example: { body: REFRESH_EXAMPLE },
      handle: ({ body }) => sessions.logOut(body),
    }),
  ];
}

function ownAccountRoute({ orm }: AccountDeps): Route {
  return route({
    ...common,
    operationId: 'getOwnAccount',
    summary: 'Show who is signed in',
    description: 'The account of the access token with its roles and, if it runs one, its provider.',
    method: 'get',
    path: '/v1/auth/me',
    access: 'signed-in',
    rateClass: 'other',
    success: { status: 200, schema: Account },
    problems: [],
    example: { answer: ACCOUNT_EXAMPLE },
    async handle({ actor }) {
      const account = await findAccount(orm, actor.id);
      if (!account) throw unauthenticated('the account of this token is suspended or gone', 'invalid_token');
      return toAccount(account);
    },
  });
}
