import { expect } from 'chai';
import * as booking from '../booking/messages.ts';
import * as chat from '../chat/messages.ts';
import * as enrollment from '../enrollment/messages.ts';
import * as registration from '../registration/messages.ts';
import * as request from '../request/messages.ts';
import { toSearchAttributes } from './attributes.ts';
import * as queues from './queues.ts';

describe('names that outlive a release', () => {
  it('are those of the workflows and their ids: a second start is recognised by them', () => {
    expect([
      [booking.BOOKING_WORKFLOW, booking.bookingWorkflowId('1')],
      [chat.CONVERSATION_WORKFLOW, chat.conversationWorkflowId('1')],
      [enrollment.ENROLLMENT_WORKFLOW, enrollment.enrollmentWorkflowId('1')],
      [registration.REGISTRATION_WORKFLOW, registration.registrationWorkflowId('1')],
      [request.REQUEST_WORKFLOW, request.requestWorkflowId('1')],
    ]).to.deep.equal([
      ['bookingWorkflow', 'booking/1'],
      ['conversationWorkflow', 'chat/1'],
      ['enrollmentWorkflow', 'enrollment/1'],
      ['registrationWorkflow', 'registration/1'],
      ['requestWorkflow', 'request/1'],
    ]);
  });

  it('are those of the commands and signals: what a run waits for is named alike in every release', () => {
    const named = [booking, chat, enrollment, registration, request].flatMap((messages) =>
      Object.entries(messages).flatMap(([key, value]) =>
        typeof value === 'object' && 'name' in value ? [[key, value.name]] : [],
      ),
    );
    expect(named).to.have.length(19);
    for (const [key, name] of named) expect(name).to.equal(key);
  });

  it('are those of the task queues: workers of two releases share them', () => {
    expect({ ...queues }).to.deep.equal({
      WORKFLOW_QUEUE: 'workflows',
      DB_QUEUE: 'db',
      ACTION_QUEUE: 'actions',
      NOTIFY_QUEUE: 'notify',
      LLM_QUEUE: 'llm',
    });
  });

  it('are those of the search attributes; what a run does not have is left out', () => {
    const pairs = (attributes: Parameters<typeof toSearchAttributes>[0]) =>
      Object.fromEntries(
        toSearchAttributes(attributes)
          .getAll()
          .map(({ key, value }) => [key.name, value]),
      );
    expect(pairs({ kind: 'booking', status: 'confirmed' })).to.deep.equal({
      ProxieKind: 'booking',
      ProxieStatus: 'confirmed',
    });
    const all = { category: 'plumbing', city: 'Berlin', consumerId: 'c', providerId: 'p' };
    expect(pairs({ kind: 'request', status: 'pending', ...all })).to.deep.equal({
      ProxieKind: 'request',
      ProxieStatus: 'pending',
      ProxieCategory: 'plumbing',
      ProxieCity: 'Berlin',
      ProxieConsumerId: 'c',
      ProxieProviderId: 'p',
    });
  });
});
