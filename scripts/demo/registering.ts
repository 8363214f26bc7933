import { randomBytes } from 'node:crypto';
import { RegistrationAccepted, Session } from '#contracts/accounts.ts';
import { readMailsTo, tokenIn } from '#platform/mail-folder.ts';
import { until, type DemoClient } from './client.ts';
import { demoAccounts, logIn, type Scene } from './scene.ts';

/** Who asks for the haircut. */
export interface Consumer {
  readonly client: DemoClient;
  readonly email: string;
}

const MAIL_MS = 60_000;

/**
 * Somebody new registers and follows the link of the mail. Where the product sends its mails out, nobody here could read
 * one: there the consumer among the demo accounts logs in.
 */
export async function enterConsumer(scene: Scene, mailFolder: string | undefined): Promise<Consumer> {
  return mailFolder === undefined ? logInAsConsumer(scene) : register(scene, mailFolder);
}

async function logInAsConsumer({ http, tell }: Scene): Promise<Consumer> {
  const [account] = demoAccounts('consumer');
  tell.step('Dana logs in');
  tell.say(`This product sends its mails out, so Dana uses the account of ${account.email}.`);
  return { client: await logIn(http, account), email: account.email };
}

async function register({ http, tell }: Scene, mailFolder: string): Promise<Consumer> {
  tell.step('Dana registers');
  const email = `dana.${randomBytes(4).toString('hex')}@demo.example`;
  const body = { email, password: randomBytes(18).toString('base64url'), name: 'Dana Demo' };
  const { status } = await http.post('/v1/auth/register', body, RegistrationAccepted);
  tell.say(`The answer is “${status}”, as it would be if ${email} had an account already.`);
  const token = await until(
    async () => {
      const [mail] = await readMailsTo(mailFolder, email);
      return mail === undefined ? undefined : tokenIn(mail);
    },
    { withinMs: MAIL_MS, otherwise: () => `No mail to ${email} came into ${mailFolder}: does a worker run?` },
  );
  tell.say(`The mail has come, into ${mailFolder}. Dana follows its link.`);
  const session = await http.post('/v1/auth/confirm', { token }, Session);
  tell.say('Dana has an account now and is signed in. Everyone who is signed in is a consumer.');
  return { client: http.as(session.accessToken), email };
}
