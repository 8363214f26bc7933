import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { findExecutable } from '#platform/embedded/executables.ts';
import { binarySettings } from '#test/support/binaries.ts';
import { pythonPrograms } from '#test/support/python.ts';
import { hashOf, once } from './cache.ts';

/** Runs a program in a folder; what it said is in the error. */
export type Run = (program: string, ...args: string[]) => Promise<string>;

/** A generator of clients that nobody here wrote, at the version that is written down, and what its clients need. */
export interface ForeignGenerator {
  readonly name: string;
  /** Makes the generator ready, once for all runs; or says why it cannot. */
  readonly install: () => Promise<Installed | { readonly missing: string }>;
}

/** A generator that can be used. */
export interface Installed {
  /** Makes and compiles the client of `openapi.json` in the folder; gives what runs the life with it. */
  readonly build: (folder: string, run: Run) => Promise<readonly [program: string, ...args: string[]]>;
}

const HERE = import.meta.dirname;
const OAPI_CODEGEN = '2.8.2';
const OPENAPI_GENERATOR = '7.20.0';
const MAVEN_COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy';
const GO_FOLDERS = ['/usr/local/go/bin', '/opt/homebrew/bin', '/usr/lib/go/bin'];
const PACKAGE = 'proxie_client';
/** What has a default may be left out; by itself it takes such fields for certain, in what is sent as well. */
const OPTIONAL_DEFAULTS = '--default-non-nullable=false';

const execute = promisify(execFile);

/** The four, with the languages that they write. */
export const GENERATORS: readonly ForeignGenerator[] = [
  {
    name: 'openapi-python-client',
    async install() {
      const python = await pythonPrograms('python-clients', path.join(HERE, 'requirements.txt'));
      if ('missing' in python) return python;
      return {
        async build(_folder, run) {
          const generator = path.join(python.programs, 'openapi-python-client');
          const to = ['--output-path', PACKAGE, '--meta', 'none'];
          const said = await run(generator, 'generate', '--path', 'openapi.json', ...to);
          forbidLosses(said);
          return python3(python.programs, path.join(HERE, 'openapi-python-client/life.py'));
        },
      };
    },
  },
  {
    name: 'openapi-generator',
    async install() {
      const python = await pythonPrograms('python-clients', path.join(HERE, 'requirements.txt'));
      if ('missing' in python) return python;
      const { searchPath } = binarySettings();
      const [java, maven] = [findExecutable('java', searchPath), findExecutable('mvn', searchPath)];
      if (!java || !maven) return { missing: `there is no ${java ? 'mvn' : 'java'}` };
      const folder = await once(cached(`openapi-generator-${OPENAPI_GENERATOR}`), async (made) => {
        const artifact = `-Dartifact=org.openapitools:openapi-generator-cli:${OPENAPI_GENERATOR}`;
        await execute(maven, ['-q', '-B', MAVEN_COPY, artifact, `-DoutputDirectory=${made}`], { cwd: made });
      });
      const jar = path.join(folder, `openapi-generator-cli-${OPENAPI_GENERATOR}.jar`);
      return {
        async build(_folder, run) {
          const how = ['-g', 'python', '-o', '.', '--additional-properties', `packageName=${PACKAGE}`];
          await run(java, '-XX:TieredStopAtLevel=1', '-jar', jar, 'generate', '-i', 'openapi.json', ...how);
          return python3(python.programs, path.join(HERE, 'openapi-generator/life.py'));
        },
      };
    },
  },
  {
    name: 'openapi-typescript',
    async install() {
      const npm = findExecutable('npm', binarySettings().searchPath);
      if (!npm) return { missing: 'there is no npm' };
      const own = path.join(HERE, 'openapi-typescript');
      const files = ['package.json', 'package-lock.json'];
      const version = hashOf(files.map((file) => fs.readFileSync(path.join(own, file), 'utf8')));
      const packages = await once(cached(`openapi-typescript-${version}`), async (made) => {
        for (const file of files) fs.copyFileSync(path.join(own, file), path.join(made, file));
        await execute(npm, ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: made });
      });
      return {
        async build(folder, run) {
          for (const file of ['life.mts', 'tsconfig.json', 'package.json']) {
            fs.copyFileSync(path.join(own, file), path.join(folder, file));
          }
          fs.symlinkSync(path.join(packages, 'node_modules'), path.join(folder, 'node_modules'));
          const program = (name: string): string => path.join(packages, 'node_modules', name);
          const generator = program('openapi-typescript/bin/cli.js');
          await run(process.execPath, generator, 'openapi.json', '-o', 'schema.d.ts', OPTIONAL_DEFAULTS);
          await run(process.execPath, program('typescript/bin/tsc'));
          return [process.execPath, path.join(folder, 'life.mts')];
        },
      };
    },
  },
  {
    name: 'oapi-codegen',
    async install() {
      const go = findExecutable('go', [...binarySettings().searchPath, ...GO_FOLDERS]);
      if (!go) return { missing: 'there is no go' };
      const folder = await once(cached(`oapi-codegen-${OAPI_CODEGEN}`), async (made) => {
        const program = `github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v${OAPI_CODEGEN}`;
        await execute('/usr/bin/env', [`GOBIN=${made}`, go, 'install', program], { cwd: made });
      });
      return {
        async build(at, run) {
          fs.cpSync(path.join(HERE, 'oapi-codegen'), at, { recursive: true });
          fs.mkdirSync(path.join(at, 'proxie'));
          await run(path.join(folder, 'oapi-codegen'), '-config', 'config.yaml', 'openapi.json');
          await run(go, 'build', '-o', 'life', '.');
          return [path.join(at, 'life')];
        },
      };
    },
  },
];

/** Images are sent and answered as they are; that generator knows no such body and says so. Anything else is a loss. */
function forbidLosses(said: string): void {
  const losses = [...said.matchAll(/^(?:WARNING|ERROR) .*$/gm)].map(([line]) => line);
  const others = losses.filter((line) => !line.includes('/v1/media'));
  if (others.length > 0) throw new Error(`it left something out:\n${others.join('\n')}`);
}

const python3 = (programs: string, life: string): [string, string] => [path.join(programs, 'python'), life];

const cached = (name: string): string => path.join(binarySettings().cacheDir, name);
