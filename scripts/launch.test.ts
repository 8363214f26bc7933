import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { testEnvironment } from '#test/support/config.ts';
import { startNode } from '#test/support/processes.ts';
import { testFolder } from '#test/support/servers.ts';

const LAUNCH = path.join(import.meta.dirname, 'launch.mjs');

describe('launch.mjs', () => {
  it('tells an old Node in one sentence which one is needed and how to get it', async () => {
    const old = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.19.0'})`;
    const { code, stderr } = await launch(['--import', old, LAUNCH, 'start']);
    expect(code).to.equal(1);
    expect(stderr).to.match(/^Proxie needs Node 24 or newer, this is .*npm ci.*\n$/);
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
