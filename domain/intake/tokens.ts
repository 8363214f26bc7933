import type { Span } from './types.ts';

/** One word, number or mark of the text. */
export interface Token extends Span {
  readonly kind: 'word' | 'number' | 'mark';
  /** As it is written. */
  readonly text: string;
  /** In small letters without accents, with typing errors put right once the vocabulary has seen it. */
  readonly word: string;
  /** True when the vocabulary changed the spelling. */
  readonly corrected: boolean;
  /** True when nothing stands between it and the token before it. */
  readonly glued: boolean;
}

// But for "w/o", which is short, every branch starts with another kind of character: it runs in linear time.
const TOKEN =
  /[wW]\/o(?:ut)?(?![\p{L}\p{M}])|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|\d+(?:[.,'’]\d+)*|[^\s\p{L}\p{M}\d]/gu;

/** Digits that people type for a syllable. */
const SOUNDS: Readonly<Record<string, string>> = {
  '2day': 'today',
  '2morrow': 'tomorrow',
  '2moro': 'tomorrow',
  '2moz': 'tomorrow',
  '2mrw': 'tomorrow',
  '2mrow': 'tomorrow',
  '2nite': 'tonight',
  '2night': 'tonight',
};

/** Words as people shorten them when they type in a hurry. */
const SHORT_FORMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'w/o': 'without',
    'w/out': 'without',
    abt: 'about',
    aftr: 'after',
    nxt: 'next',
    wk: 'week',
    wks: 'weeks',
    wknd: 'weekend',
    wkend: 'weekend',
    appt: 'appointment',
    ppl: 'people',
    cud: 'could',
    wud: 'would',
    shud: 'should',
    til: 'till',
  }),
);

/** Cuts any text into tokens, in order, with their places in it; never throws, in time linear in its length. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const start = match.index;
    const end = start + match[0].length;
    const last = tokens.at(-1);
    const glued = last?.end === start;
    const sound = glued && last?.kind === 'number' ? SOUNDS[plain(last.text + match[0])] : undefined;
    if (last && sound) {
      tokens[tokens.length - 1] = { ...last, kind: 'word', text: last.text + match[0], word: sound, end };
      continue;
    }
    const spelled = plain(match[0]);
    tokens.push({
      kind: kindOf(match[0]),
      text: match[0],
      word: SHORT_FORMS.get(spelled) ?? spelled,
      start,
      end,
      corrected: false,
      glued,
    });
  }
  return tokens;
}

/** Small letters without accents, so that spellings can be compared. */
export function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();
}

function kindOf(text: string): Token['kind'] {
  if (/^\d/.test(text)) return 'number';
  return /^[\p{L}\p{M}]/u.test(text) ? 'word' : 'mark';
}
