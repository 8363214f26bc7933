import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { Enrollment } from '#db/entities/enrollment.entity.ts';
import { Provider } from '#db/entities/provider.entity.ts';
import { AROUND_THE_CLOCK } from '#test/support/factories.ts';
import { pngOf } from '#test/support/images.ts';
import { useProduct, type Person } from '#test/support/product.ts';
import { answerOf, draftIn, talkOf } from '#test/support/talk.ts';
import { until } from '#test/support/until.ts';

describe('enrolling by chat, with the offline model', function () {
  this.timeout(300_000);
  const product = useProduct();
  before(() => product.startWorker());
  before(() => product.provider({ schedule: AROUND_THE_CLOCK })); // so that there is a place to name
  const api = () => product.api;
  const em = () => product.orm.em.fork();
  const applicant = async () => {
    const person = await product.consumer({ email: `${randomUUID()}@test.example` });
    return { person, talk: talkOf(api, person, 'enrollment') };
  };
  const enrollmentOf = ({ id }: Person) => em().findOneOrFail(Enrollment, { account: id });

  it('goes from a sentence to a provider whom the next match finds, and nothing happens that was not approved', async () => {
    const { person, talk } = await applicant();
    const said = 'I want to offer standard cleaning in Brooklyn, every day 8am to 8pm, for $80-140';
    const first = await talk.say(said);
    expect(answerOf(first)).to.match(/^I am the offline model[^]*still need your full name/);
    const drafted = draftIn(first, 'update_enrollment');
    expect(drafted.target).to.equal(null);
    expect(drafted.body.location).to.deep.include({ city: 'New York', neighborhood: 'Brooklyn' });

    const named = await talk.say('my name is Ana Lopez');
    const draft = draftIn(named, 'update_enrollment');
    expect(draft).to.deep.include({ id: drafted.id, revision: 2 });
    expect(answerOf(named)).to.match(/Ana Lopez.*standard cleaning for \$80\.00 to \$140\.00.*nothing is missing/i);
    expect(answerOf(named)).to.match(/Ana Lopez, [\da-f-]+ \(at\) test \(dot\) example;/);
    expect(await em().count(Enrollment, { account: person.id })).to.equal(0);

    const saved = await talk.decide('approve', draft);
    expect(answerOf(saved)).to.match(/^Saved\. Nothing is missing/);
    const row = await enrollmentOf(person);
    expect(row).to.deep.include({ status: 'draft', fullName: 'Ana Lopez', timezone: 'America/New_York' });
    expect(row.services[0]).to.deep.include({ price: { min: 8_000, max: 14_000, currency: 'USD' } });
    expect(row.email).to.equal((await em().findOneOrFail(Account, person.id)).email);
    expect(saved.drafts[0]).to.deep.include({ status: 'approved', result: { type: 'enrollment', id: row.id } });

    const submitting = await talk.say('submit it, please');
    expect(answerOf(submitting)).to.match(/hand in your enrollment for standard cleaning/);
    expect((await enrollmentOf(person)).status).to.equal('draft');
    const done = await talk.decide('approve', draftIn(submitting, 'submit_enrollment'));
    expect(answerOf(done)).to.match(/^Done: you are verified, and a provider/);
    const provider = await em().findOneOrFail(Provider, { account: person.id });
    expect(provider).to.deep.include({ name: 'Ana Lopez', city: 'New York', status: 'active' });
    expect(answerOf(await talk.say('what is my status?'))).to.match(/you are a provider/);

    const request = {
      category: 'home_cleaning',
      serviceType: 'standard_cleaning',
      location: { city: 'New York' },
    };
    const { body } = await product.api.post('/v1/requests', { as: await product.consumer(), body: request });
    await until('the new provider to hear of it', async () => {
      const lead = await product.api.get(`/v1/providers/me/leads/${body.id}`, { as: person });
      return lead.status === 200;
    });
    const seller = talkOf(api, person, 'provider');
    expect(answerOf(await seller.say('any leads?'))).to.match(/one lead[^]*standard cleaning/);
  });

  it('takes the images of a message for photos, and asks until there are as many as the catalog wants', async () => {
    const { person, talk } = await applicant();
    const asked = await talk.say('I offer haircuts in Brooklyn, Mon-Fri 9 to 5, $40-70, my name is Ben Okafor');
    expect(answerOf(asked)).to.match(/still need 3 photos of haircut/);
    await talk.decide('approve', draftIn(asked, 'update_enrollment'));
    const early = await talk.say('submit');
    expect(answerOf(early)).to.match(/could not do that: it still needs 3 photos of haircut/);
    expect(early.drafts).to.deep.equal([]);

    const media = [];
    for (let index = 0; index < 3; index += 1) media.push(await upload(person, index));
    const shown = await talk.finished(await talk.post({ message: 'here are photos of my haircuts', media }));
    const draft = draftIn(shown, 'update_enrollment');
    expect(draft.body.photos).to.deep.equal(media.map((mediaId) => ({ mediaId, serviceType: 'haircut' })));
    expect(draft.body.revision).to.equal(1);
    expect(answerOf(await talk.decide('approve', draft))).to.match(/Nothing is missing/);
    const done = await talk.decide('approve', draftIn(await talk.say('submit'), 'submit_enrollment'));
    expect(answerOf(done)).to.match(/you are verified/);
  });

  it('says what comes next where a licence has to be looked at, and why it was rejected', async () => {
    const { person, talk } = await applicant();
    const operator = await product.consumer({ roles: ['consumer', 'admin'] });
    const said = `I repair leaks in Brooklyn, weekdays 8 to 4, $120 to $300, my name is Cleo Vance, license number NY-PL-20711`;
    await talk.decide('approve', draftIn(await talk.say(said), 'update_enrollment'));
    const media = [await upload(person, 0), await upload(person, 1)];
    const shown = await talk.finished(await talk.post({ message: 'photos of leak repairs', media }));
    await talk.decide('approve', draftIn(shown, 'update_enrollment'));
    const submit = async () => talk.decide('approve', draftIn(await talk.say('submit'), 'submit_enrollment'));
    expect(answerOf(await submit())).to.match(/handed in. An operator looks at your licence, by .* You are told/);
    expect(answerOf(await talk.say('what is my status?'))).to.match(/waits for an operator, who decides by/);
    const change = await talk.say('my name is Somebody Else');
    expect(answerOf(change)).to.match(/pending_verification and cannot be changed/);

    const { id } = await enrollmentOf(person);
    const decide = (verdict: 'approve' | 'reject', reason: string) =>
      product.api.post(`/v1/enrollments/${id}/${verdict}`, { as: operator, body: { reason } });
    expect((await decide('reject', 'The licence has run out.')).status).to.equal(200);
    expect(answerOf(await talk.say('what is my status?'))).to.match(/was rejected: The licence has run out\./);
    const renewed = await talk.say('the new license number is NY-PL-99123');
    expect(answerOf(await talk.decide('approve', draftIn(renewed, 'update_enrollment')))).to.match(/^Saved/);
    expect((await enrollmentOf(person)).services[0]?.licenseNumber).to.equal('NY-PL-99123');
    await submit();
    expect((await decide('approve', 'It is in the register.')).body).to.include({ status: 'verified' });
    expect(answerOf(await talk.say('what is my status?'))).to.match(/you are a provider/);
  });

  async function upload(as: Person, colour: number): Promise<string> {
    const headers = { 'content-type': 'image/png' };
    const { status, body } = await product.api.post('/v1/media', { as, headers, body: pngOf(colour) });
    expect(status).to.equal(201);
    return body.id as string;
  }
});
