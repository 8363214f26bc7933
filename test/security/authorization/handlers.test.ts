import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { PROJECT_DIR } from '#platform/config.ts';
import { mutated } from '#test/support/mutated-source.ts';
import { sampled } from '#test/support/seed.ts';
import { limitMs, sizeOf } from '#test/support/sizes.ts';
import { OF_FIELDS, OF_MOVES, OF_SESSIONS, type Mistake } from './mistakes.ts';

const MOCHA = path.join(PROJECT_DIR, 'node_modules/mocha/bin/mocha.js');

const { percentOfMistakes } = sizeOf('handlers');

describe('rules inside of handlers', function () {
  this.timeout(limitMs('handlers'));

  it('stand in the code as the list of mistakes has them', async () => {
    for (const mistake of [...OF_MOVES, ...OF_FIELDS, ...OF_SESSIONS]) {
      const source = await fs.readFile(path.join(PROJECT_DIR, mistake.file), 'utf8');
      expect(mutated(source, mistake), mistake.name).not.to.equal(source);
    }
  });

  // Each needs a whole test file in a process of its own.
  const chosen = [OF_MOVES, OF_FIELDS, OF_SESSIONS].flatMap((kind, index) =>
    sampled(kind, { share: percentOfMistakes / 100, name: `mistakes ${index}`, groupsOf: () => ['any'] }),
  );
  for (const mistake of chosen) {
    it(`are tested: it is noticed when ${mistake.name}`, async () => {
      expect(await failedTests(mistake)).not.to.deep.equal([]);
    });
  }
});

interface Report {
  readonly failures: readonly { readonly fullTitle: string; readonly err: { readonly stack?: string } }[];
}

/** The tests that fail with a mistake in the code, because something is not as they expect. */
async function failedTests(mistake: Mistake): Promise<string[]> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'proxie-mistake-'));
  try {
    const output = path.join(folder, 'report.json');
    const preload = ['--import', path.join(PROJECT_DIR, 'test/support/mutated-source.ts')];
    const reporter = ['--reporter', 'json', '--reporter-option', `output=${output}`, '--bail'];
    const child = spawn(process.execPath, [...preload, MOCHA, ...reporter, mistake.noticedBy], {
      cwd: PROJECT_DIR,
      stdio: 'ignore',
      env: { ...process.env, NODE_V8_COVERAGE: undefined, MUTATED_SOURCE: JSON.stringify(mistake) },
    });
    await once(child, 'exit');
    const { failures } = JSON.parse(await fs.readFile(output, 'utf8')) as Report;
    const broken = failures.filter(({ err }) => err.stack?.startsWith('AssertionError') !== true);
    if (broken.length > 0) throw new Error(`${mistake.noticedBy} broke: ${JSON.stringify(broken)}`);
    return failures.map(({ fullTitle }) => fullTitle);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}
