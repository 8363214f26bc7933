import { expect } from 'chai';
import { startLlmProvider, type LlmProvider, type SaidAnswer } from '#test/support/llm-provider.ts';
import { testConfig } from '#test/support/config.ts';
import { callOf, CITY_TOOL, question } from '#test/support/llm.ts';
import type { LlmMessage, Model, ModelAnswer } from '../types.ts';
import { createModels } from './models.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- what others are sent is in their format
type Json = Record<string, any>;

const CALLS = [
  { name: 'find_city', input: { city: 'Rome' }, signature: 'sig-of-rome' },
  { name: 'find_city', input: { city: 'Oslo' } },
];
const THOUGHT = { text: 'secret thoughts', signature: 'sig-of-thoughts' };
const THINKS: SaidAnswer = { text: 'I look.', thought: THOUGHT, calls: CALLS };

describe('what a model gets back of its own answer', () => {
  let provider: LlmProvider;
  before(async () => {
    provider = await startLlmProvider();
  });
  beforeEach(() => provider.reset());
  after(() => provider?.stop());

  function modelOf(name: string): Model {
    const { llm } = testConfig({
      LLM_MODELS: name,
      LLM_PRICES: `${name}=1/1`,
      LLM_GOOGLE_KEY: 'k',
      LLM_ANTHROPIC_KEY: 'k',
      LLM_OPENAI_KEY: 'k',
      LLM_GOOGLE_URL: provider.url,
      LLM_ANTHROPIC_URL: provider.url,
      LLM_OPENAI_URL: provider.url,
      LLM_BASE_URL: provider.url,
    });
    return createModels(llm)[0]!.model;
  }

  /** What it answers, whole and as a stream, and what whoever listens hears. */
  async function answersOf(model: Model, said: SaidAnswer): Promise<{ answer: ModelAnswer; heard: string }[]> {
    const answers: { answer: ModelAnswer; heard: string }[] = [];
    for (const isStream of [false, true]) {
      let heard = '';
      const listener = isStream ? { onText: (delta: string) => void (heard += delta) } : {};
      provider.next({ does: 'answer', ...said });
      answers.push({ answer: await model.call(question({ tools: [CITY_TOOL] }), callOf('nobody', listener)), heard });
    }
    return answers;
  }

  /** What the model is sent in the next step. */
  async function sentBehind(model: Model, { text, toolCalls, memory }: ModelAnswer): Promise<Json> {
    const messages: LlmMessage[] = [
      { role: 'user', text: 'Where is it warm?' },
      { role: 'assistant', text, toolCalls, ...(memory && { memory: JSON.parse(JSON.stringify(memory)) as never }) },
      ...toolCalls.map(({ id, name }) => ({ role: 'tool' as const, callId: id, name, result: { degrees: 30 } })),
    ];
    await model.call(question({ messages, tools: [CITY_TOOL] }), callOf('nobody'));
    return provider.received.at(-1)?.body as unknown as Json;
  }

  for (const name of ['google:gemini-3-pro', 'anthropic:a-model', 'openai:a-model', 'compatible:a-model']) {
    it(`is with ${name} what it has thought and signed, in its own form, and reaches nobody else`, async () => {
      const model = modelOf(name);
      for (const { answer, heard } of await answersOf(model, THINKS)) {
        expect([answer.text, heard === '' ? 'I look.' : heard]).to.deep.equal(['I look.', 'I look.']);
        expect(JSON.stringify(answer.toolCalls)).not.to.match(/secret|sig-of/);
        const body = await sentBehind(model, answer);
        if (name.startsWith('google')) {
          const { parts } = body.contents[1];
          const call = (city: string) => ({ name: 'find_city', args: { city } });
          expect(parts).to.have.length(4);
          expect(parts[0]).to.deep.include({ text: 'secret thoughts', thought: true });
          expect(parts[1]).to.deep.include({ text: 'I look.' });
          expect(parts[2].functionCall).to.deep.include(call('Rome'));
          expect(parts[2].thoughtSignature).to.equal('sig-of-rome');
          expect(parts[3].functionCall).to.deep.include(call('Oslo'));
          expect(parts[3].thoughtSignature).to.equal(undefined);
        } else if (name.startsWith('anthropic')) {
          const { content } = body.messages[1];
          expect(content.slice(0, 2)).to.deep.equal([
            { type: 'thinking', thinking: 'secret thoughts', signature: 'sig-of-thoughts' },
            { type: 'text', text: 'I look.' },
          ]);
          expect(content.slice(2).map(({ type }: Json) => type)).to.deep.equal(['tool_use', 'tool_use']);
        } else {
          const sent = body.messages[2];
          expect(sent).to.deep.include({ content: 'I look.', reasoning_content: 'secret thoughts' });
          expect(sent.tool_calls[0].extra_content).to.deep.equal({ google: { thought_signature: 'sig-of-rome' } });
          expect(sent.tool_calls[1]).not.to.have.property('extra_content');
          expect(sent.tool_calls.map(({ id }: Json) => id)).to.deep.equal(['call_0', 'call_1']);
        }
      }
    });

    it(`goes from ${name} to no other model, neither of the same provider nor of another`, async () => {
      const [{ answer } = { answer: undefined }] = await answersOf(modelOf(name), THINKS);
      for (const other of ['google:other', 'anthropic:other', 'openai:other', 'compatible:other']) {
        const sent = JSON.stringify(await sentBehind(modelOf(other), answer!));
        expect(sent).not.to.match(/secret|sig-of|call_0/);
        expect(sent).to.include('I look.').and.include('Rome').and.include('Oslo');
      }
    });
  }

  it('is with servers that think in other fields the same fields', async () => {
    const model = modelOf('compatible:a-model');
    for (const { answer } of await answersOf(model, { ...THINKS, thought: { ...THOUGHT, field: 'reasoning' } })) {
      const [, , sent] = (await sentBehind(model, answer)).messages;
      expect(sent.reasoning).to.equal('secret thoughts');
      const detail = { type: 'reasoning.text', index: 0, text: 'secret thoughts', signature: 'sig-of-thoughts' };
      expect(sent.reasoning_details).to.deep.equal([detail]);
    }
  });

  it('is with servers that let thoughts through the text as it was written', async () => {
    const model = modelOf('compatible:a-model');
    const { thought: _none, ...aloud } = {
      ...THINKS,
      pieces: ['<thi', 'nk>secret</th', 'ink>\n\nI look.'],
      text: undefined,
    };
    for (const { answer, heard } of await answersOf(model, aloud as SaidAnswer)) {
      expect([answer.text, heard === '' ? 'I look.' : heard]).to.deep.equal(['I look.', 'I look.']);
      const [, , sent] = (await sentBehind(model, answer)).messages;
      expect(sent.content).to.equal('<think>secret</think>I look.');
    }
  });

  it('is nothing of an answer that used no tools: it is over', async () => {
    for (const { answer } of await answersOf(modelOf('anthropic:a-model'), { text: 'Hello.', thought: THOUGHT })) {
      expect(answer).not.to.have.property('memory');
    }
  });
});
