import path from 'node:path';
import { expect } from 'chai';
import { PARTS } from '../evals/intake/sentences.ts';
import { testEnvironment } from '#test/support/config.ts';
import { asksFor, startLlmProvider, type LlmProvider, type LlmReceived } from '#test/support/llm-provider.ts';
import { startNode } from '#test/support/processes.ts';

const LAUNCH = path.join(import.meta.dirname, 'launch.mjs');

describe('npm run eval', () => {
  let provider: LlmProvider;
  before(async () => void (provider = await startLlmProvider()));
  after(() => provider.stop());

  it('scores the offline rules without a model, and says so', async () => {
    const tuned = await evaluate([]);
    expect(tuned).to.deep.include({ code: 0, stderr: '' });
    expect(tuned.stdout)
      .to.match(/No model is configured.*offline rules/)
      .and.match(/preferredDates +\d+\.\d %/);
    expect(tuned.stdout).to.include(`tuned: ${PARTS.tuned.length} sentences`);
    const { stdout } = await evaluate(['--held-out']);
    expect(stdout).to.include(`held out: ${PARTS.heldOut.length} sentences`);
  });

  it('asks each configured model about every sentence, and prints the same table', async () => {
    provider.always((received) => asksFor({ name: 'record_reading', input: readingOf(received) }));
    const { code, stdout, stderr } = await evaluate(['--held-out'], {
      LLM_MODELS: 'compatible:one,compatible:two',
      LLM_PRICES: 'one=1/1,two=1/1',
      LLM_BASE_URL: provider.url,
    });
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    expect(provider.received).to.have.length(2 * PARTS.heldOut.length);
    for (const name of ['one', 'two']) {
      expect(stdout).to.match(new RegExp(`compatible:${name}, held out: ${PARTS.heldOut.length} sentences`));
    }
    expect(stdout.match(/intent +100\.0 %/g)).to.have.length(2);
    expect(stdout.match(/city +100\.0 %/g)).to.have.length(2);
    expect(stdout)
      .to.match(/0 answers were of no use/)
      .and.not.match(/No model is configured/);
  });

  it('knows no other words', async () => {
    const { code, stderr } = await evaluate(['--everything']);
    expect(code).to.equal(1);
    expect(stderr).to.match(/Usage: npm run eval \[-- --held-out\]\n$/);
  });
});

/** What a model answers that knows what is expected. */
function readingOf({ body }: LlmReceived): object {
  const asked = body.messages?.at(-1)?.content;
  const sentence = PARTS.heldOut.find(({ text }) => text === asked);
  if (!sentence) throw new Error('no such sentence');
  const { draft, ...rest } = sentence.expect;
  return { ...rest, draft: { ...draft, description: draft.description?.join(', ') } };
}

async function evaluate(args: readonly string[], env: Record<string, string> = {}) {
  const running = startNode([LAUNCH, 'eval', ...args], testEnvironment(env));
  const { code } = await running.ended();
  return { code, stdout: running.stdout(), stderr: running.stderr() };
}
