import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
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
    expect(server?.url).to.equal(`redis://127.0.0.1:${server?.port}`);
    expect(server?.child.isRunning()).to.equal(true);
    await server?.stop();
    expect(server?.child.isRunning()).to.equal(false);
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

function start(name: string, programs: Readonly<Record<string, string>>) {
  const folder = testFolder('redis', name);
  fs.mkdirSync(folder, { recursive: true });
  for (const [program, source] of Object.entries(programs)) {
    fs.writeFileSync(path.join(folder, program), source, { mode: 0o755 });
  }
  const logFile = testFolder('logs', `redis-${name}.log`);
  return startRedis({ supervisor: testSupervisor(), searchPath: [folder], logFile, port: 0 });
}
