import fs from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import { expect } from 'chai';
import { testConfig } from '#test/support/config.ts';
import { testFolder } from '#test/support/servers.ts';
import { startSmtpServer, type SmtpBehaviour, type SmtpServer } from '#test/support/smtp-server.ts';
import { createLogger, silentLogger } from './logger.ts';
import { readMailsTo, tokenIn } from './mail-folder.ts';
import { createMailer, isMailOn, MailFailed, mailFolderOf, MailRefused, type Letter } from './mail.ts';

const STRONG = 'kF8sX2mQ9vL4pT7wB1nZ6cR3yH5jD0gA8eU2iO4q';
const LETTER: Letter = {
  key: '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d',
  to: 'ada@test.example',
  subject: 'Confirm your mail address',
  text: 'Grüße\n\n.\n\nhttp://127.0.0.1:3000/confirm#01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d.wJq0mZk5fT8eZy3uW1nYc7rLxV9aBdGhKpSt4UvEo0J\n',
  html: '<p>Grüße</p>\n',
};

describe('the mailer', () => {
  let smtp: SmtpServer;
  before(async () => {
    smtp = await startSmtpServer();
  });
  beforeEach(() => smtp.behave('take'));
  after(() => smtp.stop());

  const mailer = (settings: Readonly<Record<string, string>> = {}) =>
    createMailer(testConfig({ PROXIE_SMTP_URL: smtp.url, ...settings }), silentLogger);
  const failure = (letter: Letter, signal?: AbortSignal): Promise<unknown> =>
    mailer()
      .send(letter, signal)
      .then(
        () => undefined,
        (error: unknown) => error,
      );

  it('hands a letter to the mail server with text and HTML, from whom it is told', async () => {
    await mailer({ PROXIE_MAIL_FROM: 'Proxie <hello@proxie.example>' }).send(LETTER);
    const mail = smtp.mails.at(-1);
    expect(mail?.to).to.equal(LETTER.to);
    for (const line of ['From: Proxie <hello@proxie.example>', `To: ${LETTER.to}`, `Subject: ${LETTER.subject}`]) {
      expect(mail?.source.split('\n')).to.include(line);
    }
    expect(mail?.source).to.include(`Message-ID: <${LETTER.key}@proxie.example>`);
    expect(mail?.source).to.include('Content-Type: text/plain').and.to.include('Content-Type: text/html');
    expect(tokenIn(mail?.source ?? '')).to.equal(LETTER.text.trim().split('#')[1]);
  });

  for (const to of ['a@test.example\r\nBcc: b@test.example', 'a@test.example\nDATA', 'a@test.example\u2028X: y']) {
    it(`sends nothing to ${JSON.stringify(to)}`, async () => {
      const { connections } = smtp;
      expect(await failure({ ...LETTER, to })).to.be.instanceOf(MailRefused);
      expect(await failure({ ...LETTER, subject: to })).to.be.instanceOf(MailRefused);
      expect(smtp.connections).to.equal(connections);
    });
  }

  it('sends to one address, whatever stands in it', async () => {
    for (const to of ['a@test.example, b@test.example', 'group: a@test.example;', '"a" <b@test.example>']) {
      const before = smtp.mails.length;
      await failure({ ...LETTER, to });
      expect(smtp.mails.slice(before).map((mail) => mail.to)).to.satisfy((all: string[]) => all.length <= 1);
      for (const mail of smtp.mails.slice(before)) expect(['a@test.example', 'b@test.example']).not.to.include(mail.to);
    }
  });

  const FINAL: readonly SmtpBehaviour[] = ['refuse_for_good', 'refuse_content'];
  const PASSING: readonly SmtpBehaviour[] = ['refuse_for_now', 'refuse_sender', 'drop_after_data'];
  for (const how of [...FINAL, ...PASSING]) {
    const final = FINAL.includes(how);
    it(`${final ? 'gives up' : 'wants to be asked again'} when the server does this: ${how}`, async () => {
      smtp.behave(how);
      const error = await failure(LETTER);
      expect(error).to.be.instanceOf(MailFailed);
      expect(error instanceof MailRefused).to.equal(final);
      expect(inspect(error, { depth: 5 })).not.to.include('ada@');
    });
  }

  it('says no password over a line that anybody can read', async () => {
    const before = smtp.commands.length;
    // An address that is this machine and does not look like it.
    const elsewhere = smtp.url.replace('127.0.0.1', 'user:hunter22@0.0.0.0');
    const error = await mailer({ PROXIE_SMTP_URL: elsewhere })
      .send(LETTER)
      .catch((each: unknown) => each);
    expect(error).to.be.instanceOf(MailFailed).and.not.instanceOf(MailRefused);
    expect(String(error)).to.include('STARTTLS').and.not.include('hunter22');
    expect(smtp.commands.slice(before)).to.include('STARTTLS').and.not.include('AUTH').and.not.include('MAIL');
  });

  it('wants to be asked again when nobody listens', async () => {
    await smtp.stop();
    try {
      const error = await failure(LETTER);
      expect(error).to.be.instanceOf(MailFailed).and.not.instanceOf(MailRefused);
    } finally {
      await smtp.start();
    }
  });

  it('waits no longer for a server that says nothing than it is told to', async () => {
    smtp.behave('hang');
    const error = await failure(LETTER, AbortSignal.timeout(200));
    expect(error).to.be.instanceOf(MailFailed).and.not.instanceOf(MailRefused);
  });

  describe('without a mail server', () => {
    const PROXIE_DATA_DIR = testFolder('mail-test');
    const config = testConfig({ PROXIE_DATA_DIR });
    const folder = mailFolderOf(config) ?? '';

    it('writes a mail that only its owner may read, once a key, and logs no address', async () => {
      const lines: string[] = [];
      const sink = new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) });
      const own = createMailer(config, createLogger({ environment: 'production', logLevel: 'info' }, sink));
      await own.send(LETTER);
      await own.send(LETTER);
      const names = fs.readdirSync(folder);
      expect(names).to.deep.equal([`${LETTER.key}.eml`]);
      expect(fs.statSync(path.join(folder, names[0] ?? '')).mode & 0o777).to.equal(0o600);
      expect(fs.statSync(folder).mode & 0o777).to.equal(0o700);
      expect(lines).to.have.length(2);
      expect(lines.join('')).to.include(folder).and.not.include('ada');
    });

    it('lets the mails of an address be found with the link as it was written', async () => {
      await createMailer(config, silentLogger).send({ ...LETTER, key: 'other', to: 'grace@test.example' });
      const [mail, ...others] = await readMailsTo(folder, 'Grace@Test.example');
      expect(others).to.deep.equal([]);
      expect(tokenIn(mail ?? '')).to.equal(LETTER.text.trim().split('#')[1]);
      expect(await readMailsTo(folder, 'nobody@test.example')).to.deep.equal([]);
      expect(await readMailsTo(path.join(folder, 'missing'), LETTER.to)).to.deep.equal([]);
    });

    it('is off in production, and a letter waits there until somebody sets one', async () => {
      const production = testConfig({
        NODE_ENV: 'production',
        PROXIE_JWT_KEYS: `k1:${STRONG}`,
        PROXIE_CURSOR_SECRET: `${STRONG}-2`,
        PROXIE_DATA_DIR: testFolder('mail-test-production'),
      });
      expect([isMailOn(production), isMailOn(config)]).to.deep.equal([false, true]);
      expect(mailFolderOf(production)).to.equal(undefined);
      const error = await createMailer(production, silentLogger)
        .send(LETTER)
        .catch((each: unknown) => each);
      expect(error).to.be.instanceOf(MailFailed).and.not.instanceOf(MailRefused);
      expect(fs.existsSync(testFolder('mail-test-production'))).to.equal(false);
    });
  });
});

