import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import { exactTextOf, textOf } from './text.ts';

const LIMITS = [
  [5, 0],
  [5, 1],
  [5, 3],
] as const;
const characters = fc.constantFrom(
  'a',
  'ß',
  '😀',
  ' ',
  '\t',
  '\n',
  '\u001c',
  '\u0085',
  '\ufeff',
  '\u200b',
  '\u202e',
  '\u2800',
  '\u3164',
  '\u3000',
  '\0',
  '\ud800',
);
const texts = fc.array(characters, { maxLength: 8 }).map((parts) => parts.join(''));

describe('a text', () => {
  for (const [max, min] of LIMITS) {
    it(`of ${min} to ${max} characters is taken when its published schema allows it, and else refused`, () => {
      const schema = textOf(max, min);
      const { pattern = '', minLength = 0, maxLength = 0 } = z.toJSONSchema(schema, { io: 'input' });
      fc.assert(
        fc.property(texts, (text) => {
          const size = Array.from(text).length;
          const allowed =
            text.isWellFormed() && size >= minLength && size <= maxLength && RegExp(pattern, 'u').test(text);
          expect(schema.safeParse(text).success).to.equal(allowed);
        }),
        { numRuns: 2_000 },
      );
    });
  }
  it('is refused when nobody can see it, whatever it is made of', () => {
    const invisible = [
      '\u200b',
      '\u200b\u200c\u200d\u2060\ufeff',
      '\u202e\u2066\u2069',
      '\u0301',
      '\u0488\u20dd',
      '\u3164',
      '\u115f\u1160\uffa0',
      '\u2800\u2800',
      '\u00ad\u034f',
      '\ufe0f',
      '\u{e0041}\u{e007f}',
      '\u{1d173}',
      '\u0007',
      '\ufffe',
      '\u2028',
    ];
    for (const text of invisible) {
      const [issue] = textOf(60).safeParse(text).error?.issues ?? [];
      expect(issue?.message, JSON.stringify(text)).to.equal('expected a text that can be seen');
      expect(textOf(60, 3).safeParse(text.repeat(3)).success, JSON.stringify(text)).to.equal(false);
      expect(textOf(60).safeParse(`a${text}`).success, 'beside a letter').to.equal(true);
    }
    for (const text of ['X', '李', 'ك', '7', '-', '🙂', '👩\u200d🔧', 'می\u200cخواهم', 'Zoe\u0301']) {
      expect(textOf(60).safeParse(text).success, text).to.equal(true);
    }
  });
  it('is trimmed, and keeps everything else', () => {
    expect(textOf(20).parse(' \ufeff a\u001cb😀 \n')).to.equal('a\u001cb😀');
  });
  it('counts characters and not their halves', () => {
    expect(textOf(3).safeParse('😀😀😀').success).to.equal(true);
    expect(textOf(3).safeParse('😀😀😀😀').success).to.equal(false);
    expect(textOf(9, 2).safeParse('😀').success).to.equal(false);
  });
  it('says one thing at a time of what is wrong', () => {
    const result = textOf(2).safeParse('\0\0\0\0');
    expect(result.error?.issues.map((issue) => issue.message)).to.deep.equal([
      'holds a character that cannot be stored',
    ]);
  });
});

describe('an exact text', () => {
  it('is taken as it is', () => {
    expect(exactTextOf(10, 3).parse('   ')).to.equal('   ');
    expect(exactTextOf(10, 3).safeParse('  ').success).to.equal(false);
    expect(exactTextOf(3).safeParse('\ud800').success).to.equal(false);
  });
});
