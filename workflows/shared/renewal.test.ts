import { expect } from 'chai';
import { Problem } from '#api/http/problem.ts';
import { useApi } from '#test/support/api.ts';
import { createEnrolling } from '#test/support/enrolling.ts';
import { insertOffer } from '#test/support/factories.ts';
import { useLives } from '#test/support/lives.ts';
import { by, createMarketplace } from '#test/support/marketplace.ts';
import { peopleOf } from '#test/support/people.ts';
import { createScriptedGateway } from '#test/support/scripted-gateway.ts';
import { answerOf, talkOf } from '#test/support/talk.ts';
import { until } from '#test/support/until.ts';
import { bookingWorkflowId, checkInBooking } from '../booking/messages.ts';
import { conversationWorkflowId } from '../chat/messages.ts';
import { enrollmentWorkflowId, submitEnrollment } from '../enrollment/messages.ts';
import { cancelRequest, requestWorkflowId, withdrawOffer } from '../request/messages.ts';

const BURST = 12;

const refusedWith = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

const model = createScriptedGateway();

describe('a run that has taken many commands', () => {
  const lives = useLives({ PROXIE_COMMANDS_PER_RUN: '2' }, model);
  const fixture = useApi({ orm: () => lives.orm, commands: () => lives.commands });
  const market = createMarketplace(lives);
  const enrolling = createEnrolling(lives);

  // Providers of one life are no leads of the next.
  const retireAll = () => lives.orm.em.fork().execute("update providers set status = 'inactive'");
  afterEach(retireAll);

  const runOf = async (workflowId: string) => (await lives.handle(workflowId).describe()).runId;
  const started = (workflowId: string): Promise<string> =>
    until('the run', () => runOf(workflowId).catch(() => undefined));
  const renewed = (workflowId: string, from: string): Promise<unknown> =>
    until('the next run', async () => (await runOf(workflowId)) !== from);
  const ended = (workflowId: string): Promise<unknown> =>
    until('the run to end', async () => (await lives.handle(workflowId).describe()).status.name === 'COMPLETED');

  async function endsWithAnother(workflowId: string, runId: string): Promise<void> {
    const { events } = await lives.handle(workflowId, runId).fetchHistory();
    expect(events!.at(-1)?.workflowExecutionContinuedAsNewEventAttributes).not.to.equal(undefined);
  }

  it('goes on as a new one while commands come: each is answered, and nobody is asked a second time', async () => {
    const request = await market.request();
    const workflowId = requestWorkflowId(request.requestId);
    const first = await started(workflowId);
    await until('the wave that finds nobody to end', async () => {
      const { events } = await lives.handle(workflowId).fetchHistory();
      return events?.some((event) => event.activityTaskCompletedEventAttributes);
    });
    // one that its run does not know of, so that the database has to refuse it
    const { id: offerId } = await insertOffer(lives.orm.em.fork(), { request: request.requestId, status: 'withdrawn' });
    await retireAll();
    const withdraw = () => {
      const again = { ...by(request.consumerId), offerId, side: 'provider' as const };
      return refusedWith(lives.commands.onRequest(request.requestId, withdrawOffer, again));
    };
    const answers = await Promise.all(Array.from({ length: BURST }, withdraw));
    expect(new Set(answers)).to.deep.equal(new Set(['offer_closed']));
    await renewed(workflowId, first);
    await endsWithAnother(workflowId, first);
    await lives.replays(workflowId, 'request-continued', first);
    const { events } = await lives.handle(workflowId).fetchHistory();
    expect(events!.some((event) => event.activityTaskScheduledEventAttributes)).to.equal(false);
    await market.provider();
    await lives.pass(lives.config.timers.waveMs);
    await market.leads(request, 1);
    await lives.commands.onRequest(request.requestId, cancelRequest, { ...by(request.consumerId), side: 'consumer' });
    await ended(workflowId);
    await lives.replays(workflowId);
  });

  it('goes on within the time for reviews of a booking', async () => {
    const provider = await market.provider();
    const request = await market.request();
    await market.leads(request, 1);
    const bookingId = await market.accept(request, await market.offer(request, provider));
    const workflowId = bookingWorkflowId(bookingId);
    const first = await started(workflowId);
    await market.due(bookingId);
    const checkIn = { ...by(provider.accountId), side: 'provider' as const };
    await lives.commands.onBooking(bookingId, checkInBooking, checkIn);
    await market.complete(bookingId, provider);
    await renewed(workflowId, first);
    await endsWithAnother(workflowId, first);
    await lives.replays(workflowId, 'booking-continued', first);
    await market.review(bookingId, request.consumerId, 'consumer');
    await market.review(bookingId, provider.accountId, 'provider');
    await ended(workflowId);
    await lives.replays(workflowId, 'booking-reviewed-after-continuing');
  });

  it('goes on while an enrollment is submitted wrongly again and again, and takes it in the end', async () => {
    const enrollment = await enrolling.begin();
    const workflowId = enrollmentWorkflowId(enrollment.enrollmentId);
    const first = await started(workflowId);
    const { revision } = await enrolling.row(enrollment);
    const submit = () => {
      const stale = { ...by(enrollment.applicantId), revision: revision + 1 };
      return refusedWith(lives.commands.onEnrollment(enrollment.enrollmentId, submitEnrollment, stale));
    };
    const answers = await Promise.all(Array.from({ length: BURST }, submit));
    expect(new Set(answers)).to.deep.equal(new Set(['stale_revision']));
    await renewed(workflowId, first);
    await endsWithAnother(workflowId, first);
    await lives.replays(workflowId, 'enrollment-continued', first);
    await enrolling.submit(enrollment);
    await ended(workflowId);
    expect((await enrolling.row(enrollment)).status).to.equal('verified');
    await lives.replays(workflowId);
  });

  it('goes on between the turns of a conversation, each of which is answered once', async () => {
    const talk = talkOf(() => fixture.api, await peopleOf(fixture).consumer());
    const tasks = [await talk.post({ message: 'word 0' })];
    const workflowId = conversationWorkflowId(talk.id()!);
    const first = await started(workflowId);
    for (let index = 1; index < 5; index += 1) tasks.push(await talk.post({ message: `word ${index}` }));
    for (const [index, task] of tasks.entries()) {
      expect(answerOf(await talk.finished(task))).to.equal(`You said: word ${index}`);
    }
    await renewed(workflowId, first);
    await endsWithAnother(workflowId, first);
    await lives.replays(workflowId, 'chat-continued', first);
    expect(model.heard).to.have.length(5);
  });
});
