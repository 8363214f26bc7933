import { Registry } from 'prom-client';
import { expect } from 'chai';
import { callOf, question, testGateway } from '#test/support/llm.ts';
import { refuses } from '#test/support/llm-provider.ts';
import { useLlm } from '#test/support/use-llm.ts';
import { createLlmFigures } from './figures.ts';

describe('createLlmFigures', () => {
  const llm = useLlm();

  it('shows calls by what came of them, where answers came from, what they cost, and which model is left alone', async () => {
    const registry = new Registry();
    const { db, provider, accountId, offline } = llm;
    const settings = { models: ['one', 'two'] };
    const gateway = testGateway(db.orm, provider().url, { settings, offline, figures: createLlmFigures(registry) });
    const asked = question();
    provider().next(refuses(429, { 'retry-after': '600' }));
    for (let count = 1; count <= 4; count += 1) await gateway.complete(asked, callOf(accountId));
    provider().always(refuses(400));
    await gateway.complete(question(), callOf(accountId));

    const shown = (await registry.metrics()).split('\n');
    expect(shown).to.include.members([
      'proxie_llm_calls_total{model="compatible:one",outcome="rate_limited"} 1',
      'proxie_llm_calls_total{model="compatible:two",outcome="answered"} 1',
      'proxie_llm_calls_total{model="compatible:two",outcome="rejected"} 1',
      'proxie_llm_answers_total{feature="chat",from="model"} 1',
      'proxie_llm_answers_total{feature="chat",from="cache"} 3',
      'proxie_llm_answers_total{feature="chat",from="degraded"} 1',
      'proxie_llm_cost_dollars_total{model="compatible:two"} 0.00012',
      'proxie_llm_breaker_open{model="compatible:one"} 1',
      'proxie_llm_breaker_open{model="compatible:two"} 0',
    ]);
    expect(shown.join('\n')).not.to.contain(accountId);
  });
});
