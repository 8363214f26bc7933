import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { testEnvironment } from '#test/support/config.ts';
import { startNode, type TestProcess } from '#test/support/processes.ts';
import { testFolder } from '#test/support/servers.ts';
import { loadConfig } from '../config.ts';
import { withRunningServices } from '../endpoints.ts';
import { silentLogger } from '../logger.ts';
import { UserError } from '../user-error.ts';
import { runningStack } from './data-dir.ts';
import { claimPort, findFreePort } from './ports.ts';
import { query } from './postgres.ts';
import { isAlive, send, waitUntilGone, type ProcessId } from './processes.ts';
import { removeDataDir } from './reset.ts';
import { startEmbeddedStack } from './stack.ts';
import type { SupervisorState } from './supervisor-messages.ts';

const STACK_PROCESS = path.join(import.meta.dirname, '../../test/support/stack-process.ts');
const dataDir = (): string => testFolder('stack');

/** One after the other on one folder, as a user would: start, kill, start again, stop, reset. */
describe('startEmbeddedStack', () => {
  let env: Record<string, string>;
  let first: TestProcess;

  before(async () => {
    const [postgres, temporal, ui] = await Promise.all([findFreePort(), findFreePort(), findFreePort()]);
    env = testEnvironment({
      LOG_LEVEL: 'info',
      PROXIE_DATA_DIR: dataDir(),
      PROXIE_POSTGRES_PORT: String(postgres),
      PROXIE_TEMPORAL_PORT: String(temporal),
      PROXIE_TEMPORAL_UI_PORT: String(ui),
    });
    first = startNode([STACK_PROCESS], env);
    await first.said('ready');
  });

  it('tells other commands of the folder where its services are', async () => {
    const config = withRunningServices(loadConfig(env));
    expect(await query(config.postgres.url ?? '', 'select current_database() as name')).to.deep.equal([
      { name: 'proxie' },
    ]);
    expect(config.temporal.address).to.equal(`127.0.0.1:${env.PROXIE_TEMPORAL_PORT}`);
    expect((await fetch(config.temporal.uiUrl ?? '')).status).to.equal(200);
    expect(runningStack(dataDir())).to.include({ pid: first.child.pid, apiUrl: 'http://127.0.0.1:1' });
  });

  it('refuses a second start and a reset on the same folder, each in one sentence', async () => {
    const second = startNode([STACK_PROCESS], env);
    expect((await second.ended()).code).to.equal(1);
    expect(second.stderr()).to.equal(
      `UserError: Proxie already runs on ${dataDir()} (process ${first.child.pid}, http://127.0.0.1:1): ` +
        'stop it first, or set PROXIE_DATA_DIR to another folder.\n',
    );
    const error = await removeDataDir(dataDir()).catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(UserError);
    expect(fs.existsSync(path.join(dataDir(), 'postgres', 'PG_VERSION'))).to.equal(true);
  });

  it('starts a server again that was killed, on the port it had', async () => {
    const [postgres] = serversOf(dataDir()).filter(({ name }) => name === 'postgres');
    const url = withRunningServices(loadConfig(env)).postgres.url ?? '';
    await query(url, 'create table kept as select 1 as id');
    send(postgres?.pid ?? 0, 'SIGKILL');
    await first.said('postgres is back');
    expect(await query(url, 'select id from kept')).to.deep.equal([{ id: 1 }]);
  });

  it('leaves no process behind when it is killed, and starts on the same state at once', async () => {
    const servers = processesOf(dataDir());
    expect(servers).to.have.length.of.at.least(3);
    first.child.kill('SIGKILL');
    await first.ended();
    const next = startNode([STACK_PROCESS], env);
    await next.said('ready');
    expect(servers.filter(isAlive)).to.deep.equal([]);
    const { url } = withRunningServices(loadConfig(env)).postgres;
    expect(await query(url ?? '', 'select id from kept')).to.deep.equal([{ id: 1 }]);
    first = next;
  });

  it('clears away what is left when its supervisor was killed together with it', async () => {
    const servers = processesOf(dataDir());
    const { supervisor } = stateOf(dataDir());
    send(supervisor.pid, 'SIGSTOP'); // so that it cannot clean up, whichever of the two dies first
    first.child.kill('SIGKILL');
    send(supervisor.pid, 'SIGKILL');
    await first.ended();
    await waitUntilGone(supervisor, 5_000);
    expect(servers.filter(isAlive)).to.have.length(servers.length - 1);
    const next = startNode([STACK_PROCESS], env);
    await next.said('ready');
    expect(servers.filter(isAlive)).to.deep.equal([]);
    first = next;
  });

  it('stops everything on SIGINT, even when it comes twice at once, and ends with code 0', async () => {
    const servers = processesOf(dataDir());
    first.child.kill('SIGINT');
    first.child.kill('SIGINT');
    expect(await first.ended()).to.deep.equal({ code: 0, signal: null });
    expect(servers.filter(isAlive)).to.deep.equal([]);
    expect(first.stdout().match(/SIGINT: stopping/g)).to.have.length(1);
    expect(runningStack(dataDir())).to.equal(undefined);
    expect(fs.existsSync(path.join(dataDir(), 'processes.json'))).to.equal(false);
  });

  it('fails with one sentence on a broken database, starts nothing again and leaves no process', async () => {
    const redis = String(await findFreePort());
    fs.writeFileSync(path.join(dataDir(), 'postgres', 'PG_VERSION'), 'broken\n');
    const failing = startNode([STACK_PROCESS], withPorts(env, { PROXIE_REDIS_PORT: redis }));
    expect((await failing.ended()).code).to.equal(1);
    expect(failing.stderr()).to.match(/^UserError: The database folder .* cannot be used .*\n$/);
    expect(failing.stdout()).not.to.match(/ended by itself|started again|is back|ERROR/);
    const { PROXIE_POSTGRES_PORT, PROXIE_TEMPORAL_PORT, PROXIE_TEMPORAL_UI_PORT } = env;
    for (const port of [PROXIE_POSTGRES_PORT, PROXIE_TEMPORAL_PORT, PROXIE_TEMPORAL_UI_PORT, redis]) {
      expect(await claimPort(Number(port), 'a server that has ended', 'PORT')).to.equal(Number(port));
    }
    expect(fs.readdirSync(dataDir())).not.to.include.oneOf(['running.json', 'processes.json']);
  });

  it('is reset to nothing, and only as long as the folder holds nothing but its own files', async () => {
    fs.writeFileSync(path.join(dataDir(), 'thesis.txt'), 'mine');
    const error = await removeDataDir(dataDir()).catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(UserError).with.property('message').that.includes('thesis.txt');
    fs.rmSync(path.join(dataDir(), 'thesis.txt'));
    expect(await removeDataDir(dataDir())).to.equal(true);
    expect(fs.readdirSync(testFolder()).filter((name) => name.startsWith('stack'))).to.deep.equal([]);
    expect(await removeDataDir(dataDir())).to.equal(false);
  });

  it('frees the folder and stops what it had started when one of the servers cannot', async () => {
    const taken = withPorts(env, { PROXIE_TEMPORAL_UI_PORT: String(new URL(await listening()).port) });
    const failing = startNode([STACK_PROCESS], taken);
    expect((await failing.ended()).code).to.equal(1);
    expect(failing.stderr()).to.match(/^UserError: Port \d+, meant for the Temporal UI, is taken: .*\n$/);
    // The database was still being made then: it stands, instead of a draft that nobody works on any more.
    const left = fs.readdirSync(dataDir()).filter((name) => name !== 'redis.conf'); // where there is a Redis
    expect(left).to.have.members(['logs', 'postgres', 'postgres.password', 'temporal.db.new']);
  });

  it('starts nothing where everything is configured', async () => {
    const folder = testFolder('unused');
    const settings = { DATABASE_URL: 'postgres://h/db', TEMPORAL_ADDRESS: 'h:7233', PROXIE_DATA_DIR: folder };
    const stack = await startEmbeddedStack(loadConfig({ ...env, ...settings }), silentLogger);
    expect(stack).to.include({ postgresUrl: 'postgres://h/db', temporalAddress: 'h:7233' });
    await stack.stop();
    expect(fs.existsSync(folder)).to.equal(false);
  });
});

describe('withRunningServices', () => {
  it('names what is missing when nothing runs', () => {
    const config = loadConfig(
      testEnvironment({ DATABASE_URL: 'postgres://h/db', PROXIE_DATA_DIR: testFolder('none') }),
    );
    expect(() => withRunningServices(config)).to.throw(UserError, /^Set TEMPORAL_ADDRESS, or let `npm start` run/);
    expect(withRunningServices(config, ['DATABASE_URL']).postgres.url).to.equal('postgres://h/db');
  });
});

const stateOf = (folder: string): SupervisorState =>
  JSON.parse(fs.readFileSync(path.join(folder, 'processes.json'), 'utf8')) as SupervisorState;
const serversOf = (folder: string): SupervisorState['children'] => stateOf(folder).children;
const processesOf = (folder: string): ProcessId[] => [stateOf(folder).supervisor, ...serversOf(folder)];
const withPorts = (env: Record<string, string>, more: Record<string, string>): Record<string, string> => ({
  ...env,
  ...more,
});

async function listening(): Promise<string> {
  const { createServer } = await import('node:http');
  const server = createServer().unref();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}
