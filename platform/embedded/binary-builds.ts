import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { findExecutable } from './executables.ts';

const run = promisify(execFile);

/** Where Go's own installer puts it, which not every PATH knows. */
const GO_FOLDERS = ['/usr/local/go/bin', '/opt/homebrew/bin', '/usr/lib/go/bin'];
const BUILD_LIMIT_MS = 30 * 60_000;
const MAVEN_DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin';

/** Builds the Temporal CLI from the Go module proxy into the folder. */
export async function buildTemporalCli(folder: string, searchPath: readonly string[], version: string): Promise<void> {
  const go = findExecutable('go', [...searchPath, ...GO_FOLDERS]);
  if (!go) throw new Error('Go is not installed');
  const program = `github.com/temporalio/cli/cmd/temporal@v${version}`;
  // `-o` does not exist for `go install`, and GOBIN through `env` needs no look at our own environment.
  await runLong('/usr/bin/env', [`GOBIN=${folder}`, go, 'install', program], folder);
}

/** Copies the time-skipping test server and what it depends on from Maven Central and writes its launch script. */
export async function buildTestServer(folder: string, searchPath: readonly string[], version: string): Promise<void> {
  const maven = findExecutable('mvn', searchPath);
  const java = findExecutable('java', searchPath);
  if (!java || !maven) throw new Error(`${java ? 'Maven' : 'Java'} is not installed`);
  const pom = path.join(folder, 'pom.xml');
  fs.writeFileSync(pom, toPom(version));
  const goal = `${MAVEN_DEPENDENCY_PLUGIN}:copy-dependencies`;
  await runLong(maven, ['-q', '-B', '-f', pom, goal, `-DoutputDirectory=${path.join(folder, 'lib')}`], folder);
  fs.writeFileSync(path.join(folder, 'temporal-test-server'), LAUNCH_SCRIPT, { mode: 0o755 });
}

/** Little heap and the quick compiler: the server lives for one test run. */
const LAUNCH_SCRIPT = `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
exec java -Xmx512m -XX:TieredStopAtLevel=1 -cp "$here/lib/*" io.temporal.testserver.TestServer "$@"
`;

const toPom = (version: string): string => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>proxie</groupId><artifactId>test-server</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${version}</version>
    </dependency>
  </dependencies>
</project>
`;

async function runLong(command: string, args: readonly string[], cwd: string): Promise<void> {
  const running = run(command, args, { cwd, timeout: BUILD_LIMIT_MS, maxBuffer: 64 * 1024 * 1024 });
  const endWithUs = (): void => void running.child.kill();
  process.once('exit', endWithUs);
  try {
    await running;
  } catch (error) {
    const { stderr, stdout, message } = error as {
      stderr?: string;
      stdout?: string;
      message: string;
    };
    const lines = `${stdout ?? ''}\n${stderr ?? ''}`.split('\n').filter((line) => line.trim() !== '');
    throw new Error(lines.slice(-3).join(' | ').slice(0, 600) || message, { cause: error });
  } finally {
    process.off('exit', endWithUs);
  }
}
