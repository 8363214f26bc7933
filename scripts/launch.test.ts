import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { testEnvironment } from '#test/support/config.ts';
import { startNode } from '#test/support/processes.ts';
import { testFolder } from '#test/support/servers.ts';

const LAUNCH = path.join(import.meta.dirname, 'launch.mjs');
const PROJECT = path.dirname(import.meta.dirname);
const pretending = (name: string, value: string): string =>
  `data:text/javascript,Object.defineProperty(process.versions,'${name}',{value:'${value}'})`;

describe('launch.mjs', () => {
  it('tells an old Node in one sentence which one is needed and how to get it', async () => {
    for (const version of ['20.19.0', '24.9.0']) {
      const { code, stderr } = await launch(['--import', pretending('node', version), LAUNCH, 'start']);
      expect(code, version).to.equal(1);
      expect(stderr, version).to.match(/^Proxie needs Node 24\.21 or newer, this is .*npm ci.*\n$/);
    }
  });

  it('refuses a Node whose time zones are old', async () => {
    const { code, stderr } = await launch(['--import', pretending('tz', '2025b'), LAUNCH, 'start']);
    expect(code).to.equal(1);
    expect(stderr).to.match(
      /^Proxie needs the time zones of tzdata 2026c or newer, this Node .* has 2025b: .*npm ci.*\n$/,
    );
  });

  it('asks for the Node that the packages and the image bring', () => {
    const read = (file: string) => fs.readFileSync(path.join(PROJECT, file), 'utf8');
    const { dependencies, engines } = JSON.parse(read('package.json'));
    expect(engines.node).to.equal(`>=${dependencies.node}`);
    expect(read('Dockerfile')).to.include(`FROM node:${dependencies.node}-`);
    expect(process.versions.node).to.equal(dependencies.node);
    expect(read('scripts/launch.mjs')).to.include(`[${dependencies.node.split('.').slice(0, 2).join(', ')}]`);
  });

  it('is written so that an old Node can read it', () => {
    const source = fs.readFileSync(LAUNCH, 'utf8');
    expect(source).not.to.match(/\?\.|\?\?|\basync\b|\bawait\b|#private|\?\?=|\.at\(/);
  });

  it('names the commands that there are', async () => {
    const { code, stderr } = await launch([LAUNCH, 'fly']);
    expect({ code, stderr }).to.have.property('code', 1);
    expect(stderr).to.match(/^Usage: .*start\|api\|worker\|reset/);
  });

  it('says in one sentence that the packages are missing', async () => {
    const copy = testFolder('clone', 'scripts', 'launch.mjs');
    fs.mkdirSync(path.dirname(copy), { recursive: true });
    fs.copyFileSync(LAUNCH, copy);
    expect((await launch([copy, 'start'])).stderr).to.equal('The packages are not installed: run `npm ci` first.\n');
  });

  it('prints an expected failure without a stack, and a bug with it', async () => {
    const project = testFolder('project');
    fs.mkdirSync(path.join(project, 'scripts'), { recursive: true });
    fs.mkdirSync(path.join(project, 'node_modules'), { recursive: true });
    fs.copyFileSync(LAUNCH, path.join(project, 'scripts', 'launch.mjs'));
    fs.writeFileSync(
      path.join(project, 'scripts', 'demo.ts'),
      `export async function main(args) { throw args[0] === 'bug' ? new TypeError('odd') : Object.assign(new Error('as expected'), { name: 'UserError' }); }`,
    );
    const script = path.join(project, 'scripts', 'launch.mjs');
    expect(await launch([script, 'demo'])).to.deep.equal({ code: 1, stderr: 'as expected\n' });
    expect((await launch([script, 'demo', 'bug'])).stderr).to.match(/^TypeError: odd\n\s+at .*main/);
  });

  it('resets a folder without reading the rest of the configuration', async () => {
    const dataDir = testFolder('to-reset');
    fs.mkdirSync(path.join(dataDir, 'postgres'), { recursive: true });
    const { code } = await launch([LAUNCH, 'reset'], testEnvironment({ PROXIE_DATA_DIR: dataDir, PORT: 'wrong' }));
    expect(code).to.equal(0);
    expect(fs.existsSync(dataDir)).to.equal(false);
  });
});

async function launch(args: readonly string[], env: Record<string, string> = {}) {
  const running = startNode(args, env);
  const { code } = await running.ended();
  return { code, stderr: running.stderr() };
}
