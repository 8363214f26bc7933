import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import { unauthenticated } from '#api/http/auth.ts';
import type { Login, Session } from '#contracts/accounts.ts';
import { isPublicOperatorPassword } from '#db/seeds/demo-accounts.ts';
import { inTransaction } from '#db/transaction.ts';
import { UNUSABLE_PASSWORD } from '#platform/password.ts';
import { toAccount } from './accounts.presenter.ts';
import { findAccount, findCredentials, type AccountRow } from './accounts.queries.ts';

/** What accounts and their sessions need. */
export type AccountDeps = Pick<
  ApiDeps,
  | 'orm'
  | 'issueAccessToken'
  | 'refreshTokens'
  | 'sessionCookies'
  | 'loginFailures'
  | 'passwords'
  | 'deviceTokens'
  | 'config'
  | 'now'
>;

/** A session as the contract has it. */
export type NewSession = z.input<typeof Session>;

/** Opens an account inside a transaction and answers its id. */
export type OpenAccount = (em: EntityManager) => Promise<string>;

/** The ways into an account, on and out of it. */
export interface Sessions {
  /** The first session of an account, written in one transaction with it: either both are there or neither. */
  begin(openAccount: OpenAccount): Promise<NewSession>;
  /** A password of an operator that everybody knows is good for calls from this machine alone. */
  logIn(
    given: Pick<z.output<typeof Login>, 'email' | 'password'>,
    from: { readonly isLocal: boolean },
  ): Promise<NewSession>;
  refresh(refreshToken: string): Promise<NewSession>;
  logOut(refreshToken: string): Promise<void>;
}

/** Sessions are an access token for minutes and a refresh token that works once; every refusal is a Problem. */
export function createSessions(deps: AccountDeps): Sessions {
  const { orm, issueAccessToken, refreshTokens, passwords, deviceTokens, now } = deps;
  return { begin, logIn, refresh, logOut };

  async function begin(openAccount: OpenAccount): Promise<NewSession> {
    const { accountId, refreshToken } = await inTransaction(orm, async (em) => {
      const id = await openAccount(em);
      return { accountId: id, refreshToken: await firstToken(em, id) };
    });
    return sessionOf(await existing(accountId), refreshToken);
  }

  async function logIn(...[{ email, password }, { isLocal }]: Parameters<Sessions['logIn']>): Promise<NewSession> {
    const account = await findCredentials(orm, email);
    // An unknown address costs the same work, so that nobody can tell from the time which addresses have accounts.
    const matches = await passwords.verify(account?.passwordHash ?? UNUSABLE_PASSWORD, password);
    if (!account || !matches) throw unauthenticated('the mail address and the password do not match');
    if (account.status !== 'active') throw unauthenticated('the account is suspended');
    if (!isLocal && account.roles.includes('admin') && isPublicOperatorPassword(password)) {
      throw unauthenticated('everybody knows this password: it is good on the machine itself, under http://127.0.0.1');
    }
    return sessionOf(account, await firstToken(orm.em, account.id));
  }

  /** A suspension in this moment counts: its account gets no token that outlives it. */
  async function firstToken(em: EntityManager, accountId: string): Promise<string> {
    const token = await refreshTokens.issue(em, accountId);
    if (token === undefined) throw unauthenticated('the account is suspended');
    return token;
  }

  async function refresh(refreshToken: string): Promise<NewSession> {
    const rotated = await refreshTokens.rotate(refreshToken);
    if (!rotated) throw unauthenticated('the refresh token is unknown, used, expired or taken back; log in again');
    return sessionOf(await existing(rotated.accountId), rotated.token);
  }

  async function logOut(refreshToken: string): Promise<void> {
    await refreshTokens.revoke(refreshToken);
  }

  async function existing(accountId: string): Promise<AccountRow> {
    const account = await findAccount(orm, accountId);
    if (!account) throw unauthenticated('the account of this session is gone');
    return account;
  }

  async function sessionOf(account: AccountRow, refreshToken: string): Promise<NewSession> {
    const { token, expiresAtMs } = await issueAccessToken(account.id);
    return {
      accessToken: token,
      tokenType: 'Bearer',
      expiresInSeconds: Math.max(1, Math.floor((expiresAtMs - now()) / 1_000)),
      refreshToken,
      deviceToken: deviceTokens.of(account.email ?? account.id),
      account: toAccount(account),
    };
  }
}
