import { expect } from 'chai';
import { IMAGES, jpegOf, jpegSegment, pngOf, webpOf } from '#test/support/images.ts';
import { IMAGE_TYPES, recogniseImage } from './images.ts';

/** The beginning of each kind of WebP that there is. */
const webp = (name: string, header: string): Buffer => {
  const chunk = Buffer.concat([Buffer.from(`WEBP${name}\0\0\0\0`, 'latin1'), Buffer.from(header, 'hex')]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(chunk.length);
  return Buffer.concat([Buffer.from('RIFF'), size, chunk]);
};

describe('recogniseImage', () => {
  for (const type of IMAGE_TYPES) {
    it(`knows ${type} by its content, wherever it lies in memory`, () => {
      const image = IMAGES[type];
      expect(recogniseImage(image)).to.deep.equal({ is: 'image', type });
      const shifted = Buffer.concat([Buffer.from('xyz'), image]).subarray(3);
      expect(recogniseImage(shifted)).to.deep.equal({ is: 'image', type });
    });

    it(`takes no beginning of ${type} for an image before its size has come, and none for something else`, () => {
      const image = IMAGES[type];
      const kinds = [...image.keys()].map((length) => recogniseImage(image.subarray(0, length)).is);
      const firstImage = kinds.indexOf('image');
      const wholeFrom = firstImage === -1 ? kinds.length : firstImage;
      expect(wholeFrom).to.be.greaterThan(12);
      expect(new Set(kinds.slice(0, wholeFrom))).to.deep.equal(new Set(['fragment']));
      expect(kinds.slice(wholeFrom).filter((kind) => kind !== 'image')).to.deep.equal([]);
    });
  }

  it('knows each of the three kinds of WebP', () => {
    const lossy = '0000009d012a02000100';
    expect(recogniseImage(webp('VP8 ', lossy)).is).to.equal('image');
    expect(recogniseImage(webpOf()).is).to.equal('image');
    expect(recogniseImage(webpOf({ EXIF: 'x' })).is).to.equal('image');
    expect(recogniseImage(webp('VP8 ', lossy.replace('9d012a', '9d012b'))).is).to.equal('fragment');
    expect(recogniseImage(webp('VP8 ', lossy.replace('0200', '0000'))).is).to.equal('fragment');
    expect(recogniseImage(webp('ALPH', lossy)).is).to.equal('fragment');
  });

  it('takes nothing without a width and a height for an image', () => {
    const png = pngOf();
    png.writeUInt32BE(0, 16);
    const gif = Buffer.from(IMAGES['image/gif']);
    gif.writeUInt16LE(0, 8);
    const jpeg = jpegOf();
    jpeg.writeUInt16BE(0, jpeg.indexOf(Buffer.from([0xff, 0xc0])) + 5);
    for (const image of [png, gif, jpeg]) expect(recogniseImage(image)).to.deep.equal({ is: 'fragment' });
  });

  it('finds the size of a JPEG behind any other segments, and not behind the picture', () => {
    const fill = Buffer.from([0xff, 0xff]);
    expect(recogniseImage(jpegOf(jpegSegment(0xe1, 'x'.repeat(60_000)), fill)).is).to.equal('image');
    const headless = Buffer.concat([Buffer.from([0xff, 0xd8]), jpegSegment(0xda, 'x'), jpegOf().subarray(2)]);
    expect(recogniseImage(headless)).to.deep.equal({ is: 'fragment' });
    const broken = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(50)]);
    expect(recogniseImage(broken)).to.deep.equal({ is: 'fragment' });
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
