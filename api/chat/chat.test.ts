import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { ChatDraft } from '#db/entities/chat-draft.entity.ts';
import { ChatMessage } from '#db/entities/chat-message.entity.ts';
import { ChatStep } from '#db/entities/chat-step.entity.ts';
import { ChatTurn } from '#db/entities/chat-turn.entity.ts';
import { Conversation } from '#db/entities/conversation.entity.ts';
import { WorkflowOutbox } from '#db/entities/workflow-outbox.entity.ts';
import { useApi } from '#test/support/api.ts';
import { peopleOf } from '#test/support/people.ts';
import { insertTalk } from '#test/support/talk-rows.ts';
import { conversationWorkflowId } from '#workflows/chat/messages.ts';

const MESSAGE = { role: 'consumer', message: 'I need a haircut' };

describe('/v1/chat, without a worker and away from any Temporal', () => {
  const fixture = useApi();
  const people = peopleOf(fixture);
  const em = () => fixture.orm.em.fork();
  const send = (body: object, as?: { token: string }, headers = {}) =>
    fixture.api.post('/v1/chat', { as, body, headers });
  const nudges = (conversation: string) =>
    em().count(WorkflowOutbox, { workflowId: conversationWorkflowId(conversation) });
  const counts = async () => [
    await em().count(Conversation),
    await em().count(ChatTurn),
    await em().count(ChatMessage),
  ];

  it('takes a message: conversation, turn, message and the word to the workflow are kept at once', async () => {
    const as = await people.consumer();
    const { status, body, headers } = await send(MESSAGE, as);
    expect(status).to.equal(202);
    expect(headers.location).to.equal(`/v1/chat/tasks/${body.taskId}`);
    const task = await fixture.api.get(headers.location!, { as });
    expect(task.body).to.deep.include({ status: 'queued', answer: null, drafts: [], allowedActions: ['cancel'] });
    const [entry] = await em().find(WorkflowOutbox, { workflowId: conversationWorkflowId(body.conversationId) });
    expect(entry).to.deep.include({ signal: 'turnAdded', input: { conversationId: body.conversationId } });
    expect(JSON.stringify(entry)).not.to.include('haircut');
  });

  it('numbers what is said, and tells the workflow once as long as it has not come to it', async () => {
    const as = await people.consumer();
    const { conversationId } = (await send(MESSAGE, as)).body;
    const more = await Promise.all([1, 2, 3].map((n) => send({ ...MESSAGE, conversationId, message: `${n}` }, as)));
    expect(more.map(({ status }) => status)).to.deep.equal([202, 202, 202]);
    const turns = await em().findAll(ChatTurn, { where: { conversation: conversationId }, orderBy: { seq: 1 } });
    expect(turns.map(({ seq }) => seq)).to.deep.equal([1, 2, 3, 4]);
    expect(await nudges(conversationId)).to.equal(1);
    const { body } = await fixture.api.get(`/v1/chat/conversations/${conversationId}/messages?limit=3`, { as });
    expect(body.items.map(({ seq }: { seq: number }) => seq)).to.deep.equal([4, 3, 2]);
    const rest = await fixture.api.get(
      `/v1/chat/conversations/${conversationId}/messages?limit=3&cursor=${body.nextCursor}`,
      { as },
    );
    expect(rest.body.items.map(({ text }: { text: string }) => text)).to.deep.equal(['I need a haircut']);
    expect(rest.body.nextCursor).to.equal(null);
  });

  it('tells the workflow again when everything before is over, and when nothing has come of the last word for long', async () => {
    const as = await people.consumer();
    const { conversationId, taskId } = (await send(MESSAGE, as)).body;
    await em().nativeUpdate(ChatTurn, { id: taskId }, { status: 'succeeded' });
    await send({ ...MESSAGE, conversationId }, as);
    expect(await nudges(conversationId)).to.equal(2);
    await em().nativeUpdate(Conversation, { id: conversationId }, { nudgedAt: new Date(Date.now() - 60_000) });
    await send({ ...MESSAGE, conversationId }, as);
    expect(await nudges(conversationId)).to.equal(3);
  });

  it('takes a repeated call once', async () => {
    const as = await people.consumer();
    const key = { 'idempotency-key': `"${randomUUID()}"` };
    const [first, second] = [await send(MESSAGE, as, key), await send(MESSAGE, as, key)];
    expect(second.body).to.deep.equal(first.body);
    expect(await em().count(ChatTurn, { conversation: first.body.conversationId })).to.equal(1);
  });

  it('refuses what nobody can mean, and keeps nothing of it', async () => {
    const as = await people.consumer();
    const { conversationId } = (await send(MESSAGE, as)).body;
    const before = await counts();
    const draftId = randomUUID();
    for (const body of [
      { role: 'consumer' },
      { role: 'consumer', message: '  ' },
      { role: 'admin', message: 'x' },
      { role: 'enrollment', message: 'x', conversationId },
      { role: 'consumer', action: { type: 'approve', draftId, revision: 1 } },
      { role: 'consumer', conversationId, action: { type: 'edit', draftId, revision: 1 } },
      {
        role: 'consumer',
        conversationId,
        action: { type: 'approve', draftId, revision: 1, changes: { reason: 'none' } },
      },
      { role: 'consumer', conversationId, action: { type: 'edit', draftId, revision: 1, changes: {} } },
      { role: 'consumer', conversationId, action: { type: 'edit', draftId, revision: 1, changes: { status: 'x' } } },
    ]) {
      expect(await send(body, as), JSON.stringify(body)).to.be.problem(400, 'validation_failed');
    }
    expect(await send({ ...MESSAGE, role: 'provider' }, as)).to.be.problem(403, 'forbidden');
    expect(await counts()).to.deep.equal(before);
  });

  it('lets nobody into a conversation or a task of somebody else, operators neither', async () => {
    const owner = await people.consumer();
    const talk = await insertTalk(em(), owner.accountId);
    const before = await counts();
    for (const as of [await people.consumer(), await people.admin(), await people.provider()]) {
      const { conversation, chat_task: task } = talk;
      expect(await send({ ...MESSAGE, conversationId: conversation }, as)).to.be.problem(403, 'not_yours');
      for (const path of [`conversations/${conversation}`, `conversations/${conversation}/messages`, `tasks/${task}`]) {
        expect(await fixture.api.get(`/v1/chat/${path}`, { as }), path).to.be.problem(403, 'not_yours');
      }
      expect(await fixture.api.post(`/v1/chat/tasks/${task}/cancel`, { as })).to.be.problem(403, 'not_yours');
      expect((await fixture.api.get('/v1/chat/conversations', { as })).body.items).to.deep.equal([]);
    }
    expect(await send({ ...MESSAGE, conversationId: randomUUID() }, owner)).to.be.problem(404, 'not_found');
    expect(await counts()).to.deep.equal(before);
    expect((await em().findOneOrFail(ChatTurn, talk.chat_task)).cancelRequestedAt).to.equal(null);
  });

  it('waits for the end of a task without a connection of the database, and answers as it stands when the time is up', async () => {
    const as = await people.consumer();
    const { taskId } = (await send(MESSAGE, as)).body;
    const path = `/v1/chat/tasks/${taskId}`;
    const many = Array.from({ length: 50 }, () => fixture.api.get(`${path}?wait=20`, { as })); // more than the pool has
    expect((await fixture.api.get(`${path}?wait=1`, { as })).body.status).to.equal('queued');
    await em().nativeUpdate(
      ChatTurn,
      { id: taskId },
      { status: 'failed', failure: 'cancelled', finishedAt: new Date() },
    );
    const answers = await Promise.all(many);
    expect(new Set(answers.map(({ body }) => body.status))).to.deep.equal(new Set(['failed']));
    for (const wait of ['21', '-1', 'x', '']) {
      expect(await fixture.api.get(`${path}?wait=${wait}`, { as })).to.be.problem(400, 'validation_failed');
    }
  });

  it('keeps the wish to cancel until somebody can carry it out, and refuses it when the task is over', async () => {
    const as = await people.consumer();
    const { taskId, conversationId } = (await send(MESSAGE, as)).body;
    const cancel = () => fixture.api.post(`/v1/chat/tasks/${taskId}/cancel`, { as });
    for (const answer of [await cancel(), await cancel()]) {
      expect(answer.status).to.equal(202);
      expect(answer.body.status).to.equal('queued'); // what becomes of it, the workflow decides
    }
    expect(await nudges(conversationId)).to.equal(2);
    await em().nativeUpdate(ChatTurn, { id: taskId }, { status: 'succeeded', finishedAt: new Date() });
    expect(await cancel()).to.be.problem(409, 'invalid_transition');
  });

  it('names what an approval made on the message that answers it, and on no other', async () => {
    const { accountId: account, ...as } = await people.consumer();
    const { conversationId: conversation, taskId: asked } = (await send(MESSAGE, { ...as })).body;
    const [draftId, refused, approved] = [randomUUID(), randomUUID(), randomUUID()];
    const result = { type: 'request' as const, id: randomUUID() };
    const doneAt = new Date('2026-03-01T12:00:05.000Z');
    await em().insert(ChatDraft, {
      id: draftId,
      conversation,
      kind: 'create_service_request',
      body: {},
      status: 'approved',
      result,
      updatedAt: doneAt,
    });
    const action = { type: 'approve' as const, draftId, revision: 1 };
    for (const [index, turn] of [refused, approved].entries()) {
      const seq = index + 2;
      const createdAt = turn === approved ? doneAt : new Date('2026-03-01T12:00:00.000Z');
      await em().insert(ChatTurn, { id: turn, conversation, account, seq, status: 'succeeded', action });
      await em().insert(ChatStep, { turn, step: 0, text: 'x', createdAt });
      await em().insert(ChatMessage, { id: randomUUID(), conversation, turn, seq, author: 'assistant', text: 'x' });
    }
    const { body } = await fixture.api.get(`/v1/chat/conversations/${conversation}/messages`, { as });
    const results = body.items.map(({ taskId, result: made }: { taskId: string; result: object }) => [taskId, made]);
    expect(results).to.deep.equal([
      [approved, result],
      [refused, null],
      [asked, null],
    ]);
    expect((await fixture.api.get(`/v1/chat/tasks/${approved}`, { as })).body.answer.result).to.deep.equal(result);
  });
});
