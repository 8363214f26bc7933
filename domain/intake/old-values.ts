import type { Token } from './tokens.ts';

/** Verbs that put one value in the place of another: "swap Friday for Monday". */
const SWAPPING = new Set('change changing switch switching swap swapping replace replacing'.split(' '));
/** With "from" these do so, too. */
const MOVING = new Set(
  (
    'move moving shift shifting push pushing bring bringing raise raising lower lowering drop dropping reduce reducing ' +
    'increase increasing reschedule rescheduling postpone postponing go going'
  ).split(' '),
);
const REPLACES = new Set(['to', 'for', 'with', 'into']);
/** What may stand between such a verb and the value that it takes away. */
const BETWEEN = new Set(
  'it that this the my our up down forward back date day time budget price max booking appointment request please of'.split(
    ' ',
  ),
);
const MAX_STEPS = 5;

/** True for a verb that moves something that was said: "push it to Sunday". */
export function movesIt(tokens: readonly Token[], index: number): boolean {
  const name = tokens[index]?.word ?? '';
  const isVerb = SWAPPING.has(name) || MOVING.has(name);
  return isVerb && ['it', 'that', 'this', 'from'].includes(tokens[index + 1]?.word ?? '');
}

/** True when the value at that place is the one that is given up: "move it from Friday to Saturday", "100 instead of 80". */
export function isOldValue(tokens: readonly Token[], from: number, next: number): boolean {
  const word = (at: number): string => tokens[at]?.word ?? '';
  const index = word(from) === 'from' ? from + 1 : from;
  const before = `${word(index - 2)} ${word(index - 1)}`;
  if (before === 'instead of' || before === 'rather than') return true;
  const isFrom = word(index - 1) === 'from';
  if (!isFrom && !REPLACES.has(word(next))) return false;
  for (let at = index - (isFrom ? 2 : 1); at >= Math.max(0, index - MAX_STEPS); at -= 1) {
    if (SWAPPING.has(word(at)) || (isFrom && MOVING.has(word(at)))) return true;
    if (!BETWEEN.has(word(at))) return false;
  }
  return false;
}

/** Where the value begins that is given up for the one before it: "50 instead of 60", "50, not 60", "50 and not 60". */
export function oldValueBehind(word: (index: number) => string, next: number): number | undefined {
  const at = [',', 'and', 'but'].includes(word(next)) ? next + 1 : next;
  if (word(at) === 'not') return word(at + 1) === 'for' ? at + 2 : at + 1;
  return ['instead of', 'rather than'].includes(`${word(at)} ${word(at + 1)}`) ? at + 2 : undefined;
}
