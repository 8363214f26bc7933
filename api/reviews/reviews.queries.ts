import { behind, type Position } from '#api/shared/keyset.ts';
import type { SqlReader } from '#db/transaction.ts';
import type { ReviewAspect, ReviewSide } from '#domain/reviews.ts';

/** What was said in a review, as one statement reads it; instants as Postgres writes them. */
export interface SaidRow extends Record<ReviewAspect, number | null> {
  id: string;
  rating: number;
  comment: string;
  response: string | null;
  respondedAt: string | null;
}

/** A review with those concerned, whether it is published or not: only its author may be shown one that is not. */
export interface ReviewRow extends SaidRow {
  bookingId: string;
  providerId: string;
  side: ReviewSide;
  authorId: string;
  subjectId: string;
  createdAt: string;
  publishedAt: string | null;
}

/** A published review; who wrote it is not even read. */
export interface PublishedReviewRow extends SaidRow {
  publishedAt: string;
}

const SAID = `
  r.id, r.rating, r.comment, r.quality, r.punctuality, r.communication, r.value, r.response,
  r.responded_at as "respondedAt", r.published_at as "publishedAt"`;

const COLUMNS = `${SAID}, r.booking_id as "bookingId", r.provider_id as "providerId", r.side,
  r.author_id as "authorId", r.subject_id as "subjectId", r.created_at as "createdAt"`;

/** One review, whoever's it is. */
export async function findReview({ em }: SqlReader, id: string): Promise<ReviewRow | undefined> {
  const [row]: ReviewRow[] = await em.execute(`select ${COLUMNS} from reviews r where r.id = ?`, [id]);
  return row;
}

interface ReviewsOf {
  accountId: string;
  bookingId?: string | undefined;
  role?: 'author' | 'subject' | undefined;
  after: Position | undefined;
  limit: number;
}

/**
 * One page and the row behind it, newest first: what somebody wrote, and what is published about them. Each of the two is a
 * walk along its own index.
 */
export async function listReviews(
  { em }: SqlReader,
  { accountId, bookingId, role, after, limit }: ReviewsOf,
): Promise<ReviewRow[]> {
  const { sql: rest, params } = behind('r', after);
  const ofBooking = bookingId === undefined ? '' : 'and r.booking_id = ?';
  const arms = [
    ...(role === 'subject' ? [] : ['r.author_id = ?']),
    ...(role === 'author' ? [] : ['r.published_at is not null and r.subject_id = ?']),
  ];
  const ids = arms.map(
    (mine) =>
      `(select r.id from reviews r where ${mine} ${ofBooking} ${rest} order by r.created_at desc, r.id desc limit ?)`,
  );
  const values = arms.flatMap(() => [accountId, ...(bookingId === undefined ? [] : [bookingId]), ...params, limit + 1]);
  return em.execute(
    `select ${COLUMNS} from reviews r where r.id in (${ids.join(' union ')})
      order by r.created_at desc, r.id desc limit ?`,
    [...values, limit + 1],
  );
}

interface PublishedOf {
  providerId: string;
  after: Position | undefined;
  limit: number;
}

/** One page and the row behind it of what consumers say of a provider, the newest publication first. Undefined: there is no such provider. */
export async function listPublishedReviews(
  { em }: SqlReader,
  { providerId, after, limit }: PublishedOf,
): Promise<PublishedReviewRow[] | undefined> {
  const rest = after ? 'and (r.published_at, r.id) < (?::timestamptz, ?::uuid)' : '';
  const rows: (PublishedReviewRow | { id: null })[] = await em.execute(
    `select r.* from providers p left join lateral (
       select ${SAID} from reviews r
       where r.provider_id = p.id and r.side = 'consumer' and r.published_at is not null ${rest}
       order by r.published_at desc, r.id desc limit ?
     ) r on true where p.id = ?`,
    [...(after ? [after.createdAt, after.id] : []), limit + 1, providerId],
  );
  if (rows.length === 0) return undefined;
  return rows.filter((row): row is PublishedReviewRow => row.id !== null);
}
