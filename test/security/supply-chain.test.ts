import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { PROJECT_DIR } from '#platform/config.ts';
import { judge, type Waiver } from '../../scripts/audit.ts';

interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  hasInstallScript?: boolean;
}
interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  overrides: Record<string, string>;
  allowScripts: Record<string, boolean>;
}

const read = <T>(name: string): T => JSON.parse(fs.readFileSync(path.join(PROJECT_DIR, name), 'utf8')) as T;
const manifest = read<Manifest>('package.json');
const { packages } = read<{ packages: Record<string, Locked> }>('package-lock.json');
const installed = Object.entries(packages).filter(([place]) => place !== '');
const nameOf = (place: string): string => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

describe('the packages', () => {
  it('are locked to one content each, which comes from the registry', () => {
    for (const [place, { version, resolved, integrity, link }] of installed) {
      expect(version, place).to.match(/^\d+\.\d+\.\d+/);
      expect(integrity, place).to.match(/^sha512-/);
      expect([resolved, link], `${place} comes from elsewhere`).to.deep.equal([undefined, undefined]);
    }
  });
  it('are named with one exact version', () => {
    const named = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides };
    for (const [name, version] of Object.entries(named)) {
      expect(version, name).to.match(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    }
  });
  it('run a script at their installation only when somebody has said yes or no to it', () => {
    const withScript = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([place]) => nameOf(place));
    expect(Object.keys(manifest.allowScripts)).to.have.members([...new Set(withScript)]);
  });
});

describe('the judgement of known holes', () => {
  const hole = (severity: string, advisory = 'GHSA-2222-3333-4444') => ({
    vulnerabilities: {
      leaky: { via: [{ title: 'It leaks', severity, url: `https://github.com/advisories/${advisory}` }] },
      user: { via: ['leaky'] },
    },
  });
  const waiver = (until: string): Waiver => ({
    advisory: 'GHSA-2222-3333-4444',
    reason: 'the leaky function is never called here',
    until,
  });

  it('refuses serious ones and lets lesser ones be', () => {
    expect(judge(hole('high'), [], '2026-01-01')).to.have.lengthOf(1);
    expect(judge(hole('critical'), [], '2026-01-01')).to.have.lengthOf(1);
    expect(judge(hole('moderate'), [], '2026-01-01')).to.deep.equal([]);
  });
  it('accepts a waiver until its day, and no longer', () => {
    expect(judge(hole('high'), [waiver('2026-01-01')], '2026-01-01')).to.deep.equal([]);
    expect(judge(hole('high'), [waiver('2026-01-01')], '2026-01-02')).to.have.lengthOf(2);
    expect(judge(hole('high', 'GHSA-5555-6666-7777'), [waiver('2026-01-01')], '2026-01-01')).to.have.lengthOf(1);
  });
  it('does not let a waiver that ran out lie about', () => {
    expect(judge({ vulnerabilities: {} }, [waiver('2026-01-01')], '2026-01-02')).to.have.lengthOf(1);
  });
});