describe('the settings of mail', () => {
  const secrets = { PROXIE_JWT_KEYS: `k1:${STRONG}`, PROXIE_CURSOR_SECRET: `${STRONG}-2` };
  const production = { NODE_ENV: 'production', ...secrets, PROXIE_SMTP_URL: 'smtps://user:hunter22@smtp.example:465' };

  it('ask for a sender in production', () => {
    expect(() => testConfig(production)).to.throw(/PROXIE_MAIL_FROM is missing/);
    expect(testConfig({ ...production, PROXIE_MAIL_FROM: 'a@proxie.example' }).mail.from).to.equal('a@proxie.example');
  });

  it('never repeat the password of the mail server', () => {
    const wrong = { ...production, PROXIE_SMTP_URL: 'http://user:hunter22@smtp.example' };
    expect(() => testConfig(wrong))
      .to.throw(/PROXIE_SMTP_URL must be a URL that starts with smtp:/)
      .with.property('message')
      .that.does.not.include('hunter22');
  });

  for (const from of [
    'Proxie',
    'a@b.example, c@d.example',
    'A <a@b.example>\r\nBcc: c@d.example',
    '"A" <a@b.example>',
  ]) {
    it(`take no sender like ${JSON.stringify(from)}`, () => {
      expect(() => testConfig({ PROXIE_MAIL_FROM: from })).to.throw(/PROXIE_MAIL_FROM must be/);
    });
  }
});
