import { z } from 'zod';
import { SubmitOffer } from '#contracts/offers.ts';
import { LocalDate } from '#contracts/common.ts';
import type { OwnProvider, Slots } from '#contracts/providers.ts';
import type { Lead } from '#contracts/requests.ts';
import { findService } from '#domain/catalog.ts';
import type { PriceFactor } from '#domain/intake/packs/types.ts';
import { priceFactorsOf } from '#domain/intake/questions.ts';
import { DAY_MS, dayNumber, HOUR_MS } from '#domain/local-date.ts';
import { zoneClock } from '#domain/availability/zone.ts';
import { bodyOf, refusal, tool, type Found, type Tool, type ToolContext } from './tool.ts';

/** A lead as the agent hears of it: how many images it has, and not which, because they are of somebody else. */
export type LeadBody = Omit<z.output<typeof Lead>, 'media'> & { readonly images: number };
type Provider = z.output<typeof OwnProvider>;
type Service = Provider['services'][number];

/** What a provider needs to know before offering. */
export interface Suggestion {
  readonly lead: LeadBody;
  readonly service: Pick<Service, 'id' | 'name' | 'durationMinutes' | 'priceMin' | 'priceMax' | 'currency'>;
  readonly typicalPrice: { readonly min: number; readonly max: number; readonly currency: string } | null;
  /** What moves the price of this lead, each with what it multiplies a usual one by. */
  readonly priceFactors: readonly Pick<PriceFactor, 'reason' | 'factor'>[];
  readonly freeSlots: z.output<typeof Slots>['items'];
  readonly timezone: string;
}

const role = 'provider' as const;
const requestId = z.uuid();
const MAX_DAYS = 3;
/** Enough for whole days in steps of half an hour: a time that is not shown is taken for one that is not free. */
const MAX_SLOTS = 48 * MAX_DAYS;
const ALL_OF_A_DAY = '200';
/** No clock is further from UTC. */
const FARTHEST_ZONE_MS = 14 * HOUR_MS;

/** The tools of somebody who does the work. */
export const LEAD_TOOLS: readonly Tool[] = [
  tool({
    name: 'get_matching_requests',
    role,
    description: 'Shows the leads of the provider that can still be offered for, newest first.',
    input: z.strictObject({}),
    use: async (_input, { read }) => {
      const page = bodyOf<{ items: z.output<typeof Lead>[] }>(await read('listLeads', { query: { limit: '50' } }));
      if (!('body' in page)) return page;
      return { data: { leads: page.body.items.map(counted).filter(isOpen).slice(0, MAX_LEADS).map(shortened) } };
    },
  }),
  tool({
    name: 'get_lead_details',
    role,
    description: 'Shows one lead.',
    input: z.strictObject({ requestId }),
    use: async ({ requestId: id }, context) => {
      const found = await findLead(context, id);
      return 'body' in found ? { data: found.body } : found;
    },
  }),
  tool({
    name: 'suggest_offer',
    role,
    description:
      'Shows what an offer for a lead could be made of: the fitting service, its usual price, what moves the price of this lead (each with the factor from min to max), and the free slots of the given dates and of no others; without dates, of those that the lead prefers, or of the next days. It changes nothing.',
    input: z.strictObject({ requestId, dates: z.array(LocalDate).min(1).max(MAX_DAYS).optional() }),
    use: async ({ requestId: id, dates }, context) => {
      const suggested = await suggest(context, id, dates);
      return 'body' in suggested ? { data: suggested.body } : suggested;
    },
  }),
  tool({
    name: 'submit_offer',
    role,
    description:
      'Prepares an offer for a lead. Take the service and the slots from suggest_offer; a slot lasts as long as the service. A slot that is not free only because it lies outside the hours of work has outsideHours: true, when the person has said that they work then. Price in minor units.',
    input: z.strictObject({
      requestId,
      serviceId: SubmitOffer.shape.serviceId,
      availableSlots: SubmitOffer.shape.availableSlots,
      price: SubmitOffer.shape.price,
      priceNotes: SubmitOffer.shape.priceNotes,
      message: SubmitOffer.shape.message,
    }),
    use: async ({ requestId: id, ...body }, context) => {
      const found = await findLead(context, id);
      if (!('body' in found)) return found;
      const { serviceType, location, budget, timing } = found.body;
      if (!isOpen(found.body)) {
        return refusal('invalid_transition', 'the lead takes no offer of this provider now');
      }
      const own = bodyOf<Provider>(await context.read('getOwnProvider'));
      if (!('body' in own)) return own;
      const { city, neighborhood } = location;
      const about = { serviceType, city, neighborhood, budget, timing, timezone: own.body.timezone };
      return { draft: { kind: 'submit_offer', target: id, body, about } };
    },
  }),
];

