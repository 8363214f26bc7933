import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { testFolder } from '#test/support/servers.ts';
import { silentLogger, type Log } from '../logger.ts';
import { UserError } from '../user-error.ts';
import { temporalCli, temporalTestServer, type BinarySettings, type Ways } from './binaries.ts';
import { buildTemporalCli, buildTestServer } from './binary-builds.ts';
import { downloadBySdk } from './binary-download.ts';

const unreachable = async (): Promise<never> => {
  throw new Error('no network');
};
const NO_WAYS: Ways = { download: unreachable, buildTemporalCli: unreachable, buildTestServer: unreachable };

describe('temporalCli', () => {
  it('takes TEMPORAL_CLI before everything else', async () => {
    const { settings, folder } = useMachine('given', { onPath: true, cached: true });
    const temporalCliFile = program(path.join(folder, 'mine'));
    expect(await temporalCli({ ...settings, temporalCli: temporalCliFile }, silentLogger, NO_WAYS)).to.equal(
      temporalCliFile,
    );
  });

  it('refuses a TEMPORAL_CLI that is no executable instead of looking further', async () => {
    const { settings } = useMachine('given-wrong', { onPath: true });
    const error = await failure(temporalCli({ ...settings, temporalCli: '/nowhere/temporal' }, silentLogger, NO_WAYS));
    expect(error).to.be.instanceOf(UserError);
    expect(error.message).to.include('TEMPORAL_CLI names /nowhere/temporal');
  });

  it('takes the one on PATH before the cached one, and the cached one before it fetches any', async () => {
    const both = useMachine('path', { onPath: true, cached: true });
    expect(await temporalCli(both.settings, silentLogger, NO_WAYS)).to.equal(path.join(both.bin, 'temporal'));
    const cached = useMachine('cache', { cached: true });
    expect(await temporalCli(cached.settings, silentLogger, NO_WAYS)).to.equal(cached.cachedCli);
  });

  it('downloads before it builds, and keeps what it got', async () => {
    const { settings, cachedCli } = useMachine('download');
    const download: Ways['download'] = async (_kind, folder, name) => void program(path.join(folder, name));
    expect(await temporalCli(settings, silentLogger, { ...NO_WAYS, download })).to.equal(cachedCli);
    expect(await temporalCli(settings, silentLogger, NO_WAYS)).to.equal(cachedCli);
    expect(fs.readdirSync(settings.cacheDir)).to.deep.equal([path.basename(path.dirname(cachedCli))]);
  });

  it('builds with Go where the download fails, and says each step', async () => {
    const { settings, cachedCli, bin } = useMachine('build');
    program(path.join(bin, 'go'), 'printf "#!/bin/sh\\necho $*" > "$GOBIN/temporal"; chmod +x "$GOBIN/temporal"');
    const { log, lines } = useLines();
    expect(await temporalCli(settings, log, { ...NO_WAYS, buildTemporalCli })).to.equal(cachedCli);
    expect(fs.readFileSync(cachedCli, 'utf8')).to.include('install github.com/temporalio/cli/cmd/temporal@v1.5.1');
    expect(lines.join('\n')).to.match(
      /not in TEMPORAL_CLI.*\n.*download.*\n.*no network.*\n.*go install.*\n.*kept in the cache/,
    );
  });

  it('names every way when all of them fail, and leaves nothing half in the cache', async () => {
    const { settings, bin } = useMachine('nothing');
    program(path.join(bin, 'go'), 'echo "go: module lookup disabled" >&2; exit 1');
    const error = await failure(temporalCli(settings, silentLogger, { ...NO_WAYS, buildTemporalCli }));
    expect(error).to.be.instanceOf(UserError);
    for (const part of ['TEMPORAL_CLI', 'PATH', 'downloads', 'Go', 'no network', 'module lookup disabled']) {
      expect(error.message).to.include(part);
    }
    expect(fs.readdirSync(settings.cacheDir)).to.deep.equal([]);
  });

  it('takes over from a process that was killed in the middle, and clears away what it left', async () => {
    const { settings, cachedCli } = useMachine('killed');
    fs.mkdirSync(path.join(settings.cacheDir, 'temporal-cli-1.5.1.Xy12Zz'));
    fs.writeFileSync(
      path.join(settings.cacheDir, 'temporal-cli-1.5.1.lock'),
      JSON.stringify({ pid: 1, startedAt: 'once' }),
    );
    const download: Ways['download'] = async (_kind, folder, name) => void program(path.join(folder, name));
    expect(await temporalCli(settings, silentLogger, { ...NO_WAYS, download })).to.equal(cachedCli);
    expect(fs.readdirSync(settings.cacheDir)).to.deep.equal(['temporal-cli-1.5.1']);
  });

  it('is built once when two ask at the same time', async () => {
    const { settings, cachedCli } = useMachine('twice');
    let builds = 0;
    const build: Ways['buildTemporalCli'] = async (folder) => {
      builds++;
      program(path.join(folder, 'temporal'));
    };
    const ask = () => temporalCli(settings, silentLogger, { ...NO_WAYS, buildTemporalCli: build });
    expect(await Promise.all([ask(), ask(), ask()])).to.deep.equal([cachedCli, cachedCli, cachedCli]);
    expect(builds).to.equal(1);
  });
});

