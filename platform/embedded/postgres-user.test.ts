import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { testFolder, testSupervisor } from '#test/support/servers.ts';
import { installedPrograms, reachablePrograms, type PostgresPrograms } from './postgres-programs.ts';
import { mayEnter, mayRun, runOn } from './postgres-user.ts';
import { query, startPostgres, type EmbeddedPostgres } from './postgres.ts';

const SOMEBODY = { uid: 60_001, gid: 60_001 };

describe('mayRun', () => {
  const file = { mode: 0o100_750, uid: 1, gid: 2 };
  for (const [who, user, expected] of [
    ['the owner', { uid: 1, gid: 9 }, true],
    ['the group', { uid: 9, gid: 2 }, true],
    ['everybody else', { uid: 9, gid: 9 }, false],
  ] as const) {
    it(`goes by the mode that holds for ${who}`, () => expect(mayRun(file, user)).to.equal(expected));
  }
});

describe('mayEnter', () => {
  it('looks at every folder on the way, and at none that is still to be made', () => {
    const closed = testFolder('entering', 'closed');
    fs.mkdirSync(path.join(closed, 'open'), { recursive: true });
    expect(mayEnter(path.join(closed, 'open', 'new'), owner())).to.equal(true);
    fs.chmodSync(closed, 0o700);
    expect(mayEnter(path.join(closed, 'open', 'new'), SOMEBODY)).to.equal(false);
    expect(mayEnter(path.join(closed, 'open', 'new'), owner())).to.equal(true);
  });
});

describe('runOn', () => {
  it('names the folder where the user reaches it, and runs in it where they do not', function () {
    if (!fs.existsSync('/proc/self/cwd')) this.skip();
    const folder = testFolder('running', 'data');
    fs.mkdirSync(folder, { recursive: true });
    const command = (used: string) => ['program', '-D', used] as const;
    expect(runOn(folder, undefined, command)).to.deep.equal({ command: 'program', args: ['-D', folder] });
    fs.chmodSync(path.dirname(folder), 0o700);
    expect(runOn(folder, SOMEBODY, command)).to.deep.equal({
      command: 'program',
      args: ['-D', '/proc/self/cwd'],
      cwd: folder,
      ...SOMEBODY,
    });
  });
});

describe('startPostgres, for root in a private folder', () => {
  let programs: PostgresPrograms;
  before(async function () {
    this.timeout(120_000); // copies the programs twice, on a machine that may be busy
    if (process.getuid?.() !== 0) this.skip();
    programs = installedWithUmask077(await installedPrograms());
  });

  for (const [name, mode] of [
    ['closed', 0o700],
    ['shared-with-a-group', 0o750],
  ] as const) {
    it(`starts, keeps its data and starts again where the folder is ${name}`, async function () {
      this.timeout(120_000);
      const folder = privateFolder(name, mode);
      let server = await start(folder);
      await query(server.url('postgres'), 'create table kept as select 1 as id');
      await server.stop();
      server = await start(folder);
      expect(await query(server.url('postgres'), 'select id from kept')).to.deep.equal([{ id: 1 }]);
      const left = server.child;
      server = await start(folder); // ends what an earlier run left on the folder
      expect(left.isRunning()).to.equal(false);
      await server.stop();
      expect(fs.statSync(folder).mode & 0o777).to.equal(mode);
      expect(fs.readdirSync(folder).toSorted()).to.deep.equal(['data', 'data.password']);
    });
  }

  it('goes on with data whose folder was closed afterwards, as whoever owns them', async () => {
    const folder = privateFolder('closed-later', 0o711);
    let server = await start(folder);
    await query(server.url('postgres'), 'create table kept as select 1 as id');
    await server.stop();
    fs.chmodSync(folder, 0o700);
    chownAll(path.join(folder, 'data'), SOMEBODY.uid);
    server = await start(folder);
    expect(await query(server.url('postgres'), 'select id from kept')).to.deep.equal([{ id: 1 }]);
    await server.stop();
    expect(fs.statSync(path.join(folder, 'data')).uid).to.equal(SOMEBODY.uid);
  });

  it('keeps one copy of the programs that everybody can run, however many ask for it', async () => {
    const cache = openFolder('cache-of-programs');
    const [first, second] = await Promise.all([1, 2].map(() => reachablePrograms(programs, SOMEBODY, [cache])));
    expect(first).to.deep.equal(second);
    expect(mayEnter(path.dirname(first!.postgres), SOMEBODY)).to.equal(true);
    expect(mayRun(fs.statSync(first!.postgres), SOMEBODY)).to.equal(true);
  });

  function start(folder: string): Promise<EmbeddedPostgres> {
    return startPostgres({
      supervisor: testSupervisor(),
      dataDir: path.join(folder, 'data'),
      logFile: testFolder('logs', 'private.log'),
      cacheDir: openFolder('cache-of-programs'),
      programs,
      port: 0,
      durable: false,
    });
  }
});

const owner = () => ({ uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 });

function privateFolder(name: string, mode: number): string {
  const folder = testFolder('private', name);
  fs.mkdirSync(folder, { recursive: true });
  fs.chmodSync(folder, mode);
  return folder;
}

function openFolder(name: string): string {
  const folder = testFolder(name);
  fs.mkdirSync(folder, { recursive: true });
  fs.chmodSync(folder, 0o755);
  return folder;
}

/** The programs as `npm ci` leaves them with a umask of 077: nobody but root may read or run them. */
function installedWithUmask077({ postgres }: PostgresPrograms): PostgresPrograms {
  const source = path.join(path.dirname(postgres), '..', '..');
  const copy = testFolder('installed');
  fs.cpSync(source, copy, { recursive: true, verbatimSymlinks: true });
  for (const entry of ['.', ...fs.readdirSync(copy, { recursive: true, encoding: 'utf8' })]) {
    const file = path.join(copy, entry);
    const found = fs.lstatSync(file);
    if (!found.isSymbolicLink()) fs.chmodSync(file, found.mode & 0o700);
  }
  const program = (name: string): string => path.join(copy, 'native', 'bin', name);
  return { postgres: program('postgres'), initdb: program('initdb') };
}

function chownAll(folder: string, uid: number): void {
  for (const entry of ['.', ...fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    fs.lchownSync(path.join(folder, entry), uid, uid);
  }
}
