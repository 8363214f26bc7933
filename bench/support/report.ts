import fs from 'node:fs';
import os from 'node:os';
import type { Figure, Outcome } from './bench.ts';

/** Everything that is known of the run, for `--json`. */
export interface Report {
  readonly at: string;
  readonly machine: { readonly cpus: number; readonly cpu: string; readonly memoryGb: number; readonly node: string };
  readonly benches: readonly Outcome[];
}

/** The report of a run that ends now. */
export function toReport(benches: readonly Outcome[]): Report {
  const cpus = os.cpus();
  const machine = {
    cpus: cpus.length,
    cpu: cpus[0]?.model ?? 'unknown',
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
  };
  return { at: new Date().toISOString(), machine, benches };
}

export function writeReport(file: string, report: Report): void {
  fs.writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}

/** One bench as a table: what, the median, the lowest and highest round, what to judge it by. */
export function toTable({ name, title, seconds, figures, error }: Outcome): string {
  const rows = figures.map((figure) => [figure.what, shown(figure), rangeOf(figure), figure.judgedBy ?? '']);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0), 0));
  const lines = rows.map(([what = '', value = '', range = '', judgedBy = '']) =>
    [what.padEnd(widths[0]!), value.padStart(widths[1]!), range.padEnd(widths[2]!), judgedBy].join('  ').trimEnd(),
  );
  const failure = error === undefined ? [] : [`FAILED: ${error}`];
  return [`${name}: ${title} [${seconds} s]`, ...[...lines, ...failure].map((line) => `  ${line}`), ''].join('\n');
}

function shown({ value, unit }: Figure): string {
  return unit === '×' ? `${rounded(value)} ×` : `${rounded(value)} ${unit}`;
}

function rangeOf({ range }: Figure): string {
  return range ? `(${rounded(range[0])} to ${rounded(range[1])})` : '';
}

/** Three digits that count; a figure of this kind has no more to say. */
function rounded(value: number): string {
  if (!Number.isFinite(value)) return '?';
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