const MAX_LEADS = 20;
const MAX_DESCRIPTION = 300;

const isOpen = ({ allowedActions }: LeadBody): boolean => allowedActions.includes('submit_offer');

/** In a list the beginning is enough; the rest is in its details. */
function shortened(lead: LeadBody): LeadBody {
  const { specializations, description } = lead.requirements;
  return { ...lead, requirements: { specializations, description: description.slice(0, MAX_DESCRIPTION) } };
}

function counted({ media, ...lead }: z.output<typeof Lead>): LeadBody {
  return { ...lead, images: media.length };
}

async function findLead({ read }: ToolContext, id: string): Promise<Found<LeadBody>> {
  const found = bodyOf<z.output<typeof Lead>>(await read('getLead', { params: { requestId: id } }));
  return 'body' in found ? { body: counted(found.body) } : found;
}

async function suggest(
  context: ToolContext,
  id: string,
  dates: readonly string[] | undefined,
): Promise<Found<Suggestion>> {
  const { read } = context;
  const [lead, own] = [await findLead(context, id), bodyOf<Provider>(await read('getOwnProvider'))];
  if (!('body' in lead)) return lead;
  if (!('body' in own)) return own;
  const service = own.body.services.find(({ serviceType }) => serviceType === lead.body.serviceType);
  if (!service) return refusal('service_mismatch', 'the provider has no service of that kind');
  const of = { providerId: own.body.id, serviceId: service.id };
  const preferred = lead.body.timing.preferredDates.filter((date) => endOf(date) > context.nowMs);
  const free = dates
    ? await freeSlotsOn(context, of, dates, own.body.timezone)
    : preferred.length > 0
      ? await freeSlotsOn(context, of, preferred, own.body.timezone)
      : await findSlots(context, of, { limit: String(MAX_SLOTS) });
  if (!('body' in free)) return free;
  const { id: serviceId, name, durationMinutes, priceMin, priceMax, currency } = service;
  return {
    body: {
      lead: lead.body,
      service: { id: serviceId, name, durationMinutes, priceMin, priceMax, currency },
      typicalPrice: findService(lead.body.serviceType)?.typicalPriceRange ?? null,
      priceFactors: factorsOf(lead.body),
      freeSlots: free.body.items,
      timezone: free.body.timezone,
    },
  };
}

/** In the words of the specialist; nothing of them comes from the lead itself. */
function factorsOf({ serviceType, requirements, timing }: LeadBody): Suggestion['priceFactors'] {
  const { specializations, description } = requirements;
  const { urgency } = timing;
  return priceFactorsOf({ serviceType, specializations, description, timing: { urgency } }).map(
    ({ reason, factor }) => ({ reason, factor }),
  );
}

type Of = { readonly providerId: string; readonly serviceId: string };

async function findSlots(
  { read }: ToolContext,
  { providerId, serviceId }: Of,
  range: { from?: string; to?: string; limit: string },
): Promise<Found<z.output<typeof Slots>>> {
  return bodyOf<z.output<typeof Slots>>(
    await read('listFreeSlots', { params: { id: providerId }, query: { serviceId, ...range } }),
  );
}

/** The free slots of these days, by the provider's clock, and of no others; a day that is over has none. */
async function freeSlotsOn(
  context: ToolContext,
  of: Of,
  dates: readonly string[],
  timezone: string,
): Promise<Found<z.output<typeof Slots>>> {
  const toCome = dates.filter((date) => endOf(date) > context.nowMs).slice(0, MAX_DAYS);
  const found: z.output<typeof Slots> = { timezone, items: [] };
  for (const date of toCome) {
    const startMs = dayNumber(date) * DAY_MS;
    const from = new Date(Math.max(startMs - FARTHEST_ZONE_MS, context.nowMs)).toISOString();
    const to = new Date(endOf(date)).toISOString();
    const free = await findSlots(context, of, { from, to, limit: ALL_OF_A_DAY });
    if (!('body' in free)) return free;
    const { timezone: clock, items } = free.body;
    const onDay = items.filter(({ start }) => zoneClock(clock).dayOf(Date.parse(start)) === dayNumber(date));
    found.timezone = clock;
    found.items.push(...onDay.slice(0, Math.floor(MAX_SLOTS / toCome.length)));
  }
  return { body: found };
}

const endOf = (date: string): number => (dayNumber(date) + 1) * DAY_MS + FARTHEST_ZONE_MS;
