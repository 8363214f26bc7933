import { z } from 'zod';
import { AcceptOffer } from '#contracts/offers.ts';
import { SlotInput } from '#contracts/common.ts';
import { isSameSlot } from '#domain/availability/intervals.ts';
import { findRequest, type OfferBody } from './requests.ts';
import { bodyOf, refusal, tool, type Tool } from './tool.ts';

/** An offer as the agent hears of it. */
export interface ShownOffer {
  readonly offerId: string;
  readonly revision: number;
  readonly provider: { readonly name: string; readonly rating: number | null; readonly reviewCount: number };
  readonly serviceName: string;
  readonly price: OfferBody['price'];
  readonly priceNotes: string | null;
  readonly message: string | null;
  readonly slots: OfferBody['availableSlots'];
  readonly timezone: string;
  readonly status: OfferBody['status'];
  readonly canBeAccepted: boolean;
}

const role = 'consumer' as const;

/** The tools for what providers offer. */
export const OFFER_TOOLS: readonly Tool[] = [
  tool({
    name: 'get_offers',
    role,
    description: 'Shows the offers for a request, the oldest first: who, the price, the free slots, and what they say.',
    input: z.strictObject({ requestId: z.uuid().optional().describe('The newest open request if absent.') }),
    use: async ({ requestId }, context) => {
      const found = await findRequest(context, requestId);
      if (!('body' in found)) return found;
      const { id, status } = found.body;
      const page = bodyOf<{ items: OfferBody[] }>(
        await context.read('listRequestOffers', { params: { id }, query: { limit: '50' } }),
      );
      if (!('body' in page)) return page;
      return { data: { requestId: id, requestStatus: status, offers: shown(page.body.items) } };
    },
  }),
  tool({
    name: 'accept_offer',
    role,
    description:
      'Prepares the acceptance of one slot of an offer; the slot must be one of its slots exactly. A place is needed only when the work is not done at the provider’s.',
    input: z.strictObject({ offerId: z.uuid(), slot: SlotInput, place: AcceptOffer.shape.location }),
    use: async ({ offerId, slot, place }, { read }) => {
      const found = bodyOf<OfferBody>(await read('getOffer', { params: { id: offerId } }));
      if (!('body' in found)) return found;
      const offer = found.body;
      if (!offer.allowedActions.includes('accept')) {
        return refusal('offer_closed', `the offer is ${offer.status} and cannot be accepted`);
      }
      const own = offer.availableSlots.find((each) => isSameSlot(each, slot));
      if (!own) return refusal('slot_not_offered', 'the offer has no such slot', { slots: offer.availableSlots });
      const { providerSnapshot, serviceName, price, timezone, revision } = offer;
      const about = { provider: providerSnapshot.name, serviceName, price, slot: own, timezone };
      const body = { revision, slot: own, ...(place && { location: place }) };
      return { draft: { kind: 'accept_offer', target: offerId, body, about } };
    },
  }),
];

/** The open ones first, the oldest first among them: in this order people count them. */
function shown(offers: readonly OfferBody[]): ShownOffer[] {
  const all = offers.toReversed().map(toShown);
  return [...all.filter(isOpen), ...all.filter((each) => !isOpen(each))].slice(0, MAX_OFFERS);
}

const MAX_OFFERS = 12;
const MAX_MESSAGE = 300;
const isOpen = ({ canBeAccepted }: ShownOffer): boolean => canBeAccepted;

function toShown(offer: OfferBody): ShownOffer {
  const { id, revision, providerSnapshot, serviceName, price, priceNotes, message, timezone, status } = offer;
  const { name, rating, reviewCount } = providerSnapshot;
  return {
    offerId: id,
    revision,
    provider: { name, rating, reviewCount },
    serviceName,
    price,
    priceNotes,
    message: message === null ? null : message.slice(0, MAX_MESSAGE).toWellFormed(),
    slots: offer.availableSlots,
    timezone,
    status,
    canBeAccepted: offer.allowedActions.includes('accept'),
  };
}
