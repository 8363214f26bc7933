import { expect } from 'chai';
import { createOfflineModel } from '#activities/llm/offline/offline-model.ts';
import { callOf } from '#test/support/llm.ts';
import { toRequest } from './prompt.ts';
import type { Draft, Turn } from './talk-rows.ts';

const NOON_MS = Date.UTC(2026, 10, 23, 12);
const MINUTE_MS = 60_000;

describe('what a model is asked', () => {
  it('is the same for the same words within a quarter of an hour, so that the cache can answer', () => {
    expect(askedAt(NOON_MS + 14 * MINUTE_MS)).to.deep.equal(askedAt(NOON_MS));
  });

  it('says the time anew with every quarter', () => {
    expect(askedAt(NOON_MS).system).to.contain('12:00').and.contain('November 23, 2026');
    expect(askedAt(NOON_MS + 15 * MINUTE_MS).system).to.contain('12:15');
  });

  it('gives the minute to a model that goes by rules', () => {
    expect(talkAt(NOON_MS + 14 * MINUTE_MS).context.nowMs).to.equal(NOON_MS + 14 * MINUTE_MS);
  });
});

const askedAt = (nowMs: number) => {
  const { feature, system, messages } = talkAt(nowMs).request;
  return { feature, system, messages };
};

describe('the clock by which people mean what they say', () => {
  /** Half past ten on Monday evening in Los Angeles; in New York it is Tuesday already. */
  const LATE_MS = Date.parse('2026-11-24T06:30:00Z');
  const LOS_ANGELES = 'America/Los_Angeles';
  const zoneOf = (more: Partial<Talk>) => talkAt(LATE_MS, more).context.timezone;
  /** What the offline model does about it. */
  const inputFor = async (more: Partial<Talk>) => {
    const { request, context } = talkAt(LATE_MS, more);
    const { toolCalls } = await createOfflineModel().call(
      { maxOutputTokens: 500, ...request },
      callOf('an-account', { context }),
    );
    return toolCalls[0]?.input as Record<string, unknown>;
  };

  it('is for a provider that of their own hours, also near midnight', async () => {
    const turn = { ...TURN, role: 'provider', ownTimezone: LOS_ANGELES, text: 'closed tomorrow' } as const;
    const { system } = talkAt(LATE_MS, { turn }).request;
    expect(system).to.contain('Monday').and.contain('November 23, 2026').and.contain(LOS_ANGELES);
    expect(await inputFor({ turn })).to.deep.equal({ exceptions: [{ date: '2026-11-24', closed: true }] });
    expect(zoneOf({ turn: { ...turn, ownTimezone: null } })).to.equal('America/New_York');
  });

  it('is for a consumer that of the city they speak of', async () => {
    const here = { ...TURN, text: 'I need a haircut in Los Angeles tomorrow' };
    expect((await inputFor({ turn: here })).timing).to.deep.include({ preferredDates: ['2026-11-24'] });
    const there = { ...TURN, text: 'I need a haircut in New York tomorrow' };
    expect((await inputFor({ turn: there })).timing).to.deep.include({ preferredDates: ['2026-11-25'] });
  });

  it('is that of the city which was named last, now, in a draft, or before', () => {
    const exchange = (said: string) => ({ said, media: [], action: null, answer: 'Yes.' });
    const turn = { ...TURN, text: 'tomorrow, please' };
    const before = [exchange('a plumber in New York'), exchange('no, in Los Angeles'), exchange('soon')];
    expect(zoneOf({ turn, before })).to.equal(LOS_ANGELES);
    const draft = draftIn('Chicago');
    expect(zoneOf({ turn, before, drafts: [draft] })).to.equal('America/Chicago');
    expect(zoneOf({ turn, drafts: [{ ...draft, body: {}, about: { city: 'Chicago' } }] })).to.equal('America/Chicago');
    const now = { ...turn, text: 'in Los Angeles instead' };
    expect(zoneOf({ turn: now, drafts: [draft] })).to.equal(LOS_ANGELES);
  });

  it('is that of the city with most providers where none is known', () => {
    expect(zoneOf({})).to.equal('America/New_York');
    expect(zoneOf({ turn: { ...TURN, text: 'a haircut in Atlantis' } })).to.equal('America/New_York');
    expect(zoneOf({ turn: { ...TURN, role: 'enrollment' } })).to.equal('America/New_York');
    expect(zoneOf({ cities: [] })).to.equal('UTC');
  });
});

type Talk = Parameters<typeof toRequest>[0];

const TURN: Turn = {
  id: 'a-turn',
  seq: 1,
  conversationId: 'a-conversation',
  accountId: 'an-account',
  role: 'consumer',
  ownTimezone: null,
  text: 'Show me the offers',
  media: [],
  action: null,
};
const CITIES = [
  { name: 'New York', timezone: 'America/New_York', neighborhoods: [] },
  { name: 'Chicago', timezone: 'America/Chicago', neighborhoods: [] },
  { name: 'Los Angeles', timezone: 'America/Los_Angeles', neighborhoods: [] },
];

const draftIn = (city: string): Draft => ({
  id: 'a-draft',
  kind: 'create_service_request',
  target: null,
  body: { location: { city } },
  about: {},
  revision: 1,
  status: 'open',
});

function talkAt(nowMs: number, more: Partial<Talk> = { cities: [] }): ReturnType<typeof toRequest> {
  return toRequest({
    turn: TURN,
    before: [],
    steps: [],
    drafts: [],
    cities: CITIES,
    mustAnswer: false,
    nowMs,
    ...more,
  });
}
