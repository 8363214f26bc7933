import type { Api } from '#web/api/client.ts';
import { eventsOf } from './event-stream.ts';
import type { FeedItem } from './feed-effects.ts';

interface StreamOptions {
  readonly api: Api;
  readonly after: number | undefined;
  readonly signal: AbortSignal;
  readonly onOpen: () => void;
  readonly onItem: (item: FeedItem) => void;
}

/** So long a stream is kept; then a socket is tried again. */
const STREAM_SECONDS = 300;

/** The feed as server-sent events, where sockets do not pass; returns at the end of the stream. */
export async function followByStream({ api, after, signal, onOpen, onItem }: StreamOptions): Promise<void> {
  const query = { seconds: STREAM_SECONDS, ...(after !== undefined && { after }) };
  const { data } = await api.GET('/v1/events/stream', { params: { query }, parseAs: 'stream', signal });
  if (!data) return;
  onOpen();
  for await (const { data: text } of eventsOf(data)) onItem(JSON.parse(text) as FeedItem);
}
