import type { UseFormReturnType } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { dataOf, type Schema } from '#web/api/client.ts';
import { useApi, useCommand } from '#web/api/hooks.ts';
import { keyOf } from '#web/api/queries.ts';
import { KEY_HEADER } from '#web/api/resend.ts';
import { setFieldErrors } from '#web/kit/form-failure.tsx';
import { PAGES } from '#web/pages.ts';
import { refusedBy, type OfferTerms, type Refused } from './accept-outcome.ts';
import type { PlaceValues } from './place-form.ts';

/**
 * Accepts an offer as it was seen when the sheet opened. When it has changed since, by the feed or by a refusal, the present
 * terms are in `changedTo` until the person has taken note of them.
 */
export function useAcceptance(offer: Schema<'Offer'>) {
  const { id, requestId } = offer;
  const [seen, setSeen] = useState<OfferTerms>(offer);
  const [refused, setRefused] = useState<Refused>();
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const api = useApi();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const command = useCommand(`accept ${id}`, (key, body: Schema<'AcceptOffer'>) =>
    dataOf(api.POST('/v1/offers/{id}/accept', { params: { path: { id }, header: { [KEY_HEADER]: key } }, body })),
  );
  const told = refused?.kind === 'changed' ? refused.now : undefined;

  async function accept(body: Schema<'AcceptOffer'>, form: UseFormReturnType<PlaceValues>): Promise<void> {
    setRefused(undefined);
    try {
      const booking = await command.mutateAsync(body);
      notifications.show({ title: 'It is booked', message: offer.providerSnapshot.name, color: 'teal' });
      cache.setQueryData(keyOf('/v1/bookings/{id}', { path: { id: booking.id } }), booking);
      await navigate({ to: PAGES.booking.path, params: { bookingId: booking.id } }); // before the offers are seen closed
      for (const queryKey of [['requests'], ['bookings', {}]]) void cache.invalidateQueries({ queryKey });
    } catch (error) {
      refuse(error, body.slot.start);
      setFieldErrors(form, error);
    }
  }

  function refuse(error: unknown, start: string): void {
    const why = refusedBy(error);
    setRefused(why);
    if (why.kind === 'slot_gone') setGone((before) => new Set([...before, start]));
    if (why.kind !== 'failed') void cache.invalidateQueries({ queryKey: ['requests', requestId] });
  }

  return {
    /** The terms by which the person decides. */
    seen,
    refused,
    /** The present terms, when they are other ones. */
    changedTo: told ?? (offer.revision > seen.revision ? offer : undefined),
    /** Starts of slots that were refused. */
    gone,
    /** Until the page of the booking is there; by then the feed has closed the offer. */
    isBusy: command.isPending || command.isSuccess,
    accept,
    /** The person has seen the present terms and goes on with them. */
    takeNote(terms: OfferTerms): void {
      setSeen(terms);
      setRefused(undefined);
      setGone(new Set());
    },
  };
}
