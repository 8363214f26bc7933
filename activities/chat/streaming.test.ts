import { expect } from 'chai';
import { createTurnStreams } from '#api/realtime/turn-streams.ts';
import type { ChatStream } from '#contracts/events.ts';
import { createInProcessLiveChannel } from '#platform/live/in-process.ts';
import type { LiveEvent } from '#platform/live/live-channel.ts';
import { streamTo } from './streaming.ts';
import { LEFT_OUT } from './without-links.ts';

const WHOSE = { accountId: 'a', conversationId: 'c', turnId: 't' };

describe('streamTo', () => {
  function heard(step: number, attempt: number, speak: (to: ReturnType<typeof streamTo>) => void): string[] {
    const events: LiveEvent[] = [];
    const stream = streamTo({ publish: async (event) => void events.push(event) }, { ...WHOSE, step, attempt });
    speak(stream);
    stream.finish();
    return events.map((event) =>
      event.kind === 'restart' ? `restart ${event.attempt}` : `${event.attempt}@${event.offset} ${event.text}`,
    );
  }

  it('counts where each piece stands in its attempt', () => {
    const said = heard(1, 1, ({ onText }) => ['Hello ', '', 'dear ', 'friend!'].forEach(onText));
    expect(said).to.deep.equal(['1@0 Hello ', '1@6 dear ', '1@11 friend!']);
  });

  it('says that it starts over, with a higher number, for another attempt, another model and another step', () => {
    expect(heard(1, 2, ({ onText }) => onText('x'))).to.deep.equal(['restart 101', '101@0 x']);
    const switched = heard(1, 1, ({ onText, onRestart }) => {
      onText('half a word');
      onRestart();
      onText('whole');
    });
    expect(switched).to.deep.equal(['1@0 half a ', 'restart 2', '2@0 whole']);
    expect(heard(2, 1, ({ onText }) => onText('x'))).to.deep.equal(['restart 100001', '100001@0 x']);
  });

  it('never gives two starts of a turn the same number, however often models and attempts change', async () => {
    const numbers: number[] = [];
    for (const [step, attempt] of [
      [1, 1],
      [1, 2],
      [1, 3],
      [2, 1],
      [2, 1_000],
      [6, 1],
      [6, 1_000],
    ] as const) {
      const events: LiveEvent[] = [];
      const stream = streamTo({ publish: async (event) => void events.push(event) }, { ...WHOSE, step, attempt });
      for (let start = 0; start < 5; start += 1) {
        stream.onText('a word ');
        stream.onRestart();
      }
      numbers.push(...events.filter(({ kind }) => kind === 'stream').map((event) => event.attempt));
    }
    expect(numbers).to.have.length(35);
    expect(numbers).to.deep.equal([...new Set(numbers)].toSorted((a, b) => a - b));
    expect(Math.max(...numbers)).to.be.below(1_000_000);
  });

  it('shows a client the text of the newest start alone, when a second model spoke before the attempt was repeated', async () => {
    const live = createInProcessLiveChannel();
    const parts: ChatStream[] = [];
    const emit = (part: ChatStream): boolean => parts.push(part) > 0;
    const client = createTurnStreams({ accountId: WHOSE.accountId, live, emit });
    const publish = async (event: LiveEvent): Promise<void> => {
      live.keep(event);
      client.take(event);
    };
    const first = streamTo({ publish }, { ...WHOSE, step: 1, attempt: 1 });
    first.onText('one model said ');
    first.onRestart();
    first.onText('another model said something much longer ');
    const second = streamTo({ publish }, { ...WHOSE, step: 1, attempt: 2 });
    second.onText('the answer ');
    const start = parts.findLastIndex(({ kind }) => kind === 'restart');
    expect(parts.slice(start + 1).map((part) => 'text' in part && part.text)).to.deep.equal(['the answer ']);
  });

  it('shows nothing more when the numbers are used up', () => {
    expect(heard(1, 1_001, ({ onText }) => onText('x'))).to.deep.equal([]);
    const often = heard(1, 1, ({ onText, onRestart }) => {
      for (let start = 0; start < 100; start += 1) onRestart();
      onText('x');
    });
    expect(often).to.deep.equal([]);
  });

  it('holds a word back until it is whole, and passes no address on', () => {
    const said = heard(1, 1, ({ onText }) => ['See ![x](ht', 'tps://evil.exam', 'ple/?d=1) n', 'ow'].forEach(onText));
    expect(said).to.deep.equal(['1@0 See ', `1@4 ![x] (${LEFT_OUT}) `, '1@27 now']);
  });
});
