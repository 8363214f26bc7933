// Starts scripts/<name>.ts. Kept in syntax that every Node of the last ten years can parse, so that an old one gets
// one clear sentence instead of a syntax error.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NEEDED_MAJOR = 24;
const NAMES = [
  'start',
  'api',
  'worker',
  'reset',
  'demo',
  'bench',
  'eval',
  'openapi',
  'migrate',
  'seed',
  'admin',
  'test',
  'diagrams',
  'settings-table',
  'audit',
];
const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));

function main() {
  const name = process.argv[2];
  const rest = process.argv.slice(3);
  if (Number(process.versions.node.split('.')[0]) < NEEDED_MAJOR) {
    refuse(
      'Proxie needs Node ' +
        NEEDED_MAJOR +
        ' or newer, this is ' +
        process.version +
        ' (' +
        process.execPath +
        '): run `npm ci`,' +
        ' which brings its own Node for `npm start` and the other npm scripts, or install Node ' +
        NEEDED_MAJOR +
        '.',
    );
  } else if (!existsSync(join(PROJECT, 'node_modules'))) {
    refuse('The packages are not installed: run `npm ci` first.');
  } else if (NAMES.indexOf(name) < 0) {
    refuse('Usage: node scripts/launch.mjs ' + NAMES.join('|') + ' [arguments]');
  } else {
    run(join(PROJECT, 'scripts', name + '.ts'), rest);
  }
}

function run(script, args) {
  process.argv = [process.argv[0], script].concat(args);
  process.on('uncaughtException', fail);
  import(pathToFileURL(script).href)
    .then(function (loaded) {
      return typeof loaded.main === 'function' ? loaded.main(args) : undefined;
    })
    .catch(fail);
}

/** An expected failure is its message; anything else is a bug and keeps its stack. */
function fail(error) {
  const expected = error && error.name === 'UserError';
  refuse(expected ? error.message : (error && error.stack) || String(error));
}

function refuse(message) {
  process.stderr.write(message + '\n', function () {
    process.exit(1);
  });
}

main();
