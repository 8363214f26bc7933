/** In JSON text: a NUL, or half a surrogate pair (a whole one is never written as an escape). */
const NOT_STORABLE = /(?<=(?<!\\)(?:\\\\)*)\\u(?:0000|d[89a-f][\da-f]{2})/g;

/** A text without what no database text can hold: an attempt that fails for ever over it helps nobody. */
export function toStorable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}

/** The same for a value that is kept as JSON. */
export function toStorableJson(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replaceAll(NOT_STORABLE, '');
}
