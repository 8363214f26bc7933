import { expect } from 'chai';
import { HOUR_MS } from '#domain/local-date.ts';
import { useProduct } from '#test/support/product.ts';
import { dayAhead } from '#test/support/said-days.ts';
import { answerOf, draftIn, talkOf } from '#test/support/talk.ts';

const NINE_TO_FIVE = [{ start: '09:00', end: '17:00' }];
const WORKDAYS = {
  monday: NINE_TO_FIVE,
  tuesday: NINE_TO_FIVE,
  wednesday: NINE_TO_FIVE,
  thursday: NINE_TO_FIVE,
  friday: NINE_TO_FIVE,
};
const SATURDAY = [{ start: '10:00', end: '14:00' }];

describe('the hours of a provider, by chat with the offline model', function () {
  this.timeout(180_000);
  const product = useProduct();
  before(() => product.startWorker());
  const seller = async () => {
    const person = await product.provider({ schedule: {}, minNoticeHours: 0, timezone: 'America/New_York' });
    const own = async () => (await product.api.get('/v1/providers/me', { as: person })).body.availability;
    const slots = async () => {
      const { id, serviceIds } = person.provider;
      const to = new Date(Date.now() + 14 * 24 * HOUR_MS).toISOString();
      return (await product.api.get(`/v1/providers/${id}/slots?serviceId=${serviceIds[0]}&to=${to}&limit=200`)).body
        .items;
    };
    return { person, own, slots, talk: talkOf(() => product.api, person, 'provider') };
  };

  it('change when exactly that draft is approved, and free slots follow at once', async () => {
    const { talk, own, slots } = await seller();
    const before = await own();
    expect(await slots()).to.deep.equal([]);
    const first = await talk.say('I work Monday to Friday 9 to 5');
    expect(answerOf(first)).to.match(/Monday to Friday 9:00–17:00 \(America\/New_York\)\. Approve revision 1/);
    const draft = draftIn(first, 'update_availability');
    expect(draft.body).to.deep.equal({ ...before, schedule: WORKDAYS });
    const second = draftIn(await talk.say('Saturdays 10-14 too'), 'update_availability');
    expect(second).to.deep.include({ id: draft.id, revision: 2 });
    const leave = dayAhead(40);
    const third = await talk.say(`closed on ${leave.short}`);
    expect(answerOf(third)).to.match(new RegExp(`Saturday 10:00–14:00.*closed on \\w+, ${leave.short}`));
    const whole = draftIn(third, 'update_availability');
    expect(whole.body.schedule).to.deep.equal({ ...WORKDAYS, saturday: SATURDAY });
    expect(whole.body.exceptions).to.deep.equal([{ date: leave.date, closed: true }]);
    expect(await own(), 'nothing happens before the approval').to.deep.equal(before);

    expect(answerOf(await talk.decide('approve', draft))).to.match(/changed since/);
    expect(await own()).to.deep.equal(before);
    const done = await talk.decide('approve', whole);
    expect(answerOf(done)).to.match(/^Done: your hours are Monday to Friday/);
    expect(await own()).to.deep.equal({ ...whole.body, revision: 2 });
    expect((await slots()).length).to.be.greaterThan(50);
    expect(done.drafts[0]).to.deep.include({ status: 'approved' });
    expect(answerOf(await talk.decide('approve', whole))).to.match(/approved already/);
    expect((await own()).revision).to.equal(2);
  });

  it('keep what the week had, and lose a day that is said to be free', async () => {
    const { talk, own } = await seller();
    await talk.decide('approve', draftIn(await talk.say('I work Monday to Friday 9 to 5'), 'update_availability'));
    const draft = draftIn(await talk.say("I don't work on Fridays"), 'update_availability');
    await talk.decide('approve', draft);
    const { friday: _, ...rest } = WORKDAYS;
    expect((await own()).schedule).to.deep.equal(rest);
  });

  it('are not approved over a change that was made meanwhile, and are prepared anew from it', async () => {
    const { talk, own, person } = await seller();
    const draft = draftIn(await talk.say('Mondays 9 to 5'), 'update_availability');
    const body = { timezone: 'UTC', schedule: { sunday: SATURDAY }, exceptions: [] };
    await product.api.put('/v1/providers/me/availability', { as: person, body });
    expect(answerOf(await talk.decide('approve', draft))).to.match(/refused: the hours are at revision 2/);
    expect(await own()).to.deep.equal({ ...body, revision: 2 });
    const anew = draftIn(await talk.say('Mondays 9 to 5'), 'update_availability');
    expect(anew.body).to.deep.equal({ ...body, schedule: { ...body.schedule, monday: NINE_TO_FIVE }, revision: 2 });
  });

  it('are changed in the draft by hand, and held against the contract', async () => {
    const { talk, own } = await seller();
    const draft = draftIn(await talk.say('Mondays 9 to 5'), 'update_availability');
    const edited = draftIn(await talk.edit(draft, { schedule: { sunday: SATURDAY } }), 'update_availability');
    expect(edited.body.schedule).to.deep.equal({ sunday: SATURDAY });
    const wrong = await talk.edit(edited, { price: { amount: 1, currency: 'USD' } });
    expect(answerOf(wrong)).to.match(/has no price/);
    expect(draftIn(wrong, 'update_availability')).to.deep.equal(edited);
    await talk.decide('approve', edited);
    expect((await own()).schedule).to.deep.equal({ sunday: SATURDAY });
  });

  it('are asked for when they are not clear, and a question prepares nothing', async () => {
    const { talk } = await seller();
    for (const said of ['I work on Mondays', 'I work every other Friday 9 to 5']) {
      const task = await talk.say(said);
      expect(answerOf(task)).to.match(/not sure which hours/);
      expect(task.drafts).to.deep.equal([]);
    }
    expect((await talk.say('Do I work Mondays 9 to 5?')).drafts).to.deep.equal([]);
  });
});
