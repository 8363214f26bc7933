import { expect } from 'chai';
import { claimPort } from '#platform/embedded/ports.ts';
import { HAIRCUT, makeOffer } from '#test/support/client-life.ts';
import { AROUND_THE_CLOCK, testSlot } from '#test/support/factories.ts';
import { startProcess } from '#test/support/node-process.ts';
import { until } from '#test/support/until.ts';
import { PASSWORD, useWeb } from './support/use-web.ts';
import { signInByKeyboard, visit } from './support/visitor.ts';

describe('the web client while the API breaks', () => {
  const web = useWeb();
  const rows = (sql: string): Promise<Record<string, unknown>[]> => web.orm.em.fork().execute(sql);

  it('books once, although the API is killed in the middle of it and starts again', async function () {
    this.timeout(300_000);
    await web.startWorker();
    const env = { ...web.env, PORT: String(await claimPort(0, 'the API', 'PORT')), LOG_LEVEL: 'info' };
    const start = () => startProcess('api', env, 'the API listens');
    const api = await start();
    const { email, requestId } = await anOpenOffer();
    const { page, complaints } = await visit(web.browser, `http://127.0.0.1:${env.PORT}`);
    await signInByKeyboard(page, { email, password: PASSWORD });
    await page.goto(`/requests/${requestId}/offers`);
    await page.getByRole('button', { name: 'Choose a time' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('radiogroup').first().getByRole('radio').first().check();
    await sheet.getByRole('button', { name: 'Book' }).click();
    await until('the acceptance to have come in', async () => {
      const [key] = await rows(`select key from idempotency_keys where operation_id = 'acceptOffer'`);
      return key !== undefined;
    });
    await api.kill();
    await start();
    await page.waitForURL(/\/bookings\//);
    await page.getByText('Confirmed').first().waitFor();
    const bookings = await rows('select id from bookings');
    expect(bookings).to.have.length(1);
    expect(complaints).to.deep.equal([]);
  });

  it('keeps two tabs signed in that exchange their cookie at the same moment', async () => {
    const email = await web.webConsumer('Tabitha');
    const { page, context } = await visit(web.browser, web.url);
    await signInByKeyboard(page, { email, password: PASSWORD });
    const other = await context.newPage();
    await other.goto('/account');
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([page.reload(), other.reload()]);
      for (const tab of [page, other]) await tab.getByRole('button', { name: 'Your account' }).waitFor();
    }
    const [families] = await rows('select count(*)::int as revoked from refresh_tokens where revoked_at is not null');
    expect(families?.['revoked']).to.equal(0);
  });

  async function anOpenOffer(): Promise<{ email: string; requestId: string }> {
    const email = await web.webConsumer('Carl');
    const login = await web.api.post('/v1/auth/login', { body: { email, password: PASSWORD } });
    const { accessToken: token, account } = login.body as { accessToken: string; account: { id: string } };
    const consumer = { id: account.id, token };
    const provider = await web.provider({ minNoticeHours: 0, schedule: AROUND_THE_CLOCK });
    const created = await web.api.post('/v1/requests', { as: consumer, body: HAIRCUT });
    const requestId = (created.body as { id: string }).id;
    await makeOffer(web.api, requestId, { provider, slot: testSlot() });
    return { email, requestId };
  }
});
