import http from 'node:http';
import type { FeedItem } from '#contracts/events.ts';
import type { LivePerson } from './live.ts';

/** A reader of server-sent events over a connection of its own. */
export interface SseReader {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly items: FeedItem[];
  /** Everything that came, as text. */
  text(): string;
  isOver(): boolean;
  /** Stops reading without closing. */
  pause(): void;
  close(): void;
}

/** Opens a stream; returns with its headers. */
export function openSse(
  url: string,
  { token }: LivePerson,
  { query = '', headers = {} }: { query?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<SseReader> {
  return new Promise((resolve, reject) => {
    const request = http.get(
      `${url}/v1/events/stream${query}`,
      { agent: false, headers: { authorization: `Bearer ${token}`, ...headers } },
      (response) => {
        let text = '';
        let rest = '';
        let isOver = false;
        const items: FeedItem[] = [];
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          const events = (rest + chunk).split('\n\n');
          rest = events.pop() ?? '';
          for (const event of events) items.push(...itemsIn(event));
        });
        response.on('close', () => (isOver = true));
        response.on('error', () => (isOver = true));
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          items,
          text: () => text,
          isOver: () => isOver,
          pause: () => void response.pause(),
          close: () => request.destroy(),
        });
      },
    );
    request.on('error', reject);
  });
}

/** The id and the type that an event names must be those of its entry. */
function itemsIn(event: string): FeedItem[] {
  const fields = Object.fromEntries(
    event.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  if (fields.data === undefined) return [];
  const item = JSON.parse(fields.data) as FeedItem;
  const isSound = fields.id === String(item.seq) && fields.event === item.type;
  if (!isSound) throw new Error(`the event contradicts itself: ${event}`);
  return [item];
}
