import { Text } from '@mantine/core';
import type { Schema } from '#web/api/client.ts';
import { plural } from '#web/kit/format.ts';
import { ButtonLink } from '#web/kit/links.tsx';
import { Section } from '#web/kit/section.tsx';
import { useTimes } from '#web/kit/use-times.ts';
import { PAGES } from '#web/pages.ts';

interface OfRequest {
  readonly request: Schema<'ServiceRequest'>;
}

/** What the person can do next with a request, or what is waited for. */
export function NextStep({ request }: OfRequest) {
  const { status, openOffers, bookingId } = request;
  if (openOffers > 0) return <Compare request={request} />;
  if (status === 'booked' && bookingId !== null) return <Booked bookingId={bookingId} />;
  if (status === 'expired' || status === 'cancelled') return <AskAgain request={request} />;
  return <Waiting request={request} />;
}

function Compare({ request: { id, openOffers } }: OfRequest) {
  const isOne = openOffers === 1;
  return (
    <Section title={`${plural(openOffers, { one: 'offer', other: 'offers' })} for you`} isNext>
      <Text>
        {isOne ? 'Look at it and choose a time.' : 'Compare them and choose a time.'} Nothing is booked before you say
        so.
      </Text>
      <div>
        <ButtonLink to={PAGES.offers.path} params={{ requestId: id }}>
          {isOne ? 'See the offer' : 'Compare the offers'}
        </ButtonLink>
      </div>
    </Section>
  );
}

function Booked({ bookingId }: { bookingId: string }) {
  return (
    <Section title="It is booked" isNext>
      <Text>Address, contact and what it costs to cancel are on the page of the booking.</Text>
      <div>
        <ButtonLink to={PAGES.booking.path} params={{ bookingId }}>
          See the booking
        </ButtonLink>
      </div>
    </Section>
  );
}

function Waiting({ request: { matchedProviders, expiresAt, status } }: OfRequest) {
  const { when } = useTimes();
  const asked = matchedProviders.length;
  return (
    <Section title="Waiting for offers">
      <Text>
        {asked > 0
          ? `${plural(asked, { one: 'provider knows', other: 'providers know' })} what you need. `
          : 'We are looking for providers who fit. '}
        {status === 'offers_received' ? 'None of the offers so far is open any more. ' : ''}
        Offers appear here as they come in, until {when(expiresAt)}.
      </Text>
    </Section>
  );
}

function AskAgain({ request: { id, status } }: OfRequest) {
  return (
    <Section title={status === 'expired' ? 'This request has expired' : 'This request is cancelled'}>
      <Text>You can ask for the same again, and change what should be different.</Text>
      <div>
        <ButtonLink variant="default" to={PAGES.newRequest.path} search={{ from: id }}>
          Ask again
        </ButtonLink>
      </div>
    </Section>
  );
}
