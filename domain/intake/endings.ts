import type { Intent } from './intent-types.ts';
import type { FoundSoFar } from './intents.ts';

const NO_MORE = [
  'never mind',
  'nevermind',
  'scrap',
  'discard',
  'forget about',
  'forget that',
  'start over',
  'drop that',
  'throw away',
  'changed mind',
  'want anymore',
  'need anymore',
  'not interested',
  'no longer',
];
/** "Cancel my haircut", "call off the cleaner". */
const CALLS_OFF = /\b(?:cancel|withdraw|scrap|call off|call .{1,30} off)\b/;
/** "I don't need the plumber any more", "photographer no longer needed". */
const NOT_NEEDED =
  /\b(?:no longer (?:need|want|require|after|looking)|(?:don't|dont|doesn't|doesnt|do not|not) (?:really |actually )?(?:need|want|require)\b.*\b(?:anymore|any more|any longer|after all)|(?:not|no longer) (?:needed|wanted|required))\b/;
/** Whoever asks for other work in the same breath calls nothing off. */
const ASKS =
  /\b(?:instead|looking for|rather|i need|we need|need (?:a|an|another|new)|want (?:a|an|another)|just|only)\b/;

/** What ends a draft or a request. */
export function readEnding(words: readonly string[], core: readonly string[], found: FoundSoFar): Intent | undefined {
  const cancels = words.some((word) => ['cancel', 'withdraw', 'delete', 'close', 'stop'].includes(word));
  if (cancels && words.some((word) => ['request', 'search', 'order'].includes(word))) {
    return { kind: 'cancel_request' };
  }
  if (isCalledOff(words.join(' '), found)) {
    return found.hasPrevious && found.isSameTrade ? { kind: 'cancel' } : { kind: 'cancel_request', ...workOf(found) };
  }
  const ofBooking = words.some((word) => ['booking', 'appointment'].includes(word)); // no draft and no request
  const drops = !ofBooking && words.some((word) => ['cancel', 'delete'].includes(word));
  const alone = drops && words.length <= 5 && !found.fields;
  if (alone) return { kind: found.hasPrevious ? 'cancel' : 'cancel_request' };
  const isNo = core.length === 1 && ['forget', 'stop', 'no', 'nope'].includes(core[0] ?? '');
  const leaves = NO_MORE.some((phrase) => ` ${core.join(' ')} `.includes(` ${phrase} `)) || isNo;
  return leaves && !found.fields ? { kind: 'cancel' } : undefined;
}

/** Work that was ordered and is not wanted any more. */
function isCalledOff(said: string, { service, refusedWork, isListed }: FoundSoFar): boolean {
  if (isListed || /\b(?:booking|appointment)\b/.test(said)) return false;
  const isOf = service || refusedWork === true;
  const isOff = NOT_NEEDED.test(said)
    ? !/\b(?:instead|rather|just|only)\b/.test(said)
    : CALLS_OFF.test(said) && !ASKS.test(said);
  return isOf && isOff;
}

function workOf({ work }: FoundSoFar): Pick<Extract<Intent, { kind: 'cancel_request' }>, 'work'> {
  return work && Object.keys(work).length > 0 ? { work } : {};
}
