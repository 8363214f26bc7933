import type { Socket } from 'socket.io-client';
import type { FeedItem } from '#contracts/events.ts';
import { FEED_TYPES } from '#contracts/feed.ts';
import { ask } from './live.ts';

/** A client that keeps the feed: whenever it is connected it resumes from the last number it has. */
export interface FeedClient {
  /** Every number that came, in the order in which it came. */
  readonly seqs: number[];
  /** How often it has been connected and resumed. */
  resumed(): number;
  /** Tears the connection, without a word to the server. */
  tear(): void;
}

interface Torn {
  readonly transport: { readonly ws?: { terminate?(): void; close(): void } };
}

/** Makes a client of a socket that is not connected yet. */
export function followFeed(socket: Socket): FeedClient {
  const seqs: number[] = [];
  let resumed = 0;
  for (const type of FEED_TYPES) socket.on(type, (item: FeedItem) => seqs.push(item.seq));
  socket.on('connect', () => {
    ask(socket, 'feed:resume', { after: seqs.at(-1) ?? 0 }).then(
      (answer) => answer.ok && (resumed += 1),
      () => undefined, // torn before the answer: the next connection asks again
    );
  });
  socket.connect();
  return {
    seqs,
    resumed: () => resumed,
    tear() {
      const { ws } = (socket.io.engine as unknown as Torn).transport;
      if (ws?.terminate) ws.terminate();
      else ws?.close();
    },
  };
}

/** The numbers from 1 on, as many as there are. */
export const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
