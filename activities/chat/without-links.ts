import { findHost } from './hosts.ts';

/** What stands in an answer where an address was. */
export const LEFT_OUT = '(link left out)';

/** Takes the links out of a text that comes in pieces. */
export interface LinkFilter {
  /** What may be shown by now: a word is held back until it is whole. */
  push(piece: string): string;
  /** What was held back. */
  end(): string;
}

/** Between words: spaces, but for one that nobody sees, and the punctuation of Chinese and Japanese, but for what may be a dot. */
const BOUNDARY =
  /[^\S\ufeff]|[\u3001\u3008-\u3020\uff01-\uff0c\uff0f\uff1a-\uff1f\uff3b-\uff3d\uff5b-\uff60\uff62-\uff64]/;
/** Chinese and Japanese write no spaces: a word may end between two of these, or their users would wait for the whole answer. */
const WITHOUT_SPACES = /[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f]/;
const IN_A_LABEL = /[\p{L}\p{M}\p{N}_-]/u;
const MAX_LABEL = 63;
/** Nobody sees them: they hide a text in another one, break up an address, or turn what is read around. */
const INVISIBLE = /[\0\u00ad\u061c\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff]/g;
const INVISIBLE_PAIRS = /[\u{e0000}-\u{e01ef}]/gu;

/** Whatever a reader of Markdown, HTML or plain chat makes a link of, but for bare hosts. Bounded, because a word may be as long as an answer. */
const ADDRESS = new RegExp(
  [
    String.raw`[a-z][a-z0-9+.-]{0,30}:[\\/]{2}`, // with a scheme
    String.raw`(?<![\p{Script=Latin}\d])(?:https?|ftp|file|mailto|tel|sms|xmpp|javascript|vbscript|blob):\S`,
    String.raw`(?<![\p{Script=Latin}\d])data:[\w.+-]{0,60}[/;,]`,
    String.raw`[\\/]{2}[^\s\\/]{1,200}\.`, // without one: that of the page
    String.raw`(?<![\p{Script=Latin}\d])www\.`,
  ].join('|'),
  'iu',
);
/** Of the sentence and not of the address. */
const ENDS = /[)\].,;:!?'"”»]*$/;

/**
 * A text that neither loads nor opens anything wherever it is shown. An answer may quote what others have written, and a
 * model may have been talked into sending what it knows to somebody: a picture in Markdown is enough for that, and so is a
 * bare host of which a chat program makes a link. So no address stays in it, ours neither; no Markdown link, picture or tag
 * of HTML survives; and nothing invisible does. What counts as a host, and what is left, `findHost` says.
 *
 * Mail addresses go as well, also the person's own: the filter cannot know whose they are, and a link to write to somebody
 * carries a text as any other does. Where our own words show people their address, they spell it out (`enrollmentWords`).
 */
export function withoutLinks(text: string): string {
  const filter = createLinkFilter();
  return filter.push(text) + filter.end();
}

/** The same for a text in pieces: together they are what the whole text would have become, wherever it was cut. */
export function createLinkFilter(): LinkFilter {
  let held = '';
  const wordEnds = createWordEnds();
  return { push, end };

  function push(piece: string): string {
    let shown = '';
    let from = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const character = piece.charAt(at);
      const isEnd = wordEnds(character);
      if (!isEnd) continue;
      shown += harmless(held + piece.slice(from, at));
      held = '';
      from = at;
      if (isEnd === 'behind') {
        shown += character;
        from += 1;
      }
    }
    held += piece.slice(from);
    return shown;
  }

  function end(): string {
    const last = harmless(held);
    held = '';
    return last;
  }
}

/** Whether a word ends before a character, or with it. It looks at what came before and never ahead, so a stream may be cut anywhere. */
function createWordEnds(): (character: string) => 'before' | 'behind' | undefined {
  let last = '';
  /** Of the label behind a dot or an `@`, which may be the end of a host in Chinese; -1 outside of one. */
  let labelLength = -1;
  return (character) => {
    if (/[\ud800-\udfff\ufffd]/.test(character) || character.search(INVISIBLE) >= 0) return undefined;
    const before = last;
    last = character;
    if (BOUNDARY.test(character)) {
      labelLength = -1;
      return /[?#]/.test(before) && !/\s/.test(character) ? undefined : 'behind';
    }
    const isInHost = labelLength >= 0 && labelLength <= MAX_LABEL;
    if (/[.．@＠]/.test(character)) labelLength = 0;
    else if (!IN_A_LABEL.test(character)) labelLength = -1;
    else if (labelLength >= 0) labelLength += 1;
    return !isInHost && WITHOUT_SPACES.test(before) && WITHOUT_SPACES.test(character) ? 'before' : undefined;
  };
}

function harmless(word: string): string {
  const visible = word.toWellFormed().replaceAll(INVISIBLE, '').replaceAll(INVISIBLE_PAIRS, '');
  return withoutSyntax(withoutAddress(withoutSyntax(visible)));
}

/** The word up to its address; nothing of it where the address is hidden. */
function withoutAddress(word: string): string {
  const at = findAddress(word);
  const open = at < 0 ? word : word.slice(0, at) + LEFT_OUT;
  if (findAddress(asRead(open)) >= 0) return LEFT_OUT;
  return at < 0 ? word : open + (ENDS.exec(word.slice(at + 1))?.[0] ?? '');
}

/** Where the first address begins; -1 when there is none. */
function findAddress(word: string): number {
  const narrow = toNarrow(word);
  const found = [narrow.search(ADDRESS), findHost(narrow)].filter((at) => at >= 0);
  return found.length === 0 ? -1 : Math.min(...found);
}

/** Wide letters, digits and dots as browsers read them in hosts, each in its place. A Chinese full stop ends sentences before Chinese. */
function toNarrow(word: string): string {
  return word
    .replaceAll(/[\uff0d\uff0e\uff10-\uff19\uff20-\uff3a\uff41-\uff5a]/g, (wide) =>
      String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
    )
    .replaceAll(/[。｡](?=[\p{L}\p{N}/:?#])(?![\u3005-\u3007\u3041-\u30ff\u3400-\u9fff])/gu, '.');
}

/** No inline link or picture, no definition of one, and no tag. */
function withoutSyntax(word: string): string {
  return word.replaceAll(/\](?=[(:])/g, '] ').replaceAll(/<(?=[a-z/!?])/gi, '‹');
}

const NAMED: Readonly<Record<string, string>> = {
  colon: ':',
  sol: '/',
  bsol: '\\',
  period: '.',
  num: '#',
  quest: '?',
  commat: '@',
};

/** The word as Markdown and HTML read it, with what they write in other signs. */
function asRead(word: string): string {
  return word
    .replaceAll(/&#x([\da-f]{1,6});?/gi, (_all, hex: string) => characterOf(Number.parseInt(hex, 16)))
    .replaceAll(/&#(\d{1,7});?/g, (_all, decimal: string) => characterOf(Number(decimal)))
    .replaceAll(/&([a-z]{2,8});/gi, (all, name: string) => NAMED[name.toLowerCase()] ?? all)
    .replaceAll(/\\(?=[!-.:-@[-`{-~])/g, '');
}

const characterOf = (code: number): string => (code <= 0x10_ff_ff ? String.fromCodePoint(code) : '');
