import { expect } from 'chai';
import { Problem } from '#api/http/problem.ts';
import { ChatTurn } from '#db/entities/chat-turn.entity.ts';
import { HOUR_MS } from '#domain/local-date.ts';
import { useApi } from '#test/support/api.ts';
import { COMPLETE_ENROLLMENT, createEnrolling, PLUMBING } from '#test/support/enrolling.ts';
import { useLives } from '#test/support/lives.ts';
import { by, createMarketplace } from '#test/support/marketplace.ts';
import { peopleOf } from '#test/support/people.ts';
import { createSaboteur, mistake, sqlFault } from '#test/support/saboteur.ts';
import { createScriptedGateway } from '#test/support/scripted-gateway.ts';
import { answerOf, talkOf } from '#test/support/talk.ts';
import { until } from '#test/support/until.ts';
import { bookingWorkflowId, checkInBooking } from '../booking/messages.ts';
import { conversationWorkflowId } from '../chat/messages.ts';
import { enrollmentWorkflowId } from '../enrollment/messages.ts';
import { cancelRequest, declineOffer, editRequest, requestWorkflowId, withdrawOffer } from '../request/messages.ts';

const saboteur = createSaboteur();
const model = createScriptedGateway();
const logged: { fields: object; message: string }[] = [];
const ignore = (): void => {};
const log = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: (fields: object, message = '') => void logged.push({ fields, message }),
};

const outcomeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('a run whose activities fail for good', function () {
  this.timeout(240_000);
  const lives = useLives({}, model, { innermost: saboteur.innermost, log: log as never });
  const fixture = useApi({ orm: () => lives.orm, commands: () => lives.commands });
  const market = createMarketplace(lives);
  const enrolling = createEnrolling(lives);
  const faults = {
    'a value that the database cannot hold': sqlFault(() => lives.orm, '22003'),
    'a constraint': sqlFault(() => lives.orm, '23505'),
    'a mistake in the code': mistake,
  };
  afterEach(() => saboteur.heal());

  /** Gives a command while every activity fails, in each way; then the same once more in peace. */
  async function refusedThenDone<Answer>(command: () => Promise<Answer>): Promise<Answer> {
    for (const [kind, raise] of Object.entries(faults)) {
      saboteur.fail(raise);
      expect(await outcomeOf(command()), kind).to.equal('internal');
      expect(saboteur.count(), kind).to.be.greaterThan(0);
    }
    saboteur.heal();
    return command();
  }

  /** Waits until the run has read what it is about. */
  const isLoaded = (workflowId: string) =>
    until('the run to know its rows', async () => {
      const history = await lives
        .handle(workflowId)
        .fetchHistory()
        .catch(() => undefined);
      return history?.events?.some(({ markerRecordedEventAttributes }) => markerRecordedEventAttributes);
    });

  const isRunning = async (workflowId: string) => (await lives.handle(workflowId).describe()).status.name === 'RUNNING';

  it('refuses every command of a request with a code, and goes on', async () => {
    const [first, second, third] = [await market.provider(), await market.provider(), await market.provider()];
    const request = await market.request();
    const { requestId, consumerId } = request;
    await market.leads(request, 3);
    const edit = () =>
      lives.commands.onRequest(requestId, editRequest, { ...by(consumerId), payload: { city: 'Boston' } });
    await refusedThenDone(edit);
    await market.leads(request, 3);

    const declined = await refusedThenDone(() => market.offer(request, first));
    const withdrawn = await market.offer(request, second);
    const accepted = await market.offer(request, third);
    const close = (offerId: string, actorId: string, side: 'consumer' | 'provider') => ({
      ...by(actorId),
      offerId,
      side,
    });
    await refusedThenDone(() =>
      lives.commands.onRequest(requestId, declineOffer, close(declined, consumerId, 'consumer')),
    );
    await refusedThenDone(() =>
      lives.commands.onRequest(requestId, withdrawOffer, close(withdrawn, second.accountId, 'provider')),
    );
    const bookingId = await refusedThenDone(() => market.accept(request, accepted));
    expect((await market.bookingRow(bookingId)).status).to.equal('confirmed');
    await lives.replays(requestWorkflowId(requestId), 'request-faults');
  });

  it('refuses to cancel a request with a code, and cancels it later', async () => {
    const request = await market.request();
    await market.inStatus(request, 'matching');
    await refusedThenDone(() =>
      lives.commands.onRequest(request.requestId, cancelRequest, { ...by(request.consumerId), side: 'consumer' }),
    );
    await market.inStatus(request, 'cancelled');
    await lives.replays(requestWorkflowId(request.requestId));
  });

  async function booked() {
    const provider = await market.provider();
    const request = await market.request();
    await until('the lead', async () => (await outcomeOf(market.offer(request, provider))) === 'done');
    const [offer] = await lives.orm.em
      .fork()
      .execute<{ id: string }[]>('select id from offers where request_id = ?', [request.requestId]);
    const bookingId = await market.accept(request, offer!.id);
    await isLoaded(bookingWorkflowId(bookingId));
    return { provider, request, bookingId };
  }

  it('refuses every command of a booking with a code, and goes on', async () => {
    const { provider, request, bookingId } = await booked();
    const checkIn = () =>
      lives.commands.onBooking(bookingId, checkInBooking, { ...by(provider.accountId), side: 'provider' });
    await lives.pass((await market.bookingRow(bookingId)).scheduledStart.getTime() - (await lives.nowMs()));
    await refusedThenDone(checkIn);
    await refusedThenDone(() => market.complete(bookingId, provider));
    await refusedThenDone(() => market.review(bookingId, request.consumerId, 'consumer'));
    expect(await isRunning(bookingWorkflowId(bookingId))).to.equal(true);
    await market.review(bookingId, provider.accountId, 'provider');
    await lives.replays(bookingWorkflowId(bookingId), 'booking-faults');
  });

  it('refuses to cancel a booking with a code, cancels it later, and gives the request back later', async () => {
    const { provider, request, bookingId } = await booked();
    await refusedThenDone(() => market.cancel(bookingId, provider.accountId, 'provider'));
    await market.inStatus(request, 'matching');
    await lives.replays(bookingWorkflowId(bookingId));
  });

  it('completes a booking by itself as soon as that is possible', async () => {
    const { bookingId } = await booked();
    const { scheduledEnd } = await market.bookingRow(bookingId);
    saboteur.fail(faults['a constraint'], ['completeUnattended']);
    await lives.pass(scheduledEnd.getTime() + lives.config.timers.autoCompleteMs - (await lives.nowMs()) + 1000);
    await until('the fault', () => saboteur.count() > 0);
    expect((await market.bookingRow(bookingId)).status).to.equal('confirmed');
    saboteur.heal();
    await lives.pass(HOUR_MS);
    await until('the end', async () => (await market.bookingRow(bookingId)).status === 'completed');
    await lives.replays(bookingWorkflowId(bookingId), 'booking-completed-after-faults');
  });

  it('refuses every command of an enrollment with a code, and goes on', async () => {
    const operator = await enrolling.operator();
    const enrollment = await enrolling.begin({ ...COMPLETE_ENROLLMENT, services: [PLUMBING] });
    await enrolling.addPhotos(enrollment);
    await isLoaded(enrollmentWorkflowId(enrollment.enrollmentId));
    await refusedThenDone(() => enrolling.submit(enrollment));
    await refusedThenDone(() => enrolling.reject(enrollment, operator));
    await enrolling.submit(enrollment);
    await refusedThenDone(() => enrolling.approve(enrollment, operator));
    expect((await enrolling.row(enrollment)).status).to.equal('verified');
    await lives.replays(enrollmentWorkflowId(enrollment.enrollmentId), 'enrollment-faults');
  });

  it('refuses commands with a code while it cannot even load, and loads as soon as that is possible', async () => {
    saboteur.fail(mistake, ['openEnrollment']);
    const enrollment = await enrolling.begin();
    await until('the fault', () => saboteur.count() > 0);
    expect(await outcomeOf(enrolling.submit(enrollment))).to.equal('internal');
    saboteur.heal();
    await lives.pass(HOUR_MS);
    await enrolling.submit(enrollment);
    expect((await enrolling.row(enrollment)).status).to.equal('verified');
    await lives.replays(enrollmentWorkflowId(enrollment.enrollmentId), 'enrollment-loaded-after-faults');
  });

  it('checks an enrollment as soon as that is possible', async () => {
    const enrollment = await enrolling.begin();
    saboteur.fail(mistake, ['checkEnrollment']);
    await outcomeOf(enrolling.submit(enrollment));
    await until('the fault', () => saboteur.count() > 0);
    expect((await enrolling.row(enrollment)).status).to.equal('pending');
    saboteur.heal();
    await lives.pass(HOUR_MS);
    await until('the check', async () => (await enrolling.row(enrollment)).status === 'verified');
    await lives.replays(enrollmentWorkflowId(enrollment.enrollmentId), 'enrollment-checked-after-faults');
  });

  it('fails the turn whose answer cannot be written, and answers the next one', async () => {
    model.answer(() => 'an answer');
    const talk = talkOf(() => fixture.api, await peopleOf(fixture).consumer());
    saboteur.fail(faults['a value that the database cannot hold'], ['finishTurn']);
    const turn = await talk.post({ message: 'one' });
    await until('two faults', () => saboteur.count() > 1); // the answer, and the word that there is none
    saboteur.heal();
    await lives.pass(HOUR_MS);
    await until('the turn to fail', async () => {
      const { status } = await lives.orm.em.fork().findOneOrFail(ChatTurn, turn);
      return status === 'failed';
    });
    expect(answerOf(await talk.say('two'))).to.equal('an answer');
    await lives.replays(conversationWorkflowId(talk.id()!), 'chat-faults');
  });

  it('carries out anew a command that met a fault, when it comes again under its Idempotency-Key', async () => {
    const request = await market.request();
    await market.inStatus(request, 'matching');
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const as = { token: await fixture.tokenOf(request.consumerId) };
    const body = { reason: 'My plans have changed.' };
    const cancel = () => fixture.api.post(`/v1/requests/${request.requestId}/cancel`, { as, headers, body });
    saboteur.fail(mistake, ['endRequest']);
    for (const time of ['first', 'second']) expect(await cancel(), time).to.be.problem(500, 'internal');
    saboteur.heal();
    const done = await cancel();
    expect([done.status, done.body.status]).to.deep.equal([200, 'cancelled']);
    expect(done.body.statusHistory.at(-1)).to.deep.include({ status: 'cancelled', note: body.reason });
    const again = await cancel();
    expect([again.body, again.headers['idempotency-replayed']]).to.deep.equal([done.body, 'true']);
    await lives.replays(requestWorkflowId(request.requestId));
  });

  it('says in the log which run it was, and nothing that somebody wrote', async () => {
    const request = await market.request();
    await market.inStatus(request, 'matching');
    logged.length = 0;
    saboteur.fail(faults['a constraint'], ['endRequest']);
    const cancel = { ...by(request.consumerId), side: 'consumer' as const };
    await outcomeOf(lives.commands.onRequest(request.requestId, cancelRequest, cancel));
    const [first] = logged;
    expect(first?.fields).to.include({ workflowId: requestWorkflowId(request.requestId), activity: 'endRequest' });
    const history = await lives.handle(requestWorkflowId(request.requestId)).fetchHistory();
    expect(JSON.stringify(history)).not.to.include('a private text');
    saboteur.heal();
    await lives.commands.onRequest(request.requestId, cancelRequest, { ...cancel, ...by(request.consumerId) });
  });
});
