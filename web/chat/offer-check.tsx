import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { one } from '#web/api/queries.ts';
import { useApi } from '#web/api/hooks.ts';
import { formatSlot, viewerZone } from '#web/kit/format-time.ts';
import { formatMoney } from '#web/kit/format.ts';
import { ButtonLink } from '#web/kit/links.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { PAGES } from '#web/pages.ts';
import { Comparison } from './comparison.tsx';
import type { Draft, DraftOf } from './draft.ts';
import { fact, type DraftFact } from './fact.ts';

interface OfferCheckProps {
  readonly draft: Draft;
  readonly onDrop: () => void;
  readonly children: ReactNode;
}

/** Shows the buttons, unless the offer that would be booked has changed or ended: then what it was and what it is. */
export function OfferCheck({ draft, onDrop, children }: OfferCheckProps) {
  if (draft.kind !== 'accept_offer' || draft.target === null) return children;
  return (
    <Checked draft={draft as DraftOf<'accept_offer'>} offerId={draft.target} onDrop={onDrop}>
      {children}
    </Checked>
  );
}

interface CheckedProps {
  readonly draft: DraftOf<'accept_offer'>;
  readonly offerId: string;
  readonly onDrop: () => void;
  readonly children: ReactNode;
}

function Checked({ draft: { body, about }, offerId, onDrop, children }: CheckedProps) {
  const { data: offer } = useQuery(one(useApi(), '/v1/offers/{id}', { path: { id: offerId } }));
  const [nowMs, viewer] = [useNow(), viewerZone()];
  if (!offer) return children;
  const isOpen = offer.allowedActions.includes('accept');
  if (isOpen && offer.revision === body.revision) return children;
  const slot = body.slot;
  const isStillThere = slot !== undefined && offer.availableSlots.some(({ start }) => start === slot.start);
  const facts = (price: string, time: string): DraftFact[] => [fact('Price', price), fact('Time', time)];
  const time = slot ? formatSlot(slot, viewer, nowMs) : '';
  return (
    <>
      <Comparison
        before={facts(about.price ? formatMoney(about.price) : '', time)}
        after={isOpen ? facts(formatMoney(offer.price), isStillThere ? time : 'not offered any more') : []}
      >
        {isOpen ? 'The provider has changed this offer since.' : 'This offer cannot be booked any more.'}
      </Comparison>
      <Group gap="xs">
        <ButtonLink to={PAGES.offers.path} params={{ requestId: offer.requestId }}>
          Look at the offers
        </ButtonLink>
        <Button variant="default" onClick={onDrop}>
          Not now
        </Button>
      </Group>
    </>
  );
}
