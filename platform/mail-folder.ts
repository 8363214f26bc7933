import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Log } from './logger.ts';

const EXTENSION = '.eml';

/**
 * Writes mails as files that a mail program opens, for development: one a key, whole or not at all, and readable for
 * nobody else on the machine. The log says where, and not to whom.
 */
export function createMailFolder(folder: string, log: Log) {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return async function write(key: string, message: SendMailOptions): Promise<void> {
    const { message: bytes } = (await transport.sendMail(message)) as { message: Buffer };
    await fs.mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = path.join(folder, `.${randomUUID()}`);
    await fs.writeFile(draft, bytes, { mode: 0o600 });
    await fs.rename(draft, path.join(folder, `${path.basename(key)}${EXTENSION}`));
    log.info({ folder }, 'a mail was written into the mail folder');
  };
}

/** The mails of the folder that went to an address, as their lines were before they were wrapped for the way. */
export async function readMailsTo(folder: string, address: string): Promise<string[]> {
  const names = await fs.readdir(folder).catch((): string[] => []); // there is none before the first mail
  const files = names.filter((name) => name.endsWith(EXTENSION)).map((name) => path.join(folder, name));
  const mails = await Promise.all(files.map((file) => fs.readFile(file, 'utf8').catch(() => '')));
  return mails.map(unwrapped).filter((mail) => recipientOf(mail)?.toLowerCase() === address.toLowerCase());
}

/** What follows `#` in the first link of a mail; the page behind it takes it from there. */
export function tokenIn(mail: string): string | undefined {
  return /https?:\/\/\S+?\/(?:confirm|device)#([\w.-]+)/.exec(mail)?.[1];
}

/** Undoes quoted-printable as far as links need it. */
export function unwrapped(mail: string): string {
  return mail
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function recipientOf(mail: string): string | undefined {
  return /^To: *<?([^<>\r\n]+?)>? *\r?$/im.exec(mail)?.[1];
}
