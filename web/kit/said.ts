const KEPT_AS = 'proxie.said';

/** Keeps a sentence for the chat, past a sign-in and a reload of this tab. It stays out of addresses and their logs. */
export function keepSaid(text: string): void {
  sessionStorage.setItem(KEPT_AS, text);
}

/** Takes the kept sentence: the next call finds none. */
export function takeSaid(): string | undefined {
  const text = sessionStorage.getItem(KEPT_AS) ?? undefined;
  sessionStorage.removeItem(KEPT_AS);
  return text;
}
