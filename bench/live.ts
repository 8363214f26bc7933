import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { recordFacts } from '#db/facts.ts';
import { inTransaction, type Orm } from '#db/transaction.ts';
import { insertAccount } from '#test/support/factories.ts';
import type { Bench } from './support/bench.ts';
import { prepareProduct } from './support/product.ts';
import { median, quantile } from './support/statistics.ts';
import { atOnce } from './support/timing.ts';

const CLIENTS = 1_000;
const CONNECTING_AT_ONCE = 50;
const SINGLE = 200;
const FAN_OUTS = 3;

interface Client {
  readonly accountId: string;
  readonly socket: Socket;
  /** Settles with the time at which its next entry came. */
  next(): Promise<number>;
}

/** From the end of a commit until a socket has the entry: one at a time, and one commit that concerns a thousand accounts. */
export const live: Bench = {
  name: 'live',
  title: `commit to socket, one at a time and to ${CLIENTS} clients at once`,
  async run(context) {
    const product = await prepareProduct(context);
    const limits = {
      PROXIE_RATE_LIMITS: 'sockets=1000000',
      PROXIE_SOCKET_LIMITS: 'connects_account=1000000,connects_address=1000000,kilobytes_address=1000000',
    };
    const api = await product.startApi({ settings: limits });
    context.note(`connecting ${CLIENTS} clients`);
    const clients: Client[] = [];
    context.onEnd(async () => clients.forEach(({ socket }) => socket.disconnect()));
    await atOnce(
      Array.from({ length: CLIENTS }, (_, index) => index),
      CONNECTING_AT_ONCE,
      async () => {
        const accountId = await insertAccount(product.orm.em.fork());
        clients.push(await connect(api.ready.url, accountId, await product.tokenOf(accountId)));
      },
    );

    context.note('committing one at a time');
    const single: number[] = [];
    for (let count = 0; count < SINGLE; count += 1) {
      const client = clients[(count * 37) % CLIENTS]!;
      const arrival = client.next();
      await commit(product.orm, [client.accountId]);
      const committedAt = performance.now();
      single.push(Math.max(0, (await arrival) - committedAt));
    }
    context.note('committing to all');
    const last: number[] = [];
    for (let round = 0; round < FAN_OUTS; round += 1) {
      const arrivals = clients.map((client) => client.next());
      await commit(
        product.orm,
        clients.map(({ accountId }) => accountId),
      );
      const committedAt = performance.now();
      last.push(Math.max(...(await Promise.all(arrivals))) - committedAt);
    }
    return [
      { what: 'commit to socket, p50', unit: 'ms', value: median(single) },
      { what: 'commit to socket, p95', unit: 'ms', value: quantile(single, 0.95), judgedBy: 'aim: under 100 ms' },
      { what: `one commit to the last of ${CLIENTS} clients`, unit: 'ms', value: median(last) },
      { what: 'clients a second in a fan-out', unit: '/s', value: CLIENTS / (median(last) / 1_000) },
    ];
  },
};

async function connect(url: string, accountId: string, token: string): Promise<Client> {
  const socket = io(url, { auth: { token }, transports: ['websocket'], forceNew: true });
  let heard = (_at: number): void => undefined;
  let after = 0;
  socket.on('request:updated', ({ seq }: { seq: number }) => {
    after = seq;
    heard(performance.now());
  });
  await new Promise<void>((resolve, reject) => {
    const resume = async (): Promise<void> => void (await socket.emitWithAck('feed:resume', { after }));
    socket.on('connect', () => void resume().then(resolve, reject)); // and again, should it be lost on a busy machine
    socket.once('connect_error', reject);
  });
  return { accountId, socket, next: () => new Promise((resolve) => (heard = resolve)) };
}

async function commit(orm: Orm, accountIds: readonly string[]): Promise<void> {
  const requestId = randomUUID();
  const payload = { requestId, status: 'pending' };
  await inTransaction(orm, (em) =>
    recordFacts(em, [
      {
        key: requestId,
        aggregate: 'request',
        aggregateId: requestId,
        type: 'request.created',
        side: 'consumer',
        atMs: Date.now(),
        tell: accountIds.map((accountId) => ({ accountId, type: 'request:updated', payload })),
      },
    ]),
  );
}
