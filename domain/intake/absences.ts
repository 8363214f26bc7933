import { isDayWord } from './calendar-words.ts';
import { alikeTo, isListComma } from './listed-things.ts';
import type { Token } from './tokens.ts';

/** Words for somebody who cannot be there. */
const AWAY = new Set('busy away unavailable abroad travelling traveling swamped'.split(' '));
const AWAY_PHRASES = [
  'out of town',
  'on holiday',
  'on holidays',
  'on vacation',
  'at work',
  'in meetings',
  'tied up',
  "i'm out",
  'im out',
  "we're out",
  'be out',
].map((phrase) => phrase.split(' '));
/** Of work they speak with their subject only: "I work Fridays", but "who works Fridays?". */
const WORKING = new Set(['work', 'working']);
const SUBJECTS = new Set(["i'm", 'im', 'i', 'we', "we're", 'am', 'usually', 'always', 'both']);
/** What may stand between them and the day. */
const BETWEEN = new Set(
  'on all day days of the this that every each most from till until through in and or to - & morning afternoon evening'.split(
    ' ',
  ),
);
const MAX_STEPS = 8;

/** True when the days at that place are those on which the speaker is not there: "busy on Saturday", "I work Monday to Friday". */
export function isAway(tokens: readonly Token[], index: number): boolean {
  return absenceBefore(tokens, index) !== undefined;
}

/** Where the words begin that say so of the days at that place. */
export function absenceBefore(tokens: readonly Token[], index: number): number | undefined {
  const word = (at: number): string => tokens[at]?.word ?? '';
  for (let at = index - 1; at >= Math.max(0, index - MAX_STEPS); at -= 1) {
    const name = word(at);
    if (AWAY.has(name)) return ['not', "isn't", 'isnt', 'never'].includes(word(at - 1)) ? undefined : at;
    if (WORKING.has(name) && (SUBJECTS.has(word(at - 1)) || opensClause(at))) return at;
    const phrase = AWAY_PHRASES.find((words) =>
      words.every((each, step) => word(at - words.length + 1 + step) === each),
    );
    if (phrase) return at - phrase.length + 1;
    if (name === ',' && isListComma(tokens, at, true) && alikeTo(tokens, at + 1)(at - 1)) continue;
    if (!BETWEEN.has(name) && !isDayWord(name) && !isDayWord(name.replace(/s$/, ''))) return undefined;
  }
  return undefined;

  /** "Working all day Thursday": whoever begins with it speaks of themselves. */
  function opensClause(at: number): boolean {
    return word(at) === 'working' && (at === 0 || tokens[at - 1]?.kind === 'mark');
  }
}
