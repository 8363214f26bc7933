import { escapeHtml } from '#platform/html.ts';
import type { Letter } from '#platform/mail.ts';

/** What a letter says; whom it goes to is decided elsewhere. */
export type Message = Pick<Letter, 'subject' | 'text' | 'html'>;

/**
 * Letters, and what stands between the parts of names. Whoever registers chooses the name that a stranger reads in a mail of
 * ours, so what could be an address, an amount or a sentence is left out.
 */
const NAME = /^\p{L}[\p{L}\p{M}]*\.?(?:['’ -]{1,2}\p{L}[\p{L}\p{M}]*\.?){0,5}$/u;
const MAX_NAME_LENGTH = 60;

/** Asks whether the address belongs to whoever has registered with it. */
export function confirmAddress({
  name,
  link,
  expiresAtMs,
}: {
  name: string;
  link: string;
  expiresAtMs: number;
}): Message {
  return toMessage('Confirm your mail address', [
    isName(name) ? `Hello ${name},` : 'Hello,',
    'somebody, probably you, wants to open an account at Proxie with this mail address. To open it, follow this link and confirm:',
    { link },
    `The link works once, until ${toMinute(expiresAtMs)}.`,
    'If it was not you, ignore this mail: without the link there will be no account.',
  ]);
}

/** Tells whoever reads the mails of an address that somebody has tried to register with it once more. */
export function accountExists(): Message {
  return toMessage('You have an account already', [
    'Hello,',
    'somebody, probably you, wanted to open an account at Proxie with this mail address. It has one already: sign in with it.',
    'If it was not you, ignore this mail: nothing has changed.',
  ]);
}

/** Carries the code for a login with a new device, while somebody guesses passwords. The code alone signs nobody in. */
export function signInCode({ link, code, expiresAtMs }: { link: string; code: string; expiresAtMs: number }): Message {
  return toMessage('Your code to sign in', [
    'Hello,',
    'many logins with this mail address have failed at Proxie. Devices that have signed in before are not held up. To sign in with another one, follow this link:',
    { link },
    `Or enter this code together with your password: ${code}`,
    `It works once, until ${toMinute(expiresAtMs)}.`,
    'If you did not try to sign in, ignore this mail and tell nobody the code: somebody may be guessing your password, and without the code they get no further.',
  ]);
}

type Paragraph = string | { link: string };

function toMessage(subject: string, paragraphs: readonly Paragraph[]): Message {
  const plain = paragraphs.map((each) => (typeof each === 'string' ? each : each.link));
  const marked = paragraphs.map((each) => {
    if (typeof each === 'string') return `<p>${escapeHtml(each)}</p>`;
    const link = escapeHtml(each.link);
    return `<p><a href="${link}">${link}</a></p>`;
  });
  const html = `<!doctype html>\n<html lang="en">\n<body>\n${marked.join('\n')}\n</body>\n</html>\n`;
  return { subject, text: `${plain.join('\n\n')}\n`, html };
}

const toMinute = (instantMs: number): string =>
  `${new Date(instantMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const isName = (name: string): boolean => name.length <= MAX_NAME_LENGTH && NAME.test(name);
