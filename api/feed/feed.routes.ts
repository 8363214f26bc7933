import { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import { expiryOf } from '#api/http/auth.ts';
import { reply, route, type Route } from '#api/http/route.ts';
import { refuse } from '#api/http/validation.ts';
import { EVENT_EXAMPLE } from '#contracts/event-examples.ts';
import { FeedPage, FeedQuery, FeedStreamQuery, SeqInQuery } from '#contracts/events.ts';
import { openEventStream } from './event-stream.ts';
import { readFeed, startOf, toFeedItem } from './feed.queries.ts';

const common = {
  tags: ['events'],
  rateClass: 'other',
  idempotency: 'none',
  method: 'get',
  access: 'signed-in',
} as const;

/** Where the number stands that somebody has. */
const AFTER = { in: 'query', path: '/after' } as const;
const LAST_EVENT_ID = { in: 'header', path: '/last-event-id' } as const;

/** Proxies hold answers back to send them in larger parts; this asks them not to. */
const UNBUFFERED = { 'X-Accel-Buffering': 'no' };

/** A text without an end, as every generator of clients knows it; what an event of it has is said in words. */
const EventStream = z.any().meta({
  type: 'string',
  description:
    'Server-sent events. `id` is the number of the entry, for `Last-Event-ID`; `event` is its type; `data` is the FeedItem as JSON.',
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
        if (items.length === 0) await startOf(deps.orm, { accountId: actor.id, after }, AFTER);
        return { items, nextAfter: items.at(-1)?.seq ?? after };
      },
    }),
    route({
      ...common,
      operationId: 'streamEvents',
      summary: 'Hear your feed as it grows',
      description:
        'The feed as server-sent events, for clients without a socket: first what lies behind the number, then the comment `up to date`, then each entry as it comes. `Last-Event-ID` counts before `after`. Comments keep the connection alive. The stream ends when the access token does, when the account is suspended, when the caller does not read, or when this process stops: connect again with the last id. An `EventSource` does so by itself and gives up at any answer but 200; so whoever asks with `Accept: text/event-stream` alone gets, in place of 429 and 503, a stream that says by `retry` when to come again, and ends.',
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
        const id = lastEventId(headers);
        const place = id === undefined ? AFTER : LAST_EVENT_ID;
        const after = await startOf(deps.orm, { accountId: actor.id, after: id ?? query.after }, place);
        const stream = openEventStream({
          ...deps.live,
          accountId: actor.id,
          after,
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
  if (!read.success) refuse([{ ...LAST_EVENT_ID, message: 'expected the id of an event' }]);
  return read.data;
}
