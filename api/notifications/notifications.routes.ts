import type { ApiDeps } from '#api/deps.ts';
import { toPage } from '#api/http/pagination.ts';
import { route, type Route } from '#api/http/route.ts';
import { toInstant } from '#contracts/common.ts';
import { NotificationPage, NotificationQuery, ReadNotifications, ReadState } from '#contracts/notifications.ts';
import {
  listNotifications,
  markRead,
  NotificationPosition,
  readStateOf,
  type NotificationRow,
} from './notifications.queries.ts';
import { textOf } from './texts.ts';

const common = { tags: ['notifications'], rateClass: 'other', access: 'signed-in' } as const;

/** The caller's feed in words. There is no second list: a notification is an entry of the feed. */
export function notificationRoutes(deps: Pick<ApiDeps, 'orm' | 'cursorsOf'>): Route[] {
  const cursors = deps.cursorsOf('listNotifications', NotificationPosition);
  return [
    route({
      ...common,
      operationId: 'listNotifications',
      summary: 'List your notifications',
      description:
        'What happened to whatever concerns you, in words, newest first, and how many of it you have not read. Nothing that a person wrote is in a text.',
      method: 'get',
      path: '/v1/notifications',
      idempotency: 'none',
      query: NotificationQuery,
      success: { status: 200, schema: NotificationPage },
      problems: [],
      example: { query: { limit: 20 } },
      async handle({ actor, query: { limit, cursor } }) {
        const before = cursors.open(cursor);
        const [rows, { unread }] = await Promise.all([
          listNotifications(deps.orm, { accountId: actor.id, before, limit }),
          readStateOf(deps.orm, actor.id),
        ]);
        return { ...toPage(rows, limit, cursors, ({ seq }) => ({ seq: Number(seq) }), toNotification), unread };
      },
    }),
    route({
      ...common,
      operationId: 'readNotifications',
      summary: 'Say how far you have read',
      description:
        'Marks every notification up to a number as read. It never goes back: a smaller number than before changes nothing, and a larger one than there is counts as the newest there is.',
      method: 'post',
      path: '/v1/notifications/read',
      idempotency: 'optional',
      body: ReadNotifications,
      success: { status: 200, schema: ReadState },
      problems: [],
      async handle({ actor, body: { upTo } }) {
        await markRead(deps.orm, actor.id, upTo);
        return readStateOf(deps.orm, actor.id);
      },
    }),
  ];
}

function toNotification({ seq, at, ...row }: NotificationRow) {
  return { ...row, seq: Number(seq), text: textOf(row.type, row.payload), at: toInstant(new Date(at)) };
}
