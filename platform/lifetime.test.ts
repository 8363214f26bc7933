import fs from 'node:fs';
import { expect } from 'chai';
import { startNode, type TestProcess } from '#test/support/processes.ts';
import { testFolder } from '#test/support/servers.ts';
import { identify, waitUntilGone } from './embedded/processes.ts';

const LIFETIME = new URL('lifetime.ts', import.meta.url).href;
const LOGGER = new URL('logger.ts', import.meta.url).href;

/** A process that says what it does; `start` and `stop` are the bodies of its two halves. */
const program = (start: string, stop = '', options = '{}'): string => `
  import { runUntilStopped } from ${JSON.stringify(LIFETIME)};
  import { silentLogger } from ${JSON.stringify(LOGGER)};
  const say = (words) => process.stdout.write(words + '\\n');
  setInterval(() => undefined, 1000);
  await runUntilStopped({ startedByNpm: process.env.UNDER_NPM === 'yes' }, silentLogger, async (onStop) => {
    onStop(async () => say('first undone'));
    onStop(async () => { ${stop}; say('second undone'); });
    ${start}
  }, ${options}).catch((error) => { say('failed: ' + error.message); process.exit(1); });`;

describe('runUntilStopped', () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`undoes in reverse what was started and ends with code 0 at ${signal}`, async () => {
      const running = run(program(`say('started')`));
      await running.said('started');
      running.child.kill(signal);
      expect(await running.ended()).to.deep.equal({ code: 0, signal: null });
      expect(running.stdout()).to.equal('started\nsecond undone\nfirst undone\n');
    });
  }

  it('undoes what there is when the signal comes in the middle of the start', async () => {
    const running = run(program(`say('starting'); await new Promise(() => undefined); say('never')`));
    await running.said('starting');
    running.child.kill('SIGINT');
    expect((await running.ended()).code).to.equal(0);
    expect(running.stdout()).to.equal('starting\nsecond undone\nfirst undone\n');
  });

  it('undoes what there is when the start fails, and hands the failure on', async () => {
    const running = run(program(`throw new Error('no luck')`));
    expect((await running.ended()).code).to.equal(1);
    expect(running.stdout()).to.equal('second undone\nfirst undone\nfailed: no luck\n');
  });

  it('goes on undoing when one part cannot be, and then does not claim a clean end', async () => {
    const running = run(program(`say('started')`, `throw new Error('stuck')`));
    await running.said('started');
    running.child.kill('SIGTERM');
    expect((await running.ended()).code).to.equal(1);
    expect(running.stdout()).to.equal('started\nfirst undone\n');
  });

  it('ends within its limit although a part never stops, and does not claim a clean end', async () => {
    const running = run(program(`say('started')`, `await new Promise(() => undefined)`, '{ stopLimitMs: 500 }'));
    await running.said('started');
    running.child.kill('SIGTERM');
    expect((await running.ended()).code).to.equal(1);
  });

  it('stops when what it runs has ended by itself, and fails when that failed', async () => {
    const ended = run(program(`say('started'); return { ended: Promise.resolve() };`));
    expect((await ended.ended()).code).to.equal(0);
    const failed = run(program(`return { ended: Promise.reject(new Error('lost')) };`));
    expect((await failed.ended()).code).to.equal(1);
    expect(failed.stdout()).to.include('first undone\nfailed: lost');
  });

  it('stops when the npm that started it was killed', async () => {
    const npm = testFolder('npm');
    const child = testFolder('npm-child.mjs');
    fs.writeFileSync(child, program(`say('pid ' + process.pid)`));
    fs.writeFileSync(npm, `require('child_process').spawn(process.execPath, [process.argv[2]], { stdio: 'inherit' })`);
    const parent = startNode([npm, child], { UNDER_NPM: 'yes' });
    await parent.said('pid ');
    const identity = identify(Number(/pid (\d+)/.exec(parent.stdout())?.[1]));
    if (!identity) throw new Error('the child is not running');
    parent.child.kill('SIGKILL');
    expect(await waitUntilGone(identity, 10_000)).to.equal(true);
    await parent.ended();
    expect(parent.stdout()).to.include('first undone');
  });
});

const run = (source: string): TestProcess => startNode(['--input-type=module', '-e', source], {});
