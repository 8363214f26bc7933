import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { insertAccount } from '#test/support/factories.ts';
import { forge, type HostileContext } from '#test/support/forge.ts';
import { HOSTILE_TOKENS } from '#test/support/hostile-tokens.ts';
import { ask, connected, entriesOf, listeningLog, resume, useLive } from '#test/support/live.ts';
import { useIssuer } from '#test/support/oidc-issuer.ts';
import { rawSocket } from '#test/support/raw-socket.ts';
import { sendRaw } from '#test/support/raw-http.ts';
import { until } from '#test/support/until.ts';

const newKey = (kid: string) => ({ kid, secret: randomBytes(32).toString('base64url') });
const RING = [newKey('first'), newKey('second')];
const NO_TOKENS = [{}, { token: '' }, { token: 7 }, { token: ['a'] }, { token: {} }, { token: null }, { jwt: 'x' }];

interface Refusal extends Error {
  readonly data?: { readonly code: string; readonly detail: string };
}

describe('the door of the sockets', () => {
  const logged: string[] = [];
  const issuer = useIssuer();
  const live = useLive({
    settings: () => ({
      PROXIE_JWT_KEYS: RING.map(({ kid, secret }) => `${kid}:${secret}`).join(','),
      PROXIE_OIDC_ISSUER: issuer.url,
      PROXIE_OIDC_AUDIENCE: issuer.audience,
    }),
    log: listeningLog(logged),
  });
  let context: HostileContext;

  before(async () => {
    const em = live.orm.em.fork();
    const deletedId = await insertAccount(em);
    await em.nativeDelete(Account, { id: deletedId });
    context = {
      accountId: await insertAccount(em),
      deletedId,
      suspendedId: await insertAccount(em, { status: 'suspended' }),
      tokens: live.config.auth,
      retiredKey: newKey('retired'),
      issuer,
      refreshToken: randomBytes(32).toString('base64url'),
      trapUrl: 'http://127.0.0.1:1',
      nowMs: Date.now(),
    };
  });

  const refusalOf = (auth: object): Promise<Refusal | undefined> =>
    connected(live.socket(auth)).then(
      () => undefined,
      (error: Refusal) => error,
    );

  it('opens to a good token, of ours and of the issuer', async () => {
    await connected(live.socket({ token: forge(context) }));
    await connected(live.socket({ token: await issuer.sign() }));
  });

  it('stays shut for every hostile token, says why as a problem, and keeps nothing of the token', async () => {
    for (const hostile of HOSTILE_TOKENS) {
      logged.length = 0;
      const token = await hostile.make({ ...context, nowMs: Date.now() });
      const refusal = await refusalOf({ token });
      expect(refusal?.data?.code, hostile.name).to.equal('unauthenticated');
      const told = JSON.stringify(refusal?.data) + logged.join('');
      for (const part of token.split(/[.\s]/).filter((each) => each.length >= 12)) expect(told).not.to.include(part);
    }
  });

  it('stays shut without a token, and for one in the address or in a header', async () => {
    for (const auth of NO_TOKENS) expect((await refusalOf(auth))?.data?.code).to.equal('unauthenticated');
    const token = forge(context);
    const query = { token, access_token: token };
    const headers = { authorization: `Bearer ${token}`, cookie: `token=${token}` };
    const elsewhere = live.socket({}, live.url, { query, extraHeaders: headers });
    const refusal = await connected(elsewhere).catch((error: Refusal) => error);
    expect((refusal as Refusal).data?.code).to.equal('unauthenticated');
  });

  it('lets one connection try one token, and hangs up on who tries none', async () => {
    const raw = await rawSocket(live.url);
    raw.send('40{"token":"wrong"}');
    raw.send(`40{"token":${JSON.stringify(forge(context))}}`);
    await until('the end of the connection', () => raw.isClosed());
    expect(raw.messages.filter((each) => each.startsWith('40'))).to.deep.equal([]);
    expect(raw.messages.some((each) => each.startsWith('44'))).to.equal(true);
    const silent = await rawSocket(live.url);
    await until('the silent one to be sent away', () => silent.isClosed());
  });

  it('brings no connection back by an id of its past: neither the rooms nor what was missed', async () => {
    const ann = await live.person();
    const bob = await live.person();
    const raw = await rawSocket(live.url);
    raw.send(`40${JSON.stringify({ token: ann.token })}`);
    const opened = await until('the socket', () => raw.messages.find((each) => each.startsWith('40')));
    expect(JSON.parse(opened.slice(2)), 'nothing to come back with').to.have.keys('sid');
    const { sid } = JSON.parse(opened.slice(2)) as { sid: string };
    raw.close();
    const other = await rawSocket(live.url);
    other.send(`40${JSON.stringify({ token: bob.token, pid: sid, offset: '0-0' })}`);
    await until('the other socket', () => other.messages.some((each) => each.startsWith('40')));
    const anns = await live.connect(ann);
    expect(await ask(anns, 'chat:typing', { conversationId: ann.accountId, isTyping: true })).to.deep.equal({
      ok: true,
    });
    other.send('421["feed:resume",{"after":0}]');
    await until('an answer', () => other.messages.some((each) => each.startsWith('431')));
    expect(other.messages.join()).not.to.include('typing');
    other.close();
  });

  it('refuses what is no socket with a problem, and answers everything else as before', async () => {
    const upgrade = ['Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];
    const path = '/socket.io/?EIO=4&transport=websocket';
    const foreign = await sendUpgrade([...upgrade, 'Origin: https://evil.example'], path);
    expect(foreign)
      .to.match(/^HTTP\/1\.1 403 /)
      .and.to.include('"code":"forbidden"');
    expect(await sendUpgrade(upgrade, '/socket.io/?EIO=4&transport=polling')).to.match(/^HTTP\/1\.1 400 /);
    expect(await sendUpgrade(upgrade, '/v1/auth/me')).to.match(/^HTTP\/1\.1 401 /);
    expect(await sendUpgrade(['Upgrade: h2c'], '/health')).to.match(/^HTTP\/1\.1 200 /);
    const polling = await sendRaw(live.url, { method: 'GET', path: '/socket.io/?EIO=4&transport=polling' });
    expect(polling).to.be.problem(404, 'not_found');
  });

  async function sendUpgrade(lines: readonly string[], path: string): Promise<string> {
    const { hostname, port, host } = new URL(live.url);
    const socket = net.connect(Number(port), hostname);
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.write([`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: Upgrade', ...lines, '', ''].join('\r\n'));
    await until('an answer', () => text.includes('\r\n\r\n'));
    socket.destroy();
    return text;
  }

  it('cuts off a frame of more than 64 kB, and nobody else notices', async () => {
    const ann = await live.person();
    const [large, other] = [await live.connect(ann), await live.connect(ann)];
    const gone = new Promise((resolve) => large.once('disconnect', resolve));
    large.io.reconnection(false);
    large.emit('chat:typing', { conversationId: 'x'.repeat(70_000), isTyping: true });
    await gone;
    expect(await ask(other, 'feed:resume', {})).to.include({ ok: true });
  });

  it('cuts off broken packets without a trace of trouble', async () => {
    logged.length = 0;
    for (const packet of [
      '4',
      '45',
      '49["x"]',
      '42',
      '42{}',
      '42["connect"]',
      '451-["x",{"_placeholder":true,"num":9}]',
      'x',
    ]) {
      const raw = await rawSocket(live.url);
      raw.send(`40${JSON.stringify({ token: (await live.person()).token })}`);
      await until('the socket', () => raw.messages.some((each) => each.startsWith('40')));
      raw.send(packet);
      raw.send('422["feed:resume",{}]');
      await until(
        `an end or an answer after ${packet}`,
        () => raw.isClosed() || raw.messages.some((each) => each.startsWith('43')),
      );
      raw.close();
    }
    expect(logged.filter((line) => /"level":(50|"error")/.test(line))).to.deep.equal([]);
  });

  it('ends a socket that floods, whatever it floods with, and the process serves on', async () => {
    const ann = await live.person();
    const bystander = await live.connect(await live.person());
    for (const send of [
      (raw: Raw) => raw.send('42["feed:resume",{"after":0}]'),
      (raw: Raw) => raw.send('42["nothing"]'),
      (raw: Raw) => raw.send('43999[]'),
      (raw: Raw) => raw.send('3'),
    ]) {
      const raw = await rawSocket(live.url);
      raw.send(`40${JSON.stringify({ token: ann.token })}`);
      await until('the socket', () => raw.messages.some((each) => each.startsWith('40')));
      for (let count = 0; count < 2_000; count += 1) send(raw);
      await until('its end', () => raw.isClosed());
    }
    expect(await ask(bystander, 'feed:resume', {})).to.include({ ok: true });
  });

  it('cuts off who does not read, keeps little for them, and loses nothing of what they come back for', async () => {
    const ann = await live.person();
    const raw = await rawSocket(live.url);
    raw.send(`40${JSON.stringify({ token: ann.token })}`);
    await until('the socket', () => raw.messages.some((each) => each.startsWith('40')));
    raw.send('421["feed:resume",{"after":0}]');
    await until('the feed', () => raw.messages.some((each) => each.startsWith('431')));
    raw.pause();
    await bulk(live, ann.accountId, 60_000);
    await until('it to be cut off', async () => {
      const { body } = await live.api.get<string>('/metrics');
      return /proxie_live_connections\{kind="socket"\} 0\n/.test(body);
    });
    raw.close();
    const socket = await live.connect(ann);
    const entries = entriesOf(socket);
    await resume(socket, { after: 59_000 });
    await until('the rest', () => entries.length === 1_000);
    expect(entries.map(({ seq }) => seq)).to.deep.equal(Array.from({ length: 1_000 }, (_, index) => 59_001 + index));
  });
});

type Raw = Awaited<ReturnType<typeof rawSocket>>;

/** Many entries at once, past the facts: only the reading of them is of interest. */
async function bulk({ orm }: ReturnType<typeof useLive>, accountId: string, count: number): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    await em.execute('set local session_replication_role = replica');
    await em.execute(
      `insert into feed_entries (account_id, seq, event_id, type, payload)
       select ?, n, gen_random_uuid(), 'request:updated', jsonb_build_object('requestId', gen_random_uuid(), 'status', 'pending')
       from generate_series(1, ?) as n`,
      [accountId, count],
    );
    await em.execute('set local session_replication_role = default');
    await em.execute('insert into feed_cursors (account_id, last_seq) values (?, ?)', [accountId, count]);
  });
}
