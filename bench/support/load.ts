import autocannon from 'autocannon';

/** Calls that are made over and over. */
export interface LoadOptions {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  /** Who asks; the connections take them in turns. */
  readonly tokens?: readonly string[];
  readonly body?: object | undefined;
  readonly connections?: number;
  readonly seconds?: number;
  /** So many calls and each to its end, however long that takes; where slow answers count, for time's end would cut them off. */
  readonly amount?: number;
}

const CONNECTIONS = 16;
const SECONDS = 1;
const TIMEOUT_SECONDS = 20;
/** On a busy machine the first calls to a fresh process may take longer than a whole round. */
const ATTEMPTS = 5;

/** What came of calling over and over: how many in a second, and how long each took. */
export interface Load {
  readonly perSecond: number;
  readonly timesMs: readonly number[];
}

/** How many calls a second a server answers when asked from this process; every answer must be a success. */
export async function callsPerSecond(options: LoadOptions): Promise<number> {
  return (await loadOf(options)).perSecond;
}

/** The same with the time that each call took. */
export async function loadOf(options: LoadOptions): Promise<Load> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const timesMs: number[] = [];
    let endedAt = 0; // of the last answer: with an amount, autocannon itself comes back at the next whole second
    const startedAt = performance.now();
    const result = await autocannon(
      toAutocannon(options, (ms) => {
        timesMs.push(ms);
        endedAt = performance.now();
      }),
    );
    const tookSeconds = options.amount === undefined ? result.duration : (endedAt - startedAt) / 1_000;
    if (result.non2xx > 0 || result.errors > 0) {
      const statuses = Object.keys(result.statusCodeStats ?? {}).join(', ');
      throw new Error(`${options.url}: ${result.non2xx} refused (${statuses}), ${result.errors} without an answer`);
    }
    if (result['2xx'] > 0) return { perSecond: result['2xx'] / tookSeconds, timesMs };
  }
  throw new Error(`${options.url}: no answer within ${ATTEMPTS} rounds`);
}

function toAutocannon(options: LoadOptions, onAnswer: (ms: number) => void): autocannon.Options {
  const { url, method = 'GET', tokens = [], body, connections = CONNECTIONS, seconds = SECONDS, amount } = options;
  const headers = body ? { 'content-type': 'application/json' } : {};
  let connection = 0;
  return {
    url,
    method,
    connections,
    duration: seconds,
    ...(amount !== undefined && { amount }),
    timeout: TIMEOUT_SECONDS,
    headers,
    ...(body && { body: JSON.stringify(body) }),
    setupClient: (client) => {
      client.on('response', (_status, _bytes, ms) => onAnswer(ms));
      const token = tokens[connection++ % tokens.length];
      if (token !== undefined) client.setHeaders({ ...headers, authorization: `Bearer ${token}` });
    },
  };
}
