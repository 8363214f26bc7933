import { expect } from 'chai';
import type { Person } from '#test/support/product.ts';
import { until } from '#test/support/until.ts';
import type { Answered, Journal } from './journal.ts';
import type { Marks } from './marks.ts';
import type { World } from './world.ts';

/** What flows work with. */
export interface Stage {
  readonly world: World;
  readonly journal: Journal;
  readonly marks: Marks;
}

/** Registers, confirms, signs in, goes on and out: mail addresses, passwords, names and every kind of token. */
export async function enter({ world, journal, marks }: Stage): Promise<Person> {
  const [email, password] = [`${marks.make('a mail address')}@mail.example`, marks.make('a password')];
  const name = `Nora ${marks.make('the name of a person')}`;
  await journal.expect(202, 'POST', '/v1/auth/register', { body: { email, password, name } });
  const mail = await until('the mail', () => world.smtp.mails.find(({ to }) => to === email));
  const [, token = ''] = /\/confirm#([\w.-]+)/.exec(mail.source) ?? [];
  marks.learn('the token of a confirmation', token.split('.').at(-1));
  learnSession(marks, await journal.expect(201, 'POST', '/v1/auth/confirm', { body: { token } }));
  await journal.expect(400, 'POST', '/v1/auth/confirm', {
    body: { token: marks.make('a token that confirms nothing') },
  });
  for (const wrong of [
    { email, password: marks.make('a wrong password') },
    { email: `${marks.make('the mail address of nobody')}@mail.example`, password },
  ]) {
    await journal.expect(401, 'POST', '/v1/auth/login', { body: wrong });
  }
  const first = await journal.expect(200, 'POST', '/v1/auth/login', { body: { email, password } });
  learnSession(marks, first);
  const { refreshToken } = first.body;
  const second = await journal.expect(200, 'POST', '/v1/auth/refresh', { body: { refreshToken } });
  learnSession(marks, second);
  await journal.expect(401, 'POST', '/v1/auth/refresh', { body: { refreshToken } }); // reuse without a grace ends the login
  await journal.expect(401, 'POST', '/v1/auth/refresh', { body: { refreshToken: marks.make('no refresh token') } });
  const third = await journal.expect(200, 'POST', '/v1/auth/login', { body: { email, password } });
  learnSession(marks, third);
  await journal.expect(204, 'POST', '/v1/auth/logout', { body: { refreshToken: third.body.refreshToken } });
  const as = { id: third.body.account.id as string, token: third.body.accessToken as string };
  await journal.expect(200, 'GET', '/v1/auth/me', { as });
  await journal.expect(200, 'GET', '/v1/limits', { as });
  return as;
}

/** Registrations whose mails a server refuses, quoting the address as servers do: for now, and for good. */
export async function registerInVain({ world, journal, marks }: Stage): Promise<void> {
  for (const [how, what] of [
    ['refuse_for_good', 'an address that is refused for good'],
    ['refuse_for_now', 'an address that is refused for now'],
  ] as const) {
    world.smtp.behave(how);
    const before = world.smtp.connections;
    const body = { email: `${marks.make(what)}@mail.example`, password: marks.make('a password'), name: 'Nobody' };
    await journal.expect(202, 'POST', '/v1/auth/register', { body });
    await until(`the mail server to ${how}`, () => world.smtp.connections > before);
  }
}

/** All that operators do, with reasons and search words. */
export async function administer({ world, journal, marks }: Stage, account: Person): Promise<void> {
  const email = `${marks.make('the mail address of an operator')}@mail.example`;
  const as = await world.person({ roles: ['consumer', 'admin'], email });
  const reason = (): { reason: string } => ({ reason: `Because ${marks.make('the reason of an operator')}` });
  const at = `/v1/admin/accounts/${account.id}`;
  await journal.expect(200, 'GET', '/v1/admin/accounts', { as });
  await journal.expect(200, 'GET', at, { as });
  await journal.expect(200, 'POST', '/v1/admin/account-searches', { as, body: { email } });
  await journal.send('POST', '/v1/admin/account-searches', {
    as,
    body: { email: `${marks.make('an address that an operator looks for')}@mail.example` },
  });
  await journal.expect(200, 'POST', `${at}/roles`, { as, body: { grant: ['admin'], ...reason() } });
  await journal.expect(200, 'POST', `${at}/roles`, { as, body: { revoke: ['admin'], ...reason() } });
  await journal.expect(200, 'POST', `${at}/sign-out`, { as, body: reason() });
  await journal.expect(200, 'POST', `${at}/suspend`, { as, body: reason() });
  await journal.expect(401, 'GET', '/v1/auth/me', { as: account });
  await journal.expect(200, 'POST', `${at}/reinstate`, { as, body: reason() });
  await journal.expect(200, 'GET', '/v1/admin/audit', { as });
  for (const list of ['arranged-pairs', 'desk', 'overdue-runs', 'outbox']) {
    await journal.expect(200, 'GET', `/v1/admin/${list}`, { as });
  }
  const content = Buffer.from(JSON.stringify(marks.make('what an operator decodes'))).toString('base64');
  const payload = { metadata: { encoding: Buffer.from('json/plain').toString('base64') }, data: content };
  await journal.expect(200, 'POST', '/v1/codec/decode', { as, body: { payloads: [payload] } });
  await journal.expect(204, 'POST', '/v1/codec/session', { as });
  await journal.expect(204, 'DELETE', '/v1/codec/session', { as });
}

function learnSession(marks: Marks, { body }: Answered): void {
  expect(body.accessToken).to.be.a('string');
  marks.learn('an access token', body.accessToken.split('.').at(-1));
  marks.learn('a refresh token', body.refreshToken);
}
