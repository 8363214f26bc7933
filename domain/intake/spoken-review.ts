import { MAX_RATING, MIN_RATING, REVIEW_ASPECTS, type ReviewBreakdown } from '#domain/reviews.ts';

/** What somebody says who wants to review a booking, as far as they said it. */
export interface SpokenReview {
  /** Whom or what it is about, in their words. */
  readonly about?: string;
  readonly rating?: number;
  readonly comment?: string;
  readonly breakdown?: ReviewBreakdown;
}

/** A review, or the wish to write one; not the wish to read some. */
const CUES = [
  /\b(?:i(?:'|’)?(?:d| would)?\s+(?:want|like|love)|i(?:'|’)?ll|i will|let me|let's|can i|could i|may i)\b[^.!?:]{0,30}?\b(?:review|rate)\b/iu,
  /^\W*(?:please\s+)?(?:review|rate)\b/iu,
  /\b(?:leave|write|give|post|submit|add)\b[^.!?:]{0,40}?\b(?:review|rating|feedback)\b/iu,
  /\b(?:give|gave|giving)\b(?=[^.!?:]{1,60}?\b(?:\d|one|two|three|four|five)\W{0,3}stars?\b)/iu,
  /^\W*(?:my\s+)?(?:review|rating|feedback)\s+(?:of|for|on|about)\b/iu,
];

const NUMBERS = ['one', 'two', 'three', 'four', 'five'];
const NUMBER = `(?:\\d+(?:[.,]\\d+)?|${NUMBERS.join('|')})`;
const STARS = new RegExp(
  `(?:\\b(?:an?\\s+)?(${NUMBER})(?:\\s*(?:/|out\\s+of|of)\\s*(?:5|five))?[\\s-]*stars?\\b|\\b(${NUMBER})\\s*(?:/|out\\s+of)\\s*(?:5|five)\\b|(★+)☆*)`,
  'giu',
);
const ASPECT = new RegExp(
  `\\b(${REVIEW_ASPECTS.join('|')})\\s*[:=]?\\s*(?:was\\s+|is\\s+)?([1-5])(?:\\s*/\\s*5)?\\b`,
  'giu',
);
/** Somebody who wants to read what others say. */
const READING = /\b(?:see|read|show|find|look|check|are|is)\b[^.!?:]{0,40}\b(?:reviews?|ratings?)\b/iu;

/** After the cue: of whom. Names begin with a capital; otherwise it is a word or two, such as what a booking is called. */
const NAME =
  /^\s*(?:(?:of|for|on|to|about)\s+)?((?:\p{Lu}[\p{L}\p{N}'’&-]*)(?:\s+(?:(?:and|&|of|the)\s+)?\p{Lu}[\p{L}\p{N}'’&-]*){0,4})/u;
const LEADING = /^\s*(?:(?:of|for|on|to|about|my|the|that|this|our|last|latest|recent|previous)\s+)*/iu;
const THING = /^([\p{L}'’-]+)(?:\s+([\p{L}'’-]+))?/u;
const NOTHING = new Set(
  'a an it this that them him her booking appointment visit service my the with and because was were is so stars star one two three four five very really i he she they'.split(
    ' ',
  ),
);
const EDGES = /^[\s:;,.!–—-]+|[\s:;,–—-]+$/gu;

/** The review that somebody wants to write; nothing when they speak of something else. */
export function readReview(text: string): SpokenReview | undefined {
  if (READING.test(text)) return undefined;
  const cue = CUES.map((pattern) => pattern.exec(text)).find((match) => match !== null);
  if (!cue) return undefined;
  const rest = text.slice(cue.index + cue[0].length);
  const { about, length } = aboutIn(rest);
  const comment = commentIn(rest.slice(length));
  return {
    ...(about !== undefined && { about }),
    ...starsOf(text),
    ...(comment !== undefined && { comment }),
  };
}

/** What an answer adds to a review that was begun: stars, also as a bare number, and everything else as the comment. */
export function readReviewAnswer(text: string): Omit<SpokenReview, 'about'> {
  const bare = new RegExp(`^\\W*(${NUMBER})\\W*$`, 'iu').exec(text);
  const rating = bare ? toRating(bare[1] ?? '') : undefined;
  if (rating !== undefined) return { rating };
  const comment = bare ? undefined : commentIn(text);
  return { ...starsOf(text), ...(comment !== undefined && { comment }) };
}

function starsOf(text: string): Pick<SpokenReview, 'rating' | 'breakdown'> {
  const [match] = withoutAspects(text).matchAll(STARS);
  const rating = match && (match[3] ? match[3].length : toRating(match[1] ?? match[2] ?? ''));
  const rated = [...text.matchAll(ASPECT)].map(([, name = '', stars]) => [name.toLowerCase(), Number(stars)] as const);
  return {
    ...(rating !== undefined && isRating(rating) && { rating }),
    ...(rated.length > 0 && { breakdown: Object.fromEntries(rated) }),
  };
}

/** "Communication 3/5" is no rating of the whole. */
function withoutAspects(text: string): string {
  return text.replaceAll(ASPECT, (aspect) => (aspect.includes('/') ? ' ' : aspect));
}

function toRating(word: string): number | undefined {
  const at = NUMBERS.indexOf(word.toLowerCase());
  const rating = at === -1 ? Number(word.replace(',', '.')) : at + 1;
  return isRating(rating) ? rating : undefined;
}

const isRating = (rating: number): boolean => Number.isInteger(rating) && rating >= MIN_RATING && rating <= MAX_RATING;

function aboutIn(rest: string): { about?: string; length: number } {
  const name = NAME.exec(rest);
  if (name?.[1] && !NOTHING.has(name[1].toLowerCase())) {
    return { about: name[1].replace(/['’-]+$/u, ''), length: name[0].length };
  }
  const { length } = LEADING.exec(rest)?.[0] ?? '';
  const [, first, second] = THING.exec(rest.slice(length)) ?? [];
  if (first === undefined) return { length };
  if (NOTHING.has(first.toLowerCase())) {
    return { length: isReference(first) ? length + first.length : length };
  }
  const about = second === undefined || NOTHING.has(second.toLowerCase()) ? first : `${first} ${second}`;
  return { about, length: length + about.length };
}

/** Stands for what is reviewed, and says nothing of it. */
const isReference = (word: string): boolean => /^(?:it|them|him|her|booking|appointment|visit|service)$/iu.test(word);

function commentIn(text: string): string | undefined {
  const left = withoutAspects(text).replaceAll(STARS, ' ').replaceAll(ASPECT, ' ').replaceAll(/\s+/gu, ' ');
  const said = left
    .replaceAll(/(?:\s*[,;:]\s*){2,}/gu, ', ')
    .replaceAll(EDGES, '')
    .replace(/^(?:and|with)\s+/iu, '');
  return /\p{L}{2}/u.test(said) ? said : undefined;
}
