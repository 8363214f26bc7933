import type { ShownBooking } from '#activities/chat/tools/reviews.ts';
import { draftWords } from '#activities/chat/wording.ts';
import { whenOf } from '#activities/chat/words.ts';
import { ordinalIn } from '#domain/intake/ordinals.ts';
import { readReview, readReviewAnswer, type SpokenReview } from '#domain/intake/spoken-review.ts';
import { plain, tokenize } from '#domain/intake/tokens.ts';
import type { Moment, Move, UsedResult } from './moment.ts';
import { pick } from './picking.ts';
import { read } from './understanding.ts';

const WHICH = 'Which booking do you want to review?';
const USE = 'submit_review';
/** What somebody wants who does not answer what they were asked. */
const OTHER_WISHES: readonly string[] = [
  'approve',
  'cancel',
  'greeting',
  'help',
  'show_offers',
  'book_offer',
  'request_status',
  'cancel_request',
];

/** What to do for somebody who reviews a booking; nothing when they speak of something else. */
export function reviewMove(moment: Moment): Move | undefined {
  const used = moment.used.at(-1);
  if (used && used.name !== USE) return undefined;
  if (used?.result.status === 'prepared') return { say: draftWords(used.result.draft) };
  if (used?.result.status === 'refused') return afterRefusal(moment, used.result);
  const review = wishIn(moment) ?? answerIn(moment);
  return review && { use: USE, input: { ...review } };
}

type Refusal = Extract<UsedResult, { status: 'refused' }>;

/** Several bookings fit: the one that is chosen, or the question which. */
function afterRefusal(moment: Moment, used: Refusal): Move {
  const bookings = (used.info as { bookings?: readonly ShownBooking[] } | undefined)?.bookings;
  if (!bookings) return { say: `I could not do that: ${used.detail}.` };
  const chosen = wasAskedWhich(moment) && !readReview(moment.said) ? choose(bookings, moment.said) : undefined;
  if (chosen) return { use: USE, input: { ...saidOf(reviewBefore(moment)), bookingId: chosen.bookingId } };
  const lines = bookings.map((each, index) => `${index + 1}. ${bookingWords(each)}`);
  const why = used.code === 'not_found' ? `There is ${used.detail}. ` : '';
  return { say: [`${why}${WHICH}`, ...lines].join('\n') };
}

/** A review in what was just said or, when it is the answer to which booking is meant, in what was said before. */
function wishIn(moment: Moment): SpokenReview | undefined {
  const said = readReview(moment.said);
  if (said) return said;
  if (!wasAskedWhich(moment) || isOtherWish(moment)) return undefined;
  const before = reviewBefore(moment);
  return before && saidOf(before);
}

/** The rest of a review that was begun, when the question for it was the last thing that was said. */
function answerIn(moment: Moment): SpokenReview | undefined {
  const { context, earlier, said } = moment;
  const open = context.drafts.find(({ kind }) => kind === USE);
  if (!open || !earlier.at(-1)?.includes(draftWords(open)) || isOtherWish(moment)) return undefined;
  const { comment, ...stars } = readReviewAnswer(said);
  const isNew = comment !== undefined && open.body.comment === undefined; // “make it 4 stars” is no comment
  const answer = isNew ? { ...stars, comment } : stars;
  return Object.keys(answer).length > 0 ? answer : undefined;
}

function isOtherWish(moment: Moment): boolean {
  const { kind, ...more } = read(moment, undefined).intent;
  const isChoice = kind === 'book_offer' && wasAskedWhich(moment) && 'ordinal' in more; // “the second one”
  return OTHER_WISHES.includes(kind) && !isChoice;
}

const wasAskedWhich = ({ earlier }: Moment): boolean => earlier.at(-1)?.includes(WHICH) ?? false;

function reviewBefore({ saidBefore }: Moment): SpokenReview | undefined {
  return saidBefore.map(readReview).findLast((review) => review !== undefined);
}

/** Without whom it is about: that was not enough to find the booking. */
function saidOf(review: SpokenReview | undefined): SpokenReview {
  const { about: _about, ...said } = review ?? {};
  return said;
}

function choose(bookings: readonly ShownBooking[], said: string): ShownBooking | undefined {
  const bare = /^\W*(\d{1,2})\W*$/u.exec(said)?.[1];
  const ordinal = bare === undefined ? ordinalIn(tokenize(said)) : Number(bare);
  if (ordinal !== undefined) return pick(bookings, ordinal);
  const words = plain(said);
  return pick(
    bookings.filter((each) => [each.provider, each.serviceName].some((name) => words.includes(plain(name)))),
    undefined,
  );
}

const bookingWords = ({ provider, serviceName, scheduledStart, timezone }: ShownBooking): string =>
  `${serviceName} with ${provider}, ${whenOf(scheduledStart, timezone)}`;
