import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import type { ChatStream } from '#contracts/events.ts';
import { createInProcessLiveChannel } from '#platform/live/in-process.ts';
import type { LiveEvent } from '#platform/live/live-channel.ts';
import { createTurnStreams } from './turn-streams.ts';

const accountId = randomUUID();
const conversationId = randomUUID();
const TEXT = 'There are two offers for you, one of them on Saturday.';

/** The text in pieces, cut at the given places. */
function piecesOf(turnId: string, attempt: number, cuts: readonly number[]): LiveEvent[] {
  const places = [...new Set([0, ...cuts.filter((cut) => cut < TEXT.length)])].toSorted((a, b) => a - b);
  return places.map((offset, index) => {
    const text = TEXT.slice(offset, places[index + 1]);
    return { kind: 'stream', accountId, conversationId, turnId, attempt, offset, text };
  });
}

/** What a client shows that does as it is told; throws when a piece does not begin where the text ends. */
function shown(parts: readonly ChatStream[]): string {
  let text = '';
  for (const part of parts) {
    if (part.kind === 'restart') text = '';
    else if (part.offset !== text.length) throw new Error(`a piece at ${part.offset} after ${text.length}`);
    else text += part.text;
  }
  return text;
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the stream of a turn', () => {
  function useClient(live = createInProcessLiveChannel(), isOpen: () => boolean = () => true) {
    const parts: ChatStream[] = [];
    const emit = (part: ChatStream): boolean => isOpen() && parts.push(part) > 0;
    return { live, parts, streams: createTurnStreams({ accountId, live, emit }) };
  }

  it('is whole and in order, whatever was lost, repeated or came late on its way', async () => {
    const cuts = fc.array(fc.integer({ min: 1, max: TEXT.length - 1 }), { maxLength: 12 });
    const fates = fc.array(fc.constantFrom('heard', 'lost', 'twice'), { minLength: 13, maxLength: 13 });
    await fc.assert(
      fc.asyncProperty(cuts, fates, fc.boolean(), async (places, ways, isRetried) => {
        const { live, parts, streams } = useClient();
        const turnId = randomUUID();
        const first: LiveEvent[] = isRetried
          ? [
              ...piecesOf(turnId, 1, places).slice(0, 3),
              { kind: 'restart', accountId, conversationId, turnId, attempt: 2 },
            ]
          : [];
        const events = [...first, ...piecesOf(turnId, isRetried ? 2 : 1, places)];
        for (const [index, event] of events.entries()) {
          live.keep(event);
          const way = index === events.length - 1 ? 'heard' : ways[index % ways.length];
          for (let times = way === 'lost' ? 0 : way === 'twice' ? 2 : 1; times > 0; times -= 1) streams.take(event);
          if (index % 2) await settled();
        }
        await settled();
        await settled();
        expect(shown(parts)).to.equal(TEXT);
      }),
      { numRuns: 300 },
    );
  });

  it('goes on where a client has it, and starts over when the attempt is another', async () => {
    const { live, parts, streams } = useClient();
    const turnId = randomUUID();
    for (const event of piecesOf(turnId, 1, [10, 20])) live.keep(event);
    await streams.resume([{ turnId, attempt: 1, offset: 15 }]);
    expect(parts.map((part) => part.kind === 'text' && [part.offset, part.text])).to.deep.equal([
      [15, TEXT.slice(15, 20)],
      [20, TEXT.slice(20)],
    ]);
    parts.length = 0;
    for (const event of piecesOf(turnId, 2, [10])) live.keep(event);
    await streams.resume([{ turnId, attempt: 1, offset: 15 }]);
    expect(parts[0]?.kind).to.equal('restart');
    expect(shown(parts)).to.equal(TEXT);
  });

  it("gives nothing of somebody else's turn, whoever asks for it", async () => {
    const { live, parts, streams } = useClient();
    const turnId = randomUUID();
    for (const event of piecesOf(turnId, 1, [10])) live.keep({ ...event, accountId: randomUUID() });
    await streams.resume([{ turnId, attempt: 1, offset: 0 }]);
    expect(parts).to.deep.equal([]);
  });

  it('ends with the answer, and with a client that does not read', async () => {
    let isOpen = true;
    const { parts, streams } = useClient(createInProcessLiveChannel(), () => isOpen);
    const [one, two] = [randomUUID(), randomUUID()];
    const [first, ...rest] = piecesOf(one, 1, [10, 20]);
    streams.take(first!);
    streams.finish(one);
    for (const event of rest) streams.take(event);
    expect(parts).to.have.length(1);
    isOpen = false;
    const [start, ...others] = piecesOf(two, 1, [10, 20]);
    streams.take(start!);
    isOpen = true;
    for (const event of others) streams.take(event);
    expect(parts, 'never a text with a hole').to.have.length(1);
  });

  it('stays over after the answer, whatever attempt comes late, and for a turn that was never heard of', () => {
    const { parts, streams } = useClient();
    const [one, two] = [randomUUID(), randomUUID()];
    streams.take(piecesOf(one, 1, [])[0]!);
    streams.finish(one);
    streams.take(piecesOf(one, 2, [])[0]!);
    streams.finish(two);
    streams.take(piecesOf(two, 1, [])[0]!);
    expect(parts).to.have.length(1);
  });
});
