import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { testFolder } from '#test/support/servers.ts';
import { UserError } from '../user-error.ts';
import { lockDataDir } from './data-dir.ts';

describe('lockDataDir', () => {
  it('says in one sentence that a path is too long for the servers, and makes no folder of it', () => {
    const first = testFolder('x'.repeat(100));
    const folder = path.join(first, ...Array.from({ length: 5 }, () => 'ä'.repeat(60)));
    expect(() => lockDataDir(folder)).to.throw(
      UserError,
      /^The path of the data folder has \d+ bytes, and the servers take 450: set PROXIE_DATA_DIR to a shorter one/,
    );
    expect(fs.existsSync(first)).to.equal(false);
  });

  const modeOf = (file: string): string => (fs.statSync(file).mode & 0o777).toString(8);

  it('lets nobody else into a folder of its own, new or not, whatever was made in it before', () => {
    const fresh = testFolder('fresh', 'data');
    lockDataDir(fresh).release();
    expect(modeOf(fresh)).to.equal('700');

    const old = testFolder('old');
    for (const name of ['logs', 'postgres']) fs.mkdirSync(path.join(old, name), { recursive: true, mode: 0o755 });
    for (const name of ['temporal.db', 'temporal.db-wal', 'redis.conf']) fs.writeFileSync(path.join(old, name), '');
    fs.chmodSync(old, 0o755);
    fs.chmodSync(path.join(old, 'temporal.db'), 0o644);
    lockDataDir(old).release();
    expect(modeOf(old)).to.equal('700');
    for (const name of ['logs', 'postgres']) expect(modeOf(path.join(old, name)), name).to.equal('700');
    for (const name of ['temporal.db', 'temporal.db-wal', 'redis.conf']) {
      expect(modeOf(path.join(old, name)), name).to.equal('600');
    }
  });

  it('leaves a folder open that also holds what is not ours, and shuts what is', () => {
    const shared = testFolder('shared');
    fs.mkdirSync(shared, { recursive: true });
    fs.chmodSync(shared, 0o755);
    fs.writeFileSync(path.join(shared, 'letter.txt'), '', { mode: 0o644 });
    fs.writeFileSync(path.join(shared, 'temporal.db'), '', { mode: 0o644 });
    lockDataDir(shared).release();
    expect(modeOf(shared)).to.equal('755');
    expect(modeOf(path.join(shared, 'letter.txt'))).to.equal('644');
    expect(modeOf(path.join(shared, 'temporal.db'))).to.equal('600');
  });

  it('takes a folder once at a time', () => {
    const folder = testFolder('locked');
    const lock = lockDataDir(folder);
    expect(() => lockDataDir(folder)).to.throw(UserError, /already runs on/);
    lock.release();
    lockDataDir(folder).release();
  });
});
