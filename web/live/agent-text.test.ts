import { expect } from 'chai';
import type { ChatStream } from '#contracts/events.ts';
import { createAgentText, type AgentText, type TurnPosition } from './agent-text.ts';

const of = { conversationId: 'c1', turnId: 't1' };
const text = (offset: number, piece: string, attempt = 1): ChatStream => ({
  kind: 'text',
  ...of,
  attempt,
  offset,
  text: piece,
});
const restart = (attempt: number): ChatStream => ({ kind: 'restart', ...of, attempt });

describe('the text of the agent', () => {
  let agent: AgentText;
  const shown = (conversationId = 'c1') =>
    agent
      .ofConversation(conversationId)
      .get()
      .map((turn) => turn.text);

  beforeEach(() => (agent = createAgentText()));

  it('is put together by offset, whatever comes early, twice or in parts', () => {
    for (const part of [
      text(6, 'wor'),
      text(0, 'Hello '),
      text(0, 'Hello '),
      text(4, 'o world'),
      text(9, 'ld'),
      text(2, 'l'),
    ]) {
      agent.take(part);
    }
    expect(shown()).to.deep.equal(['Hello world']);
  });
  it('starts over with the next attempt, and nothing of an older one comes back', () => {
    const parts = [text(0, 'old text'), restart(2), text(0, 'new', 2), restart(2), text(8, '!', 1), restart(1)];
    for (const part of parts) agent.take(part);
    expect(shown()).to.deep.equal(['new']);
    agent.take(text(0, 'third', 3)); // its restart was lost
    expect(shown()).to.deep.equal(['third']);
  });
  it('gives way to the stored message for good', () => {
    agent.take(text(0, 'a'));
    agent.finish('t1');
    agent.take(text(1, 'b'));
    agent.take(restart(2));
    expect(shown()).to.deep.equal([]);
    agent.finish('t2');
    agent.take({ ...text(0, 'late'), turnId: 't2' });
    expect(shown()).to.deep.equal([]);
  });
  it('says once where a piece is missing, and how far each turn is', () => {
    const holes: TurnPosition[] = [];
    agent.onHole((turn) => holes.push(turn));
    agent.take(text(0, 'ab'));
    agent.take(text(5, 'x'));
    agent.take(text(6, 'y'));
    expect(holes).to.deep.equal([{ turnId: 't1', attempt: 1, offset: 2 }]);
    expect(agent.positions()).to.deep.equal(holes);
    agent.take(text(2, 'cde'));
    expect(shown()).to.deep.equal(['abcdexy']);
  });
  it('is shown by conversation, and one that has not changed stays the same value', () => {
    agent.take(text(0, 'a'));
    const before = agent.ofConversation('c1').get();
    agent.take({ ...text(0, 'b'), conversationId: 'c2', turnId: 't2' });
    expect(agent.ofConversation('c1').get()).to.equal(before);
    expect(shown('c2')).to.deep.equal(['b']);
    expect(agent.ofConversation('c3').get()).to.equal(agent.ofConversation('c3').get());
  });
});
