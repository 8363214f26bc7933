import type { ApiDeps } from '#api/deps.ts';
import { unauthenticated } from '#api/http/auth.ts';
import { reply, route, type Route } from '#api/http/route.ts';
import {
  Account,
  Confirm,
  Login,
  Logout,
  Refresh,
  Register,
  RegistrationAccepted,
  Session,
} from '#contracts/accounts.ts';
import {
  ACCOUNT_EXAMPLE,
  CONFIRM_EXAMPLE,
  LOGIN_EXAMPLE,
  REFRESH_EXAMPLE,
  REGISTER_EXAMPLE,
  REGISTRATION_EXAMPLE,
  SESSION_EXAMPLE,
} from './accounts.examples.ts';
import { toAccount } from './accounts.presenter.ts';
import { findAccount } from './accounts.queries.ts';
import { confirmPageRoutes } from './confirm-page.routes.ts';
import { devicePageRoutes } from './device-page.routes.ts';
import { createLogIn, type LoginDeps } from './logins.ts';
import { createRegistrations, type RegistrationDeps, type Registrations } from './registrations.ts';
import { createSessions, type AccountDeps, type Sessions } from './sessions.ts';

const common = { tags: ['auth'], idempotency: 'none' } as const;
/** Only with a cookie; without one there is no such header. */
const COOKIE_HEADER = {
  'Set-Cookie':
    'With `cookie`: the refresh token, for this installation’s own pages, and a cookie for their scripts that says only that there is one.',
};

/** Registering, signing in and out, and who one is. */
export function accountRoutes(deps: LoginDeps & RegistrationDeps & Pick<ApiDeps, 'webClient'>): Route[] {
  const sessions = createSessions(deps);
  return [
    ...registrationRoutes(createRegistrations(deps, sessions), deps),
    ...sessionRoutes(sessions, deps),
    ownAccountRoute(deps),
    ...(deps.webClient ? [] : confirmPageRoutes()), // the client has a page of its own there
    ...devicePageRoutes(),
  ];
}

function registrationRoutes(
  registrations: Registrations,
  {
    registrationCallers,
    sessionCookies,
  }: Pick<RegistrationDeps & AccountDeps, 'registrationCallers' | 'sessionCookies'>,
): Route[] {
  return [
    route({
      ...common,
      operationId: 'registerAccount',
      summary: 'Ask for an account',
      description:
        'Sends a mail to the address. An address without an account gets a link that opens one; an address with an account is told that it has one. The answer is the same for both, so it tells nobody who has an account.',
      method: 'post',
      path: '/v1/auth/register',
      access: 'public',
      rateClass: 'login',
      body: Register,
      success: { status: 202, schema: RegistrationAccepted, description: 'A mail is on its way to the address.' },
      problems: ['registration_closed'],
      example: { body: REGISTER_EXAMPLE, answer: REGISTRATION_EXAMPLE },
      async handle({ body, ip }) {
        await registrationCallers.admit(ip); // first: an address that asks too often costs no hash
        return registrations.register(body);
      },
    }),
    route({
      ...common,
      operationId: 'confirmRegistration',
      summary: 'Open the account of a registration',
      description:
        'Exchanges the token of the mail for the account and its first session. It works once. Everybody is a consumer; other roles are granted later.',
      method: 'post',
      path: '/v1/auth/confirm',
      access: 'public', // the token shows that the caller reads the mail of the address
      rateClass: 'login',
      body: Confirm,
      success: {
        status: 201,
        schema: Session,
        description: 'The account and its first session.',
        headers: COOKIE_HEADER,
      },
      problems: ['confirmation_invalid', 'forbidden'],
      example: { body: CONFIRM_EXAMPLE, answer: SESSION_EXAMPLE },
      handle({ body, headers }) {
        const begin = () => registrations.confirm(body);
        return body.cookie ? sessionCookies.keep(headers, begin) : begin();
      },
    }),
  ];
}

function sessionRoutes(sessions: Sessions, deps: LoginDeps): Route[] {
  const { sessionCookies } = deps;
  const logIn = createLogIn(deps, sessions);
  return [
    route({
      ...common,
      operationId: 'logIn',
      summary: 'Sign in',
      description:
        'Exchanges mail address and password for a session. A wrong password and an address without an account get the same answer; after too many failed attempts from one address both get 429. Where too many have failed for one mail address, a device that has not signed in before is asked for the code of a mail (`login_confirmation_required`); one that sends its `deviceToken` is not.',
      method: 'post',
      path: '/v1/auth/login',
      access: 'public',
      rateClass: 'login',
      body: Login,
      success: { status: 200, schema: Session, description: 'A new session.', headers: COOKIE_HEADER },
      problems: ['unauthenticated', 'login_confirmation_required', 'forbidden'],
      example: { body: LOGIN_EXAMPLE, answer: SESSION_EXAMPLE },
      handle({ body, ip, headers }) {
        const begin = () => logIn(body, { ip, headers });
        return body.cookie ? sessionCookies.keep(headers, begin) : begin();
      },
    }),
    route({
      ...common,
      operationId: 'refreshSession',
      summary: 'Exchange a refresh token for a new session',
      description:
        'A refresh token works once and is replaced by the one in the answer. For some seconds after its use it is still answered with the newest token of its login, so that an answer that got lost ends nothing. Later use means that somebody else has it: every token of that login stops working, the newest one too. Without `refreshToken` the one of the cookie is used, for calls from this installation’s own pages only, and its successor comes as a cookie.',
      method: 'post',
      path: '/v1/auth/refresh',
      access: 'public',
      rateClass: 'other',
      body: Refresh,
      success: { status: 200, schema: Session, description: 'The session that goes on.', headers: COOKIE_HEADER },
      problems: ['unauthenticated', 'forbidden'],
      example: { body: REFRESH_EXAMPLE, answer: SESSION_EXAMPLE },
      handle({ body: { refreshToken, cookie }, headers }) {
        // What came in the cookie never leaves in a body: a script that runs on a page of ours gets no token to take away.
        if (refreshToken !== undefined && !cookie) return sessions.refresh(refreshToken);
        return sessionCookies.keep(headers, () =>
          sessions.refresh(refreshToken ?? sessionCookies.requireToken(headers)),
        );
      },
    }),
    route({
      ...common,
      operationId: 'logOut',
      summary: 'Sign out',
      description:
        'Ends the login that the refresh token belongs to; signing out twice is no mistake. Its access tokens run out within minutes. Without `refreshToken` the login of the cookie ends and the cookie goes, for calls from this installation’s own pages only.',
      method: 'post',
      path: '/v1/auth/logout',
      access: 'public', // whoever holds the refresh token may end it, even after the access token has run out
      rateClass: 'other',
      body: Logout,
      success: {
        status: 204,
        description: 'The login is over.',
        headers: { 'Set-Cookie': 'Without `refreshToken`: both cookies, empty and over.' },
      },
      problems: ['forbidden'],
      example: { body: REFRESH_EXAMPLE },
      async handle({ body: { refreshToken }, headers }) {
        const token = refreshToken ?? sessionCookies.tokenIn(headers);
        if (token !== undefined) await sessions.logOut(token);
        return refreshToken === undefined ? reply(undefined, sessionCookies.over) : undefined;
      },
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
