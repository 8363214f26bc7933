import { io, type Socket } from 'socket.io-client';
import { insertAccount } from '#test/support/factories.ts';
import { client, type TestClient } from '#test/support/http.ts';
import { startBareRuns } from './support/bare-runs.ts';
import type { Bench, Figure } from './support/bench.ts';
import { startModel } from './support/model.ts';
import { prepareProduct, type Product } from './support/product.ts';
import { interleave, pooled, ratio } from './support/statistics.ts';
import { atOnce, milliseconds } from './support/timing.ts';
import type { Person } from './support/world.ts';

const WIDTHS = [1, 8] as const;
/** How many messages, or bare runs, each of those who talk at once sends in a round. */
const EACH = { 1: 10, 8: 3 } as const;
const ROUNDS = { rounds: 5, budgetMs: 15_000 };

/** Somebody who listens. */
interface Talker extends Person {
  readonly socket: Socket;
  /** Settles with the time at which the answer to that task came. */
  answered(taskId: string): Promise<number>;
}

interface Answered {
  /** From the sending of the message, so with everything that POST does. */
  readonly wholeMs: number;
  /** From the answer to POST, which comes right behind the commit. */
  readonly behindMs: number;
}

/** From a message to its answer at a socket, with a model that does not think. */
export const answers: Bench = {
  name: 'answers',
  title:
    'POST /v1/chat to `chat:response` at a socket with an instant model, against a bare run with one scheduled activity',
  async run(context) {
    const product = await prepareProduct(context);
    const settings = await startModel(0, context);
    await product.startWorker(settings);
    const api = await product.startApi();
    const http = client(api.ready.url);
    const bare = await startBareRuns(product, context);
    const talkers = await atOnce(Array.from({ length: Math.max(...WIDTHS) }), 1, () => connect(product, api.ready.url));
    context.onEnd(async () => talkers.forEach(({ socket }) => socket.disconnect()));

    const figures: Figure[] = [];
    for (const width of WIDTHS) {
      context.note(`${width} at once`);
      const those = talkers.slice(0, width);
      const [talked, ran]: [Answered[][], number[][]] = [[], []];
      const times = await interleave(ROUNDS, {
        chat: async () => {
          talked.push(await inTurns(those, EACH[width], (one) => talk(http, one)));
          return meanOf(talked.at(-1)!.map(({ wholeMs }) => wholeMs));
        },
        bare: async () => {
          ran.push(await inTurns(those, EACH[width], () => milliseconds(bare.run)));
          return meanOf(ran.at(-1)!);
        },
      });
      const counted = talked.slice(-times.chat.length);
      const whole = counted.map((round) => round.map(({ wholeMs }) => wholeMs));
      const behind = counted.map((round) => round.map(({ behindMs }) => behindMs));
      const floor = ran.slice(-times.bare.length);
      figures.push(
        ratio(`${width} at once, time: message to answer ÷ bare run`, times.chat, times.bare),
        pooled(`${width} at once: commit to \`chat:response\`, p50`, 0.5, behind),
        pooled(`${width} at once: commit to \`chat:response\`, p95`, 0.95, behind),
        pooled(`${width} at once: message to \`chat:response\`, p50`, 0.5, whole),
        pooled(`${width} at once: message to \`chat:response\`, p95`, 0.95, whole),
        pooled(`${width} at once: bare run with one scheduled activity, p50`, 0.5, floor),
        pooled(`${width} at once: bare run with one scheduled activity, p95`, 0.95, floor),
      );
    }
    return figures;
  },
};

/** Signs somebody in and connects them; what comes for a task before it is asked for is kept. */
async function connect(product: Product, url: string): Promise<Talker> {
  const accountId = await insertAccount(product.orm.em.fork());
  const token = await product.tokenOf(accountId);
  const socket = io(url, { auth: { token }, transports: ['websocket'], forceNew: true });
  const came = new Map<string, PromiseWithResolvers<number>>();
  const of = (taskId: string): PromiseWithResolvers<number> => {
    const known = came.get(taskId) ?? Promise.withResolvers<number>();
    came.set(taskId, known);
    return known;
  };
  let after = 0;
  const heard = ({ seq, payload }: { seq: number; payload: { taskId: string } }): string => {
    after = seq;
    return payload.taskId;
  };
  socket.on('chat:response', (entry) => of(heard(entry)).resolve(performance.now()));
  socket.on('task:updated', heard);
  await new Promise<void>((resolve, reject) => {
    const resume = async (): Promise<void> => void (await socket.emitWithAck('feed:resume', { after }));
    socket.on('connect', () => void resume().then(resolve, reject)); // and again, should it be lost on a busy machine
    socket.once('connect_error', reject);
  });
  return { accountId, token, socket, answered: (taskId) => of(taskId).promise };
}

/** Each message begins a conversation of its own; a turn that follows another one is no slower. */
async function talk(http: TestClient, { token, ...talker }: Talker): Promise<Answered> {
  const sentAt = performance.now();
  const sent = await http.post('/v1/chat', { as: { token }, body: { role: 'consumer', message: `Hello, ${sentAt}` } });
  if (sent.status !== 202) throw new Error(`POST /v1/chat answered ${sent.status}`);
  const takenAt = performance.now();
  const answeredAt = await talker.answered(sent.body.taskId as string);
  return { wholeMs: answeredAt - sentAt, behindMs: Math.max(0, answeredAt - takenAt) };
}

/** All at once, and each of them so often one after the other. */
async function inTurns<One, Made>(
  those: readonly One[],
  each: number,
  work: (one: One) => Promise<Made>,
): Promise<Made[]> {
  const made = await Promise.all(those.map((one) => atOnce(Array.from({ length: each }), 1, () => work(one))));
  return made.flat();
}

const meanOf = (times: readonly number[]): number => times.reduce((sum, time) => sum + time, 0) / times.length;
