import { expect } from 'chai';
import { findFreePort } from '#platform/embedded/ports.ts';
import { startProcess, type NodeProcess } from '#test/support/node-process.ts';
import { useProduct } from '#test/support/product.ts';
import { answerOf, talkOf } from '#test/support/talk.ts';
import { until } from '#test/support/until.ts';

describe('the figures of a worker that is a process of its own', function () {
  this.timeout(180_000);
  const product = useProduct();
  let worker: NodeProcess;
  let url: string;
  const figures = async (): Promise<string> => (await fetch(url)).text();
  const valueOf = (text: string, name: string): number =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')
        .at(-1),
    );

  before(async () => {
    const port = await findFreePort();
    url = `http://127.0.0.1:${port}/metrics`;
    const env = { ...product.env, LOG_LEVEL: 'info', PROXIE_WORKER_METRICS_PORT: String(port) };
    worker = await startProcess('worker', env, 'worker is running');
  });

  it('tell of its queues, its process and the models that it asks', async () => {
    const text = await figures();
    for (const queue of ['workflows', 'db', 'actions', 'llm', 'notify']) {
      const line = text.split('\n').find((each) => each.startsWith(`proxie_worker_running{queue="${queue}"`));
      expect(line, queue).to.match(/ 1$/);
    }
    expect(valueOf(text, 'process_resident_memory_bytes')).to.be.greaterThan(0);
    const answers = 'proxie_llm_answers_total{feature="chat",from="offline"}';
    expect(text).not.to.include(answers);
    const secret = 'a word of nobody else';
    answerOf(await talkOf(() => product.api, await product.consumer()).say(`hello, ${secret}`));
    const after = await figures();
    expect(valueOf(after, answers)).to.equal(1);
    expect(after).not.to.include(secret);
    const cached = 'proxie_worker_cached_workflows{queue="workflows"}';
    await until('the conversation to be in memory', async () => valueOf(await figures(), cached) > 0);
  });

  it('are shown by no other path, and gone with the process', async () => {
    expect((await fetch(new URL('/health', url))).status).to.equal(404);
    expect(await worker.stop()).to.equal(0);
    expect(await figures().catch(() => 'gone')).to.equal('gone');
  });

  it('are asked of nobody when no port is set', async () => {
    const quiet = await product.startWorker();
    expect(quiet.output()).not.to.include('figures of this worker');
    expect(await quiet.stop()).to.equal(0);
  });
});
