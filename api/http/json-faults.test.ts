import { expect } from 'chai';
import fc from 'fast-check';
import { findJsonFault, MAX_JSON_DEPTH } from './json-faults.ts';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const twice = (path: string) => ({ kind: 'repeated_name', path });

describe('a JSON text', () => {
  for (const [what, text, path] of [
    ['at the top', '{"a":1,"a":1}', '/a'],
    ['far apart', '{"a":1,"b":{"c":[1,2,{"d":3}]},"a":1}', '/a'],
    ['inside an object', '{"a":{"b":1,"b":2}}', '/a/b'],
    ['inside an array', '{"a":[{"b":1},[],{"b":1,"c":2,"b":3}]}', '/a/2/b'],
    ['with an object as its value', '{"a":{},"a":{}}', '/a'],
    ['with spaces around it', '{ "a" : 1 ,\r\n\t"a"\t:\n1 }', '/a'],
    ['in another spelling', String.raw`{"a":1,"\u0061":1}`, '/a'],
    ['with an escaped quote in it', String.raw`{"a\"":1,"a\"":1}`, '/a"'],
    ['with a backslash at its end', String.raw`{"a\\":1,"a\\":1}`, '/a\\'],
    ['that a pointer must escape', '{"a/~":1,"a/~":1}', '/a~1~0'],
    ['without a character in it', '{"":1,"":1}', '/'],
    ['that JavaScript gives a meaning to', '{"__proto__":1,"__proto__":1}', '/__proto__'],
  ] as const) {
    it(`is refused for a name twice in one object: ${what}`, () => {
      expect(findJsonFault(text)).to.deep.equal(twice(path));
    });
  }
  it('may have the same name in two objects, as a value, and in a text', () => {
    for (const text of [
      '{"a":{"a":{"a":"a"}},"b":[{"a":1},{"a":1}]}',
      '["a","a"]',
      '{"a":"b","b":"a"}',
      String.raw`{"a":"\"a\":1,\"a\":2","b":"{[","c":",,"}`,
      '"a"',
      '1',
      '{}',
    ]) {
      expect(findJsonFault(text), text).to.equal(undefined);
    }
  });
  it('may be as deep as the limit and no deeper', () => {
    expect(findJsonFault(nested(MAX_JSON_DEPTH))).to.equal(undefined);
    const path = '/0'.repeat(MAX_JSON_DEPTH);
    expect(findJsonFault(nested(MAX_JSON_DEPTH + 1))).to.deep.equal({ kind: 'too_deep', path });
    expect(findJsonFault(nested(MAX_JSON_DEPTH) + ' '.repeat(9))).to.equal(undefined);
    expect(findJsonFault(`{"a":[0,${nested(100_000)}]}`)).to.have.property('kind', 'too_deep');
  });
  it('passes whatever JSON.stringify writes, and not when a field of it stands there twice', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.string(), fc.integer({ min: 0, max: 3 }), (value, name, space) => {
        const field = `${JSON.stringify(name)}:${JSON.stringify(value, null, space)}`;
        expect(findJsonFault(`{${field}}`)).to.equal(undefined);
        const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        expect(findJsonFault(`[{${field},${field}}]`)).to.deep.equal(twice(`/0${pointer}`));
      }),
    );
  });
});
