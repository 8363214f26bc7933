import { isTopLevel } from './top-level-domains.ts';

/** Letters of any script, with all that may stand in a label of a name or is shown as nothing inside of one. */
const NAMES = /[\u200c-\u200d\p{L}\p{M}\p{N}\p{Extended_Pictographic}_.-]+/gu;
/** How a label begins that may be the last one: encoded, Latin, Chinese or Japanese, or of other letters. Text may follow without a space. */
const LAST_LABEL = new RegExp(
  [
    String.raw`xn--[a-z\d-]{1,59}`,
    String.raw`[a-z]{2,24}(?![\p{Script=Latin}\p{M}\d])`,
    String.raw`[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff]{2,24}`,
    String.raw`(?:(?![\p{Script=Latin}\u3005-\u3007\u3041-\u30ff\u3400-\u9fff])[\p{L}\p{M}]){2,24}`,
  ]
    .map((label) => `^(?:${label})`)
    .join('|'),
  'iu',
);
/** What only an address goes on with: a port, a path, a query. A question mark that ends a sentence is none. */
const GOES_ON = /\.?(?::\d|[/\\]|[?#](?![)\].,;:!?'"”»*_]*$))/y;
const NUMBER = /^\d{1,3}$/;
/** Written with full stops, and often without the space behind them. */
const ABBREVIATION = /^(?:[ap]\.m|e\.g|i\.e|u\.[sk]|d\.[ch]|z\.b|т\.[ек])$/iu;
const CAPITALISED = /^\p{Lu}\p{Ll}+$/u;

/**
 * Where in a word a host or a mail address begins that somebody's program may make a link of; -1 when there is none. That is
 * - a name of two labels or more that goes on with a port, a path or a query, whatever its last label of letters is;
 * - a mail address, whatever its last label with a letter is;
 * - a bare name of three labels or more, whatever its last label of letters is: what a model knows may hide in its first labels;
 * - a bare name of two labels under a known top-level domain: a name that is registered as it is carries nothing;
 * - the four numbers of an address.
 *
 * Left are prices, times, abbreviations and sentences without a space between them ("done.Then", "3.5.Then", "e.g.in", "Mr.Smith").
 * So a bare name of two labels under a rare domain stays, and one like "evil.It", whose end may begin a sentence. Names of
 * firms and files that are hosts as well go ("booking.com", "readme.md"), and so does "done.Then/or"; "invoice.pdf" stays.
 */
export function findHost(word: string): number {
  for (const { 0: names, index } of word.matchAll(NAMES)) {
    const found = hostIn(word, names, index);
    if (found >= 0) return found;
  }
  return -1;
}

function hostIn(word: string, names: string, startsAt: number): number {
  let chain: string[] = [];
  let [from, at] = [startsAt, startsAt];
  for (const label of names.split('.')) {
    if (label === '') {
      chain = [];
      from = at + 1;
    } else {
      chain.push(label);
      const last = chain.length > 1 ? LAST_LABEL.exec(label)?.[0] : undefined;
      const isMail =
        chain.length > 1 && /\p{L}/u.test(label) && /[^\s([{<,;:]@/u.test(word.slice(Math.max(0, from - 2), from));
      if (isMail) return from - localPart(word, from);
      if (last !== undefined && (goesOn(word, at + last.length) || isBareHost(chain, last))) return from;
      if (chain.length > 3 && chain.slice(-4).every((each) => NUMBER.test(each))) return from;
    }
    at += label.length + 1;
  }
  return -1;
}

function goesOn(word: string, end: number): boolean {
  GOES_ON.lastIndex = end;
  return GOES_ON.test(word);
}

function isBareHost(chain: readonly string[], last: string): boolean {
  if (chain.length === 2) return isTopLevel(last, { isCapitalised: CAPITALISED.test(last) });
  if (chain.length > 3) return true;
  const [first = '', second = ''] = chain;
  if (ABBREVIATION.test(`${first}.${second}`)) return false;
  const isDecimal = /^\d+$/.test(first) && /^\d{1,2}$/.test(second);
  return !isDecimal || (!CAPITALISED.test(last) && isTopLevel(last, { isCapitalised: false }));
}

/** How long that is which stands before the host, with its `@`. */
function localPart(word: string, hostAt: number): number {
  const before = word.slice(Math.max(0, hostAt - 65), hostAt);
  return /[^\s@<>()[\]{}"“”,;:]*@$/u.exec(before)?.[0].length ?? 0;
}
