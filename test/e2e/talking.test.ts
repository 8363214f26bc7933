import { expect } from 'chai';
import { Booking } from '#db/entities/booking.entity.ts';
import { Offer } from '#db/entities/offer.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { AROUND_THE_CLOCK } from '#test/support/factories.ts';
import { untilMatched } from '#test/support/outage.ts';
import { useProduct } from '#test/support/product.ts';
import { dayAhead } from '#test/support/said-days.ts';
import { answerOf, draftIn, talkOf } from '#test/support/talk.ts';

describe('a life by chat, with the offline model', function () {
  this.timeout(300_000);
  const product = useProduct();
  before(() => product.startWorker());
  const api = () => product.api;
  const em = () => product.orm.em.fork();

  it('goes from a sentence to a booking, and nothing happens that was not approved', async () => {
    const provider = await product.provider({ minNoticeHours: 0, schedule: AROUND_THE_CLOCK });
    const person = await product.consumer();
    const consumer = talkOf(api, person);

    const [day, other] = [dayAhead(3), dayAhead(4)];
    const sentence = `I need a haircut, curly hair, Brooklyn, ${day.weekday} or ${other.weekday}, $60-80`;
    const asked = await consumer.say(sentence);
    expect(answerOf(asked)).to.match(/^I am the offline model/);
    expect(asked.answer).to.deep.include({ isOffline: true, isDegraded: false });
    const draft = draftIn(asked, 'create_service_request');
    expect(draft.missing).to.deep.equal([]);
    expect(draft.body).to.deep.include({ category: 'hair_beauty', serviceType: 'haircut' });
    expect(draft.body.requirements).to.deep.include({ specializations: ['curly_hair'] });
    expect(draft.body.location).to.deep.include({ city: 'New York', neighborhood: 'Brooklyn' });
    expect(draft.body.budget).to.deep.include({ min: 6_000, max: 8_000, currency: 'USD' });
    expect(draft.body.timing).to.deep.include({ preferredDates: [day.date, other.date] });
    expect(await em().count(ServiceRequest)).to.equal(0);

    expect(answerOf(await consumer.decide('approve', draft))).to.match(/^Done/);
    const [request] = await em().findAll(ServiceRequest);
    expect(request).to.deep.include({
      consumer: { id: person.id },
      rawInput: sentence,
    });
    await untilMatched(product, request!.id, provider);

    const seller = talkOf(api, provider, 'provider');
    expect(answerOf(await seller.say('any leads?'))).to.match(/one lead[^]*haircut \(curly hair\) in Brooklyn/);
    const offering = draftIn(await seller.say(`offer 55 dollars on ${day.weekday} at two`), 'submit_offer');
    expect(offering.body.price).to.deep.equal({ amount: 5_500, currency: 'USD' });
    expect(await em().count(Offer)).to.equal(0);
    expect(answerOf(await seller.decide('approve', offering))).to.match(/^Done: your offer of \$55\.00/);

    const shown = answerOf(await consumer.say('show me the offers'));
    expect(shown).to.match(new RegExp(`one offer[^]*\\$55\\.00, ${day.weekday}, ${day.short}, 2:00 PM`));
    const booking = await consumer.say(`book the first one on ${day.weekday} at two`);
    expect(await em().count(Booking)).to.equal(0);
    const booked = await consumer.decide('approve', draftIn(booking, 'accept_offer'));
    const when = `${day.weekday}, ${day.short}, 2:00 PM`;
    expect(answerOf(booked)).to.include(`Booked: Haircut with Test Provider, ${when}, for $55.00`);
    const [made] = await em().findAll(Booking);
    expect(made).to.deep.include({ priceAmount: 5_500, status: 'confirmed' });
    expect((await em().findOneOrFail(ServiceRequest, request!.id)).status).to.equal('booked');
  });

  it('says of itself once in a conversation what it is, and what it cannot do', async () => {
    const talk = talkOf(api, await product.consumer());
    expect(answerOf(await talk.say('hello'))).to.match(/I am the offline model/);
    const foreign = answerOf(
      await talk.say('Ich brauche am Samstag einen Haarschnitt in Brooklyn, bitte nicht zu teuer'),
    );
    expect(foreign)
      .to.match(/only understand English/)
      .and.not.match(/offline model/);
    expect(answerOf(await talk.say('yes, go ahead'))).to.match(/no draft that waits/);
  });

  it('asks for what is missing until a request is complete', async () => {
    await product.provider({ schedule: AROUND_THE_CLOCK });
    const talk = talkOf(api, await product.consumer());
    const first = await talk.say('I need somebody to clean my apartment');
    expect(draftIn(first, 'create_service_request').missing).to.include('location');
    expect(answerOf(first)).to.include('?');
    expect(draftIn(await talk.say('in Brooklyn'), 'create_service_request').missing).to.deep.equal([]);
  });

  it('tells who wants to become a provider what a service needs', async () => {
    const talk = talkOf(api, await product.consumer(), 'enrollment');
    const answer = answerOf(await talk.say('What do I need to repair leaks as a plumber?'));
    expect(answer)
      .to.match(/Leak repair: a licence and at least 2 photos/)
      .and.not.match(/Haircut/);
  });
});
