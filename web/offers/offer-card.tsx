import { Button, Group, Text, Title } from '@mantine/core';
import { IconClock } from '#web/kit/icons.ts';
import { FactorBars } from '#web/kit/factor-bars.tsx';
import { formatMoney, formatShare } from '#web/kit/format.ts';
import { PageLink } from '#web/kit/links.tsx';
import { distanceWords } from '#web/kit/request-words.ts';
import { Rating } from '#web/kit/rating.tsx';
import { useTimes } from '#web/kit/use-times.ts';
import { PAGES } from '#web/pages.ts';
import { slotsAhead, type ComparedOffer } from './compare-offers.ts';
import { DeclineOffer } from './decline-offer.tsx';
import { standsWords } from './offers.words.ts';
import styles from './offers.module.css';

/** One of the offers that are compared: price, first time, how near and how good, and how long it stands. */
export function OfferCard({ offer, match, onChoose }: ComparedOffer & { readonly onChoose: () => void }) {
  const { id, providerId, providerSnapshot, serviceName, price, priceNotes, message, expiresAt, allowedActions } =
    offer;
  const { relative, instant } = useTimes();
  const nameId = `offer-${id}`;
  return (
    <li className={styles.card} aria-labelledby={nameId}>
      <div>
        <Title order={3} id={nameId} size="h2">
          <PageLink className={styles.name ?? ''} to={PAGES.publicProvider.path} params={{ providerId }}>
            {providerSnapshot.name}
          </PageLink>
        </Title>
        <Text c="dimmed">{serviceName}</Text>
      </div>
      <p className={styles.price}>{formatMoney(price)}</p>
      <FirstSlot offer={offer} />
      <p className={styles.line}>
        {match && match.distanceKm !== null && <span>{distanceWords(match.distanceKm)}</span>}
        <Rating {...providerSnapshot} />
      </p>
      {priceNotes !== null && priceNotes !== '' && <Text className={styles.text ?? ''}>{priceNotes}</Text>}
      {message !== null && message !== '' && (
        <Text component="blockquote" className={styles.message ?? ''}>
          {message}
        </Text>
      )}
      {match && (
        <details>
          <summary className={styles.summary}>Fits {formatShare(match.score)}. Why?</summary>
          <FactorBars factors={match.factors} />
        </details>
      )}
      <div className={styles.foot}>
        <Text className={styles.stands ?? ''} c="dimmed" size="xs" title={`until ${instant(expiresAt)}`}>
          <IconClock size={16} aria-hidden />
          {standsWords(relative(expiresAt))}
        </Text>
        <Group gap="xs">
          {allowedActions.includes('accept') && (
            <Button className={styles.choose ?? ''} onClick={onChoose} aria-describedby={nameId}>
              Choose a time
            </Button>
          )}
          {allowedActions.includes('decline') && <DeclineOffer offer={offer} />}
        </Group>
      </div>
    </li>
  );
}

/** `Sat, Nov 28, 4:30 PM +2`: the first time and how many more there are. */
function FirstSlot({ offer: { availableSlots } }: Pick<ComparedOffer, 'offer'>) {
  const { nowMs, instant } = useTimes();
  const [first, ...others] = slotsAhead(availableSlots, nowMs);
  if (!first) return <p className={styles.line}>All its times are over</p>;
  return (
    <p className={styles.line}>
      <span>{instant(first.start)}</span>
      {others.length > 0 && (
        <Text component="span" c="dimmed">
          +{others.length} more
        </Text>
      )}
    </p>
  );
}
