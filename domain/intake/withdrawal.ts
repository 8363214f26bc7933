import type { Reading } from './reading.ts';

/** Verbs that take something out of what stands. */
const REMOVING = new Set(
  'remove removing drop dropping delete deleting scratch scrap discontinue unlist cancel quit'.split(' '),
);
/** With a verb of doing behind them: "stop offering", "quit doing". */
const STOPPING = new Set('stop stopped stopping quit'.split(' '));
const DOING = new Set('offering doing providing with selling'.split(' '));
/** What begins another thought: "remove the haircuts, I only do braids". */
const BREAKS = new Set([
  '.',
  ';',
  '!',
  '?',
  '\n',
  'i',
  'we',
  'add',
  'adding',
  'keep',
  'but',
  'instead',
  'only',
  'just',
  'then',
]);
const MAX_STEPS = 8;

/** True when the words around a phrase take it away: "remove haircuts", "no longer do plumbing", "take haircut off my list". */
export function isTakenAway({ tokens }: Reading, from: number, next: number): boolean {
  const word = (index: number): string => tokens[index]?.word ?? '';
  if ([0, 1].some((step) => word(next + step) === 'instead')) return false; // "no more plumbing, lighting instead"
  let isNext = false;
  for (let index = from - 1; index >= Math.max(0, from - MAX_STEPS); index -= 1) {
    const name = word(index);
    if (REMOVING.has(name) || (STOPPING.has(name) && DOING.has(word(index + 1)))) return true;
    if (name === 'no' && ['more', 'longer'].includes(word(index + 1))) return !isNext;
    if (name === 'used' && word(index + 1) === 'to') return true;
    if (name === 'take' && (isOff(next) || word(index + 1) === 'off')) return true;
    if (name === ',') isNext = true;
    if (BREAKS.has(name)) return false;
  }
  return word(next) === 'no' && ['more', 'longer'].includes(word(next + 1));

  function isOff(at: number): boolean {
    for (let index = at; index < at + MAX_STEPS && !BREAKS.has(word(index)); index += 1) {
      if (['off', 'out', 'away'].includes(word(index))) return true;
    }
    return false;
  }
}
