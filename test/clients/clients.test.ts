import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { hashPassword } from '#platform/password.ts';
import { AROUND_THE_CLOCK, insertAccount, insertProvider } from '#test/support/factories.ts';
import { useProduct } from '#test/support/product.ts';
import { testFolder } from '#test/support/servers.ts';
import { GENERATORS, type Installed } from './toolchains.ts';

const execute = promisify(execFile);
const PASSWORD = 'horse battery staple';
/** The first run installs the generators; later ones only use them. */
const LIMIT_MS = 600_000;

/** What a client says at the end of its life. */
interface Life {
  readonly requestId: string;
  readonly offerId: string;
  readonly bookingId: string;
  readonly heardOf: string;
  readonly budget: number;
  readonly problem: string;
}

/**
 * Clients as others get them: made from the document that the running product gives out, compiled, and used without a line
 * that the generator did not mean. What a generator misunderstands is our document's fault as long as we can say it better.
 */
describe('a client made from the document', function () {
  this.timeout(LIMIT_MS);
  const product = useProduct();

  before(() => product.startWorker());

  for (const { name, install } of GENERATORS) {
    it(`by ${name} compiles, signs in, asks, offers, accepts and hears of it`, async function () {
      const installed = await install();
      if ('missing' in installed) {
        if (process.env.CI) throw new Error(`${name} must run here, but ${installed.missing}`);
        return this.skip();
      }
      const life = await lifeWith(name, installed);
      const { requestId, offerId, bookingId } = life;
      const bookings: object[] = await product.orm.em
        .fork()
        .execute('select status, request_id as "requestId", offer_id as "offerId" from bookings where id = ?', [
          bookingId,
        ]);
      expect(bookings).to.deep.equal([{ status: 'confirmed', requestId, offerId }]);
      expect(life).to.include({ heardOf: bookingId, budget: 9000, problem: 'unauthenticated' });
    });
  }

  async function lifeWith(name: string, { build }: Installed): Promise<Life> {
    const folder = testFolder(name);
    fs.mkdirSync(folder, { recursive: true });
    const document = await fetch(`${product.url}/api/openapi.json`);
    fs.writeFileSync(path.join(folder, 'openapi.json'), await document.text());
    const people = await signedUp(name);
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' };
    const run = async (program: string, ...args: string[]): Promise<string> => {
      const options = { cwd: folder, env: { ...env, ...people }, maxBuffer: 64 * 1024 * 1024 };
      const { stdout, stderr } = await execute(program, args, options).catch((error: unknown) => {
        const { stdout: said = '', stderr: cried = '' } = error as { stdout?: string; stderr?: string };
        throw new Error(`${path.basename(program)} ended with:\n${`${said}\n${cried}`.slice(-4_000)}`);
      });
      return `${stderr}\n${stdout}`;
    };
    const said = await run(...(await build(folder, run)));
    return JSON.parse(said.trim().split('\n').at(-1) ?? '') as Life;
  }

  /** Each client has people of its own, who sign in with a password. */
  async function signedUp(name: string): Promise<Record<string, string>> {
    const passwordHash = await hashPassword(PASSWORD);
    const [consumer, provider] = [`consumer@${name}.example`, `provider@${name}.example`];
    const em = product.orm.em.fork();
    await insertAccount(em, { email: consumer, passwordHash });
    const account = await insertAccount(em, { email: provider, passwordHash, roles: ['consumer', 'provider'] });
    await insertProvider(em, { account, minNoticeHours: 0, schedule: AROUND_THE_CLOCK });
    return { PROXIE_URL: product.url, PROXIE_PASSWORD: PASSWORD, CONSUMER: consumer, PROVIDER: provider };
  }
});
