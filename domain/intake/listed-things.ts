import { DAY_PARTS, isDayWord, MONTH_WORDS } from './calendar-words.ts';
import type { Token } from './tokens.ts';

/** What stands between the last two things of a list. */
export const LIST_WORDS: ReadonlySet<string> = new Set(['or', 'and', 'nor', '&', '/']);
const CHOOSING = new Set(['or', 'nor']);
/** One thing of a list has no more words than this: "full head highlights". */
export const MAX_WORDS = 3;
const BEFORE_THING = new Set('a an the any my our this next in on at of for to no not'.split(' '));
/** With these another thought begins: "no color, I want highlights or balayage". */
const NEW_THOUGHT = new Set(
  "i i'm im i'd we it is are want need like have just only rather make do please but".split(' '),
);
/** Behind the last thing these say that the things are wanted: "not Friday, Saturday or Sunday instead". */
const WANTED = new Set('instead rather only just better works work would fine suits suit ok okay good'.split(' '));
const DENIES = /^not?$|n'?t$/;
/** A thing with its articles: "a full head of highlights". */
const LONGEST_THING = 6;
const LONGEST_LIST = 24;

/** True for a comma in a list that a joint closes: "Monday, Tuesday or Friday"; "and" closes only some. */
export function isListComma(tokens: readonly Token[], comma: number, closesWithAnd: boolean): boolean {
  const end = listEnd(tokens, comma);
  if (end === undefined || !(closesWithAnd || CHOOSING.has(tokens[end]?.word ?? ''))) return false;
  const behind = tokens.slice(end + 1, end + MAX_WORDS + 2).map(({ word }) => word);
  return !behind.some((word) => WANTED.has(word)) || behind.some((word) => DENIES.test(word));
}

/** Where the joint stands that closes the list: before it things of a few words, and commas between them. */
function listEnd(tokens: readonly Token[], comma: number): number | undefined {
  let begin = comma;
  for (let at = comma + 1; at <= Math.min(begin + LONGEST_THING, comma + LONGEST_LIST); at += 1) {
    const { word, kind } = tokens[at] ?? { word: '', kind: 'mark' };
    if (LIST_WORDS.has(word)) return at;
    if (word === ',') begin = at;
    else if (kind === 'mark' || NEW_THOUGHT.has(word)) return undefined;
  }
  return undefined;
}

/** Tells the things of a list from others by their words: days from times, and both from anything else. */
export function alikeTo(tokens: readonly Token[], index: number): (at: number) => boolean {
  let first = index;
  while (BEFORE_THING.has(tokens[first]?.word ?? '')) first += 1;
  const kind = kindOf(tokens[first]);
  return (at) => {
    const other = kindOf(tokens[at]);
    return other === kind || (other === 'number' && kind !== 'thing') || (kind === 'number' && other !== 'thing');
  };
}

function kindOf(token: Token | undefined): 'day' | 'time' | 'number' | 'thing' {
  const { word = '', kind } = token ?? {};
  if (kind === 'number' || ['st', 'nd', 'rd', 'th'].includes(word)) return 'number';
  if (isDayWord(word) || isDayWord(word.replace(/s$/, '')) || MONTH_WORDS.has(word)) return 'day';
  return DAY_PARTS.has(word) || ['noon', 'midday', 'lunch', 'lunchtime'].includes(word) ? 'time' : 'thing';
}
