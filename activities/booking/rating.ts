import type { EntityManager } from '@mikro-orm/postgresql';
import { ratingOf, type RatedReview } from '#domain/reputation.ts';

/**
 * Makes a provider's rating and count what its published reviews make of them, from the reviews alone: repeating it changes
 * nothing, and whatever was in the columns before does not matter. Publications for one provider take turns.
 */
export async function rebuildRating(em: EntityManager, providerId: string): Promise<void> {
  await em.execute('select 1 from providers where id = ? for update', [providerId]);
  const reviews: RatedReview[] = await em.execute(
    `select rating, author_id as "authorId", (extract(epoch from created_at) * 1000)::float8 as "atMs"
     from reviews where provider_id = ? and side = 'consumer' and published_at is not null`,
    [providerId],
  );
  const { rating, reviewCount, reviewerCount } = ratingOf(reviews);
  const computed = [reviewCount === 0 ? null : rating, reviewCount, reviewerCount];
  await em.execute(
    `update providers set rating = ?::float8, review_count = ?, reviewer_count = ?, version = version + 1
     where id = ? and (rating, review_count, reviewer_count) is distinct from (?::float8, ?::int, ?::int)`,
    [...computed, providerId, ...computed],
  );
}
