import { Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useApi } from '#web/api/hooks.ts';
import { one } from '#web/api/queries.ts';
import { When } from '#web/kit/when.tsx';
import { isNarrow, shareOf, usedWords, type Limit } from './limits.ts';
import styles from './limits.module.css';

/** What somebody has and has caused, and how much of it there may be; the narrow ones say when there is room again. */
export function LimitList() {
  const { data } = useSuspenseQuery({ ...one(useApi(), '/v1/limits'), staleTime: 0 });
  return (
    <ul className={styles.limits}>
      {data.items
        .filter(({ used }) => used !== null)
        .map((limit) => (
          <LimitRow key={limit.quota} limit={limit} />
        ))}
    </ul>
  );
}

function LimitRow({ limit }: { limit: Limit }) {
  const share = shareOf(limit) ?? 0;
  return (
    <li className={styles.limit} data-narrow={isNarrow(limit) || undefined}>
      <span className={styles.what}>{limit.description}</span>
      <span>{usedWords(limit)}</span>
      <svg className={styles.bar} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
        <rect width="100" height="4" className={styles.whole} />
        <rect width={share * 100} height="4" className={styles.used} />
      </svg>
      {isNarrow(limit) && (
        <Text component="span" size="xs" c="dimmed" className={styles.frees}>
          There is room again {limit.freesAt === null ? limit.frees : <When at={limit.freesAt} />}.
        </Text>
      )}
    </li>
  );
}
