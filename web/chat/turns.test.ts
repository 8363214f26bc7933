import { expect } from 'chai';
import type { Schema } from '#web/api/client.ts';
import { notStored, shortTitle, unansweredTurns } from './turns.ts';

const said = (author: 'user' | 'assistant', taskId: string) => ({ author, taskId }) as Schema<'ChatMessage'>;
const outgoing = (taskId?: string) => ({ key: 'k', state: 'sent', ...(taskId && { taskId }) }) as never;

describe('turns of a conversation', () => {
  it('are unanswered as long as no answer of theirs is stored, whatever other turns have', () => {
    const messages = [said('user', 'a'), said('user', 'b'), said('assistant', 'a'), said('assistant', 'action')];
    expect(unansweredTurns(messages, [])).to.deep.equal(['b']);
    expect(unansweredTurns(messages, [outgoing('c'), outgoing('b'), outgoing()])).to.deep.equal(['b', 'c']);
  });

  it('show an own message once: from the server as soon as it has it', () => {
    expect(notStored([said('user', 'a')], [outgoing('a'), outgoing('b'), outgoing()])).to.have.length(2);
  });

  it('give a title that fits a heading and ends with a whole word', () => {
    expect(shortTitle('A haircut')).to.equal('A haircut');
    expect(shortTitle('I need a haircut, curly hair, in Brooklyn this weekend', 24)).to.equal(
      'I need a haircut, curly…',
    );
    expect(shortTitle('x'.repeat(60), 20)).to.equal(`${'x'.repeat(20)}…`);
    expect(shortTitle(null)).to.equal('Conversation');
  });
});
