import { HORIZON_DAYS, toInstant } from '#contracts/common.ts';
import { DAY_MS } from '#domain/local-date.ts';
import type { Schema } from './bad-input-schema.ts';

const quoted = (text: string): string => JSON.stringify(text);
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

/** Names that JavaScript gives a meaning to, and what a careless statement or path would give one to. */
const ODD_WORDS = [
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  '$ne',
  "' or 1=1 --",
  '../..',
  '%',
  '_',
  '*',
];

/** Moments that are none: no zone, no such day or hour, a leap second; or none that anybody means: long ago, or far ahead. */
export const BAD_INSTANTS = [
  '2026-03-02',
  '2026-03-02T09:00:00',
  '2026-03-08T02:30:00', // not there in New York, twice nowhere: without a zone it is no moment at all
  '2026-03-02T09:00:00+24:00',
  '2026-03-02T09:00:00+01',
  '2026-03-02T09:00:00+0100',
  '2026-03-02T09:00:00Z+01:00',
  '1970-01-01T00:00:00+00:01',
  '2199-12-31T23:59:59Z',
  '9999-12-31T23:59:59Z',
  '2026-03-02T09:00:00 America/New_York',
  '2026-03-02T09:00:00[Europe/Atlantis]',
  '2026-03-02T09:00Z',
  '2026-03-02 09:00:00Z',
  '20260302T090000Z',
  '2026-W10-1T09:00:00Z',
  '2026-02-29T09:00:00Z',
  '2026-02-30T09:00:00Z',
  '2026-13-01T09:00:00Z',
  '2026-00-10T09:00:00Z',
  '2026-03-02T24:00:00Z',
  '2026-03-02T09:60:00Z',
  '2016-12-31T23:59:60Z',
  '0000-01-01T00:00:00Z',
  '-0001-01-01T00:00:00Z',
  '10000-01-01T00:00:00Z',
  '+010000-01-01T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '2026-03-02T09:00:00.Z',
  `2026-03-02T09:00:00.${'9'.repeat(2_000)}Z`,
  ' 2026-03-02T09:00:00Z',
  '2026-03-02T09:00:00Z\n',
  '２０２６-03-02T09:00:00Z',
  'now',
  '1772442000000',
];

export const BAD_DATES = [
  '2026-02-30',
  '2025-02-29',
  '2026-13-01',
  '2026-3-2',
  '0000-01-01',
  '-0001-01-01',
  '10000-01-01',
  '+010000-01-01',
  '2026-03-02T00:00:00Z',
  '20260302',
  '02/03/2026',
  ' 2026-03-02',
  '2026-03-02\n',
  'tomorrow',
  '1969-12-31',
  '2199-12-31',
  '9999-12-31',
];

const UUID = '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d';
export const BAD_IDS = [
  'not-a-uuid',
  '1',
  '-1',
  UUID.slice(0, -1),
  `${UUID}0`,
  UUID.replaceAll('-', ''),
  `{${UUID}}`,
  `urn:uuid:${UUID}`,
  ` ${UUID}`,
  `${UUID}\n`,
  `${UUID},${UUID}`,
  UUID.replace('0', 'g'),
  UUID.replace('0', '０'),
  UUID.replace('-7c', '-0c'),
  ...ODD_WORDS,
];

const BAD_MAILS = [
  'x',
  '@',
  'a@',
  '@b.example',
  'a b@c.example',
  'a@b',
  'a@b..example',
  'a@b.example\r\nBcc: c@d.example',
  '"a"@b.example',
];

const UNSTORABLE = [String.raw`"\u0000"`, String.raw`"x\u0000y"`, String.raw`"\ud800"`, String.raw`"x\udc00y"`];
const NO_NUMBER = ['1e309', '-1e309', '"1"', '"NaN"', '"Infinity"', '[1]', 'true', '{}'];
const NO_TEXT = ['1', '-0', '9007199254740993', 'true', '[]', '["x"]', '{}', '{"toString":"x"}', nested(20)];

const BAD_NAMES = [
  '{"__proto__":{}}',
  '{"constructor":{"prototype":{}}}',
  `{${Array.from({ length: 5_000 }, (_, n) => `"k${n}":0`).join()}}`,
];
const BAD_VALUES = ['{"x":[]}', '{"constructor":{"prototype":{}}}'];

/** JSON texts that a schema forbids, by its own words and by common sense; what is legal is never among them. */
export function illegalFor(schema: Schema): string[] {
  const nothing = schema.isNullable ? [] : ['null'];
  return [...new Set([...nothing, ...byType(schema)])];
}

