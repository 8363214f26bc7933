import { textKey } from '#domain/text-key.ts';

/** What a sentence says of its author. */
export interface PersonRead {
  readonly fullName?: string;
  readonly email?: string;
  readonly yearsExperience?: number;
  /** How long one piece of the work takes. */
  readonly durationMinutes?: number;
  readonly licenseNumber?: string;
  readonly serviceRadiusKm?: number;
  /** An IANA name, such as America/New_York. */
  readonly timezone?: string;
}

const SPOKEN_HOURS: ReadonlyMap<string, number> = new Map(Object.entries({ an: 1, one: 1, two: 2, three: 3 }));
const KM_A_MILE = 1.609_344;
const MAX_WORDS_OF_NAME = 4;

// Every repetition is bounded or reads another kind of character than what follows it, so that all of them run in linear time.
const INTRODUCED = /\b(?:my (?:full )?name is|my name's|name:|call me)\s+/i;
/** "My name isn't Bob, it's Rob": the first one is nobody's. */
const NOT_NAMED = /\bmy name (?:is not|isn[’']?t) (\p{L}{1,40}),? (?:but|it[’']?s|its)\s+/iu;
const I_AM = /\b(?:I am|I'm|I’m|this is)\s+(?=\p{Lu})/u;
const NAME_WORD = /^\p{L}[\p{L}\p{M}'’.-]{0,39}/u;
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/;
const YEARS = /\b(\d{1,2})\s?\+?\s?(?:years?|yrs?)\b/i;
const MINUTES = /\b(\d{2,3})\s?-?(?:minutes?|mins?)\b/i;
/** "Half hour haircuts", "it takes about 2 hours", "an hour each". */
const HALF_HOUR = /\bhalf[\s-](?:an[\s-])?hour\b/i;
const HOURS =
  /\b(?:takes?|lasts?)\s(?:me\s)?(?:about\s|around\s)?(an|one|two|three|\d(?:\.5)?)[\s-]?(?:hours?|hrs?)\b|\b(an|one|two|three|\d(?:\.5)?)[\s-]?(?:hours?|hrs?)\s(?:each|long|sessions?|slots?|appointments?)\b/i;
const LICENSE = /\blicen[cs]e(?:\s(?:number|no\.?|nr\.?))?\s?(?:is|:|#)?\s?#?([a-z0-9][a-z0-9-]{3,29})/i;
const RADIUS = /\b(?:within|up to|radius of|travel)\s(?:about\s)?(\d{1,3})\s?(km|kilometers?|kilometres?|miles?|mi)\b/i;
const RADIUS_NAMED = /\b(\d{1,3})[\s-]?(km|kilometers?|kilometres?|miles?|mi)\s(?:radius|range|away|around)\b/i;
const ZONE =
  /\b(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[A-Z][A-Za-z_]{1,30}(?:\/[A-Z][A-Za-z_]{1,30})?/;

/** Words that end a name, or begin something that is none. */
const NO_NAME = new Set(
  (
    'and but i in from with at on for my a an the or so who working looking based living located here of is was offering ' +
    'available interested ready done free happy new not'
  ).split(' '),
);
/** Small words inside a name. */
const INSIDE_NAME = new Set('de la van der den von da di del dos bin al el le'.split(' '));

/**
 * Reads name, mail address, experience and the like; only what is said in so many words. The rest is the text with blanks in
 * place of names and numbers: “my name is Brooklyn” speaks of no place.
 */
export function readPerson(text: string): { readonly person: PersonRead; readonly rest: string } {
  const fullName = nameIn(text);
  const [spelled] = EMAIL.exec(text) ?? [];
  const email = spelled === undefined ? undefined : textKey(spelled);
  const years = numberOf(YEARS.exec(text)?.[1], 0, 80);
  const minutes = numberOf(MINUTES.exec(text)?.[1], 15, 1_440) ?? hoursIn(text);
  const license = LICENSE.exec(text)?.[1];
  const [, distance, unit = ''] = RADIUS_NAMED.exec(text) ?? RADIUS.exec(text) ?? [];
  const radius = numberOf(distance, 1, 500);
  const timezone = ZONE.exec(text)?.[0];
  const said = [
    fullName,
    NOT_NAMED.exec(text)?.[1],
    EMAIL.exec(text)?.[0],
    isNumber(license) ? license : undefined,
    timezone,
  ];
  return { person: personOf(), rest: said.reduce<string>(blanked, text) };

  function personOf(): PersonRead {
    return {
      ...(fullName !== undefined && { fullName }),
      ...(email !== undefined && { email }),
      ...(years !== undefined && { yearsExperience: years }),
      ...(minutes !== undefined && { durationMinutes: minutes }),
      ...(isNumber(license) && { licenseNumber: license }),
      ...(radius !== undefined && { serviceRadiusKm: /^mi/i.test(unit) ? Math.round(radius * KM_A_MILE) : radius }),
      ...(timezone !== undefined && { timezone }),
    };
  }
}

function hoursIn(text: string): number | undefined {
  if (HALF_HOUR.test(text)) return 30;
  const [, taken, long] = HOURS.exec(text) ?? [];
  const said = (taken ?? long)?.toLowerCase();
  return said === undefined ? undefined : 60 * (SPOKEN_HOURS.get(said) ?? Number(said));
}

function isNumber(license: string | undefined): license is string {
  return license !== undefined && /\d/.test(license);
}

/** Of the same length, so that what is read beside it stands where it stood. */
function blanked(text: string, part: string | undefined): string {
  const at = part === undefined ? -1 : text.toLowerCase().indexOf(part.toLowerCase());
  if (part === undefined || at < 0) return text;
  return `${text.slice(0, at)}${' '.repeat(part.length)}${text.slice(at + part.length)}`;
}

/** After “my name is” any words; after “I am” only two or more in capitals, for “I am a plumber” is no name. */
function nameIn(text: string): string | undefined {
  const corrected = NOT_NAMED.exec(text);
  if (corrected) {
    return wordsOfName(text.slice(corrected.index + corrected[0].length), false).join(' ') || undefined;
  }
  const introduced = INTRODUCED.exec(text);
  if (introduced) return wordsOfName(text.slice(introduced.index + introduced[0].length), false).join(' ') || undefined;
  const said = I_AM.exec(text);
  const words = said ? wordsOfName(text.slice(said.index + said[0].length), true) : [];
  return words.length >= 2 ? words.join(' ') : undefined;
}

function wordsOfName(text: string, inCapitals: boolean): string[] {
  const words: string[] = [];
  let rest = text;
  while (words.length < MAX_WORDS_OF_NAME) {
    const word = NAME_WORD.exec(rest)?.[0].replace(/[.'’-]+$/, '');
    if (word === undefined || word === '' || NO_NAME.has(word.toLowerCase())) break;
    const isInside = words.length > 0 && INSIDE_NAME.has(word.toLowerCase());
    if (inCapitals && !isInside && !/^\p{Lu}/u.test(word)) break;
    words.push(isInside ? word : word.charAt(0).toUpperCase() + word.slice(1));
    rest = rest.slice(word.length);
    if (!/^[ \t]/.test(rest)) break; // a mark ends the name
    rest = rest.trimStart();
  }
  while (INSIDE_NAME.has((words.at(-1) ?? '').toLowerCase()) && words.length > 1) words.pop();
  return words;
}

function numberOf(digits: string | undefined, least: number, most: number): number | undefined {
  const value = digits === undefined ? undefined : Number(digits);
  return value !== undefined && value >= least && value <= most ? value : undefined;
}
