import { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import { expiryOf } from '#api/http/auth.ts';
import { reply, route, type Route } from '#api/http/route.ts';
import { refuse } from '#api/http/validation.ts';
import { EVENT_EXAMPLE } from '#contracts/event-examples.ts';
import { FeedPage, FeedQuery, FeedStreamQuery, SeqInQuery } from '#contracts/events.ts';
import { FEED_TYPES } from '#contracts/feed.ts';
import { openEventStream } from './event-stream.ts';
import { lastSeq, readFeed, toFeedItem } from './feed.queries.ts';

const common = {
  tags: ['events'],
  rateClass: 'other',
  idempotency: 'none',
  method: 'get',
  access: 'signed-in',
} as const;

/** Proxies hold answers back to send them in larger parts; this asks them not to. */
const UNBUFFERED = { 'X-Accel-Buffering': 'no' };

/** On its way it is a stream; the document describes one event of it, with the names of the fields as they are sent. */
const EventStream = z.any().meta({
  id: 'EventStream',
  description: 'Server-sent events. What is described here is one of them.',
  type: 'object',
  required: ['id', 'event', 'data'],
  properties: {
    id: { type: 'string', description: 'The number of the entry, for `Last-Event-ID`.' },
    event: { type: 'string', enum: [...FEED_TYPES], description: 'The type of the entry.' },
    data: { type: 'string', contentMediaType: 'application/json', description: 'The FeedItem as JSON.' },
  },
});

/** What happened to whatever concerns the caller: as a list, and as a stream that goes on. */
export function feedRoutes(deps: Pick<ApiDeps, 'orm' | 'live' | 'now'>): Route[] {
  return [
    route({
      ...common,
      operationId: 'listEvents',
      summary: 'Read your feed',
      description:
        'Everything that happened to what concerns you, oldest first, from behind a number on. The numbers of a feed have no gaps and follow the order in which things happened, so whoever asks again with `nextAfter` misses nothing and gets nothing twice. Entries carry ids and statuses; read the rest where the ids lead.',
      path: '/v1/events',
      query: FeedQuery,
      success: { status: 200, schema: FeedPage },
      problems: [],
      example: { query: { after: 16, limit: 100 } },
      async handle({ actor, query: { after, limit } }) {
        const rows = await readFeed(deps.orm, { accountId: actor.id, after }, limit);
        const items = rows.map(toFeedItem);
        return { items, nextAfter: items.at(-1)?.seq ?? after };
      },
    }),
    route({
      ...common,
      operationId: 'streamEvents',
      summary: 'Hear your feed as it grows',
      description:
        'The feed as server-sent events, for clients without a socket: first what lies behind the number, then the comment `up to date`, then each entry as it comes. `Last-Event-ID` counts before `after`. Comments keep the connection alive. The stream ends when the access token does, when the account is suspended, when the caller does not read, or when this process stops: connect again with the last id.',
      path: '/v1/events/stream',
      query: FeedStreamQuery,
      success: {
        status: 200,
        schema: EventStream,
        contentType: 'text/event-stream; charset=utf-8',
        headers: { 'X-Accel-Buffering': 'Asks proxies to pass each event on at once.' },
      },
      problems: ['rate_limited'],
      example: { query: { after: EVENT_EXAMPLE.seq } },
      async handle({ actor, query, headers }) {
        const given = lastEventId(headers) ?? query.after;
        const stream = openEventStream({
          ...deps.live,
          accountId: actor.id,
          after: given ?? (await lastSeq(deps.orm, actor.id)),
          expiresAtMs: expiryOf(String(headers.authorization)),
          seconds: query.seconds,
          now: deps.now,
        });
        return reply(stream, { headers: UNBUFFERED });
      },
    }),
  ];
}

/** What an EventSource sends when it connects again. */
function lastEventId(headers: Readonly<NodeJS.Dict<string | string[]>>): number | undefined {
  const given = headers['last-event-id'];
  if (given === undefined || given === '') return undefined;
  const read = SeqInQuery.safeParse(given);
  if (!read.success) refuse([{ in: 'header', path: '/last-event-id', message: 'expected the id of an event' }]);
  return read.data;
}
