import { expect } from 'chai';
import type { LlmSettings } from '#platform/config/llm.ts';
import { UserError } from '#platform/user-error.ts';
import { testConfig } from '#test/support/config.ts';
import { refuses, startLlmProvider, type LlmProvider } from '#test/support/llm-provider.ts';
import { callOf, llmSettings, question } from '#test/support/llm.ts';
import { Fault } from '../errors.ts';
import { retryAfterMs } from './faults.ts';
import { createModels } from './models.ts';

describe('createModels', () => {
  let provider: LlmProvider;

  before(async () => {
    provider = await startLlmProvider();
  });
  beforeEach(() => provider.reset());
  after(() => provider?.stop());

  /** What a model of this provider sends, and where. */
  const sentBy = async (name: string, settings: Record<string, string>) => {
    provider.always(refuses(404));
    const { llm } = testConfig({ LLM_MODELS: name, LLM_PRICES: `${name}=1/1`, ...settings });
    const [first] = createModels(llm);
    const failed = await first!.model.call(question(), callOf('nobody')).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(Fault).with.property('message', 'rejected (404)');
    expect(provider.received).to.have.length(1);
    return provider.received[0]!;
  };

  it('ask Google where it is configured, with its key', async () => {
    const { path, headers } = await sentBy('google:gemini-2.5-flash', {
      LLM_GOOGLE_KEY: 'for-google',
      LLM_GOOGLE_URL: provider.url,
    });
    expect(path).to.equal('/v1/models/gemini-2.5-flash:generateContent');
    expect(headers['x-goog-api-key']).to.equal('for-google');
  });

  it('ask Anthropic where it is configured, with its key', async () => {
    const { path, headers } = await sentBy('anthropic:claude-haiku-4-5', {
      LLM_ANTHROPIC_KEY: 'for-anthropic',
      LLM_ANTHROPIC_URL: provider.url,
    });
    expect(path).to.equal('/v1/messages');
    expect(headers['x-api-key']).to.equal('for-anthropic');
  });

  it('ask OpenAI where it is configured, with its key', async () => {
    const { path, headers, body } = await sentBy('openai:gpt-5-mini', {
      LLM_OPENAI_KEY: 'for-openai',
      LLM_OPENAI_URL: provider.url,
    });
    expect([path, headers.authorization, body.model]).to.deep.equal([
      '/v1/chat/completions',
      'Bearer for-openai',
      'gpt-5-mini',
    ]);
  });

  it('tell a compatible server how long an answer may be in the field that is configured', async () => {
    const { body } = await sentBy('compatible:one', { LLM_BASE_URL: provider.url });
    expect(body).to.include({ max_tokens: 200 }).and.not.to.have.property('max_completion_tokens');
    provider.reset();
    const newer = { LLM_BASE_URL: provider.url, LLM_LIMIT_FIELD: 'max_completion_tokens' };
    const { body: other } = await sentBy('compatible:one', newer);
    expect(other).to.include({ max_completion_tokens: 200 }).and.not.to.have.property('max_tokens');
  });

  it('ask a compatible server without any key when there is none', async () => {
    const { headers, body } = await sentBy('compatible:llama3:8b', { LLM_BASE_URL: provider.url });
    expect(headers.authorization).to.equal(undefined);
    expect(body.model).to.equal('llama3:8b');
  });

  it('follow no redirect: the key stays where it was sent', async () => {
    provider.always(refuses(307, { location: `${provider.url}/elsewhere` }));
    const [first] = createModels(llmSettings(provider.url));
    const failed = await first!.model.call(question(), callOf('nobody')).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(Fault).with.property('kind', 'rejected');
    expect(provider.received).to.have.length(1);
  });

  it('run none whose price nobody has named', () => {
    const llm: LlmSettings = { ...llmSettings(provider.url), prices: new Map() };
    expect(() => createModels(llm)).to.throw(UserError, "no price for the model 'compatible:one'");
  });
});

describe('retryAfterMs', () => {
  const nowMs = Date.parse('2026-11-24T00:00:00Z');
  const CASES: readonly [Record<string, string>, number | undefined][] = [
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': ' 0 ' }, 0],
    [{ 'retry-after': '1.5' }, 1_500],
    [{ 'retry-after': 'Tue, 24 Nov 2026 00:00:09 GMT' }, 9_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 00:00:00 GMT' }, 0],
    [{ 'retry-after': '999999999' }, 86_400_000],
    [{ 'retry-after-ms': '250', 'retry-after': '7' }, 250],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-5' }, undefined],
    [{}, undefined],
  ];
  for (const [headers, expected] of CASES) {
    it(`reads ${JSON.stringify(headers)} as ${expected ?? 'nothing'}`, () => {
      expect(retryAfterMs(headers, nowMs)).to.equal(expected);
    });
  }
});
