import { expect } from 'chai';
import { exifOf, GIF, IMAGES, jpegOf, jpegSegment, pngOf, webpOf } from '#test/support/images.ts';
import { withoutMetadata } from './image-metadata.ts';
import { IMAGE_TYPES, recogniseImage, type ImageType } from './images.ts';

const PLACE = '40.6782 N, 73.9442 W';
const clean = (image: Uint8Array, type: ImageType): Buffer => {
  const kept = withoutMetadata(image, type);
  if (!kept) throw new Error('the image was taken for a broken one');
  return Buffer.from(kept);
};

describe('withoutMetadata', () => {
  for (const type of IMAGE_TYPES) {
    it(`leaves ${type} as it is when there is nothing to take out`, () => {
      expect(clean(IMAGES[type], type)).to.deep.equal(IMAGES[type]);
    });
  }

  it('takes the place, the notes and the small copies out of a JPEG', () => {
    const told = jpegOf(
      exifOf(1, PLACE),
      jpegSegment(0xe1, `http://ns.adobe.com/xap/1.0/\0<x>${PLACE}</x>`),
      jpegSegment(0xe2, `MPF\0${PLACE}`),
      jpegSegment(0xe0, `JFXX\0${PLACE}`),
      jpegSegment(0xed, `Photoshop 3.0\0${PLACE}`),
      jpegSegment(0xfe, PLACE),
    );
    expect(clean(told, 'image/jpeg')).to.deep.equal(jpegOf());
  });

  it('leaves in a JPEG what its colours are, and which way is up', () => {
    const [profile, adobe] = [jpegSegment(0xe2, 'ICC_PROFILE\0x'), jpegSegment(0xee, 'Adobe\0x')];
    expect(clean(jpegOf(profile, adobe), 'image/jpeg')).to.deep.equal(jpegOf(profile, adobe));
    const turned = clean(jpegOf(exifOf(6, PLACE)), 'image/jpeg');
    expect(turned.includes(PLACE)).to.equal(false);
    expect(turned.length - jpegOf().length).to.equal(36);
    expect(turned.subarray(turned.indexOf('MM'), turned.indexOf('MM') + 26).toString('hex')).to.equal(
      '4d4d002a00000008000101120003000000010006000000000000',
    );
    expect(clean(turned, 'image/jpeg')).to.deep.equal(turned);
    expect(clean(jpegOf(exifOf(99, PLACE)), 'image/jpeg')).to.deep.equal(jpegOf());
    expect(clean(jpegOf(jpegSegment(0xe1, 'Exif\0\0II*\0\xff\xff\xff\xff')), 'image/jpeg')).to.deep.equal(jpegOf());
  });

  it('takes the same out of a PNG and a WebP, and leaves everything else', () => {
    const notes = { tEXt: `Comment\0${PLACE}`, iTXt: PLACE, zTXt: PLACE, eXIf: PLACE, tIME: '1234567' };
    expect(clean(pngOf(7, notes), 'image/png')).to.deep.equal(pngOf(7));
    expect(clean(pngOf(7, { ...notes, gAMA: '1234' }), 'image/png')).to.deep.equal(pngOf(7, { gAMA: '1234' }));
    const told = clean(webpOf({ EXIF: PLACE, 'XMP ': `${PLACE}.`, ABCD: 'odd' }), 'image/webp');
    expect(told.includes(PLACE)).to.equal(false);
    expect(told.includes('ABCD')).to.equal(true);
    expect(told.readUInt32LE(4)).to.equal(told.length - 8);
    expect(told[20], 'the flags of what there is').to.equal(0);
    expect(recogniseImage(told)).to.deep.equal({ is: 'image', type: 'image/webp' });
  });

  it('drops what hangs behind the end of an image', () => {
    const tail = Buffer.from('<script>alert(1)</script>');
    for (const type of ['image/jpeg', 'image/png', 'image/webp'] as const) {
      expect(clean(Buffer.concat([IMAGES[type], tail]), type), type).to.deep.equal(IMAGES[type]);
    }
  });

  it('has no image to give for one that is cut off anywhere', () => {
    for (const type of ['image/jpeg', 'image/png', 'image/webp'] as const) {
      const image = IMAGES[type];
      for (let length = 33; length < image.length - 1; length += 1) {
        expect(withoutMetadata(image.subarray(0, length), type), `${length} bytes of ${type}`).to.equal(undefined);
      }
    }
  });

  it('changes nothing of what it is given', () => {
    const told = [jpegOf(exifOf(6, PLACE)), pngOf(1, { tEXt: PLACE }), webpOf({ EXIF: PLACE }), GIF];
    const before = told.map((each) => Buffer.from(each));
    for (const [index, type] of IMAGE_TYPES.entries()) clean(told[index]!, type);
    expect(told).to.deep.equal(before);
  });
});
