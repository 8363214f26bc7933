import type { Schema } from '#web/api/client.ts';
import { plural } from '#web/kit/format.ts';
import { PageLink } from '#web/kit/links.tsx';
import { ToneBadge } from '#web/kit/status-badge.tsx';
import { When } from '#web/kit/when.tsx';
import { PAGES } from '#web/pages.ts';
import styles from './desk.module.css';
import { SIGNAL_WORDS } from './desk.words.ts';

/** A pair with its signals and the numbers behind them. */
export function PairRow({ pair }: { pair: Schema<'ArrangedPair'> }) {
  const { bookings, reviews, reverseBookings, cheapBookings, shortestMinutes } = pair;
  return (
    <li className={styles.item}>
      <span className={styles.itemTitle}>
        <PageLink to={PAGES.deskAccount.path} params={{ accountId: pair.consumerId }}>
          {pair.consumerName}
        </PageLink>{' '}
        and{' '}
        <PageLink to={PAGES.deskAccount.path} params={{ accountId: pair.providerAccountId }}>
          {pair.providerName}
        </PageLink>
      </span>
      <ul className={styles.signals} aria-label="Signals">
        {pair.signals.map((signal) => (
          <li key={signal}>
            <ToneBadge tone="attention">{SIGNAL_WORDS[signal]}</ToneBadge>
          </li>
        ))}
      </ul>
      <span className={styles.meta}>
        <span>{plural(bookings, { one: 'booking', other: 'bookings' })}</span>
        <span>{plural(reviews, { one: 'review', other: 'reviews' })}</span>
        {reverseBookings > 0 && (
          <span>{plural(reverseBookings, { one: 'booking', other: 'bookings' })} the other way</span>
        )}
        {cheapBookings > 0 && <span>{plural(cheapBookings, { one: 'cheap booking', other: 'cheap bookings' })}</span>}
        {shortestMinutes !== null && <span>shortest: {shortestMinutes} min from accepted to completed</span>}
        <span>
          last booked <When at={pair.lastAt} />
        </span>
      </span>
    </li>
  );
}
