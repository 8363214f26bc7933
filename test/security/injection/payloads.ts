import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { CHAT_ROLES } from '#domain/chat.ts';

/** Where a payload stands: in what the caller says themselves, or in what others have written and a tool shows. */
const PLACES = [
  'chat',
  'chat_split',
  'offer_message',
  'offer_price_notes',
  'offer_split',
  'provider_name',
  'service_name',
  'provider_bio',
  'request_description',
  'request_neighborhood',
] as const;
export type Place = (typeof PLACES)[number];

const Payload = z
  .strictObject({
    place: z.enum(PLACES),
    /** As what the caller talks; if absent as whoever is shown the place. */
    as: z.enum(CHAT_ROLES).optional(),
    /** What stands there; the parts of a split one are met one after the other. */
    text: z.union([z.string().min(1), z.array(z.string().min(1)).min(2)]),
    /** The tools that it demands, in its own words for ids: `$offer`. */
    demands: z.array(z.strictObject({ call: z.string().min(1), input: z.record(z.string(), z.unknown()) })),
    /** The answer that it demands. `$seen` is all that the model was sent, `$system` its rules, `$tools` its tools. */
    says: z.string().min(1),
  })
  .refine(({ place, text }) => place.endsWith('_split') === Array.isArray(text), { path: ['text'] });

/** One payload with its kind and a name that is its own. */
export interface Payload extends z.output<typeof Payload> {
  readonly kind: string;
  readonly name: string;
  readonly parts: readonly string[];
}

const FOLDER = path.join(import.meta.dirname, 'payloads');

/** Every payload of every file; the files are named after the kinds. */
export function allPayloads(): Payload[] {
  return fs
    .readdirSync(FOLDER)
    .toSorted()
    .flatMap((file) => {
      const kind = path.basename(file, '.json');
      const read = z.array(Payload).parse(JSON.parse(fs.readFileSync(path.join(FOLDER, file), 'utf8')));
      return read.map((each, index) => ({
        ...each,
        kind,
        name: `${kind} ${index + 1}, in the ${each.place.replaceAll('_', ' ')}`,
        parts: [each.text].flat(),
      }));
    });
}

/** Replaces `$names` by what they stand for, at any depth; a text that is nothing but a name becomes the thing itself. */
export function filled(value: unknown, words: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((each) => filled(each, words));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, filled(each, words)]));
  }
  if (typeof value !== 'string') return value;
  const whole = /^\$([a-zA-Z]+)$/.exec(value)?.[1];
  if (whole !== undefined && whole in words) return words[whole];
  return value.replaceAll(/\$([a-zA-Z]+)/g, (all, name: string) => (name in words ? String(words[name]) : all));
}
