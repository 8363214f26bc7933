import { expect } from 'chai';
import { PASSWORD, useWeb } from './support/use-web.ts';
import { choose, press, signInByKeyboard, type, visit } from './support/visitor.ts';

describe('a life of a booking in two browsers', () => {
  const web = useWeb();

  it('goes from the request to the review by keyboard alone, and nobody reloads a page', async function () {
    this.timeout(300_000);
    await web.startWorker();
    const [clara, petra] = [await web.webConsumer('Clara'), await web.webProvider('Petra')];
    const consumer = await visit(web.browser, web.url);
    const provider = await visit(web.browser, web.url);
    await signInByKeyboard(provider.page, { email: petra, password: PASSWORD });
    await provider.page.getByRole('heading', { name: 'Leads', level: 1 }).waitFor();
    await signInByKeyboard(consumer.page, { email: clara, password: PASSWORD });

    const { page: asks } = consumer;
    await asks.goto('/requests/new');
    await type(asks, asks.getByLabel('Service'), 'Haircut');
    await type(asks, asks.getByLabel('City'), 'New York');
    await type(asks, asks.getByLabel('Neighborhood'), 'Brooklyn');
    await press(asks, asks.getByRole('button', { name: 'Send to providers' }));
    await asks.getByText('Waiting for offers').waitFor();
    await markUnreloaded(asks);

    const { page: offers } = provider;
    await markUnreloaded(offers);
    await press(
      offers,
      offers
        .getByRole('main')
        .getByRole('link', { name: /haircut/i })
        .first(),
    );
    const times = offers.getByRole('group', { name: 'Times you offer' });
    await press(offers, times.getByRole('button', { name: /free times$/ }).last()); // the last day shown is a whole one
    await choose(offers, times.getByRole('checkbox').last());
    await type(offers, offers.getByLabel(/^Price in/), '55');
    await press(offers, offers.getByRole('button', { name: 'Send the offer' }));

    await press(asks, asks.getByRole('link', { name: 'See the offer' }));
    await press(asks, asks.getByRole('button', { name: 'Choose a time' }));
    const sheet = asks.getByRole('dialog');
    await choose(asks, sheet.getByRole('radiogroup').first().getByRole('radio').first());
    await press(asks, sheet.getByRole('button', { name: 'Book' }));
    await press(asks, asks.getByRole('link', { name: /See the booking|booking/ }).last());
    await asks.getByText('Confirmed').first().waitFor();

    await offers
      .getByRole('link', { name: /booking/i })
      .first()
      .waitFor();
    expect(await isUnreloaded(asks), 'the consumer reloaded').to.equal(true);
    expect(await isUnreloaded(offers), 'the provider reloaded').to.equal(true);
    expect([...consumer.complaints, ...provider.complaints]).to.deep.equal([]);
    const bookings = await web.orm.em.fork().execute('select id from bookings');
    expect(bookings).to.have.length(1);
  });
});

type AnyPage = Awaited<ReturnType<typeof visit>>['page'];

/** What is written into a window is gone when the page is loaded anew. */
const markUnreloaded = (page: AnyPage): Promise<unknown> => page.evaluate('globalThis.isUnreloaded = true');
const isUnreloaded = (page: AnyPage): Promise<unknown> => page.evaluate('globalThis.isUnreloaded === true');
