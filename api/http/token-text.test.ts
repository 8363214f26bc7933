import { expect } from 'chai';
import { encode } from '#test/support/forge.ts';
import { bearerOf, countAuthorizations, readToken } from './token-text.ts';

const tokenOf = (claims: string | Buffer, header = '{"alg":"HS256"}'): string =>
  `${encode(header)}.${encode(claims)}.${encode('signature')}`;

describe('the text of a token', () => {
  it('is read without being verified', () => {
    const token = tokenOf('{"sub":"a","x":{"y":[1,{"z":"{\\"sub\\":"}]}}');
    expect(readToken(token)).to.deep.equal({
      token,
      header: { alg: 'HS256' },
      claims: { sub: 'a', x: { y: [1, { z: '{"sub":' }] } },
    });
  });

  it('may use a name again in another place, and any text as a name', () => {
    for (const claims of [
      '{"a":{"a":1},"b":[{"a":1},{"a":2}]}',
      '{"a\\":":1,"a":":","":":" , "\\\\":"\\\\"}',
      '{"__proto__":1,"constructor":{"__proto__":2}}',
      '{ "a" : "b:c" ,\n"d"\t: "\\u0022:" }',
    ]) {
      expect(readToken(tokenOf(claims)), claims).not.to.equal(undefined);
    }
  });

  it('is none with a name that comes twice, however it is written and however deep', () => {
    for (const claims of [
      '{"a":1,"a":1}',
      '{"a":1,"\\u0061":2}',
      '{"x":[{"y":{"a":1 , "a" :2}}]}',
      '{"__proto__":1,"__proto__":2}',
      '{"":1,"":2}',
    ]) {
      expect(readToken(tokenOf(claims)), claims).to.equal(undefined);
    }
    expect(readToken(tokenOf('{}', '{"alg":"none","alg":"HS256"}'))).to.equal(undefined);
  });

  it('is none when a part is no object, no JSON, no UTF-8 or not spelled as an encoder spells it', () => {
    for (const claims of ['[]', 'null', '1', '"a"', '', '{', '{}{}', '\uFEFF{}']) {
      expect(readToken(tokenOf(claims)), claims).to.equal(undefined);
    }
    expect(readToken(tokenOf(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])))).to.equal(undefined);
    expect(readToken(`${encode('{}')}.${encode('{}')}.AB`), 'unused bits').to.equal(undefined);
    expect(readToken(`${encode('{}')}.${encode('{}')}.`), 'no signature').to.equal(undefined);
  });

  it('costs a refusal when it is as deep as a header can be long', () => {
    const depth = 2_900;
    const deep = tokenOf(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    expect(bearerOf(`Bearer ${deep}`)).to.equal(deep);
    expect(() => readToken(deep)).not.to.throw();
  });
});

describe('the Authorization header', () => {
  it('has one bearer token, in a scheme of any case', () => {
    for (const header of ['Bearer a.b.c', 'bearer a.b.c', 'BEARER   a.b.c ']) {
      expect(bearerOf(header)).to.equal('a.b.c');
    }
  });

  it('is counted, whatever the case of its name', () => {
    const rawHeaders = ['Authorization', 'a', 'X-Authorization', 'authorization', 'AUTHORIZATION', 'b', 'Host', 'c'];
    expect(countAuthorizations({ rawHeaders })).to.equal(2);
    expect(countAuthorizations({ rawHeaders: [] })).to.equal(0);
  });
});
