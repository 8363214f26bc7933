import { expect } from 'chai';
import { refuses, says } from '#test/support/llm-provider.ts';
import { callOf, llmSettings, question } from '#test/support/llm.ts';
import { until } from '#test/support/until.ts';
import { useLlm } from '#test/support/use-llm.ts';
import { attempt } from './attempt.ts';
import { createBreaker, type Breaker } from './breaker.ts';
import type { Budgets } from './budget.ts';
import { NO_FIGURES } from './figures.ts';
import { createModels } from './models/models.ts';
import { createSpeech } from './speech.ts';

describe('attempt, at a model that failed on and on and may be tried again', () => {
  const llm = useLlm();
  let nowMs = 0;
  let breaker: Breaker;

  const ask = (budgets: Partial<Budgets> = {}, signal = new AbortController().signal): Promise<unknown> => {
    const settings = llmSettings(llm.provider().url);
    const [priced] = createModels(settings);
    const call = callOf(llm.accountId, { signal });
    const dependencies = { orm: llm.db.orm, budgets: { ...settings, ...budgets }, figures: NO_FIGURES };
    return attempt(dependencies, { ...priced!, breaker }, question(), call, createSpeech(call)).then(
      ({ text }) => text,
      (error: unknown) => (error as Error).message,
    );
  };

  beforeEach(async () => {
    nowMs = 1_000_000;
    breaker = createBreaker(() => nowMs);
    llm.provider().always(refuses(500));
    for (let count = 1; count <= 5; count += 1) await ask();
    expect(await ask()).to.equal('resting');
    nowMs += 30_000;
    llm.provider().reset();
  });

  it('lets the next call try it when one user’s request was refused', async () => {
    llm.provider().next(refuses(400));
    expect(await ask()).to.equal('rejected (400)');
    expect(await ask()).to.equal('Hello.');
    expect(breaker.state()).to.equal(0);
  });

  it('lets the next call try it when there was no money for the first', async () => {
    expect(await ask({ userDayMicros: 0 })).to.contain('budget');
    expect(await ask()).to.equal('Hello.');
  });

  it('lets the next call try it when nobody wants the first any more', async () => {
    const nobody = new AbortController();
    llm.provider().next({ does: 'hang' });
    const asking = ask({}, nobody.signal);
    await until('the model to be asked', () => llm.provider().received.length === 1);
    expect(await ask()).to.equal('resting');
    nobody.abort();
    await asking;
    expect(await ask()).to.equal('Hello.');
  });

  it('lets the next call try it when no answer of the first could be used', async () => {
    llm.provider().next(says(''), says(''));
    expect(await ask()).to.equal('empty');
    expect(await ask()).to.equal('Hello.');
  });

  it('leaves it alone again when it still fails', async () => {
    llm.provider().next(refuses(500));
    expect(await ask()).to.equal('unavailable (500)');
    expect(await ask()).to.equal('resting');
  });
});
