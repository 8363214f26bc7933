import { idList } from '#db/media.ts';
import type { SqlReader } from '#db/transaction.ts';
import type { ImageType } from '#domain/images.ts';

/** An image without its bytes; instants as Postgres writes them. */
export interface MediaRow {
  id: string;
  accountId: string;
  contentType: ImageType;
  bytes: number;
  createdAt: string;
}

/** An image, and whether a provider is shown a request that names it. */
export interface ShownMedia extends MediaRow {
  isShown: boolean;
}

const COLUMNS = `m.id, m.account_id as "accountId", m.content_type as "contentType", m.bytes, m.created_at as "createdAt"`;

/** One image, whoever's it is. The provider is shown what is part of a lead of theirs or of a request that they were booked for. */
export async function findMedia(
  { em }: SqlReader,
  { id, providerId }: { id: string; providerId: string | undefined },
): Promise<ShownMedia | undefined> {
  const [row]: ShownMedia[] = await em.execute(
    `select ${COLUMNS}, exists (
       select from request_media has where has.media_id = m.id and (
         exists (select from request_matches l
                 where l.request_id = has.request_id and l.provider_id = ? and l.lead_at is not null)
         or exists (select from bookings b where b.request_id = has.request_id and b.provider_id = ?))
     ) as "isShown"
     from media m where m.id = ?`,
    [providerId ?? null, providerId ?? null, id],
  );
  return row;
}

/**
 * Those of the ids that are no images of the account, because they are somebody else's or nobody's; which of the two is not
 * told. In a transaction the others stay until its end.
 */
export async function foreignMedia(
  em: SqlReader['em'],
  accountId: string,
  mediaIds: readonly string[],
): Promise<string[]> {
  if (mediaIds.length === 0) return [];
  const rows: { id: string }[] = await em.execute(
    'select id from media where id = any(?::uuid[]) and account_id = ? for key share',
    [idList(mediaIds), accountId],
  );
  const own = new Set(rows.map(({ id }) => id));
  return mediaIds.filter((id) => !own.has(id.toLowerCase()));
}
