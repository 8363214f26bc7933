import { randomBytes, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createConfirmationTokens } from './confirmation-tokens.ts';

const SECRET = randomBytes(32).toString('hex');

describe('confirmation tokens', () => {
  const tokens = createConfirmationTokens(SECRET);

  it('are the same each time, and open to the registration they were made for', () => {
    const id = randomUUID();
    expect(tokens.of(id)).to.equal(createConfirmationTokens(SECRET).of(id));
    expect(tokens.open(tokens.of(id))).to.equal(id);
  });

  it('are worth nothing under another secret', () => {
    const id = randomUUID();
    expect(createConfirmationTokens(`${SECRET}x`).open(tokens.of(id))).to.equal(undefined);
  });

  it('are refused with any of their characters changed, added or left out', () => {
    const token = tokens.of(randomUUID());
    // The last character of a signature also holds two bits that say nothing.
    for (let at = 0; at < token.length - 1; at += 1) {
      const other = token[at] === '0' ? '1' : '0';
      expect(tokens.open(`${token.slice(0, at)}${other}${token.slice(at + 1)}`), `at ${at}`).to.equal(undefined);
      expect(tokens.open(token.slice(0, at) + token.slice(at + 1)), `without ${at}`).to.equal(undefined);
    }
    for (const text of ['', '.', `${token}A`, ` ${token}`, `${token}\n`, token.toUpperCase(), `${token}=`]) {
      expect(tokens.open(text), JSON.stringify(text)).to.equal(undefined);
    }
  });

  it('are refused with the signature of another registration', () => {
    const [one, other] = [tokens.of(randomUUID()), tokens.of(randomUUID())];
    expect(tokens.open(`${one.split('.')[0]}.${other.split('.')[1]}`)).to.equal(undefined);
  });
});
