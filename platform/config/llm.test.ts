import { expect } from 'chai';
import { PRODUCTION, refusalOf, testConfig } from '#test/support/config.ts';

const GOOGLE = {
  LLM_MODELS: 'google:gemini-2.5-flash',
  LLM_PRICES: 'google:gemini-2.5-flash=300000/2500000',
  LLM_GOOGLE_KEY: 'a-key-that-nobody-may-see',
};

describe('the settings of language models', () => {
  it('name no model by default, two dollars a day, half a dollar a conversation and an hour for kept answers', () => {
    const { models, userDayMicros, conversationMicros, cacheTtlMs, deadlineMs } = testConfig().llm;
    expect(models).to.deep.equal([]);
    expect([userDayMicros, conversationMicros, deadlineMs]).to.deep.equal([2_000_000, 500_000, 60_000]);
    expect(cacheTtlMs).to.deep.equal({ chat: 3_600_000, intake: 3_600_000, offer: 3_600_000 });
  });

  it('keep the order of the chain, and names with colons and slashes', () => {
    const { models } = testConfig({
      ...GOOGLE,
      LLM_MODELS: 'compatible:org/llama3:8b, google:gemini-2.5-flash',
      LLM_PRICES: 'org/llama3:8b=0/0, google:gemini-2.5-flash=300000/2500000',
      LLM_BASE_URL: 'http://127.0.0.1:11434/v1',
    }).llm;
    expect(models).to.deep.equal([
      { name: 'compatible:org/llama3:8b', provider: 'compatible', model: 'org/llama3:8b' },
      { name: 'google:gemini-2.5-flash', provider: 'google', model: 'gemini-2.5-flash' },
    ]);
  });

  it('refuse a model without a price', () => {
    expect(refusalOf({ ...GOOGLE, LLM_PRICES: '' })).to.contain(
      "LLM_PRICES has no price for 'google:gemini-2.5-flash', and without one it is not run",
    );
  });

  it('refuse a model without its key or its address', () => {
    const { LLM_GOOGLE_KEY: _key, ...keyless } = GOOGLE;
    expect(refusalOf(keyless)).to.contain('LLM_GOOGLE_KEY is missing');
    expect(refusalOf({ LLM_MODELS: 'compatible:x', LLM_PRICES: 'x=1/1' })).to.contain('LLM_BASE_URL is missing');
  });

  it('refuse in production to send a key in the clear, and repeat no key', () => {
    const said = refusalOf({ ...PRODUCTION, ...GOOGLE, LLM_GOOGLE_URL: 'http://models.example.org' });
    expect(said).to.contain('LLM_GOOGLE_URL must be https in production');
    expect(said).not.to.contain('nobody-may-see');
    expect(testConfig({ ...PRODUCTION, ...GOOGLE }).llm.models).to.have.length(1);
  });

  const WRONG: readonly [string, string, string][] = [
    ['LLM_MODELS', 'gemini', "'gemini' is no model"],
    ['LLM_MODELS', 'mistral:large', "'mistral:large' is no model"],
    ['LLM_MODELS', 'google:a,google:a', "'google:a' is there twice"],
    ['LLM_PRICES', 'a=1', "'a=1' is no price"],
    ['LLM_PRICES', 'a=1.5/2', "'a=1.5/2' is no price"],
    ['LLM_PRICES', 'a=1/1,a=2/2', "'a' is there twice"],
    ['LLM_USER_BUDGET', '-1', 'an amount in US dollars'],
    ['LLM_CONVERSATION_BUDGET', '0.0000001', 'an amount in US dollars'],
    ['LLM_CACHE_TTL', 'chat=2d', "'chat=2d' is no lifetime"],
    ['LLM_CACHE_TTL', 'talk=1h', "'talk=1h' is no lifetime"],
    ['LLM_DEADLINE', '5m', 'from 100ms to 1m'],
  ];
  for (const [name, value, why] of WRONG) {
    it(`refuse ${name}=${value}`, () =>
      expect(refusalOf({ [name]: value }))
        .to.contain(name)
        .and.to.contain(why));
  }
});
