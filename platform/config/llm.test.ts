import { expect } from 'chai';
import { testConfig } from '#test/support/config.ts';

const PRODUCTION = {
  NODE_ENV: 'production',
  PROXIE_JWT_KEYS: 'one:Zk3v9QmT7xR2bN8wL5cJ1hF6yD4sG0pA',
  PROXIE_CURSOR_SECRET: 'Wq8tY2uE5rP7kM1nB4vX9zC6aS3dF0gH',
};
const GOOGLE = {
  PROXIE_LLM_MODELS: 'google:gemini-2.5-flash',
  PROXIE_LLM_PRICES: 'google:gemini-2.5-flash=300000/2500000',
  PROXIE_LLM_GOOGLE_KEY: 'a-key-that-nobody-may-see',
};

describe('the settings of language models', () => {
  const refusal = (settings: Readonly<Record<string, string>>): string => {
    try {
      testConfig(settings);
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('the configuration was accepted');
  };

  it('name no model by default, two dollars a day, half a dollar a conversation and an hour for kept answers', () => {
    const { models, userDayMicros, conversationMicros, cacheTtlMs, deadlineMs } = testConfig().llm;
    expect(models).to.deep.equal([]);
    expect([userDayMicros, conversationMicros, deadlineMs]).to.deep.equal([2_000_000, 500_000, 60_000]);
    expect(cacheTtlMs).to.deep.equal({ chat: 3_600_000, intake: 3_600_000, offer: 3_600_000 });
  });

  it('keep the order of the chain, and names with colons and slashes', () => {
    const { models } = testConfig({
      ...GOOGLE,
      PROXIE_LLM_MODELS: 'compatible:org/llama3:8b, google:gemini-2.5-flash',
      PROXIE_LLM_PRICES: 'org/llama3:8b=0/0, google:gemini-2.5-flash=300000/2500000',
      PROXIE_LLM_BASE_URL: 'http://127.0.0.1:11434/v1',
    }).llm;
    expect(models).to.deep.equal([
      { name: 'compatible:org/llama3:8b', provider: 'compatible', model: 'org/llama3:8b' },
      { name: 'google:gemini-2.5-flash', provider: 'google', model: 'gemini-2.5-flash' },
    ]);
  });

  it('refuse a model without a price', () => {
    expect(refusal({ ...GOOGLE, PROXIE_LLM_PRICES: '' })).to.contain(
      "PROXIE_LLM_PRICES has no price for 'google:gemini-2.5-flash', and without one it is not run",
    );
  });

  it('refuse a model without its key or its address', () => {
    const { PROXIE_LLM_GOOGLE_KEY: _key, ...keyless } = GOOGLE;
    expect(refusal(keyless)).to.contain('PROXIE_LLM_GOOGLE_KEY is missing');
    expect(refusal({ PROXIE_LLM_MODELS: 'compatible:x', PROXIE_LLM_PRICES: 'x=1/1' })).to.contain(
      'PROXIE_LLM_BASE_URL is missing',
    );
  });

  it('refuse in production to send a key in the clear, and repeat no key', () => {
    const said = refusal({ ...PRODUCTION, ...GOOGLE, PROXIE_LLM_GOOGLE_URL: 'http://models.example.org' });
    expect(said).to.contain('PROXIE_LLM_GOOGLE_URL must be https in production');
    expect(said).not.to.contain('nobody-may-see');
    expect(testConfig({ ...PRODUCTION, ...GOOGLE }).llm.models).to.have.length(1);
  });

  const WRONG: readonly [string, string, string][] = [
    ['PROXIE_LLM_MODELS', 'gemini', "'gemini' is no model"],
    ['PROXIE_LLM_MODELS', 'mistral:large', "'mistral:large' is no model"],
    ['PROXIE_LLM_MODELS', 'google:a,google:a', "'google:a' is there twice"],
    ['PROXIE_LLM_PRICES', 'a=1', "'a=1' is no price"],
    ['PROXIE_LLM_PRICES', 'a=1.5/2', "'a=1.5/2' is no price"],
    ['PROXIE_LLM_PRICES', 'a=1/1,a=2/2', "'a' is there twice"],
    ['PROXIE_LLM_USER_BUDGET', '-1', 'an amount in US dollars'],
    ['PROXIE_LLM_CONVERSATION_BUDGET', '0.0000001', 'an amount in US dollars'],
    ['PROXIE_LLM_CACHE_TTL', 'chat=2d', "'chat=2d' is no lifetime"],
    ['PROXIE_LLM_CACHE_TTL', 'talk=1h', "'talk=1h' is no lifetime"],
    ['PROXIE_LLM_DEADLINE', '5m', 'from 100ms to 1m'],
  ];
  for (const [name, value, why] of WRONG) {
    it(`refuse ${name}=${value}`, () =>
      expect(refusal({ [name]: value }))
        .to.contain(name)
        .and.to.contain(why));
  }
});
