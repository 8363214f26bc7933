import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { testFolder } from '#test/support/servers.ts';
import { silentLogger } from './logger.ts';
import { UserError } from './user-error.ts';
import { buildWebClient, type Bundle } from './web-build.ts';

describe('building the web client', () => {
  let projectDir: string;
  let bundled: number;
  let gate: Promise<void>;

  beforeEach(() => {
    projectDir = testFolder('web-build', randomUUID());
    bundled = 0;
    gate = Promise.resolve();
    write('web/main.tsx', 'one');
    write('domain/money.ts', 'rules');
    write('package-lock.json', '{}');
  });

  const write = (name: string, content: string): void => {
    const file = path.join(projectDir, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  };
  const served = (): string => fs.readFileSync(path.join(projectDir, 'web/dist/index.html'), 'utf8');
  const bundle: Bundle = async (dir, outDir) => {
    bundled += 1;
    fs.mkdirSync(outDir);
    await gate;
    fs.writeFileSync(path.join(outDir, 'index.html'), fs.readFileSync(path.join(dir, 'web/main.tsx')));
  };
  const build = (by: Bundle = bundle) => buildWebClient({ log: silentLogger, projectDir, bundle: by });

  it('happens when something has changed that it is made from, and only then', async () => {
    expect(await build()).to.equal('built');
    expect(await build()).to.equal('current');
    for (const [name, content] of [
      ['web/main.tsx', 'two'],
      ['web/kit/button.tsx', 'new'],
      ['domain/money.ts', 'other rules'],
      ['package-lock.json', '{ }'],
    ] as const) {
      write(name, content);
      expect([name, await build(), await build()]).to.deep.equal([name, 'built', 'current']);
    }
    expect(served()).to.equal('two');
    write('web/main.test.ts', 'a test');
    write('api/app.ts', 'the server');
    expect(await build()).to.equal('current');
  });

  it('is done by one of many that want it at once', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    gate = promise;
    const wanted = [build(), build(), build()];
    resolve();
    expect((await Promise.all(wanted)).toSorted()).to.deep.equal(['built', 'current', 'current']);
    expect(bundled).to.equal(1);
  });

  it('leaves the old build where it fails, and nothing of its own', async () => {
    await build();
    write('web/main.tsx', 'two');
    const fails: Bundle = async (_dir, outDir) => {
      fs.mkdirSync(outDir);
      throw new UserError('the web client could not be built: a wrong import');
    };
    const error = await build(fails).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(UserError);
    expect(served()).to.equal('one');
    expect(fs.readdirSync(path.join(projectDir, 'web')).toSorted()).to.deep.equal(['dist', 'main.tsx']);
    expect(await build()).to.equal('built'); // what failed counts as not built
  });

  it('clears away what a killed build has left', async () => {
    write('web/.dist-of-a-killed-build/index.html', 'half');
    await build();
    expect(fs.readdirSync(path.join(projectDir, 'web')).toSorted()).to.deep.equal(['dist', 'main.tsx']);
  });

  it('takes what changes while it runs into the next one', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    gate = promise;
    const first = build(async (dir, outDir) => {
      await bundle(dir, outDir);
      write('web/main.tsx', 'two');
    });
    resolve();
    await first;
    expect(await build()).to.equal('built');
    expect(served()).to.equal('two');
  });
});
