import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { expect } from 'chai';
import { ownRedis } from '#test/support/redis.ts';
import { testFolder, testSupervisor } from '#test/support/servers.ts';
import { UserError } from '../user-error.ts';
import { startRedis } from './redis.ts';

/** Speaks just enough of the protocol to be taken for a Redis that is up. */
const ANSWERS = `#!${process.execPath}
  const port = Number(process.argv[process.argv.indexOf('--port') + 1]);
  require('node:net').createServer((socket) => socket.on('data', () => socket.write('+PONG\\r\\n'))).listen(port, '127.0.0.1');`;

describe('startRedis', () => {
  it('starts nothing on a machine without Redis', async () => {
    expect(await start('none', {})).to.equal(undefined);
  });

  it('takes redis-server before valkey-server and returns once it answers', async () => {
    const server = await start('both', { 'redis-server': ANSWERS, 'valkey-server': '#!/bin/sh\nexit 1' });
    const [, password = ''] = /^requirepass (\S{32,})\n$/.exec(fs.readFileSync(configOf('both'), 'utf8')) ?? [];
    expect(server?.url).to.equal(`redis://:${password}@127.0.0.1:${server?.port}`);
    expect(fs.statSync(configOf('both')).mode & 0o777).to.equal(0o600);
    expect(server?.child.isRunning()).to.equal(true);
    await server?.stop();
    expect(server?.child.isRunning()).to.equal(false);
  });

  it('keeps its password, so that one that is started again is reached by the same address', async () => {
    const urls = [];
    for (const _ of [1, 2]) {
      const server = await start('again', { 'redis-server': ANSWERS });
      urls.push(server?.url.replace(/:\d+$/, ''));
      await server?.stop();
    }
    expect(urls[0]).to.equal(urls[1]);
  });

  it('lets nobody in without the password', async function () {
    const server = await ownRedis();
    if (!server) return this.skip();
    const { port, password } = new URL(server.url);
    expect(password).to.have.length.above(30);
    expect(await said(Number(port), 'SET x 1\r\n')).to.match(/^-NOAUTH/);
    expect(await said(Number(port), `AUTH ${password}\r\n`)).to.match(/^\+OK/);
  });

  it('takes valkey-server where there is no redis-server', async () => {
    const server = await start('valkey', { 'valkey-server': ANSWERS });
    expect(server?.url).to.be.a('string');
    await server?.stop();
  });

  it('says in one sentence that one which is there does not start', async () => {
    const error = await start('broken', { 'redis-server': '#!/bin/sh\nexit 1' }).catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(UserError).with.property('message').that.includes('REDIS_URL');
  });
});

const configOf = (name: string): string => testFolder('redis', `${name}.conf`);

/** What a server says to a line that anybody can send. */
async function said(port: number, line: string): Promise<string> {
  const socket = net.connect(port, '127.0.0.1');
  socket.write(line);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return answer.toString();
}

function start(name: string, programs: Readonly<Record<string, string>>) {
  const folder = testFolder('redis', name);
  fs.mkdirSync(folder, { recursive: true });
  for (const [program, source] of Object.entries(programs)) {
    fs.writeFileSync(path.join(folder, program), source, { mode: 0o755 });
  }
  const logFile = testFolder('logs', `redis-${name}.log`);
  return startRedis({
    supervisor: testSupervisor(),
    searchPath: [folder],
    logFile,
    configFile: configOf(name),
    port: 0,
  });
}
