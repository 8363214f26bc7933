import { expect } from 'chai';
import fc from 'fast-check';
import { corrected, isKnownWord, singular } from './spelling.ts';
import { tokenize } from './tokens.ts';
import { allowedErrors, editDistance, spellingIndex } from './typos.ts';

/** What a single word is taken for. */
const fixed = (word: string): string => corrected(tokenize(word)[0]!).word;

describe('editDistance', () => {
  it('counts letters left out, put in, exchanged and swapped', () => {
    expect(editDistance('haircut', 'haircut', 2)).to.equal(0);
    expect(editDistance('harcut', 'haircut', 2)).to.equal(1);
    expect(editDistance('plummber', 'plumber', 2)).to.equal(1);
    expect(editDistance('plumper', 'plumber', 2)).to.equal(1);
    expect(editDistance('plmuber', 'plumber', 2)).to.equal(1);
    expect(editDistance('fotographer', 'photographer', 2)).to.equal(2);
    expect(editDistance('ca', 'abc', 3)).to.equal(3); // each letter is touched once
  });

  it('stops at its limit', () => {
    expect(editDistance('plumber', 'electrician', 2)).to.equal(undefined);
    expect(editDistance('abcdef', 'ghijkl', 2)).to.equal(undefined);
  });

  it('is symmetric, and zero only for the same word', () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b, 20)).to.equal(editDistance(b, a, 20));
        expect(editDistance(a, b, 20) === 0).to.equal(a === b);
      }),
    );
  });
});

describe('spellingIndex', () => {
  const words = ['haircut', 'plumber', 'brooklyn', 'photographer', 'chicago', 'light'];
  const index = spellingIndex(words);

  it('finds the same as a look at every word', () => {
    const letter = fc.constantFrom(...'abcdefghijklmnoprtuy'.split(''));
    const broken = fc.tuple(fc.constantFrom(...words), fc.nat(11), letter, fc.constantFrom('in', 'out', 'for'));
    fc.assert(
      fc.property(broken, ([word, at, other, how]) => {
        const tail = word.slice(how === 'in' ? at : at + 1);
        const typed = word.slice(0, at) + (how === 'out' ? '' : other) + tail;
        if (allowedErrors(typed.length) === 0) return;
        expect(index.nearest(typed)?.word, typed).to.equal(word);
      }),
    );
  });

  it('finds words whose inner letters are in another order', () => {
    expect(index.nearest('chigaco')).to.deep.equal({ word: 'chicago', distance: 2 });
  });

  it('does not guess at words that are short, long or far', () => {
    for (const word of ['lite', 'brln', 'x'.repeat(30), 'zzzzzzzz', '']) {
      expect(index.nearest(word), word).to.equal(undefined);
    }
  });
});

describe('the spelling of a sentence', () => {
  it('is put right where a word of ours is meant', () => {
    const pairs = {
      harcut: 'haircut',
      plummer: 'plumber',
      fotographer: 'photographer',
      tommorow: 'tomorrow',
      saterday: 'saturday',
    };
    for (const [typed, meant] of Object.entries(pairs)) expect(fixed(typed)).to.equal(meant);
    expect(fixed('fotographers')).to.equal('photographer');
  });

  it('is left alone in words that are right', () => {
    for (const word of [
      'night',
      'clear',
      'house',
      'december',
      'whatever',
      'butter',
      'haircuts',
      'bribe',
      'department',
    ]) {
      expect(fixed(word), word).to.equal(word);
    }
    expect(isKnownWord('constructor')).to.equal(false);
  });

  it('knows the singular of what looks like a plural', () => {
    expect(['lights', "friday's", "boys'", 'glass', 'is', 'bus'].map(singular)).to.deep.equal([
      'light',
      'friday',
      'boy',
      'glass',
      'is',
      'bus',
    ]);
  });
});

describe('tokenize', () => {
  it('cuts words, numbers and marks, with their places', () => {
    const tokens = tokenize("It's 5pm, $1,200.50!");
    expect(tokens.map(({ word, kind }) => `${kind} ${word}`)).to.deep.equal([
      "word it's",
      'number 5',
      'word pm',
      'mark ,',
      'mark $',
      'number 1,200.50',
      'mark !',
    ]);
    expect(tokens[2]).to.include({ start: 6, end: 8, glued: true });
  });

  it('reads accents, curly quotes, wide letters and digits that stand for a sound', () => {
    expect(tokenize('Café don’t ＨＡＩＲ 2day').map(({ word }) => word)).to.deep.equal([
      'cafe',
      "don't",
      'hair',
      'today',
    ]);
  });

  it('gives back every character that is not a space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const covered = tokenize(text)
          .map(({ start, end }) => text.slice(start, end))
          .join('');
        expect(covered).to.equal(text.replaceAll(/\s/g, ''));
      }),
    );
  });
});
