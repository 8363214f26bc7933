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

  it('takes a folder once at a time', () => {
    const folder = testFolder('locked');
    const lock = lockDataDir(folder);
    expect(() => lockDataDir(folder)).to.throw(UserError, /already runs on/);
    lock.release();
    lockDataDir(folder).release();
  });
});
