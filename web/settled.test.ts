import { expect } from 'chai';
import { whenSettled } from './settled.ts';

describe('a page', () => {
  it('is settled once it has been calm for some frames in a row, and not before', async () => {
    let act: (() => void) | undefined;
    let isBusy = true;
    let isSettled = false;
    const settled = whenSettled(
      () => isBusy,
      (next) => (act = next),
    ).then(() => (isSettled = true));
    const frames = (count: number): void => {
      for (let frame = 0; frame < count; frame += 1) act?.();
    };
    frames(100);
    isBusy = false;
    frames(14);
    isBusy = true; // a second answer follows from the first
    frames(1);
    isBusy = false;
    frames(14);
    await Promise.resolve();
    expect(isSettled).to.equal(false);
    frames(1);
    await settled;
  });
});
