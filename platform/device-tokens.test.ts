import { expect } from 'chai';
import { createDeviceTokens } from './device-tokens.ts';

const SECRET = 'only-for-tests-too-0123456789-0123456789';
const ADA = 'ada@test.example';

describe('createDeviceTokens', () => {
  let nowMs = Date.UTC(2026, 0, 1);
  const tokens = createDeviceTokens(SECRET, () => nowMs);

  it('opens a token for the mail address that it was made for, and for no other', () => {
    const token = tokens.of(ADA);
    expect(tokens.open(token, ADA)).to.match(/^[\w-]{22}$/);
    expect(tokens.open(token, ADA)).to.equal(tokens.open(token, ADA));
    expect(tokens.open(token, 'ben@test.example')).to.equal(undefined);
    expect(tokens.open(tokens.of(ADA), ADA)).not.to.equal(tokens.open(token, ADA));
  });
  it('opens nothing that it has not made', () => {
    const token = tokens.of(ADA);
    const [id = '', seconds = '', signature = ''] = token.split('.');
    const foreign = createDeviceTokens('another secret 0123456789-0123456789-0123', () => nowMs).of(ADA);
    const forged = [
      '',
      'nonsense',
      foreign,
      `${id}.${seconds}.`,
      `${id}.${seconds}.${'A'.repeat(43)}`,
      `${id}.${Number(seconds) + 1}.${signature}`,
      `${'A'.repeat(22)}.${seconds}.${signature}`,
      `${token} `,
      `${token}.${signature}`,
    ];
    for (const text of forged) expect(tokens.open(text, ADA), text).to.equal(undefined);
  });
  it('knows a device for half a year', () => {
    const token = tokens.of(ADA);
    nowMs += 179 * 86_400_000;
    expect(tokens.open(token, ADA)).not.to.equal(undefined);
    nowMs += 2 * 86_400_000;
    expect(tokens.open(token, ADA)).to.equal(undefined);
  });
});
