import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { cheapHash } from '#test/support/cheap-hash.ts';
import { AROUND_THE_CLOCK, insertAccount, insertProvider } from '#test/support/factories.ts';
import { useProduct } from '#test/support/product.ts';
import { builtClient } from './built-client.ts';
import { GENERATORS, type Installed, type Run } from './toolchains.ts';

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

  async function lifeWith(name: string, installed: Installed): Promise<Life> {
    const document = await (await fetch(`${product.url}/api/openapi.json`)).text();
    const { folder, command } = await builtClient(name, withoutAddress(document), installed, (at) => runIn(at));
    const said = await runIn(folder, await signedUp(name))(...command);
    return JSON.parse(said.trim().split('\n').at(-1) ?? '') as Life;
  }

  /** The address of this run is given to the client's program; the document would be another one each time. */
  const withoutAddress = (document: string): string => document.replaceAll(product.url, 'http://127.0.0.1:3000');

  /** Each client has people of its own, who sign in with a password. */
  async function signedUp(name: string): Promise<Record<string, string>> {
    const passwordHash = await cheapHash(PASSWORD);
    const [consumer, provider] = [`consumer@${name}.example`, `provider@${name}.example`];
    const em = product.orm.em.fork();
    await insertAccount(em, { email: consumer, passwordHash });
    const account = await insertAccount(em, { email: provider, passwordHash, roles: ['consumer', 'provider'] });
    await insertProvider(em, { account, minNoticeHours: 0, schedule: AROUND_THE_CLOCK });
    return { PROXIE_URL: product.url, PROXIE_PASSWORD: PASSWORD, CONSUMER: consumer, PROVIDER: provider };
  }
});

/** Runs programs in a folder; throws with what they said when they fail. */
function runIn(folder: string, more: Readonly<Record<string, string>> = {}): Run {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1', ...more };
  return async (program, ...args) => {
    const options = { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 };
    const { stdout, stderr } = await execute(program, args, options).catch((error: unknown) => {
      const { stdout: said = '', stderr: cried = '' } = error as { stdout?: string; stderr?: string };
      throw new Error(`${path.basename(program)} ended with:\n${`${said}\n${cried}`.slice(-4_000)}`);
    });
    return `${stderr}\n${stdout}`;
  };
}
