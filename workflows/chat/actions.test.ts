import { expect } from 'chai';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { inTransaction } from '#db/transaction.ts';
import { lockRequest } from '#activities/request/request-rows.ts';
import { useApi } from '#test/support/api.ts';
import { useLives } from '#test/support/lives.ts';
import { createMarketplace } from '#test/support/marketplace.ts';
import { createScriptedGateway } from '#test/support/scripted-gateway.ts';
import { answerOf, draftIn, talkOf } from '#test/support/talk.ts';
import { until } from '#test/support/until.ts';
import { conversationWorkflowId } from './messages.ts';

const STARTED = 2; // temporal.api.enums.v1.PendingActivityState

const model = createScriptedGateway();

describe('actions of conversations', function () {
  this.timeout(180_000);
  const lives = useLives({ PROXIE_WORKER_ACTIVITY_SLOTS: '1', PROXIE_WORKER_ACTION_SLOTS: '1' }, model);
  const market = createMarketplace(lives);
  const fixture = useApi({ orm: () => lives.orm, commands: () => lives.commands });

  /** At which attempt the action of a conversation is; nothing while none of them runs. */
  async function attemptsUnderWay(conversationId = ''): Promise<number | undefined> {
    const { raw } = await lives.handle(conversationWorkflowId(conversationId)).describe();
    const actions = raw.pendingActivities?.filter(({ activityType }) => activityType?.name === 'carryOutAction');
    return actions?.find(({ state }) => state === STARTED)?.attempt ?? undefined;
  }

  it('take no slot that a run needs: with all of theirs taken, requests are matched', async () => {
    const request = await market.request();
    const person = { token: await fixture.tokenOf(request.consumerId) };
    const talk = talkOf(() => fixture.api, person);
    model.answer(({ call }) =>
      call.step === 1 ? [{ name: 'cancel_request', input: { requestId: request.requestId, reason: 'no need' } }] : 'ok',
    );
    const draft = draftIn(await talk.say('cancel it'), 'cancel_request');
    let decided = '';
    await inTransaction(lives.orm, async (em) => {
      await lockRequest(em, request.requestId); // whoever cancels the request waits for this
      decided = await talk.post({ action: { type: 'approve', draftId: draft.id, revision: draft.revision } });
      await until('the action to hold its slot', async () => (await attemptsUnderWay(talk.id())) === 1);
      await market.provider();
      await market.leads(await market.request(), 1);
      expect(await attemptsUnderWay(talk.id())).to.equal(1); // it has not given its slot back in between
    });
    expect(answerOf(await talk.finished(decided))).to.match(/is cancelled/);
    const { status } = await lives.orm.em.fork().findOneOrFail(ServiceRequest, request.requestId);
    expect(status).to.equal('cancelled');
  });
});
