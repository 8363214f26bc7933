import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import packageJson from '../package.json' with { type: 'json' };
import { PROJECT_DIR } from '#platform/config.ts';
import { listSettings } from '#platform/config/setting.ts';
import { SETTINGS } from '#platform/config/settings.ts';
import { SEARCH_ATTRIBUTES } from '#platform/embedded/temporal.ts';

const NOT_OURS = ['node_modules', '.git', '.proxie', 'coverage', 'dist'];
const FOLDERS = [
  'activities',
  'api',
  'bench',
  'contracts',
  'db',
  'deploy',
  'docs',
  'domain',
  'platform',
  'scripts',
].concat(['test', 'worker', 'workflows']);
const ADR_HEADINGS = ['Context', 'Decision', 'Drawbacks', 'Alternatives', 'Open questions'];
/** In pieces, so that this file does not hold what it looks for. */
const PRIVATE = [
  new RegExp(`(^|[^\\w.])/(${['root', 'home', 'work', 'Users'].join('|')})/\\w`),
  new RegExp(
    ['registry\\.npmjs', 'proxy\\.golang', 'repo1?\\.maven', 'files\\.pythonhosted', 'deb\\.debian'].join('|'),
  ),
];

const name = (file: string): string => path.relative(PROJECT_DIR, file);
const exists = (place: string): boolean => fs.existsSync(path.join(PROJECT_DIR, place));
const read = (place: string): string => fs.readFileSync(path.join(PROJECT_DIR, place), 'utf8');

describe('the documentation', () => {
  const documents = filesIn(PROJECT_DIR).filter((file) => file.endsWith('.md'));

  it('links only to what is there', () => {
    const broken = documents.flatMap((file) =>
      linksOf(file)
        .filter((link) => !resolves(file, link))
        .map((link) => `${name(file)}: ${link}`),
    );
    expect(broken).to.deep.equal([]);
  });

  it('names only npm scripts that exist', () => {
    const scripts = Object.keys(packageJson.scripts);
    const named = found(documents, /\bnpm (?:run (?:-s )?([a-z][\w:-]*)|(start|test))\b/g);
    expect(named.map(({ what }) => what)).to.include.members(['start', 'test', 'demo']);
    expect(named.filter(({ what }) => !scripts.includes(what))).to.deep.equal([]);
  });

  it('names only scripts, files and folders that exist', () => {
    const started = found([...documents, path.join(PROJECT_DIR, 'package.json')], /\blaunch\.mjs ([a-z][\w-]*)/g);
    const missing = started.filter(({ what }) => !exists(`scripts/${what}.ts`));
    const files = found(documents, new RegExp(`\`((?:${FOLDERS.join('|')})/[\\w./-]*)\``, 'g'));
    expect([...missing, ...files.filter(({ what }) => !exists(what))]).to.deep.equal([]);
  });

  it('names only settings that exist', () => {
    const known = listSettings(SETTINGS).map(([, { env }]) => env);
    const named = found([...documents, path.join(PROJECT_DIR, 'docker-compose.yml')], /\b(PROXIE_[A-Z_]+)\b/g);
    const ofTests = ['PROXIE_SEED']; // the product does not know it
    expect(named.filter(({ what }) => ![...known, ...ofTests].includes(what))).to.deep.equal([]);
  });

  it('lists every decision and every runbook', () => {
    const index = read('docs/README.md');
    for (const folder of ['docs/adr', 'docs/runbooks']) {
      const files = fs.readdirSync(path.join(PROJECT_DIR, folder));
      expect(files.filter((file) => !index.includes(`${path.basename(folder)}/${file}`))).to.deep.equal([]);
    }
  });

  it('has the same headings in every decision', () => {
    for (const file of documents.filter((each) => name(each).startsWith('docs/adr/'))) {
      const headings = [...fs.readFileSync(file, 'utf8').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
      expect(headings, name(file)).to.deep.equal(ADR_HEADINGS);
    }
  });

  it('tells nothing of the machine that it was written on, nor does any other file', () => {
    const told = filesIn(PROJECT_DIR).flatMap((file) => {
      const text = fs.readFileSync(file, 'utf8');
      return PRIVATE.flatMap((pattern) => pattern.exec(text)?.[0] ?? []).map((what) => `${name(file)}: ${what}`);
    });
    expect(told).to.deep.equal([]);
  });
});

describe('docker-compose.yml', () => {
  const compose = parse(read('docker-compose.yml'), { merge: true }) as {
    services: Record<string, { environment?: Record<string, string>; command?: string[]; entrypoint?: string[] }>;
  };
  const { services } = compose;

  it('registers every search attribute', () => {
    const args = services['temporal-search-attributes']?.command ?? [];
    const registered = args.flatMap((arg) => (arg.startsWith('--name=') ? [arg.slice('--name='.length)] : []));
    expect(registered).to.deep.equal(Object.keys(SEARCH_ATTRIBUTES));
  });

  it('starts only scripts that exist', () => {
    for (const service of ['migrate', 'api', 'worker']) {
      expect(exists(`scripts/${services[service]?.command?.[0]}.ts`), service).to.equal(true);
    }
    expect(exists(services.seed?.entrypoint?.[1] ?? 'nothing')).to.equal(true);
  });

  it('holds no secret and starts with none', () => {
    for (const secret of ['PROXIE_JWT_KEYS', 'PROXIE_CURSOR_SECRET', 'POSTGRES_PASSWORD']) {
      const given = Object.values(services).flatMap(({ environment }) => environment?.[secret] ?? []);
      expect(given.length, secret).to.be.greaterThan(0);
      expect(given.filter((value) => !value.startsWith(`\${${secret}:?`))).to.deep.equal([]);
    }
  });
});

function filesIn(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.includes(entry.name)) return [];
    const place = path.join(folder, entry.name);
    return entry.isDirectory() ? filesIn(place) : entry.isFile() && !entry.name.endsWith('.log') ? [place] : [];
  });
}

function found(files: readonly string[], pattern: RegExp): { where: string; what: string }[] {
  return files.flatMap((file) =>
    [...fs.readFileSync(file, 'utf8').matchAll(pattern)].map((match) => ({
      where: name(file),
      what: match.slice(1).find((group) => group !== undefined) ?? '',
    })),
  );
}

function linksOf(file: string): string[] {
  const prose = fs.readFileSync(file, 'utf8').replaceAll(/^\s*```[\s\S]*?^\s*```/gm, '');
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

function resolves(file: string, link: string): boolean {
  const workflow = /^\.\.\/\.\.\/actions\/workflows\/([\w.-]+)/.exec(link)?.[1]; // a page of GitHub beside the repository's files
  if (workflow !== undefined) return exists(`.github/workflows/${workflow}`);
  const [target = '', anchor] = link.split('#');
  const place = target === '' ? file : path.resolve(path.dirname(file), decodeURIComponent(target));
  if (!fs.existsSync(place)) return false;
  return anchor === undefined || anchorsOf(fs.readFileSync(place, 'utf8')).includes(anchor);
}

/** The anchors that a heading gets where Markdown is shown. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
