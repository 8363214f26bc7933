import { expect } from 'chai';
import { createModels } from '#activities/llm/models/models.ts';
import { llmSettings } from '#test/support/llm.ts';
import { asksFor, refuses, says, startLlmProvider, type LlmProvider } from '#test/support/llm-provider.ts';
import { createEvaluatedModel } from './language-model.ts';
import { score, SCORED_FIELDS } from './score.ts';
import { SENTENCES } from './sentences.ts';

const TOOL = 'record_reading';
const HAIRCUT = SENTENCES.find(({ id }) => id === 'hair-01')!;
/** What a person reads in "I need a haircut, curly hair, Brooklyn, this weekend, $60-80", as a model writes it. */
const RIGHT = {
  intent: 'request',
  draft: {
    category: 'hair_beauty',
    serviceType: 'haircut',
    specializations: ['curly_hair'],
    location: { city: 'New York', neighborhood: 'Brooklyn' },
    timing: { urgency: 'specific_date', preferredDates: ['2026-06-14', '2026-06-13'], preferredTimes: [] },
    budget: { min: 6_000, max: 8_000, currency: 'USD', flexibility: null },
    description: null,
  },
  ambiguous: [],
  outOfScope: null,
};
const reads = (input: unknown) => asksFor({ name: TOOL, input });

describe('a language model under evaluation', () => {
  let provider: LlmProvider;
  before(async () => void (provider = await startLlmProvider()));
  beforeEach(() => provider.reset());
  after(() => provider.stop());

  const evaluate = async (sentences = [HAIRCUT]) => {
    const llm = llmSettings(provider.url);
    const [model] = createModels(llm);
    const evaluated = createEvaluatedModel(model!, { ...llm, firstDelayMs: 1 });
    const { scores, misses } = await score(sentences, evaluated.read);
    const missed = misses.map(({ field }) => field);
    return { scores, missed, unusable: evaluated.unusable(), costMicros: evaluated.costMicros() };
  };

  it('is right in every field that it reads as a person does, whatever the order and the empty ones are', async () => {
    provider.next(reads(RIGHT));
    const { missed, unusable, costMicros } = await evaluate();
    expect({ missed, unusable }).to.deep.equal({ missed: [], unusable: 0 });
    expect(costMicros).to.be.greaterThan(0);
  });

  it('is told what the sentence is read against, and shown the form of the answer', async () => {
    provider.next(reads(RIGHT));
    await evaluate();
    const [{ body }] = provider.received as [(typeof provider.received)[number]];
    const told = JSON.stringify(body.messages);
    for (const words of [
      HAIRCUT.text,
      'June 9, 2026',
      'America/New_York',
      'Park Slope',
      'curly_hair',
      'no draft before',
    ]) {
      expect(told).to.include(words.replaceAll('"', String.raw`\"`));
    }
    expect(body.tools?.map((tool) => tool.function.name)).to.deep.equal([TOOL]);
    expect(JSON.stringify(body.tools)).to.include('somewhat_flexible');
  });

  it('is wrong in those fields alone that it reads otherwise, leaves out or invents', async () => {
    const { specializations: _left, ...draft } = RIGHT.draft;
    const timing = { ...draft.timing, preferredTimes: ['evening'] };
    provider.next(reads({ ...RIGHT, draft: { ...draft, timing, location: { city: 'Chicago' } } }));
    const { scores, missed } = await evaluate();
    expect(missed).to.have.members(['specializations', 'city', 'neighborhood', 'preferredTimes']);
    expect(scores.city).to.include({ wrong: 1, right: 0 });
    expect(scores.specializations.missed).to.equal(1);
    expect(scores.preferredTimes.invented).to.equal(1);
    expect(scores.serviceType.right).to.equal(1);
  });

  it('is asked again with what was wrong, and right when it is right then', async () => {
    provider.next(says('It is a haircut.'), reads(RIGHT));
    expect(await evaluate()).to.deep.include({ missed: [], unusable: 0 });
    expect(JSON.stringify(provider.received[1]?.body.messages)).to.match(/could not be used.*record_reading/);
  });

  it('is wrong in every field when its answer is of no use twice, and the next sentence counts again', async () => {
    const malformed = [
      says('It is a haircut.'),
      asksFor({ name: TOOL, raw: '{"intent":' }),
      asksFor({ name: 'another_tool', input: RIGHT }),
      reads({ ...RIGHT, intent: 'buy' }),
      reads({ ...RIGHT, mood: 'good' }),
      reads({ ...RIGHT, draft: { ...RIGHT.draft, timing: { preferredDates: ['this weekend'] } } }),
      says(''),
      { does: 'babble' } as const,
    ];
    for (const each of malformed) {
      provider.reset();
      provider.next(each, each, reads(RIGHT));
      const { scores, unusable } = await evaluate([HAIRCUT, HAIRCUT]);
      expect(unusable, JSON.stringify(each)).to.equal(1);
      for (const field of SCORED_FIELDS) expect(scores[field], field).to.include({ sentences: 2, wrong: 1, right: 1 });
    }
  });

  it('is wrong when the filter of its provider does not let it answer', async () => {
    provider.next(says('', { finish: 'content_filter' }));
    const { missed, unusable } = await evaluate();
    expect({ missed, unusable }).to.deep.equal({ missed: [...SCORED_FIELDS], unusable: 1 });
  });

  it('is asked later when its provider is busy, and not scored at all when that does not answer', async () => {
    provider.next(refuses(429, { 'retry-after-ms': '1' }), refuses(503), reads(RIGHT));
    expect(await evaluate()).to.deep.include({ missed: [], unusable: 0 });
    provider.always(refuses(503));
    const failed = await evaluate().catch((error: unknown) => error);
    expect(failed).to.deep.include({ name: 'UserError' });
    expect((failed as Error).message).to.match(/'compatible:one' does not answer: unavailable/);
    provider.always(refuses(401));
    expect(await evaluate().catch((error: Error) => error.message)).to.match(/does not answer: rejected \(401\)/);
  });
});
