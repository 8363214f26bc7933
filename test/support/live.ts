import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { startApi, type RunningApi } from '#api/main.ts';
import { createTokenIssuer } from '#api/http/tokens.ts';
import type { Acknowledgement, FeedItem, FeedResume } from '#contracts/events.ts';
import { FEED_TYPES } from '#contracts/feed.ts';
import { recordFacts, type Told } from '#db/facts.ts';
import { createOrm, type Orm } from '#db/orm.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Config } from '#platform/config.ts';
import { createLogger, silentLogger, type Logger } from '#platform/logger.ts';
import { createLiveChannel } from '#platform/live/create-live-channel.ts';
import type { ClosableLiveChannel } from '#platform/live/live-channel.ts';
import { testConfig } from './config.ts';
import { insertAccount } from './factories.ts';
import { client, type TestClient } from './http.ts';
import { testPostgres, type SharedPostgres, type TestDatabase } from './postgres.ts';
import type { z } from 'zod';

/** Somebody signed in. */
export interface LivePerson {
  readonly accountId: string;
  readonly token: string;
}

/** The API as processes run it, with what stays open, on a database of its own and away from any Temporal. */
export interface LiveApi {
  readonly config: Config;
  readonly database: TestDatabase;
  readonly orm: Orm;
  readonly url: string;
  readonly api: TestClient;
  /** What a worker would publish with. */
  readonly channel: ClosableLiveChannel;
  readonly env: Readonly<Record<string, string>>;
  person(overrides?: Parameters<typeof insertAccount>[1], ttlMs?: number): Promise<LivePerson>;
  /** One more API in this process; ended with the others. */
  startApi(settings?: Readonly<Record<string, string>>): Promise<RunningApi>;
  /** A socket that was let in; it is closed at the end of the test. */
  connect(person: LivePerson, url?: string): Promise<Socket>;
  /** A socket that has not been connected yet. */
  socket(auth: object, url?: string, options?: object): Socket;
  /** Appends entries to feeds, all in one transaction. */
  commit(...tell: readonly (Omit<Told, 'payload' | 'type'> & Partial<Told>)[]): Promise<void>;
}

interface LiveSetup {
  readonly settings?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
  readonly postgres?: () => Promise<SharedPostgres>;
  readonly log?: Logger;
}

/** Mocha fixture: one API that is connected to; further ones on wish. */
export function useLive({ settings = {}, postgres = testPostgres, log = silentLogger }: LiveSetup = {}): LiveApi {
  const fixture = { person, startApi: start, connect, socket, commit } as {
    -readonly [Key in keyof LiveApi]: LiveApi[Key];
  };
  const running: RunningApi[] = [];
  const sockets: Socket[] = [];

  before(async () => {
    fixture.database = await (await postgres()).createDatabase();
    const own = typeof settings === 'function' ? settings() : settings;
    fixture.env = { DATABASE_URL: fixture.database.url, TEMPORAL_ADDRESS: '127.0.0.1:1', ...own };
    fixture.config = testConfig(fixture.env);
    fixture.orm = await createOrm({ url: fixture.database.url, poolMax: 10 });
    fixture.channel = createLiveChannel({
      config: { redis: { ...fixture.config.redis, url: undefined } },
      redis: undefined,
      log,
    });
    const api = await start();
    fixture.url = api.url;
    fixture.api = client(api.url);
  });
  afterEach(() => {
    for (const each of sockets.splice(0)) each.disconnect();
  });
  after(async () => {
    for (const each of running) await each.stop();
    await fixture.orm?.close();
    await fixture.database?.drop().catch(() => undefined);
  });
  return fixture;

  async function start(more: Readonly<Record<string, string>> = {}): Promise<RunningApi> {
    const config = testConfig({ ...fixture.env, ...more });
    const isAlone = config.redis.url === undefined;
    const api = await startApi({ config, log, ...(isAlone && { channel: fixture.channel }) });
    running.push(api);
    return api;
  }

  async function person(overrides: Parameters<typeof insertAccount>[1] = {}, ttlMs?: number): Promise<LivePerson> {
    const accountId = await insertAccount(fixture.orm.em.fork(), overrides);
    const { auth } = fixture.config;
    const issue = createTokenIssuer(ttlMs === undefined ? auth : { ...auth, accessTtlMs: ttlMs });
    return { accountId, token: (await issue(accountId)).token };
  }

  function socket(auth: object, url = fixture.url, options: object = {}): Socket {
    const made = io(url, { auth, transports: ['websocket'], forceNew: true, autoConnect: false, ...options });
    sockets.push(made);
    return made;
  }

  async function connect({ token }: LivePerson, url = fixture.url): Promise<Socket> {
    const made = socket({ token }, url, { reconnectionDelay: 20, reconnectionDelayMax: 200 });
    await connected(made);
    return made;
  }

  async function commit(...tell: readonly (Omit<Told, 'payload' | 'type'> & Partial<Told>)[]): Promise<void> {
    const aggregateId = randomUUID();
    await inTransaction(fixture.orm, (em) =>
      recordFacts(
        em,
        tell.map((each, index) => ({
          key: `${aggregateId} ${index}`,
          aggregate: 'request',
          aggregateId,
          type: 'request.created',
          side: 'consumer',
          atMs: Date.now(),
          tell: [{ type: 'request:updated', payload: { requestId: aggregateId, status: 'pending' }, ...each }],
        })),
      ),
    );
  }
}

/** Connects, or rejects with what the server says against it. */
export function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
    socket.connect();
  });
}

/** Every entry that a socket is sent, in the order in which it comes. */
export function entriesOf(socket: Socket): FeedItem[] {
  const entries: FeedItem[] = [];
  for (const type of FEED_TYPES) socket.on(type, (item: FeedItem) => entries.push(item));
  return entries;
}

/** Sends an event and gives its acknowledgement. */
export function ask<Answer = object>(
  socket: Socket,
  name: string,
  ...args: unknown[]
): Promise<Acknowledgement<Answer>> {
  return socket.timeout(10_000).emitWithAck(name, ...args) as Promise<Acknowledgement<Answer>>;
}

/** Asks for the feed from a number on. */
export async function resume(socket: Socket, resumed: z.input<typeof FeedResume> = { after: 0 }): Promise<void> {
  const answer = await ask(socket, 'feed:resume', resumed);
  if (!answer.ok) throw new Error(`the feed was refused: ${JSON.stringify(answer.problem)}`);
}

/** A logger that keeps its lines. */
export function listeningLog(lines: string[]): Logger {
  return createLogger({ environment: 'test', logLevel: 'trace' }, { write: (line) => void lines.push(line) });
}
