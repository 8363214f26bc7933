// Starts scripts/<name>.ts. Kept in syntax that every Node of the last ten years can parse, so that an old one gets
// one clear sentence instead of a syntax error.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// The major version strips types; the minor one brings the time zones of 2026 (tzdata 2026c).
const NEEDED_NODE = [24, 21];
const NEEDED_ZONES = '2026c';
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
  'torture',
  'diagrams',
  'pages',
  'settings-table',
  'audit',
  'web-build',
  'mutation',
  'screenshots',
];
const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));

function main() {
  const name = process.argv[2];
  const rest = process.argv.slice(3);
  const needed = NEEDED_NODE.join('.');
  if (isOld(process.versions.node)) {
    refuse(
      'Proxie needs Node ' +
        needed +
        ' or newer, this is ' +
        process.version +
        ' (' +
        process.execPath +
        '): run `npm ci`,' +
        ' which brings its own Node for `npm start` and the other npm scripts, or install Node ' +
        needed +
        '.',
    );
  } else if (process.versions.tz < NEEDED_ZONES) {
    refuse(
      'Proxie needs the time zones of tzdata ' +
        NEEDED_ZONES +
        ' or newer, this Node (' +
        process.execPath +
        ') has ' +
        process.versions.tz +
        ': run `npm ci`, which brings its own Node for the npm scripts, or install a newer ICU.',
    );
  } else if (!existsSync(join(PROJECT, 'node_modules'))) {
    refuse('The packages are not installed: run `npm ci` first.');
  } else if (NAMES.indexOf(name) < 0) {
    refuse('Usage: node scripts/launch.mjs ' + NAMES.join('|') + ' [arguments]');
  } else {
    run(join(PROJECT, 'scripts', name + '.ts'), rest);
  }
}

function isOld(version) {
  const parts = version.split('.').map(Number);
  return parts[0] < NEEDED_NODE[0] || (parts[0] === NEEDED_NODE[0] && parts[1] < NEEDED_NODE[1]);
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
