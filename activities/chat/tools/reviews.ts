import { z } from 'zod';
import type { Booking } from '#contracts/bookings.ts';
import { SubmitReview } from '#contracts/reviews.ts';
import { textOf } from '#contracts/text.ts';
import { bodyOf, refusal, tool, type Found, type Tool, type ToolContext } from './tool.ts';

type BookingBody = z.output<typeof Booking>;

/** A booking that waits for a review, as the agent hears of it when there are several. */
export interface ShownBooking {
  readonly bookingId: string;
  readonly provider: string;
  readonly serviceName: string;
  readonly scheduledStart: string;
  readonly timezone: string;
}

const MAX_SHOWN = 10;
const { rating, comment, breakdown } = SubmitReview.shape;

/** The tools for what is said after the work. */
export const REVIEW_TOOLS: readonly Tool[] = [
  tool({
    name: 'submit_review',
    role: 'consumer',
    description:
      'Prepares a review of a completed booking. Without a bookingId it is looked for among those that wait for one; when several fit, they are shown: ask which is meant. Rating and comment are the person’s own; leave out what they did not say.',
    input: z.strictObject({
      bookingId: SubmitReview.shape.bookingId.optional(),
      about: textOf(160).optional().describe('The provider or the service, as the person calls it.'),
      rating: rating.optional(),
      comment: comment.optional(),
      breakdown: breakdown.describe('Only what the person has rated by itself.'),
    }),
    use: async ({ bookingId, about, ...given }, context) => {
      const open = context.openDraft('submit_review');
      const wanted = bookingId ?? (about === undefined ? (open?.body.bookingId as string | undefined) : undefined);
      const found = wanted === undefined ? await findWaiting(context, about) : await findOne(context, wanted);
      if (!('body' in found)) return found;
      const { id, provider, serviceName, scheduledStart, timezone } = found.body;
      const before = open?.body.bookingId === id ? open.body : {};
      const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      return {
        draft: {
          kind: 'submit_review',
          target: null,
          body: { ...before, ...said, bookingId: id },
          about: { provider: provider.name, serviceName, scheduledStart, timezone },
        },
      };
    },
  }),
];

/** A booking of the person as its consumer: its provider can read and review it too, but that would be another review. */
async function findOne({ read, accountId }: ToolContext, id: string): Promise<Found<BookingBody>> {
  const found = bodyOf<BookingBody>(await read('getBooking', { params: { id } }));
  if (!('body' in found)) return found;
  if (found.body.consumerId !== accountId) {
    return refusal('not_yours', 'only the consumer of a booking can review its provider here');
  }
  if (canReview(found.body)) return found;
  const { status } = found.body;
  const why = status === 'completed' ? 'it was reviewed, or the time for it is over' : `it is ${status}`;
  return refusal('review_closed', `the booking takes no review now: ${why}`);
}

/** The only booking that waits for a review and fits what was said; of several none is guessed. */
async function findWaiting({ read }: ToolContext, about: string | undefined): Promise<Found<BookingBody>> {
  const query = { role: 'consumer', status: 'completed', limit: '100' };
  const page = bodyOf<{ items: BookingBody[] }>(await read('listBookings', { query }));
  if (!('body' in page)) return page;
  const waiting = page.body.items.filter(canReview);
  const fitting = about === undefined ? waiting : waiting.filter((booking) => isCalled(booking, about));
  const [only, ...others] = fitting;
  if (only && others.length === 0) return { body: only };
  const shown = fitting.length > 0 ? fitting : waiting;
  const bookings = shown.slice(0, MAX_SHOWN).map(toShown);
  if (bookings.length === 0) return refusal('not_found', 'no completed booking waits for a review');
  const detail = only
    ? 'several completed bookings wait for a review'
    : 'no completed booking with that name waits for a review';
  return refusal(only ? 'conflict' : 'not_found', detail, { bookings });
}

const canReview = ({ allowedActions }: BookingBody): boolean => allowedActions.includes('review');

/** Every word that was said stands in the name of the provider or of the service. */
function isCalled({ provider, serviceName }: BookingBody, about: string): boolean {
  const [names, said] = [`${provider.name} ${serviceName}`, about].map(wordsOf);
  return said !== undefined && said.length > 0 && said.every((word) => names?.includes(word));
}

function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll(/['’]s?\b/gu, '').match(/[\p{L}\p{N}]+/gu) ?? [];
}

function toShown({ id, provider, serviceName, scheduledStart, timezone }: BookingBody): ShownBooking {
  return { bookingId: id, provider: provider.name, serviceName, scheduledStart, timezone };
}
