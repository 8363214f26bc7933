import { expect } from 'chai';
import type { LiveEvent } from '#platform/live/live-channel.ts';
import { streamTo } from './streaming.ts';

const WHOSE = { accountId: 'a', conversationId: 'c', turnId: 't' };

describe('streamTo', () => {
  function heard(step: number, attempt: number, speak: (to: ReturnType<typeof streamTo>) => void): string[] {
    const events: LiveEvent[] = [];
    speak(streamTo({ publish: async (event) => void events.push(event) }, { ...WHOSE, step, attempt }));
    return events.map((event) =>
      event.kind === 'restart' ? `restart ${event.attempt}` : `${event.attempt}@${event.offset} ${event.text}`,
    );
  }

  it('counts where each piece stands in its attempt', () => {
    const said = heard(1, 1, ({ onText }) => ['Hel', '', 'lo', '!'].forEach(onText));
    expect(said).to.deep.equal(['1@0 Hel', '1@3 lo', '1@5 !']);
  });

  it('says that it starts over, with a higher number, for another attempt, another model and another step', () => {
    expect(heard(1, 2, ({ onText }) => onText('x'))).to.deep.equal(['restart 2', '2@0 x']);
    const switched = heard(1, 1, ({ onText, onRestart }) => {
      onText('half');
      onRestart();
      onText('whole');
    });
    expect(switched).to.deep.equal(['1@0 half', 'restart 2', '2@0 whole']);
    expect(heard(2, 1, ({ onText }) => onText('x'))).to.deep.equal(['restart 1001', '1001@0 x']);
  });
});
