/** How deeply objects and arrays may stand in each other; no contract comes near it. */
export const MAX_JSON_DEPTH = 32;

/** Why a JSON text that can be parsed is refused all the same. */
export interface JsonFault {
  readonly kind: 'repeated_name' | 'too_deep';
  /** A JSON pointer to the place. */
  readonly path: string;
}

/** An object with the names it has had so far, or an array with the number of the element that it is at. */
type Level = { readonly names: Set<string>; name: string } | { readonly names: undefined; index: number };

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * The first place of a text at which an object has a name twice, or that lies too deep; undefined for a text without
 * either. `JSON.parse` takes the last of two and says nothing, and other readers take the first: whoever checks a text must
 * not see another one than whoever acts on it. The text must be one that `JSON.parse` takes, so nothing else is looked at;
 * one pass, without recursion.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const levels: Level[] = [];
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfString(text, at);
        const isRepeated = isName(text, end) && !takeName(levels.at(-1), text.slice(at, end + 1));
        if (isRepeated) return { kind: 'repeated_name', path: pointerOf(levels) };
        at = end;
        break;
      }
      case OPEN_OBJECT:
      case OPEN_ARRAY:
        if (levels.length === MAX_JSON_DEPTH) return { kind: 'too_deep', path: pointerOf(levels) };
        levels.push(
          text.charCodeAt(at) === OPEN_OBJECT ? { names: new Set(), name: '' } : { names: undefined, index: 0 },
        );
        break;
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        levels.pop();
        break;
      case COMMA: {
        const level = levels.at(-1);
        if (level && !level.names) level.index += 1;
      }
    }
  }
  return undefined;
}

/** Where the quote stands that ends a string. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (let code = text.charCodeAt(at); code !== QUOTE; code = text.charCodeAt(at)) at += code === BACKSLASH ? 2 : 1;
  return at;
}

/** Only the name of a field has a colon behind it. */
function isName(text: string, end: number): boolean {
  let at = end + 1;
  for (let code = text.charCodeAt(at); code <= 0x20; code = text.charCodeAt(at)) at += 1;
  return text.charCodeAt(at) === COLON;
}

/** Notes the name of a field; false when the object has it already, however it is spelt. */
function takeName(level: Level | undefined, quoted: string): boolean {
  if (!level?.names) return true;
  level.name = quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
  if (level.names.has(level.name)) return false;
  level.names.add(level.name);
  return true;
}

function pointerOf(levels: readonly Level[]): string {
  return levels
    .map((level) => (level.names ? level.name.replaceAll('~', '~0').replaceAll('/', '~1') : String(level.index)))
    .map((part) => `/${part}`)
    .join('');
}
