import fs from 'node:fs';
import { expect } from 'chai';
import { startNode } from '#test/support/processes.ts';
import { testFolder } from '#test/support/servers.ts';
import { readLock, tryLock, withLock, type FileLock } from './file-lock.ts';
import { identify, isAlive, waitUntilGone } from './processes.ts';

const HOLDER = `import { tryLock } from ${JSON.stringify(new URL('file-lock.ts', import.meta.url).href)};
  tryLock(process.argv[1]); process.stdout.write('held\\n'); setInterval(() => undefined, 1000);`;

describe('tryLock', () => {
  it('tells a second comer who holds the lock, until it is released', () => {
    const file = testFolder('lock', 'twice');
    const lock = tryLock(file, { note: 'first' }) as FileLock;
    expect(tryLock(file)).to.include({ pid: process.pid });
    lock.write({ note: 'second' });
    expect(readLock(file)).to.include({ pid: process.pid, note: 'second' });
    lock.release();
    expect(tryLock(file)).to.have.property('release');
  });

  it('takes over from a process that was killed', async () => {
    const file = testFolder('lock', 'killed');
    const holder = startNode(['--input-type=module', '-e', HOLDER, file], {});
    await holder.said('held');
    expect(tryLock(file)).to.include({ pid: holder.child.pid });
    holder.child.kill('SIGKILL');
    await holder.ended();
    expect(tryLock(file)).to.have.property('release');
    expect(fs.readdirSync(testFolder('lock')).filter((name) => name.startsWith('killed.'))).to.deep.equal([]);
  });

  it('does not take a later process with the same number for the owner', () => {
    const file = testFolder('lock', 'reused');
    fs.mkdirSync(testFolder('lock'), { recursive: true });
    fs.writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: 'another day' }));
    expect(tryLock(file)).to.have.property('release');
  });

  it('is not stopped by a damaged file', () => {
    const file = testFolder('lock', 'damaged');
    fs.mkdirSync(testFolder('lock'), { recursive: true });
    fs.writeFileSync(file, '{"pid":');
    expect(tryLock(file)).to.have.property('release');
  });
});

describe('withLock', () => {
  it('lets one after the other in', async () => {
    const file = testFolder('lock', 'queue');
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside--;
    };
    const waits: number[] = [];
    await Promise.all([1, 2, 3].map(() => withLock(file, ({ pid }) => waits.push(pid), work)));
    expect({ most, waits }).to.deep.equal({ most: 1, waits: [process.pid, process.pid] });
  });
});

describe('processes', () => {
  it('knows a living process from one that is gone', async () => {
    const sleeper = startNode(['-e', 'setInterval(() => undefined, 1000)'], {});
    const identity = identify(sleeper.child.pid);
    if (!identity) throw new Error('the process was not found');
    expect(isAlive(identity)).to.equal(true);
    expect(await waitUntilGone(identity, 10)).to.equal(false);
    sleeper.child.kill('SIGKILL');
    await sleeper.ended();
    expect(await waitUntilGone(identity, 5_000)).to.equal(true);
    expect(identify(sleeper.child.pid)).to.equal(undefined);
  });
});
