import { Writable } from 'node:stream';
import { expect } from 'chai';
import { Registration } from '#db/entities/registration.entity.ts';
import { DAY_MS, HOUR_MS } from '#domain/local-date.ts';
import { createMailClaims, mailWasWanted } from '#db/mail-claims.ts';
import { createConfirmationTokens } from '#platform/confirmation-tokens.ts';
import { createLogger, silentLogger } from '#platform/logger.ts';
import { tokenIn } from '#platform/mail-folder.ts';
import { createMailer, MailFailed } from '#platform/mail.ts';
import { testConfig } from '#test/support/config.ts';
import { insertAccount } from '#test/support/factories.ts';
import { startSmtpServer, type SmtpServer } from '#test/support/smtp-server.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { createConfirmationActivities, type ConfirmationActivities } from './confirmation.activities.ts';

const MAILS_PER_HOUR = 3;
const MAILS_PER_DAY = 5;
const MAILS_PER_DOMAIN = 6;
/** Of many people, so that no domain is counted. */
const LARGE_PROVIDER = 'outlook.com';
const SECRET = 'only-for-tests-too-0123456789-0123456789';
const tokens = createConfirmationTokens(SECRET);
const claims = createMailClaims({
  secret: SECRET,
  limits: { mailboxHour: MAILS_PER_HOUR, mailboxDay: MAILS_PER_DAY, domainHour: MAILS_PER_DOMAIN },
});

