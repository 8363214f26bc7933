/** An id that somebody has quoted, and its kind where the text says it. */
export interface QuotedId {
  readonly kind: 'request' | 'booking' | undefined;
  readonly id: string;
}

const QUOTED = /(?:(request|booking)s?\/)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i;

/** Finds it in an id, a workflow id (`booking/…`) or the address of a page. */
export function idIn(text: string): QuotedId | undefined {
  const [, kind, id] = QUOTED.exec(text) ?? [];
  if (id === undefined) return undefined;
  return { kind: kind?.toLowerCase() as QuotedId['kind'], id: id.toLowerCase() };
}
