import { Button, Skeleton, Text, Textarea } from '@mantine/core';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dataOf, type Schema } from '#web/api/client.ts';
import { useApi, useCommand } from '#web/api/hooks.ts';
import { keyOf } from '#web/api/queries.ts';
import { KEY_HEADER } from '#web/api/resend.ts';
import { Confirm } from '#web/kit/confirm.tsx';
import { Facts } from '#web/kit/facts.tsx';
import { formatMoney } from '#web/kit/format.ts';
import { Section } from '#web/kit/section.tsx';
import { useChangedMeanwhile } from '#web/kit/use-changed-meanwhile.ts';
import { useTimes } from '#web/kit/use-times.ts';
import { cancelQuoteQuery } from './bookings.queries.ts';

interface OfSide {
  readonly booking: Schema<'Booking'>;
  readonly side: 'consumer' | 'provider' | 'admin';
}

/** What cancelling costs now, and only then the button. */
export function CancelBooking(props: OfSide) {
  return (
    <Section title="Plans changed?" skeleton={<Skeleton height={80} />}>
      <QuotedCancellation {...props} />
    </Section>
  );
}

function QuotedCancellation({ booking, side }: OfSide) {
  const { id } = booking;
  const api = useApi();
  const cache = useQueryClient();
  const { data: quote } = useSuspenseQuery(cancelQuoteQuery(api, id));
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const onChanged = useChangedMeanwhile(['bookings', id], 'The booking');
  const cancel = useCommand(
    `cancel booking ${id}`,
    (key, body: Schema<'CancelWithReason'>) =>
      dataOf(api.POST('/v1/bookings/{id}/cancel', { params: { path: { id }, header: { [KEY_HEADER]: key } }, body })),
    {
      changes: () => [
        ['bookings', {}],
        ['bookings', id, 'timeline'],
        ['requests', booking.requestId],
      ],
    },
  );
  const cost = costWords(quote, side);
  return (
    <>
      <Text>{cost}</Text>
      <div>
        <Button variant="default" onClick={() => setOpen(true)}>
          Cancel the booking
        </Button>
      </div>
      <Confirm
        title="Cancel this booking?"
        confirmLabel={quote.fee.amount > 0 ? `Cancel for ${formatMoney(quote.fee)}` : 'Cancel the booking'}
        cancelLabel="Keep it"
        isDestructive
        isDisabled={reason.trim().length < 3}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onConfirm={async () => {
          const cancelled = await cancel.mutateAsync({ reason }, { onError: onChanged });
          cache.setQueryData(keyOf('/v1/bookings/{id}', { path: { id } }), cancelled);
        }}
      >
        <p>
          {cost} {side === 'provider' && 'The request is offered to other providers again. '}This cannot be undone.
        </p>
        <Textarea
          mt="md"
          label="Why?"
          description="The other party can read it."
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Confirm>
    </>
  );
}

function costWords({ fee, tier }: Schema<'CancelQuote'>, side: OfSide['side']): string {
  if (side === 'consumer') {
    return tier === 'fee' ? `Cancelling now costs you ${formatMoney(fee)}.` : 'Cancelling now is free.';
  }
  return 'Cancelling costs neither of you anything.';
}

/** Who called it off, why, and what it cost. */
export function Cancelled({ booking: { cancellation, consumer, provider }, side }: OfSide) {
  const { instant } = useTimes();
  if (!cancellation) return null;
  const { at, by, reason, fee } = cancellation;
  const names = { consumer: consumer.name, provider: provider.name, admin: 'an operator' };
  return (
    <Section title="Cancelled">
      <Facts
        facts={[
          ['By', by === side ? 'you' : names[by]],
          ['When', instant(at)],
          ['Why', reason],
          ['Fee', fee.amount > 0 ? formatMoney(fee) : 'none'],
        ]}
      />
    </Section>
  );
}
