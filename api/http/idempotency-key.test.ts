import type { IncomingMessage } from 'node:http';
import { expect } from 'chai';
import { fingerprintOf, readIdempotencyKey } from './idempotency-key.ts';
import { Problem } from './problem.ts';

const read = (...sent: string[]): string | undefined => {
  const headersDistinct = sent.length === 0 ? {} : { 'idempotency-key': sent };
  return readIdempotencyKey({ headersDistinct } as unknown as IncomingMessage);
};

describe('readIdempotencyKey', () => {
  it('takes a string of the structured fields and the same key bare', () => {
    const uuid = '8e03978e-40d5-43e8-bc93-6894a57f9324';
    expect(read(`"${uuid}"`)).to.equal(uuid);
    expect(read(uuid)).to.equal(uuid);
    expect(read('QmFzZTY0Lys=')).to.equal('QmFzZTY0Lys=');
    expect(read(String.raw`"a\"b\\c"`)).to.equal(String.raw`a"b\c`);
    expect(read('"a,b;c=d"')).to.equal('a,b;c=d');
  });
  it('takes 1 to 255 characters, without the quotes and escapes', () => {
    expect(read('x')).to.equal('x');
    expect(read('x'.repeat(255))).to.have.lengthOf(255);
    expect(read(`"${String.raw`\"`.repeat(255)}"`)).to.equal('"'.repeat(255));
  });
  it('is undefined without the header', () => {
    expect(read()).to.equal(undefined);
  });
  for (const [what, ...sent] of [
    ['an empty one', ''],
    ['an empty string', '""'],
    ['one that is too long', 'x'.repeat(256)],
    ['a string that is too long', `"${'x'.repeat(256)}"`],
    ['two headers', 'one', 'two'],
    ['two equal headers', 'one', 'one'],
    ['a list', '"one", "two"'],
    ['a bare list', 'one,two'],
    ['a string with parameters', '"one";a=1'],
    ['a bare one with parameters', 'one;a=1'],
    ['a space', 'on e'],
    ['a space inside a string', '"on e"'],
    ['a string that does not end', '"one'],
    ['a quote inside', 'o"ne'],
    ['an escape of something else', String.raw`"o\ne"`],
    ['letters beyond ASCII', 'schlüssel'],
    ['a control character', 'o\u0001e'],
  ] as const) {
    it(`refuses ${what} and names the header`, () => {
      const refused = (): unknown => read(...sent);
      expect(refused).to.throw(Problem).with.property('code', 'validation_failed');
      expect(refused)
        .to.throw(Problem)
        .with.deep.property('errors', [
          {
            in: 'header',
            path: '/idempotency-key',
            message: 'expected one key of 1 to 255 visible ASCII characters, such as a UUID in double quotes',
          },
        ]);
    });
  }
});

describe('fingerprintOf', () => {
  const call = { params: { id: '1' }, query: {}, body: { a: [{ b: 1, c: 'x' }, 2], d: null } };
  it('is the same for bodies that differ in the order of their fields only, at every depth', () => {
    const other = { body: { d: null, a: [{ c: 'x', b: 1 }, 2] }, query: {}, params: { id: '1' } };
    expect(fingerprintOf(other))
      .to.equal(fingerprintOf(call))
      .and.to.match(/^[0-9a-f]{64}$/);
  });
  it('differs with any other difference', () => {
    const others = [
      { ...call, params: { id: '2' } },
      { ...call, query: { id: '1' } },
      { ...call, body: { a: [2, { b: 1, c: 'x' }], d: null } },
      { ...call, body: { a: [{ b: '1', c: 'x' }, 2], d: null } },
      { ...call, body: { a: [{ b: 1, c: 'x' }, 2] } },
      { ...call, body: undefined },
    ];
    expect(new Set([call, ...others].map(fingerprintOf)).size).to.equal(others.length + 1);
  });
});
