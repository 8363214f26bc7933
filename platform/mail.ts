import path from 'node:path';
import { createTransport, type NodemailerError, type SendMailOptions } from 'nodemailer';
import type { Config } from './config.ts';
import { DATA_FILES } from './embedded/data-dir.ts';
import type { Log } from './logger.ts';
import { createMailFolder } from './mail-folder.ts';

/** One mail to one person. */
export interface Letter {
  /** Names the mail: sent again under the same key, it has the same Message-ID, by which mail servers know it. */
  readonly key: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Sends mails. */
export interface Mailer {
  /**
   * Returns when the mail server has taken the letter over. Throws `MailRefused` when it never will, and a `MailFailed`
   * when it may another time; neither says to whom or what was written.
   */
  send(letter: Letter, signal?: AbortSignal): Promise<void>;
}

/** The mail server could not be reached, or wants to be asked again. */
export class MailFailed extends Error {
  override readonly name: string = 'MailFailed';
}

/** The mail server will never take this letter for this recipient. */
export class MailRefused extends MailFailed {
  override readonly name = 'MailRefused';
}

type MailConfig = Pick<Config, 'mail' | 'environment' | 'embedded'>;

const DEFAULT_FROM = 'Proxie <no-reply@localhost>';
/** A mail server on the way up, or behind a slow name server, needs seconds; one that needs longer is asked again. */
const TIMEOUTS = { dnsTimeout: 5_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
/** Where a no is about the letter or its recipient; elsewhere it is about us, and somebody will set it right. */
const ABOUT_THE_LETTER = ['RCPT TO', 'DATA'];
/** Control characters, and what Unicode counts as the end of a line: the beginning of a header that nobody wrote. */
const BREAKS = /[\p{Cc}\u2028\u2029]/u;

/** Whether mails go anywhere: to a server, or into the data folder where nobody but developers would look for them. */
export function isMailOn({ mail, environment }: Pick<Config, 'mail' | 'environment'>): boolean {
  return mail.smtpUrl !== undefined || environment !== 'production';
}

/** The folder that mails are written to in place of being sent; undefined where they are sent. */
export function mailFolderOf({ mail, environment, embedded }: MailConfig): string | undefined {
  if (mail.smtpUrl !== undefined || environment === 'production') return undefined;
  return path.join(embedded.dataDir, DATA_FILES.mail);
}

/** The mailer of a process: over SMTP, or into the data folder while developing. */
export function createMailer(config: MailConfig, log: Log): Mailer {
  const from = config.mail.from ?? DEFAULT_FROM;
  const folder = mailFolderOf(config);
  const deliver = folder === undefined ? overSmtp(config.mail.smtpUrl) : createMailFolder(folder, log);
  return {
    async send(letter, signal) {
      const breaks = [letter.to, letter.subject].some((header) => BREAKS.test(header));
      if (breaks) throw new MailRefused('a header would not be one line');
      await deliver(letter.key, toMessage(from, letter), signal);
    },
  };
}

/** The address goes in as an object: nothing in it is read as a list of addresses. */
function toMessage(from: string, { key, to, subject, text, html }: Letter): SendMailOptions {
  const domain = /@([^\s@>]+)>?$/.exec(from)?.[1] ?? 'localhost';
  return {
    from,
    to: { name: '', address: to },
    subject,
    text,
    html,
    messageId: `<${key}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated' }, // no out-of-office answers
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function overSmtp(smtpUrl: string | undefined) {
  if (smtpUrl === undefined) {
    return async (): Promise<void> => {
      throw new MailFailed('PROXIE_SMTP_URL is not set for this process');
    };
  }
  // A password never goes over a line that anybody can read, except to this machine itself.
  const { username, hostname, protocol } = new URL(smtpUrl);
  const requireTLS = protocol === 'smtp:' && username !== '' && !isLoopback(hostname);
  const transport = createTransport({ url: smtpUrl, ...TIMEOUTS, ...(requireTLS && { requireTLS }) });
  return async function send(_key: string, message: SendMailOptions, signal?: AbortSignal): Promise<void> {
    try {
      await transport.sendMail({ ...message, ...(signal && { signal }) });
    } catch (error) {
      throw classified(error as NodemailerError);
    }
  };
}

const isLoopback = (hostname: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

/** In words of ours: what a mail server says may quote the recipient, and the cause would carry it along. */
function classified({ code = 'unknown', responseCode, command = '', permanent }: NodemailerError): MailFailed {
  const said = responseCode === undefined ? code : `${responseCode} to ${command}`;
  const isFinal = permanent === true && ABOUT_THE_LETTER.includes(command);
  // An address that cannot be put into the protocol at all is known before anybody is asked.
  const isImpossible = code === 'EENVELOPE' && command === 'API';
  if (isFinal || isImpossible) return new MailRefused(`the mail was refused for good (${said})`);
  return new MailFailed(`the mail could not be sent now (${said})`);
}
