import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { testFolder } from '#test/support/servers.ts';
import { UserError } from '../user-error.ts';
import { developmentSecrets, weakness } from './secrets.ts';

describe('developmentSecrets', () => {
  it('makes secrets once, for their owner only, and returns the same ever after', () => {
    const folder = testFolder('secrets-once');
    const first = developmentSecrets(folder);
    expect(developmentSecrets(folder)).to.deep.equal(first);
    expect(fs.statSync(path.join(folder, 'secrets.json')).mode & 0o777).to.equal(0o600);
    expect(fs.readdirSync(folder)).to.deep.equal(['secrets.json']);
  });

  it('closes a file that others could read', () => {
    const folder = testFolder('secrets-open');
    developmentSecrets(folder);
    fs.chmodSync(path.join(folder, 'secrets.json'), 0o644);
    developmentSecrets(folder);
    expect(fs.statSync(path.join(folder, 'secrets.json')).mode & 0o777).to.equal(0o600);
  });

  it('agrees on one set when several processes start at once', async () => {
    const folder = testFolder('secrets-race');
    const program = `import { developmentSecrets } from ${JSON.stringify(path.join(import.meta.dirname, 'secrets.ts'))};
      process.stdout.write(JSON.stringify(developmentSecrets(${JSON.stringify(folder)})));`;
    const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
    const outputs = (await Promise.all([run(), run(), run(), run()])).map(({ stdout }) => stdout);
    expect(new Set(outputs)).to.have.property('size', 1);
  });

  it('says what to do about a damaged file', () => {
    const folder = testFolder('secrets-damaged');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'secrets.json'), '{"jwtKeys":');
    expect(() => developmentSecrets(folder)).to.throw(UserError, /secrets\.json is damaged.*npm run reset/);
  });

  it('says which setting to change when the folder cannot be written', () => {
    fs.writeFileSync(testFolder('secrets-file'), '');
    expect(() => developmentSecrets(testFolder('secrets-file', 'data'))).to.throw(
      UserError,
      /^The folder .* cannot be written \(ENOTDIR\): set PROXIE_DATA_DIR to another one\.$/,
    );
  });
});

describe('weakness', () => {
  it('finds nothing against random secrets of the usual forms', async () => {
    const { randomBytes } = await import('node:crypto');
    for (let round = 0; round < 200; round++) {
      for (const form of ['hex', 'base64', 'base64url'] as const) {
        expect(weakness(randomBytes(32).toString(form)), form).to.equal(undefined);
      }
    }
  });
});
