import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { silentLogger } from '#platform/logger.ts';
import { workflowBundle } from '#worker/bundle.ts';

/** What may run inside the workflow sandbox; anything else would be replayed with whatever it does. */
const ALLOWED = [
  /^\.\/workflows\/(?!.*\.test\.)/,
  /^\.\/domain\/(?!availability\/|timing|.*\.test\.)/,
  /^\.\/node_modules\/(@temporalio\/(workflow|common)|nexus-rpc|long|ms)\//,
  /^\?[0-9a-f]+$/, // the SDK's slots for converters of one's own
];

describe('the workflow bundle', () => {
  let folder: string;
  before(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'proxie-bundle-'));
  });
  after(() => fs.rm(folder, { recursive: true }));

  for (const encrypted of [false, true]) {
    const kind = encrypted ? 'also where payloads are encrypted' : 'as it usually runs';
    it(`contains workflows, domain rules and Temporal, and nothing else (${kind})`, async () => {
      const code = await fs.readFile(await workflowBundle(folder, silentLogger, { encrypted }), 'utf8');
      const modules = [...code.matchAll(/^\/\*{3}\/ "([^"]+)"/gm)].map(([, name = '']) => name);
      expect(modules.length).to.be.greaterThan(20);
      expect(modules.some((name) => name.startsWith('./workflows/request/'))).to.equal(true);
      expect(modules.includes('./workflows/shared/encoded-failures.ts')).to.equal(encrypted);
      expect(modules.filter((name) => !ALLOWED.some((pattern) => pattern.test(name)))).to.deep.equal([]);
    });
  }

  it('is made once for the same code', async () => {
    const codePath = await workflowBundle(folder, silentLogger);
    const { mtimeMs } = await fs.stat(codePath);
    expect(await workflowBundle(folder, silentLogger)).to.equal(codePath);
    expect((await fs.stat(codePath)).mtimeMs).to.equal(mtimeMs);
  });
});
