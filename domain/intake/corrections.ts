import { isDayWord } from './calendar-words.ts';

/** Words that change what was said or sent before: "scrap that, make it next week", "Friday is better". */
const CORRECTS = [
  /\b(?:scrap|forget|scratch) (?:that|this|it)\b/,
  /\b(?:make|push|pull|bring|shift|bump|set|put|move) (?:it|that|this|from|to)\b/,
  /\b(?:change|switch|swap|raise|lower|increase|decrease|reschedule|postpone|update|edit)\b/,
  /\b(?:instead|actually|meant)\b/,
  /\b(?:is|would be|works|suits me|suits) (?:much |way |a bit )?better\b/,
  /^(?:nah|no wait|sorry no|wait no)\b/,
];

/** True when a sentence corrects something, whether or not a draft is open. */
export function corrects(words: readonly string[]): boolean {
  const said = words.join(' ');
  return CORRECTS.some((pattern) => pattern.test(said));
}

const DETERMINERS = new Set(['my', 'our', 'the', 'that']);
const TIMES = new Set(['next', 'weekend', 'week', 'morning', 'afternoon', 'evening']);

/** "Reschedule my haircut", "move our clean to Thursday": work that was ordered before; "change my lights" is work itself. */
export function movesOrdered(words: readonly string[]): boolean {
  if (words.some((word) => ['reschedule', 'rescheduling', 'postpone', 'rebook'].includes(word))) return true;
  const from = words.findIndex(
    (word, index) =>
      ['move', 'push', 'shift', 'change', 'bring'].includes(word) && DETERMINERS.has(words[index + 1] ?? ''),
  );
  const to =
    from < 0 ? -1 : words.findIndex((word, index) => index > from + 1 && ['to', 'until', 'till'].includes(word));
  return to > 0 && words.slice(to + 1, to + 3).some((word) => isDayWord(word) || TIMES.has(word));
}

const OF_BOOKING = [
  /\b(?:my|our|the) (?:booking|appointment)\b/,
  /\b(?:didn't|didnt|did not|never|hasn't|hasnt|has not|not) (?:even )?(?:show|showed|shown|turn|turned|come|came|arrive|arrived)\b/,
  /\b(?:running|gonna be|going to be|will be|i'll be|ill be|i'm|im|be) (?:a bit |a little |\d+ ?(?:min|mins|minutes) |an hour |half an hour )?late\b/,
];

/** "My plumber didn't show up", "running late for my haircut": said of a booking, and no order for work. */
export function speaksOfBooking(words: readonly string[]): boolean {
  const said = words.join(' ');
  return OF_BOOKING.some((pattern) => pattern.test(said)) && !/\b(?:need|want|looking for|find me|get me)\b/.test(said);
}
