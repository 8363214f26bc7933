import { Writable } from 'node:stream';
import { expect } from 'chai';
import { createLogger, type Logger } from './logger.ts';

describe('createLogger', () => {
  it('writes one line of JSON an entry in production', () => {
    const { log, lines } = useLog();
    log.info({ requestId: 'r1' }, 'matched');
    expect(JSON.parse(lines[0] ?? '')).to.include({ level: 'info', msg: 'matched', requestId: 'r1' });
  });

  for (const key of [
    'authorization',
    'Authorization',
    'password',
    'refreshToken',
    'refresh_token',
    'api-key',
    'email',
    'phone',
    'address',
  ]) {
    it(`takes ${key} out, at any depth and in the fields of a child`, () => {
      const { log, lines } = useLog();
      log.info({ [key]: 'hush' }, 'top');
      log.info({ a: { b: [{ c: { [key]: 'hush' } }] } }, 'deep');
      log.child({ [key]: 'hush' }).info('child');
      expect(lines).to.have.length(3);
      expect(lines.join()).not.to.include('hush');
    });
  }

  it('takes mail addresses and passwords of URLs out of words', () => {
    const { log, lines } = useLog();
    log.warn('no account for ann.lee@example.org at postgres://app:pa55@db:5432/x');
    log.warn({ text: 'ann.lee@example.org' });
    expect(lines.join()).not.to.match(/ann|pa55/);
    expect(lines[0]).to.include('db:5432/x');
  });

  for (const [kind, address] of [
    ['plain', 'ann.lee@example.org'],
    ['tagged', 'ann+proxie_1@mail.example.co.uk'],
    ['with an apostrophe', "ann.o'lee@example.org"],
    ['in other letters', 'änn@münchen.example'],
    ['in Punycode', 'ann@xn--mnchen-3ya.example'],
    ['with a TLD in Punycode', 'ann@example.xn--p1ai'],
    ['quoted', '"ann lee"@example.org'],
    ['percent-encoded', 'ann%40example.org'],
    ['with a dash in the domain', 'ann@my-host.example'],
    ['shouted', 'ANN@EXAMPLE.ORG'],
  ] as const) {
    it(`takes out an address that is ${kind}, wherever it stands`, () => {
      const { log, lines } = useLog();
      for (const text of [
        address,
        `no account for ${address}.`,
        `<${address}>, (${address}); '${address}'`,
        `https://proxie.example/v1/accounts/${address}/orders?email=${address}&page=2`,
        `mailto:${address}`,
      ]) {
        log.warn(text);
        log.warn({ err: new Error(text) }, 'failed');
      }
      expect(lines).to.have.length(10);
      expect(lines.join()).not.to.match(/ann|änn|lee|example\.(org|co|xn)|münchen|mnchen|my-host/i);
      expect(lines.join()).to.include('https://proxie.example/v1/accounts/[redacted]/orders?email=[redacted]&page=2');
    });
  }

  for (const path of [
    'file:///app/node_modules/@temporalio/worker/lib/worker.js:412:21',
    'at Object.<anonymous> (/app/node_modules/@koa/router/dist/index.js:10:5)',
    '/app/node_modules/.pnpm/@mikro-orm+core@7.2.1/node_modules/@mikro-orm/core/utils.js:1:2',
    'C:\\app\\node_modules\\@scope\\name.js',
    'cannot find package @temporalio/core-bridge.node',
    'sharp@0.35.5 and lib@v2.0.1-rc.next are installed',
    'npm:@img/sharp-linux-x64@0.35.5',
    'user@localhost',
  ]) {
    it(`leaves ${path} as it is`, () => {
      const { log, lines } = useLog();
      const error = new Error('broken');
      error.stack = `Error: broken\n    ${path}`;
      log.error({ err: error, path }, path);
      const { err, msg, ...rest } = JSON.parse(lines[0] ?? '') as { err: { stack: string }; msg: string; path: string };
      expect([err.stack, msg, rest.path]).to.deep.equal([error.stack, path, path]);
    });
  }

  it('keeps the name of the server beside credentials, whatever is in the password', () => {
    const { log, lines } = useLog();
    log.warn('postgres://app:pa55@db.example.org:5432/x and redis://:p@ss@cache:6379');
    expect(JSON.parse(lines[0] ?? '')).to.have.property(
      'msg',
      'postgres://[redacted]@db.example.org:5432/x and redis://[redacted]@cache:6379',
    );
  });

  it('shows an error with its cause, without the row that a database error quotes', () => {
    const { log, lines } = useLog();
    const cause = Object.assign(new Error('duplicate key (ann@example.org)'), {
      code: '23505',
      detail: 'Key (email)=(ann@example.org) already exists.',
      parameters: ['ann@example.org'],
    });
    log.error({ err: new Error('registering failed', { cause }) }, 'failed');
    log.error(cause);
    expect(lines.join()).to.include('registering failed').and.include('23505').and.include('logger.test.ts');
    expect(lines.join()).not.to.include('ann@');
  });

  it('leaves the fields it was given as they were', () => {
    const { log } = useLog();
    const fields = { email: 'ann@example.org' };
    log.info(fields);
    expect(fields.email).to.equal('ann@example.org');
  });
});

function useLog(): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  return { log: createLogger({ environment: 'production', logLevel: 'info' }, destination), lines };
}
