import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { PROJECT_DIR } from '#platform/config.ts';

const WAIVERS = path.join(PROJECT_DIR, 'audit-waivers.json');
const SERIOUS = new Set(['high', 'critical']);

/** A finding that we live with for a while, and why. */
export const Waiver = z.strictObject({
  advisory: z.string().regex(/^GHSA(-[23456789cfghjmpqrvwx]{4}){3}$/),
  reason: z.string().min(20),
  until: z.iso.date(),
});
export type Waiver = z.infer<typeof Waiver>;

const Advisory = z.looseObject({ title: z.string(), url: z.string(), severity: z.string() });
const Report = z.object({
  vulnerabilities: z.record(z.string(), z.object({ via: z.array(z.union([z.string(), Advisory])) })),
});

/** What a report means on a day: the serious findings that no waiver covers, and the waivers that have run out. */
export function judge(report: unknown, waivers: readonly Waiver[], today: string): string[] {
  const { vulnerabilities } = Report.parse(report);
  const found = new Map<string, string>();
  for (const [name, { via }] of Object.entries(vulnerabilities)) {
    for (const each of via) {
      if (typeof each === 'string' || !SERIOUS.has(each.severity)) continue;
      found.set(each.url.split('/').pop() ?? each.url, `${name}: ${each.title} (${each.severity}, ${each.url})`);
    }
  }
  const expired = waivers.filter(({ until }) => until < today);
  for (const { advisory } of waivers.filter((each) => !expired.includes(each))) found.delete(advisory);
  return [...found.values(), ...expired.map(({ advisory, until }) => `the waiver for ${advisory} ended on ${until}`)];
}

/** Asks the registry for known holes in the locked packages; fails on serious ones, and says it when nobody answers. */
export async function main(): Promise<void> {
  const waivers = z.array(Waiver).parse(JSON.parse(await fs.readFile(WAIVERS, 'utf8')));
  const report = await npmAudit();
  const today = new Date().toISOString().slice(0, 10);
  const faults = judge(report ?? { vulnerabilities: {} }, waivers, today);
  if (report === undefined) console.log('The registry has no advisories to ask for: known holes were NOT looked up.');
  else if (faults.length === 0) console.log('No package with a known serious hole.');
  for (const fault of faults) console.log(fault);
  if (faults.length > 0) process.exitCode = 1;
}

/** The report of `npm audit`, or nothing when its registry does not serve advisories. */
async function npmAudit(): Promise<unknown> {
  const child = spawn('npm', ['audit', '--json'], { cwd: PROJECT_DIR, stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.on('data', (part: Buffer) => void (output += part.toString()));
  await new Promise((resolve) => {
    child.once('close', resolve);
    child.once('error', resolve);
  });
  try {
    const report = JSON.parse(output) as Record<string, unknown>;
    return 'vulnerabilities' in report ? report : undefined;
  } catch {
    return undefined;
  }
}
