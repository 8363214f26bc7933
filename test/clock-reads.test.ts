import fs, { globSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { PROJECT_DIR } from '#platform/config.ts';

const SOURCES = ['activities', 'api', 'contracts', 'db', 'domain', 'platform', 'scripts/demo', 'worker', 'workflows'];
/** Runs are replayed with the clock of their history; the embedded servers and downloads only wait. */
const OF_ANOTHER_KIND = [
  'workflows/',
  'platform/embedded/',
  'platform/progress.ts',
  'platform/lifetime.ts',
  'db/migrations/',
];

/**
 * Everything else takes the time from whoever calls it, who has it from one `now` of its process. These lines read the clock
 * themselves, because they only measure how long something may take or has taken.
 */
const MEASURES: Readonly<Record<string, string>> = {
  'activities/chat/thinking.ts': 'until when a model may answer',
  'activities/llm/gateway.ts': 'the same, for each model of the chain',
  'api/commands/ask.ts': 'how long an answer to a command is waited for',
  'api/commands/refusals.ts': 'Retry-After',
  'api/commands/stuck.ts': 'a deadline of one call',
  'api/outbox/carry-out.ts': 'a deadline of one call',
  'api/realtime/figures.ts': 'how long an event was on its way',
  'api/realtime/session.ts': 'how long a client has read nothing',
  'api/write-probe.ts': 'a deadline of one call',
  'platform/temporal/probe.ts': 'a deadline of one call',
  'platform/temporal/search-attributes.ts': 'a deadline of one call',
};
/** Programs that somebody starts at a terminal, and defaults of parameters where nobody can pass a clock. */
const STARTS: Readonly<Record<string, string>> = {
  'activities/llm/models/faults.ts': 'the default of a parameter',
  'api/limits/headers.ts': 'the default of a parameter',
  'contracts/common.ts': 'a schema is parsed without a clock',
  'scripts/demo/client.ts': 'a program',
  'scripts/demo/offering.ts': 'a program',
  'scripts/demo/settling.ts': 'a program',
  'scripts/demo/story.ts': 'a program',
};

const CLOCK_READ = /\bDate\.now\(\)|\bnew Date\(\)|\bDate\(\)|\bTemporal\.Now\b/;
/** These read a date by the zone of the process. */
const LOCAL_READ =
  /\.(?:get|set)(?:Day|Date|Hours|Minutes|Month|FullYear|TimezoneOffset)\(|\.toLocale(?:Date|Time)String\(/;

describe('the clock', () => {
  const files = SOURCES.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: PROJECT_DIR }))
    .filter((file) => !file.endsWith('.test.ts'))
    .toSorted();
  const reading = (pattern: RegExp): string[] => files.filter((file) => pattern.test(codeOf(file)));

  it('is read where a process starts and where something is only measured, and nowhere else', () => {
    const found = reading(CLOCK_READ).filter((file) => !OF_ANOTHER_KIND.some((place) => file.startsWith(place)));
    expect(found).to.deep.equal(Object.keys({ ...MEASURES, ...STARTS }).toSorted());
  });

  it('is read in runs by `Date.now()` alone, which is replayed', () => {
    const inRuns = reading(/\bnew Date\(\)|\bTemporal\.Now\b|\bperformance\.now\(/).filter((file) =>
      file.startsWith('workflows/'),
    );
    expect(inRuns).to.deep.equal([]);
  });

  it('is never read by the zone of the machine', () => {
    expect(files.length).to.be.greaterThan(300);
    expect(reading(LOCAL_READ)).to.deep.equal([]);
  });
});

function codeOf(file: string): string {
  const text = fs.readFileSync(path.join(PROJECT_DIR, file), 'utf8');
  return text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}
