import { expect } from 'chai';
import { isVisible, visibleLength } from './visible-text.ts';

const VISIBLE = ['a', 'Ж', '中', '7', '½', '.', '“', '€', '+', '😀'];
const INVISIBLE = [
  ' ',
  '\n',
  '\u00a0',
  '\u0000',
  '\u0301',
  '\u200b',
  '\u2060',
  '\u3164',
  '\u2800',
  '\u{16fe4}',
  '\ue000',
  '',
];

describe('visible text', () => {
  it('has characters with a glyph of their own, and no others', () => {
    for (const character of VISIBLE) expect(isVisible(character), character).to.equal(true);
    for (const character of INVISIBLE) expect(isVisible(character), JSON.stringify(character)).to.equal(false);
  });

  it('is judged one character at a time', () => {
    for (const text of ['ab', ' a', 'a ']) expect(isVisible(text), JSON.stringify(text)).to.equal(false);
  });

  it('is as long as from its first visible character to its last', () => {
    const lengths = { '': 0, ' \u200b ': 0, a: 1, ' a ': 1, '  ab': 2, 'ab \u200b': 2, ' a b ': 3, '😀 😀': 3 };
    for (const [text, length] of Object.entries(lengths)) {
      expect(visibleLength(text), JSON.stringify(text)).to.equal(length);
    }
  });
});
