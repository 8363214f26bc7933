import { expect } from 'chai';
import { imageRefusal, roomFor } from './image-check.ts';

describe('images that are chosen for an upload', () => {
  it('are taken up to 5 MB and of the four types, and refused with a reason otherwise', () => {
    expect(imageRefusal({ type: 'image/webp', size: 5_000_000 })).to.equal(undefined);
    expect(imageRefusal({ type: 'image/webp', size: 5_000_001 })).to.match(/5 MB/);
    expect(imageRefusal({ type: 'image/svg+xml', size: 10 })).to.match(/JPEG, PNG, WebP and GIF/);
    expect(imageRefusal({ type: '', size: 10 })).to.match(/JPEG/);
  });

  it('are five at most: the first that fit are taken', () => {
    expect(roomFor(0, 5)).to.deep.equal({ count: 5 });
    expect(roomFor(3, 4)).to.deep.include({ count: 2 });
    expect(roomFor(5, 1).refusal).to.match(/At most 5 images/);
    expect(roomFor(7, 1).count).to.equal(0);
  });
});
