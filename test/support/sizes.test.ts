import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { PROJECT_DIR } from '#platform/config.ts';
import { KINDS, limitMs, shareOf, sizeOf, type KindName, type Size } from './sizes.ts';

const NAMES = Object.keys(KINDS) as KindName[];

/** What docs/testing.md says of a kind. */
function lineOf(name: KindName): string {
  const { what, files, quick, full } = KINDS[name] as (typeof KINDS)[KindName] & { quick: Size; full: Size };
  const sizes = Object.keys(quick).map((key) => `${key} ${quick[key]} → ${full[key]}`);
  return `| \`${name}\` | ${what} | ${files.map((file) => `\`${file}\``).join(', ')} | ${sizes.join(', ')} |`;
}

describe('the sizes of a kind of torture', () => {
  it('grow with its share from those of the test command to the full ones', () => {
    for (const name of NAMES) {
      expect(sizeOf(name, 0), name).to.deep.equal(KINDS[name].quick);
      expect(sizeOf(name, 1), name).to.deep.equal(KINDS[name].full);
    }
    expect(sizeOf('one-slot', 0.5)).to.deep.equal({ rivals: 62, rounds: 27 });
  });

  it('come with a limit in whole milliseconds, which timers and processes demand', () => {
    for (const name of NAMES) {
      for (const share of [0, 1 / 3, 0.2757, 1]) expect(Number.isInteger(limitMs(name, share)), name).to.equal(true);
    }
  });

  it('are refused when they are no share', () => {
    for (const wrong of ['-0.1', '2', 'all']) expect(() => shareOf(wrong)).to.throw(RangeError);
  });

  it('stand in docs/testing.md, and are read by the files that it names', () => {
    const document = fs.readFileSync(path.join(PROJECT_DIR, 'docs/testing.md'), 'utf8');
    for (const name of NAMES) {
      expect(document).to.include(lineOf(name));
      for (const file of KINDS[name].files) {
        expect(fs.readFileSync(path.join(PROJECT_DIR, file), 'utf8'), file).to.include(`sizeOf('${name}')`);
      }
    }
  });
});
