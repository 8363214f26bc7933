import { expect } from 'chai';
import { AuditEntry } from '#db/entities/audit-entry.entity.ts';
import { Review } from '#db/entities/review.entity.ts';
import { live } from '#test/support/client-life.ts';
import { NOT_BY_ITSELF } from '#test/support/due.ts';
import { AROUND_THE_CLOCK, testSlot } from '#test/support/factories.ts';
import { useProduct, type Person } from '#test/support/product.ts';
import { answerOf, draftIn, talkOf } from '#test/support/talk.ts';

const KIND = 'submit_review';

describe('a review by chat', function () {
  this.timeout(180_000);
  const product = useProduct({ settings: NOT_BY_ITSELF });
  before(() => product.startWorker());
  const em = () => product.orm.em.fork();
  let hours = 48;

  /** Work that somebody by this name has done for the consumer. */
  async function worked(consumer: Person, name: string) {
    const provider = await product.provider({ name, minNoticeHours: 0, schedule: AROUND_THE_CLOCK });
    const { bookingId } = await live(product, { consumer, provider, slot: testSlot((hours += 3)) });
    return { provider, bookingId };
  }
  const reviewsBy = ({ id }: Person) => em().findAll(Review, { where: { author: id } });

  it('is prepared from one sentence, written by the approval of that draft, and once', async () => {
    const consumer = await product.consumer();
    const { bookingId, provider } = await worked(consumer, 'Ana Lopez');
    const talk = talkOf(() => product.api, consumer);
    const task = await talk.say('I want to review Ana: 5 stars, great cut, very punctual');
    const draft = draftIn(task, KIND);
    expect(draft.body).to.deep.equal({ bookingId, rating: 5, comment: 'great cut, very punctual' });
    expect(draft.about).to.deep.include({ provider: 'Ana Lopez', serviceName: 'Haircut' });
    expect(draft.missing).to.deep.equal([]);
    expect(answerOf(task)).to.match(/your review of Ana Lopez .*5 of 5 stars, “great cut, very punctual”.*Approve/s);
    expect(await reviewsBy(consumer)).to.have.length(0);

    const done = await talk.decide('approve', draft);
    expect(answerOf(done)).to.match(/^Done: your review of Ana Lopez is in/);
    const [review, ...others] = await reviewsBy(consumer);
    expect(others).to.have.length(0);
    expect(review).to.deep.include({
      rating: 5,
      comment: 'great cut, very punctual',
      side: 'consumer',
      publishedAt: null,
    });
    expect(done.drafts[0]).to.deep.include({ status: 'approved', result: { type: 'review', id: review!.id } });
    expect(answerOf(await talk.decide('approve', draft))).to.match(/approved already/);
    expect(await reviewsBy(consumer)).to.have.length(1);
    const notes = await em().findAll(AuditEntry, { where: { actorId: consumer.id, operationId: 'submitReview' } });
    expect(notes.map(({ outcome }) => outcome)).to.deep.equal(['succeeded']);

    const again = await talk.say('I want to review Ana: 1 star, changed my mind');
    expect(answerOf(again)).to.match(/no completed booking/);
    const answered = await product.api.post('/v1/reviews', {
      as: provider,
      body: { bookingId, rating: 4, comment: 'A kind person.' },
    });
    expect(answered.body).to.deep.include({ status: 'published' });
  });

  it('is asked for piece by piece, and changed by hand before it is approved', async () => {
    const consumer = await product.consumer();
    const { bookingId } = await worked(consumer, 'Bea Stone');
    const talk = talkOf(() => product.api, consumer);
    const begun = await talk.say('I would like to leave a review');
    expect(draftIn(begun, KIND)).to.deep.include({ body: { bookingId }, missing: ['rating', 'comment'] });
    expect(answerOf(begun)).to.match(/still needs the stars, from 1 to 5 and what you say about it/);
    expect(answerOf(await talk.decide('approve', draftIn(begun, KIND)))).to.match(/not complete yet/);
    expect(await reviewsBy(consumer)).to.have.length(0);

    await talk.say('I want to review Bea');
    const rated = await talk.say('4');
    expect(draftIn(rated, KIND)).to.deep.include({ missing: ['comment'], body: { bookingId, rating: 4 } });
    const said = draftIn(await talk.say('friendly, but a little late'), KIND);
    expect(said.body).to.deep.equal({ bookingId, rating: 4, comment: 'friendly, but a little late' });
    const raised = draftIn(await talk.say('make it 5 stars'), KIND);
    expect(raised.body).to.deep.equal({ ...said.body, rating: 5 });
    const edited = draftIn(await talk.edit(raised, { rating: 3, breakdown: { punctuality: 2 } }), KIND);
    expect(answerOf(await talk.decide('approve', said))).to.match(/changed since/);
    expect(await reviewsBy(consumer)).to.have.length(0);
    await talk.decide('approve', edited);
    const [review] = await reviewsBy(consumer);
    expect(review).to.deep.include({
      rating: 3,
      punctuality: 2,
      quality: null,
      comment: 'friendly, but a little late',
    });
  });

  it('is of the booking that is meant: of several none is guessed', async () => {
    const consumer = await product.consumer();
    const [first, second] = [await worked(consumer, 'Cleo Hart'), await worked(consumer, 'Dora Finch')];
    const talk = talkOf(() => product.api, consumer);
    const asked = await talk.say('I want to leave a review: 5 stars, wonderful');
    expect(answerOf(asked)).to.match(/Which booking.*1\. Haircut with.*2\. Haircut with/s);
    expect(asked.drafts).to.deep.equal([]);
    const lines = answerOf(asked).split('\n');
    const number = lines.find((line) => line.includes('Cleo Hart'))?.slice(0, 1);
    const chosen = draftIn(await talk.say(`number ${number}`), KIND);
    expect(chosen.body).to.deep.equal({ bookingId: first.bookingId, rating: 5, comment: 'wonderful' });
    const other = draftIn(await talk.say('review Dora: 2 stars, too short'), KIND);
    expect(other.body).to.deep.equal({ bookingId: second.bookingId, rating: 2, comment: 'too short' });
    expect(await reviewsBy(consumer)).to.have.length(0);
  });

  it('is no one’s who has nothing to review, and no stranger’s booking is found', async () => {
    const owner = await product.consumer();
    await worked(owner, 'Edda Moss');
    const stranger = await product.consumer();
    const talk = talkOf(() => product.api, stranger);
    const task = await talk.say('I want to review Edda: 1 star, terrible');
    expect(answerOf(task)).to.match(/no completed booking waits for a review/);
    expect(task.drafts).to.deep.equal([]);
    expect([...(await reviewsBy(stranger)), ...(await reviewsBy(owner))]).to.deep.equal([]);
  });
});
