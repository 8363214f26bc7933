import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { expect } from 'chai';
import { testFolder, testSupervisor } from '#test/support/servers.ts';
import { UserError } from '../user-error.ts';
import { claimPort, findFreePort } from './ports.ts';
import { isAlive, identify } from './processes.ts';
import { query, startPostgres, type EmbeddedPostgres } from './postgres.ts';

describe('startPostgres', () => {
  let server: EmbeddedPostgres;
  before(async () => {
    server = await start('kept');
    await server.ensureDatabase('proxie');
    await query(server.url('proxie'), 'create table kept as select 1 as id');
  });

  it('serves PostgreSQL 18 on the loopback address only, to nobody without the password', async () => {
    const [version] = (await query(server.url('proxie'), 'show server_version_num')) as {
      server_version_num: string;
    }[];
    expect(Number(version?.server_version_num)).to.be.within(180_000, 189_999);
    expect(await query(server.url('proxie'), 'show listen_addresses')).to.deep.equal([
      { listen_addresses: '127.0.0.1' },
    ]);
    const stranger = new URL(server.url('proxie'));
    stranger.password = 'guessed';
    expect(await failure(query(stranger.href, 'select 1'))).to.have.property('code', '28P01');
  });

  it('has the extensions that the schema needs', async () => {
    for (const name of ['btree_gist', 'cube', 'earthdistance', 'pg_trgm']) {
      await query(server.url('proxie'), `create extension ${name}`);
    }
  });

  it('leaves a database that is there as it is', async () => {
    await server.ensureDatabase('proxie');
    expect(await query(server.url('proxie'), 'select id from kept')).to.deep.equal([{ id: 1 }]);
  });

  it('keeps its data over a stop and a start', async () => {
    const { port } = server;
    await server.stop();
    server = await start('kept', port);
    expect(await query(server.url('proxie'), 'select id from kept')).to.deep.equal([{ id: 1 }]);
  });

  it('starts again after a SIGKILL, with everything that was committed', async () => {
    const { port } = server;
    await query(server.url('proxie'), 'insert into kept values (2)');
    server.child.signal('SIGKILL');
    await server.child.exited;
    server = await start('kept', port);
    expect(await query(server.url('proxie'), 'select id from kept order by id')).to.deep.equal([{ id: 1 }, { id: 2 }]);
  });

  it('ends a server that an earlier run left on the folder', async () => {
    const left = identify(server.child.pid);
    if (!left) throw new Error('the server is not running');
    server = await start('kept', 0);
    expect(isAlive(left)).to.equal(false);
    expect(await query(server.url('proxie'), 'select count(*)::int as rows from kept')).to.deep.equal([{ rows: 2 }]);
  });

  it('is not stopped by a pid file that by now names some other program', async () => {
    await server.stop();
    fs.writeFileSync(path.join(testFolder('kept'), 'postmaster.pid'), `${process.pid}\n`);
    server = await start('kept', 0);
    expect(await query(server.url('proxie'), 'select 1 as answer')).to.deep.equal([{ answer: 1 }]);
  });

  for (const [damage, harm] of [
    ['is gone', (file: string) => fs.rmSync(file)],
    ['is empty', (file: string) => fs.writeFileSync(file, '')],
    ['holds another password', (file: string) => fs.writeFileSync(file, 'not/the@password:%\n')],
    ['holds no text', (file: string) => fs.writeFileSync(file, Buffer.from([0, 255, 39, 10, 200]))],
  ] as const) {
    it(`keeps the data where the password file ${damage}`, async () => {
      await server.stop();
      harm(`${testFolder('kept')}.password`);
      for (const _start of ['makes a new password', 'finds it']) {
        await server.stop();
        server = await start('kept', 0);
        expect(await query(server.url('proxie'), 'select count(*)::int as rows from kept')).to.deep.equal([
          { rows: 2 },
        ]);
      }
      expect(fs.statSync(`${testFolder('kept')}.password`).mode & 0o777).to.equal(0o600);
    });
  }

  it('says in one sentence which port is taken and which setting changes it', async () => {
    const error = await failure(start('other', server.port));
    expect(error).to.be.instanceOf(UserError);
    expect(error.message).to.equal(
      `Port ${server.port}, meant for the embedded PostgreSQL, is taken: stop whatever uses it, or set PROXIE_POSTGRES_PORT to another port.`,
    );
  });

  it('says in one sentence what to do about a folder that was damaged', async () => {
    await server.stop();
    fs.rmSync(path.join(testFolder('kept'), 'global'), { recursive: true });
    const error = await failure(start('kept', 0));
    expect(error).to.be.instanceOf(UserError);
    expect(error.message).to.match(/^The database folder .*kept cannot be used \(.+\): `npm run reset` deletes it/);
  });

  it('says the same of a folder that holds something else', async () => {
    fs.mkdirSync(testFolder('foreign'));
    fs.writeFileSync(testFolder('foreign', 'notes.txt'), 'mine');
    const error = await failure(start('foreign', 0));
    expect(error.message).to.match(/^The database folder .* cannot be used .*npm run reset/);
    expect(fs.readdirSync(testFolder('foreign'))).to.deep.equal(['notes.txt']);
  });
});

describe('claimPort', () => {
  it('names a port that it was given and finds one for 0', async () => {
    const free = await findFreePort();
    expect(await claimPort(free, 'the API', 'PORT')).to.equal(free);
    expect(await claimPort(0, 'the API', 'PORT')).to.be.greaterThan(1_023);
  });

  it('refuses a port that a listener on all addresses holds', async () => {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
    const { port } = server.address() as net.AddressInfo;
    const error = await failure(claimPort(port, 'the API', 'PORT'));
    expect(error.message).to.equal(
      `Port ${port}, meant for the API, is taken: stop whatever uses it, or set PORT to another port.`,
    );
    await new Promise((resolve) => server.close(resolve));
  });
});

function start(name: string, port = 0): Promise<EmbeddedPostgres> {
  return startPostgres({
    supervisor: testSupervisor(),
    dataDir: testFolder(name),
    logFile: testFolder('logs', `${name}.log`),
    port,
    durable: false,
  });
}

async function failure(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => new Error('it worked'),
    (error: unknown) => error as Error,
  );
}
