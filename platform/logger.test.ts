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
