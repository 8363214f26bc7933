import type { z } from 'zod';
import { Offer } from '#contracts/offers.ts';
import { OwnProvider, Slots } from '#contracts/providers.ts';
import { Lead } from '#contracts/requests.ts';
import { formatMoney } from '#domain/money.ts';
import { UserError } from '#platform/user-error.ts';
import type { DemoClient } from './client.ts';
import type { Narrator } from './narrator.ts';
import { budgetOf, pickSlots, whenOf } from './words.ts';

interface Offering {
  readonly client: DemoClient;
  readonly tell: Narrator;
  readonly requestId: string;
  /** The price, in minor units of the lead's currency. */
  readonly amount: number;
}

const SLOTS_OFFERED = 3;

/** What a provider does: reads the lead, looks into the own calendar, offers some of the free slots. */
export async function makeOffer({ client, tell, requestId, amount }: Offering): Promise<z.output<typeof Offer>> {
  const lead = await client.get(`/v1/providers/me/leads/${requestId}`, Lead);
  const { budget, location, serviceType } = lead;
  const place = `${location.neighborhood ?? location.city}, ${location.distanceKm?.toFixed(1) ?? '?'} km away`;
  tell.say(`The lead: ${serviceType}, ${place}, ${budget ? budgetOf(budget) : 'no budget'}. Who asks is not shown.`);

  const me = await client.get('/v1/providers/me', OwnProvider);
  const service = me.services.find((each) => each.serviceType === serviceType);
  if (!service) throw new UserError(`${me.name} should have a service of the type ${serviceType}.`);
  const query = `serviceId=${service.id}&limit=200`;
  const { items, timezone } = await client.get(`/v1/providers/${me.id}/slots?${query}`, Slots);
  const availableSlots = pickSlots(items, timezone, SLOTS_OFFERED);
  if (availableSlots.length === 0) throw new UserError(`${me.name} should have a free slot in the next two weeks.`);

  const offer = await client.post(
    `/v1/requests/${requestId}/offers`,
    {
      serviceId: service.id,
      availableSlots,
      price: { amount, currency: service.currency },
      message: 'I cut curls dry. Come with your hair as you wear it.',
    },
    Offer,
  );
  const times = offer.availableSlots.map(({ start }) => whenOf(start, offer.timezone)).join(' · ');
  tell.say(`Offered, out of what the calendar has free, for ${formatMoney(offer.price)}: ${times}.`);
  tell.note('offer', offer.id);
  return offer;
}
