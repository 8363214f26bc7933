import { expect } from 'chai';
import type { Socket } from 'socket.io-client';
import { ask, connected, useLive, type LivePerson } from '#test/support/live.ts';
import { until } from '#test/support/until.ts';

const EVENTS = 20;
const CONNECTS = 4;
const STORM = 40;
const LIMITS = { connects_account: CONNECTS, connects_address: 10, kilobytes_account: 100, kilobytes_address: 1_000 };
/** The name of an event that does not exist, as long as a frame lets it be. */
const LONG = 'x'.repeat(57_000);

interface Refusal extends Error {
  readonly data?: { readonly code: string; readonly info?: { readonly retryAfterSeconds?: number } };
}

describe('what an account or an address may do with sockets', () => {
  const live = useLive({
    settings: {
      PROXIE_TRUST_PROXY: '1',
      PROXIE_RATE_LIMITS: `sockets=${EVENTS}`,
      PROXIE_SOCKET_LIMITS: Object.entries(LIMITS)
        .map(([name, limit]) => `${name}=${limit}`)
        .join(),
    },
  });
  let addresses = 0;
  /** Nobody else comes from it. */
  const newAddress = (): string => `198.51.100.${(addresses += 1)}`;

  const socketOf = ({ token }: LivePerson, address: string): Socket =>
    live.socket({ token }, live.url, { reconnection: false, extraHeaders: { 'x-forwarded-for': address } });

  async function connect(person: LivePerson, address = newAddress()): Promise<Socket & { endedBy?: string }> {
    const socket: Socket & { endedBy?: string } = socketOf(person, address);
    socket.on('session:ended', ({ reason }: { reason: string }) => (socket.endedBy = reason));
    await connected(socket);
    return socket;
  }
  const refusalOf = (person: LivePerson, address = newAddress()): Promise<Refusal | undefined> =>
    connected(socketOf(person, address)).then(
      () => undefined,
      (error: Refusal) => error,
    );
  async function figure(name: string): Promise<number> {
    const { body } = await live.api.get<string>('/metrics');
    return Number(new RegExp(`^proxie_rate_limited_total\\{class="${name}"\\} (\\d+)$`, 'm').exec(body)?.[1] ?? 0);
  }

  it('ends a socket that goes on sending events that nobody knows, and says why', async () => {
    const socket = await connect(await live.person());
    for (let sent = 0; sent < EVENTS; sent += 1) {
      expect(await ask(socket, 'nothing')).to.have.nested.property('problem.code', 'not_found');
    }
    expect(await ask(socket, 'nothing')).to.have.nested.property('problem.code', 'rate_limited');
    await until('its end', () => !socket.connected);
    expect(socket.endedBy).to.equal('flooding');
  });

  it('counts the bytes of all sockets of an account, ends them, and takes no more of them for a while', async () => {
    const [ann, bob] = [await live.person(), await live.person()];
    const address = newAddress();
    const anns = [await connect(ann, address), await connect(ann)];
    const bystander = await connect(bob, address);
    for (const socket of anns) socket.emit(LONG);
    await until('the end of the first', () => anns.some(({ connected }) => !connected));
    for (const socket of anns) socket.emit(LONG);
    await until('the end of both', () => anns.every(({ connected }) => !connected));
    expect(anns.map(({ endedBy }) => endedBy)).to.include('flooding');
    expect((await refusalOf(ann))?.data).to.deep.include({ code: 'rate_limited' });
    expect(await ask(bystander, 'feed:resume', {})).to.include({ ok: true });
  });

  it('refuses the connects of an account that are too many, and says when there is room again', async () => {
    const ann = await live.person();
    for (let count = 0; count < CONNECTS; count += 1) (await connect(ann)).disconnect();
    const { data } = (await refusalOf(ann)) ?? {};
    expect(data).to.deep.include({ code: 'rate_limited' });
    expect(data?.info?.retryAfterSeconds).to.be.within(1, 60);
    expect(await refusalOf(await live.person())).to.equal(undefined);
  });

  it('turns a storm of connects from one address away before anybody is asked who they are', async () => {
    const address = newAddress();
    const before = await figure('socket_connects');
    const nobody: LivePerson = { accountId: 'nobody', token: 'no token at all' };
    const refusals = await Promise.all(Array.from({ length: STORM }, () => refusalOf(nobody, address)));
    const asked = refusals.filter((refusal) => refusal?.data?.code === 'unauthenticated');
    expect(asked).to.have.length(LIMITS.connects_address);
    expect((await figure('socket_connects')) - before).to.equal(STORM - LIMITS.connects_address);
    expect(await refusalOf(await live.person(), newAddress())).to.equal(undefined);
  });
});
