import { VisuallyHidden } from '@mantine/core';
import { IconStarFilled } from '#web/kit/icons.ts';
import { formatRating, plural } from './format.ts';
import styles from './rating.module.css';

interface RatingProps {
  /** Null until enough people have reviewed; then it says "new". */
  readonly rating: number | null;
  readonly reviewCount: number;
}

/** `4.9 ★ 64`: how somebody was rated and by how many. */
export function Rating({ rating, reviewCount }: RatingProps) {
  if (rating === null) return <span className={styles.aside}>New here</span>;
  return (
    <span className={styles.rating}>
      <span aria-hidden>{formatRating(rating)}</span>
      <IconStarFilled size={14} className={styles.star ?? ''} aria-hidden />
      <span className={styles.aside} aria-hidden>
        {reviewCount}
      </span>
      <VisuallyHidden>
        {formatRating(rating)} of 5 stars, {plural(reviewCount, { one: 'review', other: 'reviews' })}
      </VisuallyHidden>
    </span>
  );
}

/** So many stars of five, as one person gave them. */
export function Stars({ count }: { count: number }) {
  return (
    <span className={styles.rating}>
      {[1, 2, 3, 4, 5].map((place) => (
        <IconStarFilled
          key={place}
          size={16}
          className={(place <= count ? styles.star : styles.missing) ?? ''}
          aria-hidden
        />
      ))}
      <VisuallyHidden>{count} of 5 stars</VisuallyHidden>
    </span>
  );
}
