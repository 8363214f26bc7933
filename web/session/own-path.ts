/** A path of this client that somebody may be led to; undefined for anything else, such as another site's address. */
export function ownPathOf(next: string | undefined): string | undefined {
  if (next === undefined || !next.startsWith('/') || next.startsWith('//') || next.startsWith('/\\')) return undefined;
  const base = 'https://own.invalid';
  return URL.canParse(next, base) && new URL(next, base).origin === base ? next : undefined;
}
