import { categoryOf, findService } from '#domain/catalog.ts';
import { TIMES_OF_DAY } from '#domain/preferences.ts';
import { MAX_DAYS } from './day-types.ts';
import { cutAt, MAX_DESCRIPTION } from './description.ts';
import type { DraftTiming, Removal, RequestDraft, Understanding } from './types.ts';

/**
 * The draft after one more sentence: what it says replaces what was there, unless it adds ("or Sunday"); what it does
 * not speak of stays. A request for another trade starts anew, and any other intent leaves the draft as it was.
 */
export function merge(
  previous: RequestDraft | undefined,
  { draft, intent, removed, adds }: Pick<Understanding, 'draft' | 'intent' | 'removed' | 'adds'>,
): RequestDraft {
  if (!previous) return draft;
  if (intent.kind !== 'request' && intent.kind !== 'edit') return previous;
  if (intent.kind === 'request') return draft;
  const kept = without(previous, removed);
  const timing = mergeTiming(kept.timing, draft.timing, adds);
  const description = mergeDescription(kept.description, draft.description);
  const location =
    draft.location?.city === kept.location?.city ? { ...kept.location, ...draft.location } : draft.location;
  const merged: RequestDraft = {
    ...kept,
    ...draft,
    ...(location?.city !== undefined && { location: { ...location, city: location.city } }),
    ...(timing && { timing }),
    ...(description !== undefined && { description }),
  };
  return withWork(merged, kept, draft);
}

/** Category, service and specializations of one trade: those of another one go. */
function withWork(merged: RequestDraft, kept: RequestDraft, draft: RequestDraft): RequestDraft {
  const { serviceType: keptService, specializations: keptSpecializations = [], ...rest } = { ...merged };
  const isOther = draft.category !== undefined && kept.category !== undefined && draft.category !== kept.category;
  const service = draft.serviceType ?? (isOther ? undefined : keptService);
  const category = draft.category ?? (service ? categoryOf(service) : rest.category);
  const all = isOther
    ? (draft.specializations ?? [])
    : [...(kept.specializations ?? []), ...(draft.specializations ?? keptSpecializations)];
  const offered = service && findService(service)?.specializations;
  const specializations = [...new Set(all)].filter((each) => !offered || offered.includes(each));
  return {
    ...rest,
    ...(category && { category }),
    ...(service && { serviceType: service }),
    ...(specializations.length > 0 && { specializations }),
  };
}

function without(draft: RequestDraft, { budget, timing, dates = [], specializations = [] }: Removal): RequestDraft {
  const kept: RequestDraft = { ...draft };
  if (budget) delete kept.budget;
  if (timing) delete kept.timing;
  if (kept.timing?.preferredDates && dates.length > 0) {
    const { preferredDates, urgency, ...others } = kept.timing;
    const left = preferredDates.filter((date) => !dates.includes(date));
    const stillSpecific = left.length > 0 || urgency !== 'specific_date';
    kept.timing = {
      ...others,
      ...(stillSpecific && urgency && { urgency }),
      ...(left.length > 0 && { preferredDates: left }),
    };
    if (Object.keys(kept.timing).length === 0) delete kept.timing;
  }
  if (kept.specializations && specializations.length > 0) {
    kept.specializations = kept.specializations.filter((each) => !specializations.includes(each));
    if (kept.specializations.length === 0) delete kept.specializations;
  }
  return kept;
}

function mergeTiming(
  kept: DraftTiming | undefined,
  said: DraftTiming | undefined,
  adds: boolean,
): DraftTiming | undefined {
  if (!kept || !said) return said ?? kept;
  const urgency = said.urgency ?? kept.urgency;
  const isSpecific = urgency === 'specific_date';
  const dates =
    adds || !said.preferredDates
      ? [...(kept.preferredDates ?? []), ...(said.preferredDates ?? [])]
      : said.preferredDates;
  const times =
    adds || !said.preferredTimes
      ? [...(kept.preferredTimes ?? []), ...(said.preferredTimes ?? [])]
      : said.preferredTimes;
  const preferredDates = [...new Set(dates)].toSorted().slice(0, MAX_DAYS);
  const preferredTimes = TIMES_OF_DAY.filter((time) => times.includes(time));
  return {
    ...(urgency && { urgency }),
    ...(isSpecific && preferredDates.length > 0 && { preferredDates }),
    ...(preferredTimes.length > 0 && { preferredTimes }),
  };
}

function mergeDescription(kept: string | undefined, said: string | undefined): string | undefined {
  if (kept === undefined || said === undefined || kept.includes(said)) return kept ?? said;
  return cutAt(`${kept}. ${said}`, MAX_DESCRIPTION);
}
