const PREFIX = 'proxie.chat.unsent.';

/** What somebody was writing in a thread; it outlives a reload and a look at another page. */
export function readUnsent(thread: string): string {
  try {
    return sessionStorage.getItem(PREFIX + thread) ?? '';
  } catch {
    return '';
  }
}

export function keepUnsent(thread: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(PREFIX + thread);
    else sessionStorage.setItem(PREFIX + thread, text);
  } catch {
    // A private window may refuse; then the text lasts as long as its box.
  }
}
