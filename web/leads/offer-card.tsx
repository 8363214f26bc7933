import { Button, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useApi, useCommand } from '#web/api/hooks.ts';
import type { Schema } from '#web/api/client.ts';
import { Confirm } from '#web/kit/confirm.tsx';
import { formatMoney } from '#web/kit/format.ts';
import { formatElsewhere, formatSlot, formatWhen, viewerZone } from '#web/kit/format-time.ts';
import { ButtonLink } from '#web/kit/links.tsx';
import { StatusBadge } from '#web/kit/status-badge.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { PAGES } from '#web/pages.ts';
import styles from './leads.module.css';
import { LEADS, withdrawOffer } from './leads.queries.ts';

type Offer = Schema<'Offer'>;

/** An offer of one's own: what it says, how it stands and what can be done with it. */
export function OfferCard({ offer, withLead = false }: { offer: Offer; withLead?: boolean }) {
  const nowMs = useNow();
  const zone = viewerZone();
  const isOpen = offer.status === 'pending';
  return (
    <article className={styles.card} aria-label={`Offer: ${offer.serviceName}`}>
      <div className={styles.head}>
        <Text fw={600}>
          {formatMoney(offer.price)} · {offer.serviceName}
        </Text>
        <StatusBadge kind="offer" status={offer.status} />
      </div>
      <OfferedSlots offer={offer} nowMs={nowMs} />
      {offer.priceNotes !== null && offer.priceNotes !== '' && <Text>{offer.priceNotes}</Text>}
      {offer.message !== null && offer.message !== '' && <Text className={styles.said}>“{offer.message}”</Text>}
      <Text size="xs" c="dimmed">
        {isOpen
          ? `Expires ${formatWhen(offer.expiresAt, zone, nowMs)}`
          : `Made ${formatWhen(offer.createdAt, zone, nowMs)}`}
      </Text>
      <div className={styles.actions}>
        {offer.bookingId !== null && (
          <ButtonLink variant="default" to={PAGES.booking.path} params={{ bookingId: offer.bookingId }}>
            Open the booking
          </ButtonLink>
        )}
        {withLead && (
          <ButtonLink variant="default" to={PAGES.lead.path} params={{ requestId: offer.requestId }}>
            See the request
          </ButtonLink>
        )}
        {offer.allowedActions.includes('withdraw') && <Withdraw offer={offer} />}
      </div>
    </article>
  );
}

function OfferedSlots({ offer, nowMs }: { offer: Offer; nowMs: number }) {
  const viewer = viewerZone();
  return (
    <ul className={styles.slots}>
      {offer.availableSlots.map((slot) => {
        const elsewhere = formatElsewhere(slot.start, { zone: offer.timezone, viewer, nowMs });
        return (
          <li key={slot.start}>
            {formatSlot(slot, viewer, nowMs)}
            {elsewhere !== undefined && <Text component="span" c="dimmed">{` (${elsewhere})`}</Text>}
            {slot.outsideHours && (
              <Text component="span" c="dimmed">
                {' · outside your hours'}
              </Text>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Withdraw({ offer }: { offer: Offer }) {
  const api = useApi();
  const [isAsking, { open, close }] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const withdrawal = useCommand(`withdraw ${offer.id}`, (key) => withdrawOffer(api, offer.id, reason.trim(), key), {
    changes: () => [['offers'], LEADS],
  });
  return (
    <>
      <Button variant="default" onClick={open}>
        Withdraw
      </Button>
      <Confirm
        title="Withdraw this offer?"
        confirmLabel="Withdraw the offer"
        cancelLabel="Keep it"
        isDestructive
        isOpen={isAsking}
        onClose={close}
        onConfirm={() => withdrawal.mutateAsync()}
      >
        <Text mb="md">
          The client cannot book it any more. As long as the request is open you can make another one.
        </Text>
        <Textarea
          label="Reason (optional)"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Confirm>
    </>
  );
}
