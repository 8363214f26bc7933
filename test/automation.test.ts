import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import packageJson from '../package.json' with { type: 'json' };
import { PROJECT_DIR } from '#platform/config.ts';

interface Renovate {
  readonly packageRules: readonly { readonly matchPackageNames?: readonly string[] }[];
  readonly customManagers: readonly {
    readonly managerFilePatterns: readonly string[];
    readonly matchStrings: readonly string[];
  }[];
}

const read = (place: string): string => fs.readFileSync(path.join(PROJECT_DIR, place), 'utf8');
const renovate = JSON.parse(read('.github/renovate.json')) as Renovate;

describe('the automation around the repository', () => {
  it('runs what everybody runs: .ci/run, with the executables kept', () => {
    const { jobs } = parse(read('.github/workflows/ci.yml')) as {
      jobs: Record<string, { steps: { run?: string; uses?: string }[] }>;
    };
    const runs = Object.values(jobs).map(({ steps }) => steps.flatMap(({ run = [] }) => run));
    expect(runs[0]).to.deep.equal(['.ci/run']);
    const scripts = runs.flat().flatMap((run) => /^npm run ([\w:-]+)$/.exec(run)?.[1] ?? []);
    expect(Object.keys(packageJson.scripts)).to.include.members(scripts);
    for (const { steps } of Object.values(jobs)) {
      expect(steps.some(({ uses }) => uses?.startsWith('actions/cache@'))).to.equal(true);
    }
  });

  it('updates the pins that stand in code', () => {
    for (const { managerFilePatterns, matchStrings } of renovate.customManagers) {
      for (const file of managerFilePatterns) {
        for (const pattern of matchStrings) {
          expect(new RegExp(pattern).exec(read(file))?.groups?.currentValue, pattern).to.match(/^\d+\.\d+\.\d+$/);
        }
      }
    }
  });

  it('updates packages of one family together', () => {
    const patterns = renovate.packageRules.flatMap(({ matchPackageNames = [] }) => matchPackageNames);
    const isGrouped = (name: string): boolean =>
      patterns.some((pattern) => name === pattern || path.matchesGlob(name, pattern));
    const names = Object.keys({ ...packageJson.dependencies, ...packageJson.devDependencies });
    const families = names.filter((name) => {
      const scope = /^@(?!types\/)[^/]+\//.exec(name)?.[0];
      return scope !== undefined && names.filter((other) => other.startsWith(scope)).length > 1;
    });
    expect(families).not.to.deep.equal([]);
    expect(families.filter((name) => !isGrouped(name))).to.deep.equal([]);
  });
});
