import fc from 'fast-check';
import type { Schema } from './bad-input-schema.ts';

const EDGE_INTEGERS = [0, -1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, Number.MAX_SAFE_INTEGER];
const EDGE_NUMBERS = [5e-324, -5e-324, -0, 1e-308, 1e308, 1e-7, 0.1, 89.999_999_9];
const EDGE_TEXTS = ['\0', '\ud800', '\u200b', '\u202e', '\u{10ffff}', 'x'.repeat(3_000), '😀'.repeat(120), 'İ', 'ﬁ'];
const EDGE_DAYS = ['0001-01-01', '0000-01-01', '9999-12-31', '1969-12-31', '2024-02-29', '2025-02-29'];

const days = fc.oneof(
  fc.constantFrom(...EDGE_DAYS),
  fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map(toDay),
  fc.integer({ min: -900, max: 900 }).map((ahead) => toDay(new Date(Date.now() + ahead * 86_400_000))),
);
const instants = fc
  .tuple(days, fc.constantFrom('T00:00:00', 'T23:59:59.999999999', 't12:00:00.5'), offsets())
  .map((parts) => parts.join(''));

/** Values around everything that a schema of one field allows, on both sides of it: whoever uses them asks the contract. */
export function valuesAround({ type, format, enum: words, minimum, maximum }: Schema): fc.Arbitrary<unknown> {
  if (words) return fc.constantFrom(...words);
  const limits = [minimum, maximum].filter((limit) => limit !== undefined);
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer') {
    return fc.oneof(fc.constantFrom(...EDGE_INTEGERS, ...limits), fc.maxSafeInteger(), fc.integer({ min: 0, max: 99 }));
  }
  if (type !== 'number') return texts(format);
  const within = fc.double({ min: minimum ?? -1e6, max: maximum ?? 1e6, noNaN: true });
  return fc.oneof(fc.constantFrom(...EDGE_NUMBERS, ...limits), fc.double({ noNaN: true }), within);
}

function texts(format: string | undefined): fc.Arbitrary<string> {
  if (format === 'date') return days;
  if (format === 'date-time') return instants;
  if (format === 'uuid') return fc.oneof(fc.uuid(), fc.uuid().map(toUpperCase));
  if (format === 'email') return fc.emailAddress();
  const long = fc.constantFrom(...EDGE_TEXTS, 'Europe/Berlin', 'SystemV/EST5EDT', '24:00', '09:30');
  return fc.oneof(long, fc.string({ unit: 'binary', maxLength: 150 }), fc.string({ unit: 'grapheme', maxLength: 60 }));
}

function offsets(): fc.Arbitrary<string> {
  return fc.constantFrom('Z', 'z', '+00:00', '-00:00', '+14:00', '-23:59', '+23:59', '');
}

function toDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function toUpperCase(text: string): string {
  return text.toUpperCase();
}
