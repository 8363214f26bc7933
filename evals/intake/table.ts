import { accuracy, SCORED_FIELDS, type Miss, type Scores } from './score.ts';

/** How a model did, field by field; the same table for every model. */
export function toTable(
  title: string,
  { scores, misses }: { readonly scores: Scores; readonly misses: readonly Miss[] },
): string {
  const { sentences } = scores.intent;
  const whole = sentences - new Set(misses.map(({ id }) => id)).size;
  const lines = SCORED_FIELDS.map((field) => {
    const { right, wrong, missed, invented } = scores[field];
    return line([field, `${(accuracy(scores[field]) * 100).toFixed(1)} %`, right, wrong, missed, invented]);
  });
  return [
    `${INDENT}${title}: ${sentences} sentences, ${whole} of them right in every field\n`,
    line(['field', 'right', 'right', 'wrong', 'missed', 'invented']),
    ...lines,
  ].join('');
}

const INDENT = ' '.repeat(6);

const line = (cells: readonly (string | number)[]): string =>
  `${INDENT}${cells.map((cell, index) => (index === 0 ? String(cell).padEnd(18) : String(cell).padStart(9))).join('')}\n`;
