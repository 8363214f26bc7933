import { expect } from 'chai';
import { UNUSABLE_PASSWORD, hashPassword, verifyPassword } from './password.ts';

describe('hashPassword and verifyPassword', () => {
  it('know the password again, and no other', async () => {
    const hash = await hashPassword('correct horse battery staple');
    expect(await verifyPassword(hash, 'correct horse battery staple')).to.equal(true);
    expect(await verifyPassword(hash, 'correct horse battery stapl')).to.equal(false);
    expect(await verifyPassword(hash, '')).to.equal(false);
  });

  it('write argon2id at a cost of 19 MiB and two passes, and never the same text twice', async () => {
    const [first, second] = await Promise.all([hashPassword('secret'), hashPassword('secret')]);
    expect(first).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(first).not.to.equal(second);
  });

  it('read what other implementations of argon2id wrote, at their cost', async () => {
    // From the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32 -e
    const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await verifyPassword(reference, 'password')).to.equal(true);
    expect(await verifyPassword(reference, 'passwort')).to.equal(false);
  });

  it('take a letter with its accent for the same however it is composed', async () => {
    expect(await verifyPassword(await hashPassword('caf\u00e9'), 'cafe\u0301')).to.equal(true);
  });

  it('let no password in where none is usable', async () => {
    for (const hash of [UNUSABLE_PASSWORD, '', 'plain', '$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAA']) {
      expect(await verifyPassword(hash, hash)).to.equal(false);
    }
  });
});
