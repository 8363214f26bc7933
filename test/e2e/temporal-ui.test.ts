import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startApi, type RunningApi } from '#api/main.ts';
import { createOrm } from '#db/orm.ts';
import { temporalCli } from '#platform/embedded/binaries.ts';
import { claimPort } from '#platform/embedded/ports.ts';
import { startTemporal, type EmbeddedTemporal } from '#platform/embedded/temporal.ts';
import { silentLogger } from '#platform/logger.ts';
import { cheapHash } from '#test/support/cheap-hash.ts';
import { connectLazily, createTemporalClient } from '#platform/temporal/connect.ts';
import { binaryLogger, binarySettings } from '#test/support/binaries.ts';
import { testBrowser } from '#test/support/browser.ts';
import { testConfig } from '#test/support/config.ts';
import { insertAccount } from '#test/support/factories.ts';
import { client } from '#test/support/http.ts';
import { testPostgres } from '#test/support/postgres.ts';
import { testFolder, testSupervisor } from '#test/support/servers.ts';
import { REQUEST_WORKFLOW } from '#workflows/request/messages.ts';

const EMAIL = 'ada@test.example';
const CONSUMER = 'clara@test.example';
const PASSWORD = 'ada-watches-every-run';
const INSIDE = crypto.randomUUID();
const ENCRYPTED = 'encryption-key-id';
const PATIENCE_MS = 20_000;

describe('encrypted histories', function () {
  let executable: string;
  let temporal: EmbeddedTemporal;
  let api: RunningApi;
  let browser: Browser | undefined;
  let context: BrowserContext;
  const undo: (() => Promise<unknown>)[] = [];

  before(async () => {
    const port = await claimPort(0, 'the API', 'PORT');
    const endpoint = `http://127.0.0.1:${port}/v1/codec`;
    executable = await temporalCli(binarySettings(), binaryLogger());
    const supervisor = testSupervisor();
    const logFile = testFolder('temporal-with-ui.log');
    temporal = await startTemporal({ supervisor, executable, logFile, port: 0, uiPort: 0, codecEndpoint: endpoint });
    undo.push(() => temporal.stop());
    const database = await (await testPostgres()).createDatabase();
    undo.push(() => database.drop());
    const config = testConfig({
      PORT: String(port),
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: temporal.address,
      PROXIE_TEMPORAL_UI_URL: temporal.uiUrl ?? '',
      PROXIE_PAYLOAD_KEYS: 'one:k9Vw2mQz7Rt4Lx8Bn3Jc6Hd1Fs5Gp0Ay',
    });
    api = await startApi({ config, log: silentLogger });
    undo.push(() => api.stop());
    const orm = await createOrm({ url: database.url, poolMax: 1 });
    const passwordHash = await cheapHash(PASSWORD);
    await insertAccount(orm.em.fork(), { email: EMAIL, passwordHash, roles: ['consumer', 'admin'] });
    await insertAccount(orm.em.fork(), { email: CONSUMER, passwordHash });
    await orm.close();
    const connection = connectLazily(config.temporal);
    const input = { taskQueue: 'nobody-works-here', workflowId: 'a-run', args: [{ requestId: INSIDE }] };
    await createTemporalClient(connection, config.temporal).workflow.start(REQUEST_WORKFLOW, input);
    await connection.close();
  });
  after(async () => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  });

  it('are readable on the command line with the token of an operator, and without one they are not', async () => {
    const login = await client(api.url).post('/v1/auth/login', { body: { email: EMAIL, password: PASSWORD } });
    const show = async (...more: string[]): Promise<string> => {
      const args = ['workflow', 'show', '--workflow-id', 'a-run', '--address', temporal.address, '--output', 'json'];
      const { stdout } = await promisify(execFile)(executable, [...args, ...more]);
      return stdout;
    };
    expect(await show()).not.to.include(INSIDE);
    const decoded = await show(
      '--codec-endpoint',
      `${api.url}/v1/codec`,
      '--codec-auth',
      `Bearer ${login.body.accessToken}`,
    );
    const data = JSON.parse(decoded).events[0].workflowExecutionStartedEventAttributes.input.payloads[0].data;
    expect(JSON.parse(Buffer.from(data, 'base64').toString())).to.deep.equal({ requestId: INSIDE });
  });

  describe('in a browser', () => {
    before(async function () {
      browser = await testBrowser();
      if (!browser) return this.skip(); // a machine without Chromium; continuous integration has one
      undo.push(() => browser!.close());
      context = await browser.newContext({ viewport: { width: 1400, height: 1700 } });
      // What an operator chooses once in the settings of the UI, as the UI keeps it.
      const chosen = {
        overrideRemoteCodecConfiguration: true,
        includeCredentials: true,
        endpoint: `${api.url}/v1/codec`,
      };
      await context.addInitScript((settings) => {
        for (const [name, value] of Object.entries(settings)) localStorage.setItem(name, JSON.stringify(value));
      }, chosen);
    });
    const history = async (page: Page) => page.goto(`${temporal.uiUrl}/namespaces/default/workflows/a-run`);
    const shows = (page: Page, text: string) => page.getByText(text).first().waitFor({ timeout: PATIENCE_MS });

    async function signIn(page: Page, email: string, password: string): Promise<void> {
      await page.goto(`${api.url}/codec`);
      await page.fill('input[name=email]', email);
      await page.fill('input[name=password]', password);
      await page.click('button[type=submit]');
    }

    it('are unreadable for whoever opens the UI', async () => {
      const page = await context.newPage();
      await history(page);
      await shows(page, ENCRYPTED);
      expect(await page.content()).not.to.include(INSIDE);
      await page.close();
    });

    it('are readable for an operator who has signed in at /codec, until they sign out', async () => {
      const entrance = await context.newPage();
      await signIn(entrance, EMAIL, PASSWORD);
      await shows(entrance, 'You are signed in for the Temporal UI');
      const page = await context.newPage();
      await history(page);
      await shows(page, INSIDE);
      expect(await page.content()).not.to.include(ENCRYPTED);

      await entrance.click('#leave');
      await shows(entrance, 'You are signed out.');
      await page.reload();
      await shows(page, ENCRYPTED);
      expect(await page.content()).not.to.include(INSIDE);
    });

    it('are no business of anybody else, with an account or without', async () => {
      for (const [email, password, told] of [
        [EMAIL, 'a guess', 'the mail address and the password do not match'],
        [CONSUMER, PASSWORD, 'the operation is for the role admin'],
      ] as const) {
        const page = await context.newPage();
        await signIn(page, email, password);
        await shows(page, told);
        const names = (await context.cookies(`${api.url}/v1/codec/decode`)).map(({ name }) => name);
        expect(names).not.to.include('proxie_codec');
        await page.close();
      }
    });
  });
});
