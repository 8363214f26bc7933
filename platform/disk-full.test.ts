import { expect } from 'chai';
import { toDiskFull } from './disk-full.ts';
import { UserError } from './user-error.ts';

describe('toDiskFull', () => {
  const said = (error: unknown) => toDiskFull(error, '/data', 'PROXIE_DATA_DIR');

  for (const [where, error] of [
    ['the system', Object.assign(new Error('write failed'), { code: 'ENOSPC' })],
    ['a quota', Object.assign(new Error('write failed'), { code: 'EDQUOT' })],
    ['PostgreSQL', new Error('FATAL:  could not write lock file "postmaster.pid": No space left on device')],
    [
      'SQLite',
      new UserError('The Temporal server ended at its start (database or disk is full (13); log: x): advice.'),
    ],
    ['what caused it', new Error('cannot start', { cause: Object.assign(new Error('no'), { code: 'ENOSPC' }) })],
  ] as const) {
    it(`knows it as ${where} tells it, and says that nothing has to be deleted`, () => {
      const told = said(error) as UserError;
      expect(told).to.be.instanceOf(UserError);
      expect(told.message).to.match(/^The disk of \/data is full: .* PROXIE_DATA_DIR .*Nothing .* deleted\.$/);
      expect(told.cause).to.equal(error);
    });
  }

  it('leaves any other error as it is', () => {
    for (const error of [new Error('no such file'), new UserError('the port is taken'), 'a text', undefined]) {
      expect(said(error)).to.equal(error);
    }
  });
});