describe('temporalTestServer', () => {
  it('is put together by Maven, with a script that starts it in Java', async () => {
    const { settings, bin } = useMachine('maven');
    program(
      path.join(bin, 'mvn'),
      'for a; do case $a in -DoutputDirectory=*) mkdir -p "${a#*=}"; cat "$4" > "${a#*=}/pom";; esac; done',
    );
    program(path.join(bin, 'java'));
    const server = await temporalTestServer(settings, silentLogger, { ...NO_WAYS, buildTestServer });
    expect(fs.readFileSync(server, 'utf8')).to.match(
      /exec java .*-cp "\$here\/lib\/\*" io\.temporal\.testserver\.TestServer/,
    );
    expect(fs.readFileSync(path.join(path.dirname(server), 'lib', 'pom'), 'utf8')).to.include(
      '<version>1.38.0</version>',
    );
  });

  it('says what is missing on a machine without Java', async () => {
    const { settings } = useMachine('no-java');
    const error = await failure(temporalTestServer(settings, silentLogger, { ...NO_WAYS, buildTestServer }));
    expect(error.message).to.include('TEMPORAL_TEST_SERVER').and.include('Java is not installed');
  });
});

describe('downloadBySdk', () => {
  it('takes the file that the SDK fetched, whatever became of its start', async () => {
    const { folder } = useMachine('sdk');
    const processFile = script(
      folder,
      `require('fs').writeFileSync(process.argv[3] + '/temporal-sdk-1', 'x'); process.exit(1)`,
    );
    const target = fs.mkdtempSync(path.join(folder, 'target-'));
    await downloadBySdk('dev-server', target, 'temporal', { processFile });
    expect(fs.readdirSync(target)).to.deep.equal(['temporal']);
    expect(fs.statSync(path.join(target, 'temporal')).mode & 0o111).to.equal(0o111);
  });

  it('gives up on a download that says nothing any more', async () => {
    const { folder } = useMachine('silent');
    const processFile = script(folder, 'setInterval(() => undefined, 1000)');
    const target = fs.mkdtempSync(path.join(folder, 'target-'));
    const error = await failure(downloadBySdk('dev-server', target, 'temporal', { processFile, idleLimitMs: 100 }));
    expect(error.message).to.match(/^no answer/);
  });

  it('repeats the reason of a failed download', async () => {
    const { folder } = useMachine('refused');
    const processFile = script(
      folder,
      `process.send('failed: (Connect): dns error: no such name', () => process.exit(0))`,
    );
    const target = fs.mkdtempSync(path.join(folder, 'target-'));
    const error = await failure(downloadBySdk('time-skipping', target, 'x', { processFile }));
    expect(error.message).to.equal('dns error: no such name');
  });
});

function useMachine(name: string, { onPath = false, cached = false } = {}) {
  const folder = testFolder('machines', name);
  const [bin, cacheDir] = [path.join(folder, 'bin'), path.join(folder, 'cache')];
  for (const each of [bin, cacheDir]) fs.mkdirSync(each, { recursive: true });
  const cachedCli = path.join(cacheDir, 'temporal-cli-1.5.1', 'temporal');
  if (onPath) program(path.join(bin, 'temporal'));
  if (cached) program(cachedCli);
  const settings: BinarySettings = {
    cacheDir,
    searchPath: [bin],
    temporalCli: undefined,
    temporalTestServer: undefined,
  };
  return { folder, bin, cachedCli, settings };
}

function program(file: string, body = 'exit 0'): string {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return file;
}

function script(folder: string, body: string): string {
  const file = path.join(folder, 'download.cjs');
  fs.writeFileSync(file, body);
  return file;
}

function useLines(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const push = (...args: unknown[]): void => void lines.push(args.map(String).join(' '));
  return { lines, log: { debug: push, info: push, warn: push, error: push } };
}

async function failure(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => new Error('it worked'),
    (error: unknown) => error as Error,
  );
}
