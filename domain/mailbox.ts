/** Providers whose mailboxes have many spellings: dots in the name mean nothing to them. */
const WITHOUT_DOTS: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com']);
/** Other names of the same provider. */
const SAME_PROVIDER: Readonly<Record<string, string>> = { 'googlemail.com': 'gmail.com' };

/** Providers with so many mailboxes that those of different people meet: their domains say nothing of who is meant. */
const OF_MANY_PEOPLE: ReadonlySet<string> = new Set([
  'aol.com',
  'fastmail.com',
  'gmail.com',
  'gmx.com',
  'gmx.de',
  'gmx.net',
  'hotmail.com',
  'icloud.com',
  'live.com',
  'mail.com',
  'mail.ru',
  'me.com',
  'msn.com',
  'outlook.com',
  'proton.me',
  'protonmail.com',
  'qq.com',
  'web.de',
  'yahoo.com',
  'yandex.ru',
  '163.com',
]);

/**
 * The mailbox that a mail address most likely leads to, whatever its spelling: case, a tag behind `+`, and dots where the
 * provider ignores them. For counting only: a mail goes to the address as it was written.
 */
export function mailboxOf(email: string): string {
  const at = email.lastIndexOf('@');
  const written = email.slice(at + 1).toLowerCase();
  const [name = ''] = email.slice(0, at).toLowerCase().split('+', 1);
  const local = WITHOUT_DOTS.has(written) ? name.replaceAll('.', '') : name;
  return `${local}@${SAME_PROVIDER[written] ?? written}`;
}

/** The domain whose mailboxes may all be read by one person or company; nothing for providers of many people. */
export function ownDomainOf(email: string): string | undefined {
  const domain = mailboxOf(email).split('@').at(-1) ?? '';
  return OF_MANY_PEOPLE.has(domain) ? undefined : domain;
}
