import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { identify } from '#platform/embedded/processes.ts';
import { startNode } from '#test/support/processes.ts';
import { testFolder } from '#test/support/servers.ts';
import { until } from '#test/support/until.ts';
import { startLane, type FileRun, type Lane } from './lanes.ts';

const CASES = 'scripts/testing/cases';
const OPTIONS = { environment: {}, fileLimitMs: 60_000 };

describe('a lane of a test run', () => {
  let lane: Lane | undefined;

  afterEach(async () => {
    await lane?.end();
    lane = undefined;
  });

  it('runs one file after the other and counts what passed, failed and was skipped', async () => {
    lane = startLane(OPTIONS);
    for (const { file, counts, output } of [await run('ordinary'), await run('another')]) {
      expect([counts.passes, counts.failures, counts.pending], file).to.deep.equal([1, 1, 1]);
      expect(counts.failed.map(({ title }) => title)).to.deep.equal(['a file fails']);
      expect(output).to.include('a file').and.include('as it should');
    }
    expect(lane.isAlive()).to.equal(true);
  });

  it('counts as failed a file without a test, and one that cannot be loaded, and goes on', async () => {
    lane = startLane(OPTIONS);
    expect(failuresOf(await run('empty'))).to.include('has no test');
    expect(failuresOf(await run('broken')))
      .to.include('cannot be loaded')
      .and.include('before any test');
    expect((await run('ordinary')).counts.passes).to.equal(1);
  });

  it('counts as failed a file that ends its process, with its last words', async () => {
    lane = startLane(OPTIONS);
    expect(failuresOf(await run('crash')))
      .to.include('ended with code 3')
      .and.include('the last words');
    expect(lane.isAlive()).to.equal(false);
  });

  it('counts as failed a file that never ends, and ends it', async () => {
    lane = startLane({ ...OPTIONS, fileLimitMs: 100 });
    expect(failuresOf(await run('endless'))).to.include('longer than 0.1 s');
    expect(lane.isAlive()).to.equal(false);
  });

  it('ends with the processes of its tests when the runner is killed', async () => {
    const environment = { CASE_PID_FILE: testFolder('endless') };
    const code = `import { startLane } from ${JSON.stringify(path.join(import.meta.dirname, 'lanes.ts'))};
      const lane = startLane({ environment: ${JSON.stringify(environment)}, fileLimitMs: 60_000 });
      await lane.run('${CASES}/endless.case.ts');`;
    const runner = startNode(['--input-type=module', '-e', code], { PATH: process.env.PATH ?? '' });
    await until('the file to run', () => fs.existsSync(environment.CASE_PID_FILE));
    runner.child.kill('SIGKILL');
    const pid = Number(fs.readFileSync(environment.CASE_PID_FILE, 'utf8'));
    await until('the process of the test to be gone', () => identify(pid) === undefined);
  });

  function run(name: string): Promise<FileRun> {
    if (!lane) throw new Error('there is no lane');
    return lane.run(`${CASES}/${name}.case.ts`);
  }
});

const failuresOf = ({ counts }: FileRun): string =>
  counts.failed.map(({ title, error }) => `${title}\n${error}`).join('\n');
