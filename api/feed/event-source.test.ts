import { expect } from 'chai';
import { EventSource } from 'eventsource';
import type { FeedItem } from '#contracts/events.ts';
import { FEED_TYPES } from '#contracts/feed.ts';
import { useLive, type LivePerson } from '#test/support/live.ts';
import { openSse } from '#test/support/sse.ts';
import { until } from '#test/support/until.ts';

/** A client that follows the standard to the letter, and what it has heard. */
interface Listener {
  readonly source: EventSource;
  readonly seqs: number[];
  /** How often it had to connect again. */
  readonly returns: () => number;
}

describe('an EventSource at the feed', () => {
  const live = useLive();
  const sources: EventSource[] = [];
  afterEach(() => {
    for (const source of sources.splice(0)) source.close();
  });

  it('outlives a process that stops: it comes again with the number it has, and misses nothing', async () => {
    const ann = await live.person();
    const first = await live.startApi();
    const { source, seqs, returns } = listen(first.url, ann);
    await until('the stream to be open', () => source.readyState === source.OPEN);
    await live.commit(ann);
    await until('the first entry', () => seqs.length === 1);

    await first.stop();
    await live.commit(ann, ann);
    await until('it to notice', () => returns() > 0);
    const next = await live.startApi({ PORT: new URL(first.url).port });
    await until('what it has missed', () => seqs.length === 3);
    await live.commit(ann);
    await until('what is new', () => seqs.length === 4);
    expect(seqs).to.deep.equal([1, 2, 3, 4]);
    await next.stop();
  });

  it('waits until there is room for it', async () => {
    const ann = await live.person();
    const streams = await Promise.all(Array.from({ length: 20 }, () => openSse(live.url, ann)));
    const { source, seqs, returns } = listen(live.url, ann);
    await until('it to be sent away for now', () => returns() > 0);
    expect(source.readyState, 'it has not given up').to.equal(source.CONNECTING);
    for (const stream of streams) stream.close();
    const isThere = async (): Promise<boolean> => {
      if (source.readyState === source.OPEN) await live.commit(ann);
      return seqs.length > 0;
    };
    await until('an entry', isThere);
  });

  function listen(url: string, { token }: LivePerson): Listener {
    let returns = 0;
    const source = new EventSource(`${url}/v1/events/stream`, {
      fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } }),
    });
    sources.push(source);
    const seqs: number[] = [];
    for (const type of FEED_TYPES) {
      source.addEventListener(type, (event) => void seqs.push((JSON.parse(String(event.data)) as FeedItem).seq));
    }
    source.addEventListener('error', () => (returns += 1));
    return { source, seqs, returns: () => returns };
  }
});
