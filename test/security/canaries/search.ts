import type { Mark } from './marks.ts';

/** A text that somebody can read, and where. */
export interface Text {
  readonly where: string;
  readonly text: string;
}

/** A mark that stands where it must not. */
export interface Finding {
  readonly mark: string;
  readonly where: string;
  /** How it was written there. */
  readonly form: string;
  /** The words around it. */
  readonly around: string;
}

const AROUND = 60;

/** Every place where a mark can be read: as it is, in whatever case, percent-encoded, escaped, in hex or in base64. */
export function findMarks(texts: readonly Text[], marks: readonly Mark[]): Finding[] {
  return texts.flatMap(({ where, text }) => {
    const readings = readingsOf(text);
    return marks.flatMap(({ name, secret }) =>
      formsOf(secret).flatMap(({ form, needle, ignoresCase }) => {
        const wanted = ignoresCase ? needle.toLowerCase() : needle;
        const reading = (ignoresCase ? readings.folded : readings.exact).find((each) => each.includes(wanted));
        return reading === undefined ? [] : [{ mark: name, where, form, around: around(reading, wanted) }];
      }),
    );
  });
}

function around(text: string, needle: string): string {
  const at = text.indexOf(needle);
  return text.slice(Math.max(0, at - AROUND), at + AROUND);
}

/** A text as it is, and with what programs escape undone. */
function readingsOf(text: string): { exact: string[]; folded: string[] } {
  const unescaped = text
    .replaceAll(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const exact = unescaped === text ? [text] : [text, unescaped];
  return { exact, folded: exact.map((each) => each.toLowerCase()) };
}

interface Form {
  readonly form: string;
  readonly needle: string;
  readonly ignoresCase: boolean;
}

const known = new Map<string, readonly Form[]>();

function formsOf(secret: string): readonly Form[] {
  const forms = known.get(secret) ?? makeForms(secret);
  known.set(secret, forms);
  return forms;
}

function makeForms(secret: string): Form[] {
  const base64 = [0, 1, 2].flatMap((offset) => {
    const needle = base64At(secret, offset);
    return [needle, needle.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [
    { form: 'plain', needle: secret, ignoresCase: true },
    { form: 'hex', needle: Buffer.from(secret).toString('hex'), ignoresCase: true },
    ...[...new Set(base64)].map((needle) => ({ form: 'base64', needle, ignoresCase: false })),
  ];
}

/** How a secret looks in base64 behind that many other bytes: without the characters that its neighbours change. */
function base64At(secret: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
}
