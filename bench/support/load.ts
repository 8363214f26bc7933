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
}

const CONNECTIONS = 16;
const SECONDS = 1;
const TIMEOUT_SECONDS = 20;
/** On a busy machine the first calls to a fresh process may take longer than a whole round. */
const ATTEMPTS = 5;

/** How many calls a second a server answers when asked from this process; every answer must be a success. */
export async function callsPerSecond(options: LoadOptions): Promise<number> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const result = await autocannon(toAutocannon(options));
    if (result.non2xx > 0 || result.errors > 0) {
      const statuses = Object.keys(result.statusCodeStats ?? {}).join(', ');
      throw new Error(`${options.url}: ${result.non2xx} refused (${statuses}), ${result.errors} without an answer`);
    }
    if (result['2xx'] > 0) return result['2xx'] / result.duration;
  }
  throw new Error(`${options.url}: no answer within ${ATTEMPTS} rounds`);
}

function toAutocannon(options: LoadOptions): autocannon.Options {
  const { url, method = 'GET', tokens = [], body, connections = CONNECTIONS, seconds = SECONDS } = options;
  const headers = body ? { 'content-type': 'application/json' } : {};
  let connection = 0;
  return {
    url,
    method,
    connections,
    duration: seconds,
    timeout: TIMEOUT_SECONDS,
    headers,
    ...(body && { body: JSON.stringify(body) }),
    setupClient: (client) => {
      const token = tokens[connection++ % tokens.length];
      if (token !== undefined) client.setHeaders({ ...headers, authorization: `Bearer ${token}` });
    },
  };
}
