import { expect } from 'chai';
import { IMAGES } from '#test/support/images.ts';
import { IMAGE_TYPES, recogniseImage } from './images.ts';

describe('recogniseImage', () => {
  for (const type of IMAGE_TYPES) {
    it(`knows ${type} by its content, wherever it lies in memory`, () => {
      const image = IMAGES[type];
      expect(recogniseImage(image)).to.deep.equal({ is: 'image', type });
      const shifted = Buffer.concat([Buffer.from('xyz'), image]).subarray(3);
      expect(recogniseImage(shifted)).to.deep.equal({ is: 'image', type });
    });

    it(`takes no beginning of ${type} for something else, and none for an image before its signature is there`, () => {
      const kinds = [...IMAGES[type].keys()].map((length) => recogniseImage(IMAGES[type].subarray(0, length)).is);
      const first = kinds.indexOf('image');
      expect(first).to.be.within(3, 12);
      expect(new Set(kinds.slice(0, first))).to.deep.equal(new Set(['fragment']));
      expect(new Set(kinds.slice(first))).to.deep.equal(new Set(['image']));
    });
  }

  it('knows both versions of a GIF', () => {
    for (const version of ['GIF87a', 'GIF89a']) {
      expect(recogniseImage(Buffer.from(`${version}............`))).to.deep.equal({ is: 'image', type: 'image/gif' });
    }
  });

  it('takes nothing else for an image', () => {
    const others = [
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      '<?xml version="1.0"?><svg/>',
      '<html><script>alert(1)</script>',
      ' GIF89a',
      'GIF88a............',
      'RIFF\0\0\0\0WAVEfmt ',
      'BM6\0\0\0',
      '%PDF-1.7',
      '\0\0\0\u0020ftypavif',
      '\u0089PNG\n\n\u001A\n',
      'II*\0',
    ];
    for (const each of others) {
      expect(recogniseImage(Buffer.from(each, 'latin1')), each).to.deep.equal({ is: 'other' });
    }
    expect(recogniseImage(new Uint8Array(0)).is).to.equal('fragment');
  });
});
