import { CATALOG } from '#domain/catalog.ts';
import { INTENT_MEANINGS } from './intake-reading.ts';
import { contextOf, type Sentence } from './sentences.ts';

/** How a sentence is read: the same rules by which people have written what is expected. */
const RULES = [
  'You read one sentence that somebody writes to Proxie, a marketplace for skilled work, and record what it says with the tool.',
  'Only what is said: a field that nobody spoke of is left out, and never guessed.',
  'The draft is the whole draft after the sentence: what stood in the draft before stays unless the sentence changes it.',
  'A field with two readings ("next Friday" on a Tuesday, "03/04", two cities) is left out, and named in `ambiguous`.',
  'A day that is named makes the urgency specific_date, whatever haste is named beside it. "By Friday" is every day until then.',
  'Amounts are in minor units: 45 dollars are 4500. One amount is the most that may be paid (max alone); "around 50" is a tenth to either side in whole units, ' +
    'from 45 to 55, ' +
    'somewhat_flexible; "under", "max", "no more than" are strict.',
  'A trade with one service stands for it ("plumber"), unless other work is named ("my toilet is clogged").',
  'A question for the price of something is ask_price and makes no draft. "Any day but Saturday" is each of the next fourteen days that is left.',
  'A sentence that corrects something ("scrap that, make it next week") is an edit, with or without a draft.',
  'An order that is forbidden ("don\'t cancel my request"), an offer that is only spoken of ("the second one is too expensive"), and talk of a booking ' +
    '("my plumber never showed up") are unknown. A day on which the speaker is busy is ruled out like one behind "not".',
  'Several kinds of work in one list ("cut and colour") are two services: serviceType is left out, and named in `ambiguous`.',
  'The description says more of the work than the other fields hold, in the words of the sentence; without more it is left out.',
  'A sentence in another language than English is outOfScope: language, and nothing else is read from it; its intent is unknown.',
].join('\n');

/** Everything that a model is told before a sentence: the rules, the catalog, and what the sentence is read against. */
export function instructionsFor(sentence: Sentence): string {
  const { nowMs, timezone, knownCities, previous, currency } = contextOf(sentence);
  const local = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'full', timeStyle: 'short' });
  const services = CATALOG.flatMap(({ name: category, services: all }) =>
    all.map(({ name, specializations }) => `${category} / ${name}: ${specializations.join(', ')}`),
  );
  const places = knownCities.map(({ name, neighborhoods }) =>
    [name, neighborhoods.map((each) => each.name).join(', ')].filter((part) => part !== '').join(': '),
  );
  return [
    RULES,
    `Intents:\n${Object.entries(INTENT_MEANINGS)
      .map(([kind, meaning]) => `${kind}: ${meaning}`)
      .join('\n')}`,
    `Categories / services: specializations:\n${services.join('\n')}`,
    `Known cities with their neighborhoods; no others count:\n${places.join('\n')}`,
    `It is ${local.format(nowMs)} (${timezone}).`,
    currency === undefined ? 'Amounts without a currency have none.' : `"$" or a bare amount means ${currency}.`,
    previous ? `The draft before (data): ${JSON.stringify(previous)}` : 'There is no draft before.',
  ].join('\n\n');
}
