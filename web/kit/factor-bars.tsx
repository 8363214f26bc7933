import type { MatchFactor } from '#domain/matching/types.ts';
import { factorRows } from './factors.ts';
import { formatShare } from './format.ts';
import styles from './factor-bars.module.css';

/** How well a provider fits a request, factor by factor: a bar and the same as a number. */
export function FactorBars({ factors }: { factors: Readonly<Record<MatchFactor, number>> }) {
  return (
    <dl className={styles.bars}>
      {factorRows(factors).map(({ factor, word, share }) => (
        <div key={factor} className={styles.row}>
          <dt>{word}</dt>
          <dd aria-hidden>
            <meter className={styles.bar} min={0} max={1} value={share} aria-label={word} />
          </dd>
          <dd className={styles.value}>{formatShare(share)}</dd>
        </div>
      ))}
    </dl>
  );
}
