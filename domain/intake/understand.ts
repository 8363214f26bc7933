import { namesListed } from './bids.ts';
import { readBudget } from './budget.ts';
import { readDates } from './dates.ts';
import { readDescription } from './description.ts';
import type { Intent } from './intent-types.ts';
import { readIntent } from './intents.ts';
import { isForeign } from './language.ts';
import { localNow } from './local-now.ts';
import { merge } from './merge.ts';
import { readLocation } from './places.ts';
import { startReading, type Reading } from './reading.ts';
import { draftCategory, readServices } from './services.ts';
import { corrected } from './spelling.ts';
import { spokenSlot, withoutOver } from './spoken-slot.ts';
import { readTimes } from './times.ts';
import { tokenize, type Token } from './tokens.ts';
import {
  REQUIRED_FIELDS,
  type DraftTiming,
  type IntakeContext,
  type IntakeField,
  type Removal,
  type RequestDraft,
  type Span,
  type Understanding,
} from './types.ts';
import { readUrgency } from './urgency.ts';

const DRAFTING: ReadonlySet<Intent['kind']> = new Set(['request', 'edit']);
const ADDING = new Set(['or', 'also', 'and', 'plus', 'additionally']);
const STAYING = new Set([
  'instead',
  'actually',
  'rather',
  'change',
  'make',
  'not',
  'no',
  'forget',
  'scratch',
  'scrap',
  'drop',
  'skip',
]);

/**
 * Reads one sentence by rules alone: what it says of a request, where it says so, what it leaves open, and what its
 * author wants. The same sentence and context always give the same answer. It never invents: a field that is not in
 * the text is absent. Any text is answered, in time that grows with its length; a zone that does not exist is a RangeError.
 */
export function understand(text: string, context: IntakeContext): Understanding {
  const now = localNow(context.nowMs, context.timezone);
  const raw = tokenize(text);
  if (isForeign(raw)) return notEnglish(context);
  const { reading, location } = readPlaces(text, raw, context);
  const named = readDates(reading, now.day);
  const times = readTimes(reading);
  const slot = spokenSlot(named, times, reading.ambiguous);
  const dates = withoutOver(reading, named, slot, now);
  const { budget, price } =
    readBudget(reading, context.previous?.budget?.currency ?? context.currency, context.previous !== undefined) ?? {};
  const work = readServices(reading, withCategory(context.previous));
  const urgency = readUrgency(reading, dates.dates.length > 0, context.previous !== undefined);
  const timing: DraftTiming = {
    ...(urgency && { urgency }),
    ...(dates.dates.length > 0 && { preferredDates: dates.dates }),
    ...(times.times.length > 0 && { preferredTimes: times.times }),
  };
  const {
    specializations,
    refused,
    refusedServices: _services,
    refusedTrades,
    otherWork: _other,
    named: _named,
    ...kind
  } = work;
  const draft: RequestDraft = {
    ...kind,
    ...(specializations.length > 0 && { specializations }),
    ...(location && { location }),
    ...(Object.keys(timing).length > 0 && { timing }),
    ...(budget && { budget }),
  };
  const removed = readRemoval(reading, dates.excluded, refused);
  const fields = Object.keys(draft).length > 0 || reading.ambiguous.length > 0 || Object.keys(removed).length > 0;
  const intent = readIntent(reading.tokens, {
    fields,
    service: kind.category !== undefined || kind.serviceType !== undefined,
    work: {
      ...(kind.category && { category: kind.category }),
      ...(kind.serviceType && { serviceType: kind.serviceType }),
    },
    isConcrete: named.dates.length > 0 || times.hours.length > 0 || budget?.max !== undefined,
    hasPrevious: context.previous !== undefined,
    isListed: namesListed(reading.tokens, spansOf(reading, ['category', 'serviceType'])),
    refusedWork: refused.length > 0 || refusedTrades.length > 0,
    isSameTrade: (kind.category ?? refusedTrades[0]) === draftCategory(context.previous),
    isRead: (index) => reading.isTaken(index),
    slot,
    price,
    amounts: spansOf(reading, ['budget']),
  });
  return finish(reading, draft, removed, intent, context);
}

