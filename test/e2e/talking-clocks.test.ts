import { expect } from 'chai';
import { Offer } from '#db/entities/offer.entity.ts';
import { NEW_YORK } from '#db/seeds/places.ts';
import { dayNumber, toLocalDate } from '#domain/local-date.ts';
import { HAIRCUT } from '#test/support/client-life.ts';
import { AROUND_THE_CLOCK } from '#test/support/factories.ts';
import type { NodeProcess } from '#test/support/node-process.ts';
import { untilMatched } from '#test/support/outage.ts';
import { useProduct } from '#test/support/product.ts';
import { dayAhead, instantOf } from '#test/support/said-days.ts';
import { answerOf, draftIn, talkOf } from '#test/support/talk.ts';

/** The next Saturday in New York that has not begun, so that what was made before is not too old. */
const SATURDAY = [1, 2, 3, 4, 5, 6, 7]
  .map((days) => dayAhead(days))
  .find(({ weekday }) => weekday === 'Saturday')!.date;
const day = (days: number): string => toLocalDate(dayNumber(SATURDAY) + days);

describe('a life by chat, at other times', function () {
  this.timeout(300_000);
  const product = useProduct();
  const api = () => product.api;
  const em = () => product.orm.em.fork();
  let worker: NodeProcess | undefined;
  const at = async (wall: string): Promise<void> => {
    // The machine stands where it is a day later for most of the day: nobody may read its zone.
    worker = await product.startWorker({ TEST_CLOCK: instantOf(wall, NEW_YORK.timezone), TZ: 'Pacific/Kiritimati' });
  };
  afterEach(() => worker?.kill());

  it('says on a Saturday evening that Saturday at two is past, and prepares nothing for another day', async () => {
    worker = await product.startWorker(); // the request is made before, for Temporal and Postgres keep the real time
    const provider = await product.provider({ minNoticeHours: 0, schedule: AROUND_THE_CLOCK });
    const person = await product.consumer();
    const timing = { urgency: 'specific_date', preferredDates: [SATURDAY, day(1)], preferredTimes: [] };
    const created = await product.api.post('/v1/requests', { as: person, body: { ...HAIRCUT, timing } });
    await untilMatched(product, created.body.id as string, provider);
    await worker.kill();
    await at(`${SATURDAY}T22:00:00`);

    const seller = talkOf(api, provider, 'provider');
    const late = await seller.say('offer 55 dollars on Saturday at two');
    expect(late.drafts).to.deep.equal([]);
    const answer = answerOf(late);
    expect(answer).to.match(/^(?:I am the offline model.*\n*)?.*Sat, \w+ \d+ at 2:00 PM is past/s);
    expect(answer).to.match(/Do you mean Sat, .*You are free Saturday/s);
    const [, again = ''] = /“(offer [^”]+)”/.exec(answer) ?? [];
    const offering = draftIn(await seller.say(again), 'submit_offer');
    const nextSaturday = { start: instantOf(`${day(7)}T14:00:00`, NEW_YORK.timezone) };
    expect(offering.body.availableSlots).to.have.nested.property('[0].start', nextSaturday.start);
    expect(offering.body.price).to.deep.equal({ amount: 5_500, currency: 'USD' });

    const instead = draftIn(await seller.say('offer 55 dollars on Sunday at two'), 'submit_offer');
    const sunday = { start: instantOf(`${day(1)}T14:00:00`, NEW_YORK.timezone) };
    expect(instead.body.availableSlots).to.have.nested.property('[0].start', sunday.start);
    expect(await em().count(Offer)).to.equal(0);
  });

  it('wants of a weekend on its last evening only what is left, and asks when nothing is', async () => {
    await at(`${day(1)}T23:40:00`);
    const talk = talkOf(api, await product.consumer());
    const weekend = draftIn(await talk.say('a haircut in Brooklyn this weekend'), 'create_service_request');
    expect(weekend.body.timing).to.deep.include({ preferredDates: [day(1)] });
    const past = answerOf(await talk.say('today at two'));
    expect(past).to.include('This time is past today');
    const next = draftIn(await talk.say('tomorrow at two'), 'create_service_request');
    expect(next.body.timing).to.deep.include({ preferredDates: [day(2)], preferredTimes: ['afternoon'] });
  });
});
