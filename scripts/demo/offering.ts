import type { z } from 'zod';
import type { Slot } from '#contracts/common.ts';
import { Offer } from '#contracts/offers.ts';
import { OwnProvider, Slots } from '#contracts/providers.ts';
import { Lead } from '#contracts/requests.ts';
import { formatMoney } from '#domain/money.ts';
import { UserError } from '#platform/user-error.ts';
import { DemoProblem, type DemoClient } from './client.ts';
import type { Narrator } from './narrator.ts';
import { budgetOf, pickSlots, whenOf } from './words.ts';

interface Offering {
  readonly client: DemoClient;
  readonly tell: Narrator;
  readonly requestId: string;
  /** The price, in minor units of the lead's currency. */
  readonly amount: number;
  /** Whether the work may begin in a moment. */
  readonly isAtOnce?: boolean;
}

type MadeOffer = z.output<typeof Offer>;

const SLOTS_OFFERED = 3;

/** What a provider does: reads the lead, looks into the own calendar, offers some of the free slots. */
export async function makeOffer({ client, tell, requestId, amount, isAtOnce = false }: Offering): Promise<MadeOffer> {
  const lead = await client.get(`/v1/providers/me/leads/${requestId}`, Lead);
  const { budget, location, serviceType } = lead;
  const place = `${location.neighborhood ?? location.city}, ${location.distanceKm?.toFixed(1) ?? '?'} km away`;
  tell.say(`The lead: ${serviceType}, ${place}, ${budget ? budgetOf(budget) : 'no budget'}. Who asks is not shown.`);

  const me = await client.get('/v1/providers/me', OwnProvider);
  const service = serviceOf(me, serviceType);
  const offer = await offerFirst(await slotsToOffer());
  const times = offer.availableSlots.map(({ start }) => whenOf(start, offer.timezone)).join(' · ');
  tell.say(`Offered, out of what the calendar has free, for ${formatMoney(offer.price)}: ${times}.`);
  tell.note('offer', offer.id);
  return offer;
  /** What begins in a moment, where the provider is free then; otherwise, and for all others, times of the next days. */
  async function slotsToOffer(): Promise<z.output<typeof Slot>[][]> {
    const query = `serviceId=${service.id}&limit=200`;
    const { items, timezone } = await client.get(`/v1/providers/${me.id}/slots?${query}`, Slots);
    const later = pickSlots(items, timezone, SLOTS_OFFERED);
    if (later.length === 0) throw new UserError(`${me.name} should have a free slot in the next days.`);
    return isAtOnce ? [[slotInAMoment(service.durationMinutes)], later] : [later];
  }

  async function offerFirst([availableSlots = [], ...others]: z.output<typeof Slot>[][]): Promise<MadeOffer> {
    const price = { amount, currency: service.currency };
    const message = 'I cut curls dry. Come with your hair as you wear it.';
    const body = { serviceId: service.id, availableSlots, price, message };
    try {
      return await client.post(`/v1/requests/${requestId}/offers`, body, Offer);
    } catch (error) {
      if (!(error instanceof DemoProblem && error.code === 'slot_not_free') || others.length === 0) throw error;
      return offerFirst(others);
    }
  }
}

function serviceOf({ name, services }: z.output<typeof OwnProvider>, serviceType: string) {
  const service = services.find((each) => each.serviceType === serviceType);
  if (!service) throw new UserError(`${name} should have a service of the type ${serviceType}.`);
  return service;
}

/** The time that the demo has until the work begins: enough to accept it, and short enough to wait for. */
const MOMENT_MS = 20_000;

function slotInAMoment(durationMinutes: number): z.output<typeof Slot> {
  const startMs = Date.now() + MOMENT_MS;
  return { start: new Date(startMs).toISOString(), end: new Date(startMs + durationMinutes * 60_000).toISOString() };
}