function byType(schema: Schema): string[] {
  const { maxItems, minItems = 0, maximum, minimum, exclusiveMinimum } = schema;
  switch (schema.type) {
    case 'string':
      return [...NO_TEXT, ...UNSTORABLE, ...badTexts(schema).map(quoted)];
    case 'integer':
    case 'number': {
      const limits = [minimum !== undefined && minimum - 1, maximum !== undefined && maximum + 1, exclusiveMinimum];
      const whole = schema.type === 'integer' ? ['1.5', '0.1', '1e-7', '9007199254740992', '9007199254740993'] : [];
      const beyond = limits.filter((limit) => typeof limit === 'number').map(String);
      const negative = (minimum ?? exclusiveMinimum ?? -1) >= 0 ? ['-1', '-0.5', '-9007199254740992'] : [];
      return [...NO_NUMBER, ...whole, ...negative, ...beyond];
    }
    case 'array': {
      const tooMany = maxItems === undefined ? [] : [`[${Array(40_000).fill('0').join()}]`];
      return [
        '{}',
        '{"0":"x","length":1}',
        '"x"',
        '1',
        'true',
        nested(40),
        ...tooMany,
        ...(minItems > 0 ? ['[]'] : []),
      ];
    }
    case 'boolean':
      return ['"true"', '1', '0', '[]', '{}'];
    case 'object': {
      const isOfAnyNames = typeof schema.additionalProperties === 'object';
      return ['[]', '[{}]', '"x"', '1', 'true', nested(40), ...(isOfAnyNames ? BAD_VALUES : BAD_NAMES)];
    }
    case undefined:
      throw new Error(`no hostile values are known for ${JSON.stringify(schema)}`);
  }
}

/** Texts that a schema forbids. */
export function badTexts({ format, pattern, enum: words, minLength = 0, maxLength }: Schema): string[] {
  if (words) {
    return ['', ' ', `${words[0]} `, `${words[0]}\n`, String(words[0]).concat('x'), ...otherCase(words), ...ODD_WORDS];
  }
  if (format === 'uuid') return ['', ...BAD_IDS];
  if (format === 'date-time') return ['', ...BAD_INSTANTS];
  if (format === 'date') return ['', ...BAD_DATES];
  if (format === 'email') return ['', ...BAD_MAILS, `${'a'.repeat(65)}@b.example`, `a@${'b.'.repeat(150)}example`];
  if (format === 'base64') return ['x', '=', 'eA', 'eA=', 'e*==', 'eA==\n', 'eA==eA=='];
  if (maxLength === undefined && pattern) {
    const odd = ['', ' ', 'x\n', 'x'.repeat(5_000), 'ü', ...ODD_WORDS, ...BAD_IDS];
    return odd.filter((text) => !new RegExp(pattern, 'u').test(text));
  }
  if (maxLength === undefined) throw new Error(`a text of any length: ${JSON.stringify({ format, pattern })}`);
  const short = minLength > 0 ? ['', 'x'.repeat(minLength - 1)] : [];
  return [...short, 'x'.repeat(maxLength + 1), '😀'.repeat(maxLength + 1), ' '.repeat(maxLength + 1)];
}

const furthest = toInstant(Date.now() + HORIZON_DAYS * DAY_MS).slice(0, 19);

/** JSON texts at the very edge of what a schema allows. */
export function extremesOf({ type, format, enum: words, pattern, minimum, maximum, maxLength }: Schema): string[] {
  if (type === 'integer' || type === 'number') {
    return [minimum, maximum, type === 'number' ? 5e-324 : undefined, -0].flatMap((n) =>
      n === undefined ? [] : [String(n)],
    );
  }
  if (type !== 'string' || words) return [];
  if (format === 'uuid') return [quoted(UUID.toUpperCase()), '"00000000-0000-0000-0000-000000000000"'];
  if (format === 'date') return ['1970-01-01', '2024-02-29', furthest.slice(0, 10)].map(quoted);
  if (format === 'date-time') {
    return ['1970-01-01T00:00:00Z', '2024-02-29t00:00:00.999999999z', `${furthest}.0+00:00`].map(quoted);
  }
  if (format !== undefined || maxLength === undefined || (pattern ?? '').length > 200) return [];
  const ends = [
    'x'.repeat(maxLength),
    '😀'.repeat(maxLength),
    '%_\\\'";--',
    '\u{10ffff}\u202e\ufeff x',
    '<script>',
    '${jndi:x}',
  ];
  return ends.filter((text) => Array.from(text).length <= maxLength).map(quoted);
}

function otherCase(words: readonly string[]): string[] {
  return [words[0]?.toUpperCase(), words[0]?.toLowerCase()].filter(
    (word) => word !== undefined && !words.includes(word),
  ) as string[];
}

/** Bodies that are no JSON, whatever a contract says. */
export const NO_JSON: readonly (string | Buffer)[] = [
  '{',
  '{}{}',
  '{"a":1,}',
  '[1,]',
  '{/* a */}',
  '{} // a',
  "{'a':1}",
  '{a:1}',
  '{"a":NaN}',
  '{"a":Infinity}',
  '{"a":01}',
  '{"a":+1}',
  '{"a":.5}',
  '{"a":0x10}',
  '{"a":undefined}',
  '{"a":"\n"}',
  String.raw`{"a":"\x41"}`,
  String.raw`{"a":"\u00"}`,
  ' ',
  '\u{FEFF}{}',
  Buffer.from([0xff, 0xfe, 0x7b, 0, 0x7d, 0]), // UTF-16
  Buffer.from([0x22, 0xc0, 0xaf, 0x22]), // a slash in two bytes
  Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), // half a surrogate pair
  '['.repeat(90_000),
];

/** JSON that is no object. */
export const NO_OBJECT = ['null', 'true', '0', '-0', '1e309', '""', '"{}"', '[]', '[{}]'];

/** Texts that no query takes for a number. */
export const NO_COUNT = [
  '',
  '0',
  '-1',
  '-0',
  '1.5',
  '1e1',
  '0x10',
  '+1',
  ' 1',
  '1 ',
  '١',
  'NaN',
  'Infinity',
  'null',
  '9007199254740993',
];
