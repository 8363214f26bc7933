import { Anchor, Text } from '@mantine/core';
import type { Schema } from '#web/api/client.ts';
import { Facts } from '#web/kit/facts.tsx';
import { formatDuration, formatMoney } from '#web/kit/format.ts';
import { formatRelative, formatSlot, isSameClock, placeOfZone } from '#web/kit/format-time.ts';
import { PageLink } from '#web/kit/links.tsx';
import { Policy } from '#web/kit/policy.tsx';
import { Section } from '#web/kit/section.tsx';
import { useTimes } from '#web/kit/use-times.ts';
import { PAGES } from '#web/pages.ts';

type Booking = Schema<'Booking'>;
interface OfBooking {
  readonly booking: Booking;
}
interface OfSide extends OfBooking {
  readonly side: 'consumer' | 'provider' | 'admin';
}

/** When and where, in both time zones, and how to reach the other party. */
export function BookingFacts({ booking, side }: OfSide) {
  const {
    scheduledStart: start,
    scheduledEnd: end,
    timezone,
    location,
    requestId,
    status,
    provider,
    consumer,
  } = booking;
  const { zone, nowMs } = useTimes();
  const isAhead = status === 'confirmed' && Date.parse(start) > nowMs;
  const slot = formatSlot({ start, end }, zone, nowMs);
  const isElsewhere = !isSameClock(start, timezone, zone);
  return (
    <Section title="When and where">
      <Facts
        facts={[
          ['When', isAhead ? `${slot} (${formatRelative(start, nowMs)})` : slot],
          [`In ${placeOfZone(timezone)}`, isElsewhere && formatSlot({ start, end }, timezone, nowMs)],
          ['Place', placeName(booking, side)],
          ['Address', location.address],
          ['On the way', location.instructions],
          ...(side === 'consumer' ? [] : contactFacts(side === 'provider' ? 'With' : 'For', consumer)),
          ...(side === 'provider' ? [] : contactFacts(side === 'consumer' ? 'With' : 'By', provider)),
        ]}
      />
      {side === 'consumer' && (
        <PageLink to={PAGES.request.path} params={{ requestId }}>
          See the request
        </PageLink>
      )}
    </Section>
  );
}

type NamedFact = readonly [string, React.ReactNode];

function contactFacts(who: string, { name, email, phone }: Booking['provider']): NamedFact[] {
  return [
    [who, name],
    ['Mail', email !== null && <ContactLink key="mail" scheme="mailto" value={email} />],
    ['Phone', phone !== null && <ContactLink key="phone" scheme="tel" value={phone} />],
  ];
}

function ContactLink({ scheme, value }: { scheme: 'mailto' | 'tel'; value: string }) {
  const target = scheme === 'tel' ? value.replaceAll(/[^+\d]/g, '') : encodeURIComponent(value).replace('%40', '@');
  return <Anchor href={`${scheme}:${target}`}>{value}</Anchor>;
}

function placeName({ location: { type }, provider, consumer }: Booking, side: OfSide['side']): string {
  if (type === 'other') return 'Somewhere else';
  if (type === 'provider_location') return side === 'provider' ? 'At your place' : `At ${provider.name}`;
  return side === 'consumer' ? 'At your address' : `At ${consumer.name}`;
}

/** What it costs, and what it would cost to cancel, until when. */
export function PriceFacts({ booking, side }: OfSide) {
  const { price, completion, policy, scheduledStart, status, consumer } = booking;
  const { nowMs } = useTimes();
  const isAhead = status === 'confirmed' && Date.parse(scheduledStart) > nowMs;
  const finalPrice = completion?.finalPrice;
  const isOther = finalPrice !== undefined && finalPrice.amount !== price.amount;
  return (
    <Section title="Price">
      <Text fw={650} size="lg">
        {formatMoney(finalPrice ?? price)}
      </Text>
      {isOther && <Text c="dimmed">{formatMoney(price)} was agreed.</Text>}
      {isAhead && (
        <div>
          <Text c="dimmed">Cancelling costs {side === 'consumer' ? 'you' : consumer.name}</Text>
          <Policy policy={policy} price={price} start={scheduledStart} />
        </div>
      )}
    </Section>
  );
}

/** How it was done, once it is. */
export function Completed({ booking: { completion } }: OfBooking) {
  const { instant } = useTimes();
  if (!completion) return null;
  const { at, actualDurationMinutes, notes } = completion;
  return (
    <Section title="Completed">
      <Facts
        facts={[
          ['When', instant(at)],
          ['It took', actualDurationMinutes !== null && formatDuration(actualDurationMinutes)],
          ['Notes', notes],
        ]}
      />
    </Section>
  );
}
