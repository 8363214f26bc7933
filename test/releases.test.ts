import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import packageLock from '../package-lock.json' with { type: 'json' };
import packageJson from '../package.json' with { type: 'json' };
import { PROJECT_DIR } from '#platform/config.ts';
import { isLocalDate } from '#domain/local-date.ts';

const RELEASE = /^\[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d{2}-\d{2})$/;
const read = (file: string): string => fs.readFileSync(path.join(PROJECT_DIR, file), 'utf8');

describe('a release', () => {
  const [unreleased, ...releases] = [...read('CHANGELOG.md').matchAll(/^## (.+)$/gm)].map(
    ([, heading = '']) => heading,
  );
  const parsed = releases.map((heading) => RELEASE.exec(heading));

  it('has a dated entry in the changelog, newest first, below what is not released', () => {
    expect(unreleased).to.equal('[Unreleased]');
    expect(
      releases.filter((_, index) => !isLocalDate(parsed[index]?.[4] ?? '')),
      'headings',
    ).to.deep.equal([]);
    const order = parsed.map((match) => match!.slice(1, 4).map(Number));
    expect(order.toSorted(byVersion).toReversed()).to.deep.equal(order);
    expect(new Set(order.map(String)).size).to.equal(order.length);
  });

  it('has one version in the package, its lock, the OpenAPI document and the changelog', () => {
    const [, documented] = /^info:\n  title: .*\n  version: (.*)$/m.exec(read('openapi.yaml')) ?? []; // parsing it takes seconds
    expect(releases[0]).to.match(new RegExp(`^\\[${packageJson.version.replaceAll('.', '\\.')}\\] `));
    expect(documented).to.equal(packageJson.version);
    expect(packageLock.version).to.equal(packageJson.version);
    expect(packageLock.packages[''].version).to.equal(packageJson.version);
  });
});

function byVersion(one: readonly number[], other: readonly number[]): number {
  return one.map((part, index) => part - (other[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
