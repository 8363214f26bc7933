import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import { collectedAtMost } from './collected.ts';
import { toPortError } from './embedded/ports.ts';
import type { Log } from './logger.ts';

/** A listener that shows the figures of a process and nothing else. */
export interface MetricsServer {
  readonly url: string;
  stop(): Promise<void>;
}

interface MetricsServerOptions {
  readonly registry: Registry;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** The setting that changes the port, for whoever finds it taken. */
  readonly setting: string;
  readonly log: Log;
}

const PATH = '/metrics';
const ARRIVAL_MS = 5_000;
const MAX_CONNECTIONS = 50;

/** Listens for `GET /metrics`, for processes that serve nothing else. Anything else is a 404 or a 405 without a body. */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const { registry, host, port, setting, log } = options;
  const collected = collectedAtMost(0, () => registry.metrics()); // as it is now, once for those who ask together
  const server = createServer(
    { requestTimeout: ARRIVAL_MS, headersTimeout: ARRIVAL_MS, maxHeaderSize: 8_192 },
    (req, res) => void answer(req, res),
  );
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(toPortError(cause, port, 'figures', setting) as Error));
    server.listen({ host, port }, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${taken}${PATH}`;
  return { url, stop };

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { method = '', url: target = '' } = req;
    if (target.split('?')[0] !== PATH) return end(res, 404);
    if (method !== 'GET' && method !== 'HEAD') return end(res.setHeader('Allow', 'GET, HEAD'), 405);
    try {
      const text = await collected();
      res.setHeader('Content-Type', registry.contentType).setHeader('Cache-Control', 'no-store');
      end(res, 200, method === 'HEAD' ? '' : text);
    } catch (error) {
      log.error({ err: error }, 'the figures could not be shown');
      end(res, 500);
    }
  }

  async function stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }
}

function end(res: ServerResponse, status: number, body = ''): void {
  res.statusCode = status;
  res.end(body);
}