function finish(
  reading: Reading,
  draft: RequestDraft,
  removed: Removal,
  said: Intent,
  context: IntakeContext,
): Understanding {
  const previous = context.previous;
  const description = readDescription(reading);
  const describes =
    said.kind === 'unknown' &&
    !said.isOfOffer &&
    previous !== undefined &&
    description !== undefined &&
    !isQuestion(reading) &&
    !isStalling(reading);
  const intent = describes ? ({ kind: 'edit' } as const) : startsAnew(reading, draft, said, previous);
  const adds = ADDING.has(reading.tokens[0]?.word ?? '');
  if (!DRAFTING.has(intent.kind)) {
    const empty = { draft: {}, evidence: [], ambiguous: [], removed: {}, adds: false };
    return { intent, ...empty, missing: missingIn(previous) };
  }
  const whole = description === undefined ? draft : { ...draft, description };
  const merged = merge(previous, { draft: whole, intent, removed, adds });
  const { evidence, ambiguous } = reading;
  return { intent, draft: whole, evidence, ambiguous, removed, adds, missing: missingIn(merged) };
}

/** Reads where something is, and starts to read the rest: places by the words as they are written, the rest with typing errors put right. */
export function readPlaces(text: string, raw: readonly Token[], { knownCities, previous }: IntakeContext) {
  const places = startReading(text, raw);
  const location = readLocation(places, knownCities, previous?.location);
  const reading = startReading(
    text,
    raw.map((token, index) => (places.isTaken(index) ? token : corrected(token))),
  );
  for (const index of raw.keys()) if (places.isTaken(index)) reading.take(index, index + 1);
  reading.evidence.push(...places.evidence);
  reading.ambiguous.push(...places.ambiguous);
  return { reading, location };
}

/** Another trade is another request, unless it corrects the one before: "a plumber instead". */
function startsAnew(reading: Reading, draft: RequestDraft, intent: Intent, previous: RequestDraft | undefined): Intent {
  const before = draftCategory(previous);
  const isOther = draft.category !== undefined && before !== undefined && draft.category !== before;
  const corrects = reading.tokens.some(({ word }) => STAYING.has(word));
  return intent.kind === 'edit' && isOther && !corrects ? { kind: 'request' } : intent;
}

function withCategory(draft: RequestDraft | undefined): RequestDraft | undefined {
  const category = draftCategory(draft);
  return draft && category ? { ...draft, category } : undefined;
}

function spansOf({ evidence }: Reading, fields: readonly IntakeField[]): Span[] {
  return evidence.filter(({ field }) => fields.includes(field)).map(({ span }) => span);
}

function readRemoval({ tokens }: Reading, dates: readonly string[], specializations: readonly string[]): Removal {
  const words = tokens.map(({ word }) => word);
  const drops = words.some(
    (word, index) =>
      ['forget', 'drop', 'remove', 'no', 'without', 'delete', 'skip'].includes(word) && isNear(words, index),
  );
  const what = (names: readonly string[]): boolean =>
    drops && words.length <= 6 && words.some((word) => names.includes(word));
  return {
    ...(what(['budget', 'price', 'limit']) && { budget: true }),
    ...(what(['date', 'dates', 'timing']) && { timing: true }),
    ...(dates.length > 0 && { dates }),
    ...(specializations.length > 0 && { specializations }),
  };
}

function isNear(words: readonly string[], index: number): boolean {
  return words
    .slice(index + 1, index + 4)
    .some((word) => ['budget', 'price', 'limit', 'date', 'dates', 'timing'].includes(word));
}

/** "Let me check with my wife": said of the talk, and not of the work. */
function isStalling({ text }: Reading): boolean {
  return /\b(?:let me|i(?:'|’)?ll|i will|i(?:'|’)?d better|gonna|need to|have to) (?:just |first |go )*(?:check|ask|see|think|look|talk|decide|come back|get back)\b/i.test(
    text,
  );
}

function isQuestion({ tokens, text }: Reading): boolean {
  const first = tokens[0]?.word ?? '';
  return (
    text.includes('?') ||
    ['how', 'what', 'who', 'why', 'when', 'where', 'which', 'is', 'are', 'does', 'do', 'can'].includes(first)
  );
}

function missingIn(draft: RequestDraft | undefined): Understanding['missing'] {
  return REQUIRED_FIELDS.filter((field) => draft?.[field] === undefined);
}

function notEnglish({ previous }: IntakeContext): Understanding {
  const nothing = { draft: {}, evidence: [], ambiguous: [], removed: {}, adds: false };
  return { intent: { kind: 'unknown' }, ...nothing, missing: missingIn(previous), outOfScope: 'language' };
}
