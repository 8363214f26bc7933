import { needsWords, standingWords } from '#activities/chat/enrollment-words.ts';
import type { EnrollmentSummary } from '#activities/chat/tools/enrollment.ts';
import { draftWords } from '#activities/chat/wording.ts';
import { listed, moneyWords, plain, serviceWords } from '#activities/chat/words.ts';
import type { CatalogCategory } from '#domain/catalog.ts';
import { readEnrolling, type EnrollingRead } from '#domain/intake/enrolling.ts';
import { forbids } from '#domain/intake/refusals.ts';
import { tokenize } from '#domain/intake/tokens.ts';
import { changesOf, unknownWork, WHICH_PRICE } from './enrollment-body.ts';
import { failureOf, foundBy, preparedBy, type Moment, type Move, type PreparedDraft } from './moment.ts';
import { isThanks, NOTHING_DONE, ONLY_ENGLISH, read, WELCOME } from './understanding.ts';

const HELP =
  'Tell me what you want to offer, where, when and for how much, and your name, such as “I offer haircuts in Brooklyn, Monday to Friday 9 to 5, for $40 to $70, my name is Ana Lopez”. ' +
  'I write it down as a draft and say what is missing. Nothing is saved or handed in before you approve it.';
const SUBMIT =
  /\b(?:submit|hand (?:it |this |my enrollment )?in|send (?:it|my (?:enrollment|application))|apply now)\b/i;
const STANDING =
  /\b(?:status|summary|missing|how far|where do i stand|show (?:me )?my|my enrollment|what have i|rejected|next)\b/i;
const ASKS_CATALOG =
  /\b(?:need|needs|require|requires|required|licen[cs]es?|photos?|catalog|services?|usual|usually|typical|price|prices|costs?|charge|much)\b/i;
const IS_QUESTION = /\?|^\s*(?:what|which|how|do|does|can|is|are)\b/i;
const OF_IMAGES = /\b(?:photos?|pictures?|images?)\b/i;

/** What to do for somebody who wants to become a provider. */
export function enrollmentMove(moment: Moment): Move {
  const prepared = preparedBy(moment);
  if (prepared) return { say: preparedWords(moment, prepared) };
  const failure = failureOf(moment);
  if (failure !== undefined) return { say: `I could not do that: ${failure}.` };
  const { said, context } = moment;
  const told = readEnrolling(said, { ...context, knownCities: context.cities, currency: 'USD' });
  if (told.isForeign) return { say: ONLY_ENGLISH };
  if (IS_QUESTION.test(said) && ASKS_CATALOG.test(said) && !/\bmissing\b/i.test(said)) return catalog(moment, told);
  if (isAboutWork(told) || hasImages(moment)) return writing(moment, told);
  if (forbids(tokenize(said))) return { say: NOTHING_DONE };
  if (SUBMIT.test(said)) return { use: 'submit_enrollment', input: {} };
  if (STANDING.test(said)) return withSummary(moment, ({ enrollment }) => ({ say: standingWords(enrollment) }));
  return others(moment);
}

function isAboutWork({ hours, isForeign: _isForeign, isPriceOpen, isPriceUnclear, ...told }: EnrollingRead): boolean {
  const isSaid = Object.values(told).some((value) => (Array.isArray(value) ? value.length > 0 : value !== undefined));
  return isSaid || isPriceOpen || isPriceUnclear || hours.schedule !== undefined || hours.isUnclear;
}

function withSummary(moment: Moment, go: (summary: EnrollmentSummary) => Move): Move {
  const found = foundBy<EnrollmentSummary>(moment, 'get_enrollment_summary');
  return found ? go(found) : { use: 'get_enrollment_summary', input: {} };
}

/** Lists are replaced as a whole, so what is there is looked at first. */
function writing(moment: Moment, told: EnrollingRead): Move {
  return withSummary(moment, (summary) => {
    const { input, question } = changesOf(told, summary, moment.context);
    const photosOf = hasImages(moment) && told.services.length === 1 ? { photosOf: told.services[0] } : {};
    if (Object.keys(input).length === 0 && !hasImages(moment)) return { say: question ?? HELP };
    return { use: 'update_enrollment', input: { ...input, ...photosOf } };
  });
}

/** What was prepared, what was not understood, and what is still to be said. */
function preparedWords(moment: Moment, draft: PreparedDraft): string {
  if (draft.kind !== 'update_enrollment') return draftWords(draft);
  const { said, context } = moment;
  const told = readEnrolling(said, { ...context, knownCities: context.cities, currency: 'USD' });
  const unclear = told.hours.isUnclear
    ? 'I did not understand the hours; say them like “Monday to Friday 9 to 5”.'
    : '';
  const upTo = told.isPriceUnclear ? WHICH_PRICE : told.isPriceOpen ? 'Up to what price does it go?' : '';
  const gone = told.removed.map((name) => serviceWords(name));
  const removed = gone.length > 0 ? `Without ${listed(gone)}.${unknownWork(told)}` : unknownWork(told).trimStart();
  const open = needsWords(draft.about.missing);
  const missing =
    open === '' ? 'Then nothing is missing any more.' : `Before it can be handed in I still need ${open}.`;
  return [draftWords(draft), removed, unclear, upTo, missing].filter((part) => part !== '').join(' ');
}

function catalog(moment: Moment, { services }: EnrollingRead): Move {
  const found = foundBy<{ categories: readonly CatalogCategory[] }>(moment, 'get_service_catalog');
  if (!found) return { use: 'get_service_catalog', input: {} };
  const { draft } = read(moment, undefined);
  const wanted = found.categories.flatMap((category) =>
    category.services.filter(({ name }) => {
      if (services.length > 0) return services.includes(name);
      return draft.category === undefined || draft.category === category.name;
    }),
  );
  return { say: ['This is what the services of the catalog need:', ...wanted.map(serviceLine)].join('\n') };
}

function serviceLine({
  title,
  requiresLicense,
  minPhotos,
  typicalPriceRange,
  specializations,
}: CatalogCategory['services'][number]): string {
  const { min, max, currency } = typicalPriceRange;
  const needs = [
    requiresLicense ? 'a licence' : 'no licence',
    minPhotos === 0 ? 'no photos' : `at least ${minPhotos} photos`,
  ];
  const price = `${moneyWords({ amount: min, currency })} to ${moneyWords({ amount: max, currency })}`;
  return `${title}: ${listed(needs)}; usually ${price}. Specialties: ${listed(specializations.map(plain))}.`;
}

function others(moment: Moment): Move {
  const [open] = moment.context.drafts;
  const { kind } = read(moment, undefined).intent;
  if (kind === 'approve' || kind === 'cancel') {
    if (!open) return { say: 'There is no draft that waits for you.' };
    const how = `I cannot decide for you by a word in the chat: ${kind} revision ${open.revision} of the draft itself.`;
    return { say: `${how} ${draftWords(open)}` };
  }
  if (OF_IMAGES.test(moment.said)) return { say: 'Send the photos with a message that says which service they show.' };
  if (kind === 'greeting' && isThanks(moment.said)) return { say: WELCOME };
  return { say: kind === 'greeting' || kind === 'help' ? HELP : `I did not understand that. ${HELP}` };
}

/** True when images came with the message: the line that says so stands right before it. */
function hasImages({ saidBefore }: Moment): boolean {
  return saidBefore.at(-1)?.startsWith('[The person adds ') ?? false;
}
