import { CATALOG, type CategoryName } from '#domain/catalog.ts';
import { isNegated } from './negation.ts';
import { packOf } from './packs/index.ts';
import type { PackQuestion, PriceFactor } from './packs/types.ts';
import { startReading } from './reading.ts';
import { draftCategory } from './services.ts';
import { tokenize } from './tokens.ts';
import { REQUIRED_FIELDS, type Ambiguity, type AmbiguityKind, type IntakeField, type RequestDraft } from './types.ts';
import { mentions } from './vocabulary.ts';

/** Something to ask, with the field that the answer fills. */
export interface Question {
  /** Stable, so that a conversation can remember what it has asked. */
  readonly id: string;
  readonly field: IntakeField;
  readonly text: string;
}

/** Nobody is asked more than this at once. */
const MAX_QUESTIONS = 2;

const ANY_CATEGORY = 'What do you need done? We do';
const WHERE = 'In which city, and in which part of it?';
const DOUBTS: Readonly<Record<AmbiguityKind, string>> = {
  next_weekday: 'Which day do you mean by',
  weekday_is_today: 'Do you mean today or a week from now by',
  day_month_order: 'Which day comes first, the month or the day, in',
  no_such_date: 'The calendar does not have this date, which one do you mean:',
  past_date: 'This date is over, which one do you mean:',
  past_time: 'This time is past today, which day do you mean by',
  too_wide: 'Which days suit you in',
  open_ended: 'Until when would it suit you:',
  two_services: 'One request is for one service. Which one first:',
  service_not_offered: 'We do not have this service. What comes nearest to',
  two_places: 'Which of these places is it:',
  unknown_place: 'We do not know this place. Which city is it near:',
  currency: 'Which currency do you mean by',
  no_upper_limit: 'What is the most that you would pay, with',
  amount: 'How much do you mean by',
};

/**
 * At most two questions: first what was said and has two meanings, then what a request cannot do without, then what a
 * specialist of its category would ask. Nothing is asked twice when the ids of what was asked come along.
 */
export function nextQuestions(
  draft: RequestDraft,
  { ambiguous = [], asked = [] }: { ambiguous?: readonly Ambiguity[]; asked?: readonly string[] } = {},
): Question[] {
  const doubts = ambiguous.map(ofDoubt);
  const open = new Set(doubts.map(({ field }) => field));
  const category = draftCategory(draft);
  const rest = category ? ofPack(draft, category) : ofNothing(draft);
  const required: readonly IntakeField[] = REQUIRED_FIELDS;
  const ordered = [
    ...rest.filter(({ field }) => required.includes(field)),
    ...rest.filter(({ field }) => !required.includes(field)),
  ];
  const questions = [
    ...doubts,
    ...ordered.filter(({ field }) => !open.has(field) && !(field === 'serviceType' && open.has('category'))),
  ];
  return questions.filter(({ id }) => !asked.includes(id)).slice(0, MAX_QUESTIONS);
}

/** What moves the price of a draft, as far as its words show; "no pets" does not. */
export function priceFactorsOf(draft: RequestDraft): readonly PriceFactor[] {
  const category = draftCategory(draft);
  if (!category) return [];
  const named = (draft.specializations ?? []).map((name) => name.replaceAll('_', ' '));
  const text = [draft.description, ...named, draft.timing?.urgency === 'asap' ? 'asap' : undefined]
    .filter(Boolean)
    .join('. ');
  const reading = startReading(text, tokenize(text));
  return packOf(category).priceFactors.filter(
    ({ service, words }) =>
      (service === undefined || service === draft.serviceType) &&
      mentions(reading, words, (index) => !isNegated(reading, index)),
  );
}

function ofDoubt(doubt: Ambiguity): Question {
  return { id: `${doubt.kind} ${doubt.text}`, field: doubt.field, text: doubtQuestion(doubt) };
}

/** Asks what was meant, with the readings to choose from. */
export function doubtQuestion({ kind, text, choices }: Pick<Ambiguity, 'kind' | 'text' | 'choices'>): string {
  const named = choices
    .map((values) => values.map((value) => value.replaceAll('_', ' ')).join(' and '))
    .filter(Boolean);
  const offered = named.length > 0 ? ` (${named.join(', or ')})` : '';
  return `${DOUBTS[kind]} “${text}”${offered}?`;
}

function ofNothing(draft: RequestDraft): Question[] {
  const titles = CATALOG.map(({ title }) => title.toLowerCase());
  const list = `${titles.slice(0, -1).join(', ')} and ${titles.at(-1)}`;
  const questions: Question[] = [{ id: 'category', field: 'serviceType', text: `${ANY_CATEGORY} ${list}.` }];
  if (!draft.location) questions.push({ id: 'location', field: 'location', text: WHERE });
  return questions;
}

function ofPack(draft: RequestDraft, category: CategoryName): Question[] {
  const reading = startReading(draft.description ?? '', tokenize(draft.description ?? ''));
  const isOpen = ({ field, service, answeredBy }: PackQuestion): boolean => {
    if (service !== undefined && service !== draft.serviceType) return false;
    if (field === 'description') return answeredBy === undefined || !mentions(reading, answeredBy);
    return !isFilled(draft, field);
  };
  return packOf(category)
    .questions.filter(isOpen)
    .map(({ id, field, text }) => ({ id: `${category} ${id}`, field, text }));
}

function isFilled(
  { serviceType, location, specializations, timing, budget }: RequestDraft,
  field: IntakeField,
): boolean {
  if (field === 'serviceType' || field === 'category') return serviceType !== undefined;
  if (field === 'location') return location !== undefined;
  if (field === 'specializations') return specializations !== undefined;
  if (field === 'budget') return budget?.max !== undefined;
  if (field === 'preferredTimes') return timing?.preferredTimes !== undefined;
  return timing?.urgency !== undefined; // a day or a haste answers both questions of time
}
