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

/** How many calls a second a server answers when asked from this process; every answer must be a success. */
export async function callsPerSecond(options: LoadOptions): Promise<number> {
  const { url, method = 'GET', tokens = [], body, connections = CONNECTIONS, seconds = SECONDS } = options;
  let connection = 0;
  const result = await autocannon({
    url,
    method,
    connections,
    duration: seconds,
    timeout: TIMEOUT_SECONDS,
    headers: body ? { 'content-type': 'application/json' } : {},
    ...(body && { body: JSON.stringify(body) }),
    setupClient: (client) => {
      if (tokens.length === 0) return;
      client.setHeaders({
        authorization: `Bearer ${tokens[connection++ % tokens.length]}`,
        ...(body && { 'content-type': 'application/json' }),
      });
    },
  });
  if (result.non2xx > 0 || result.errors > 0 || result['2xx'] === 0) {
    const refused = Object.keys(result.statusCodeStats ?? {}).join(', ');
    throw new Error(`${method} ${url}: ${result.non2xx} refused (${refused}), ${result.errors} without an answer`);
  }
  return result['2xx'] / result.duration;
}