describe('sendConfirmation', () => {
  const db = useOrm();
  let smtp: SmtpServer;
  let sendConfirmation: ConfirmationActivities['sendConfirmation'];
  before(async () => {
    smtp = await startSmtpServer();
    sendConfirmation = activities().sendConfirmation;
  });
  beforeEach(() => smtp.behave('take'));
  after(() => smtp.stop());

  function activities(log = silentLogger): ConfirmationActivities {
    const mailer = createMailer(testConfig({ PROXIE_SMTP_URL: smtp.url }), log);
    const publicUrl = 'https://proxie.example';
    return createConfirmationActivities({ orm: db.orm, mailer, tokens, publicUrl, claims, log });
  }
  const newMail = (domain = LARGE_PROVIDER) => `${crypto.randomUUID()}@${domain}`;
  const mailsTo = (email: string) => smtp.mails.filter(({ to }) => to === email).map(({ source }) => source);

  /** Lets the mails so far be older. */
  const passed = (ms: number) =>
    db
      .em()
      .execute(`update mail_claims set claimed_at = claimed_at - make_interval(secs => ?::float8 / 1000)`, [
        ms + 1_000,
      ]);

  type Purpose = Registration['purpose'];
  async function registered({ email = newMail(), name = 'Ada', ttlMs = DAY_MS, purpose = 'account' as Purpose } = {}) {
    const id = crypto.randomUUID();
    const expiresAt = new Date(Date.now() + ttlMs);
    await db.em().insert(Registration, { id, email, name, passwordHash: 'a hash', purpose, expiresAt });
    return { id, email };
  }

  it('sends the link to an address without an account, in text and in HTML', async () => {
    const { id, email } = await registered();
    expect(await sendConfirmation(id)).to.equal('settled');
    const [mail = '', ...others] = mailsTo(email);
    expect(others).to.deep.equal([]);
    const link = `https://proxie.example/confirm#${tokens.of(id)}`;
    expect(mail.split('\n')).to.include('Hello Ada,').and.to.include(link);
    expect(mail).to.include(`<a href="${link}">${link}</a>`).and.to.include('<p>Hello Ada,</p>');
  });

  it('tells an address with an account that it has one, and sends neither a link nor what somebody wrote', async () => {
    const { id, email } = await registered({ name: 'Mallory' });
    await insertAccount(db.em(), { email });
    expect(await sendConfirmation(id)).to.equal('settled');
    const [mail = ''] = mailsTo(email);
    expect(mail)
      .to.include('It has one already')
      .and.not.match(/Mallory|confirm#|https:/);
    expect(mail).not.to.include(id.slice(0, 8) + '.');
  });

  it('sends a code to sign in to an address with an account, and nothing to one without', async () => {
    const [known, unknown] = [
      await registered({ purpose: 'sign_in', name: '' }),
      await registered({ purpose: 'sign_in', name: '' }),
    ];
    await insertAccount(db.em(), { email: known.email });
    for (const { id } of [known, unknown]) expect(await sendConfirmation(id)).to.equal('settled');
    const [mail = '', ...others] = mailsTo(known.email);
    expect(others).to.deep.equal([]);
    expect(mail)
      .to.include(`https://proxie.example/device#${tokens.of(known.id)}`)
      .and.not.include('/confirm#');
    expect(mailsTo(unknown.email)).to.deep.equal([]);
  });

  it('lets registrations use up no mails of codes, and codes none of registrations', async () => {
    const email = newMail();
    await insertAccount(db.em(), { email });
    for (let each = 0; each <= MAILS_PER_HOUR; each += 1) await sendConfirmation((await registered({ email })).id);
    for (let each = 0; each <= MAILS_PER_HOUR; each += 1) {
      await sendConfirmation((await registered({ email, purpose: 'sign_in' })).id);
    }
    expect(mailsTo(email).filter((mail) => mail.includes('/device#'))).to.have.length(MAILS_PER_HOUR);
    expect(mailsTo(email)).to.have.length(2 * MAILS_PER_HOUR);
  });

  it('sends the same mail when it runs again, and counts it once', async () => {
    const { id, email } = await registered();
    for (let run = 0; run <= MAILS_PER_HOUR; run += 1) expect(await sendConfirmation(id)).to.equal('settled');
    const mails = mailsTo(email);
    expect(mails).to.have.length(MAILS_PER_HOUR + 1);
    expect(new Set(mails.map(tokenIn)).size).to.equal(1);
    expect(new Set(mails.map((mail) => /^Message-ID: .*$/im.exec(mail)?.[0])).size).to.equal(1);
  });

  it('sends an address no more mails in an hour than it may get, in silence, however many are due at once', async () => {
    const email = newMail();
    const many = await Promise.all(Array.from({ length: 12 }, () => registered({ email })));
    const outcomes = await Promise.all(many.map(({ id }) => sendConfirmation(id)));
    expect(new Set(outcomes)).to.deep.equal(new Set(['settled']));
    expect(mailsTo(email)).to.have.length(MAILS_PER_HOUR);

    const other = await registered();
    await sendConfirmation(other.id);
    expect(mailsTo(other.email)).to.have.length(1);

    await passed(HOUR_MS);
    for (let each = 0; each < MAILS_PER_DAY; each += 1) await sendConfirmation((await registered({ email })).id);
    expect(mailsTo(email), 'what a day has').to.have.length(MAILS_PER_DAY);
    await passed(DAY_MS);
    await sendConfirmation((await registered({ email })).id);
    expect(mailsTo(email)).to.have.length(MAILS_PER_DAY + 1);
  });

  it('counts a mailbox, however its address is written', async () => {
    const name = crypto.randomUUID();
    const plain = [0, 1, 2, 3, 4].flatMap((tag) => [`${name}+${tag}@gmail.com`, `${name}+${tag}@googlemail.com`]);
    for (const email of plain) await sendConfirmation((await registered({ email })).id);
    expect(plain.flatMap(mailsTo)).to.have.length(MAILS_PER_HOUR);
  });

  it('counts the mails to one domain, but for those whose links were followed', async () => {
    const domain = `${crypto.randomUUID()}.example`;
    const send = async (): Promise<{ id: string; email: string }> => {
      const one = await registered({ email: newMail(domain) });
      expect(await sendConfirmation(one.id)).to.equal('settled');
      return one;
    };
    const all: { id: string; email: string }[] = [];
    for (let each = 0; each < MAILS_PER_DOMAIN + 2; each += 1) all.push(await send());
    const sent = () => all.filter(({ email }) => mailsTo(email).length > 0);
    expect(sent()).to.have.length(MAILS_PER_DOMAIN);
    await mailWasWanted({ em: db.em() }, sent()[0]!.id);
    all.push(await send(), await send());
    expect(sent()).to.have.length(MAILS_PER_DOMAIN + 1);
    const elsewhere = await registered({ email: newMail(`${crypto.randomUUID()}.example`) });
    await sendConfirmation(elsewhere.id);
    expect(mailsTo(elsewhere.email)).to.have.length(1);
  });

  it('keeps no address of those that were counted', async () => {
    const { id, email } = await registered();
    await sendConfirmation(id);
    const rows: object[] = await db.em().execute('select * from mail_claims where id = ?', [id]);
    expect(rows).to.have.length(1);
    expect(JSON.stringify(rows)).not.to.include(email.split('@')[0]);
  });

  it('limits the words to an address with an account in the same way', async () => {
    const email = newMail();
    await insertAccount(db.em(), { email });
    for (let each = 0; each < MAILS_PER_HOUR + 2; each += 1) await sendConfirmation((await registered({ email })).id);
    expect(mailsTo(email)).to.have.length(MAILS_PER_HOUR);
  });

  it('sends nothing for a registration that is gone or over', async () => {
    const { connections } = smtp;
    const over = await registered({ ttlMs: -1 });
    expect(await sendConfirmation(over.id)).to.equal('settled');
    expect(await sendConfirmation(crypto.randomUUID())).to.equal('settled');
    expect(smtp.connections).to.equal(connections);
  });

  it('is to be tried again when the server cannot take the mail now', async () => {
    const { id, email } = await registered();
    smtp.behave('refuse_for_now');
    const failure = await sendConfirmation(id).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(MailFailed);
    smtp.behave('take');
    expect(await sendConfirmation(id)).to.equal('settled');
    expect(mailsTo(email)).to.have.length(1);
  });

  it('gives up on a recipient who is refused for good, and logs no address', async () => {
    const lines: string[] = [];
    const sink = new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) });
    const { id, email } = await registered();
    smtp.behave('refuse_for_good');
    const log = createLogger({ environment: 'production', logLevel: 'info' }, sink);
    expect(await activities(log).sendConfirmation(id)).to.equal('undeliverable');
    expect(lines.join('')).to.include(id).and.to.include('550').and.not.include(email.split('@')[0]);
  });

  for (const name of ['Ada Lovelace', "Seán O'Brien", 'J. R. R. Tolkien', '李小龍', 'José-María']) {
    it(`greets ${name}`, async () => {
      const { id, email } = await registered({ name });
      await sendConfirmation(id);
      expect(utf8(mailsTo(email)[0] ?? '')).to.include(`Hello ${name},`);
    });
  }

  for (const name of [
    'You won http://evil.example',
    'Go to evil.example',
    '<b>Ada</b>',
    'Ada\r\nBcc: eve@test.example',
    'Ada, you owe us 500 dollars',
    'Call 0800 555 0100',
    'a'.repeat(61),
  ]) {
    it(`greets nobody who is called ${JSON.stringify(name)}`, async () => {
      const { id, email } = await registered({ name });
      await sendConfirmation(id);
      const mail = mailsTo(email)[0] ?? '';
      expect(mail.split('\n')).to.include('Hello,');
      expect(mail).not.to.match(/evil|Bcc|<b>|owe|0800|aaaa/);
    });
  }
});

/** The test server keeps bytes as characters. */
const utf8 = (mail: string): string => Buffer.from(mail, 'latin1').toString('utf8');
