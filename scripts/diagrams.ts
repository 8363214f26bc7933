import fs from 'node:fs/promises';
import path from 'node:path';
import { LIFECYCLES } from '#domain/lifecycles/index.ts';
import type { Lifecycle } from '#domain/lifecycles/transitions.ts';
import { PROJECT_DIR } from '#platform/config.ts';

/** Where the diagrams stand that are made from the transition tables. */
export const LIFECYCLES_DOC = path.join(PROJECT_DIR, 'docs/lifecycles.md');

/** The document: a state diagram and the whole table for each aggregate, exactly as the code has them. */
export function lifecyclesDocument(): string {
  const intro = [
    '# Lifecycles',
    '',
    'Made from the transition tables in `domain/lifecycles/` by `npm run diagrams`; a test compares the two.',
    'The workflows’ validators, `allowedActions` and the 409 answers come from the same tables.',
  ];
  const sections = (LIFECYCLES as readonly Lifecycle<string, string, string>[]).map(section);
  return `${[...intro, ...sections.flat()].join('\n')}\n`;
}

function section({ name, start, statuses, transitions }: Lifecycle<string, string, string>): string[] {
  const ends = statuses.filter((status) => !transitions.some(({ from, to }) => from === status && to !== status));
  const arrows = new Map<string, string[]>();
  for (const { from, to, command } of transitions) {
    const key = `${from} --> ${to}`;
    arrows.set(key, [...(arrows.get(key) ?? []), command]);
  }
  return [
    '',
    `## ${name}`,
    '',
    '```mermaid',
    'stateDiagram-v2',
    `  [*] --> ${start}`,
    ...[...arrows].map(([arrow, commands]) => `  ${arrow}: ${commands.join(', ')}`),
    ...ends.filter((status) => transitions.some(({ to }) => to === status)).map((status) => `  ${status} --> [*]`),
    '```',
    '',
    '| from | to | command | by | only if | meaning |',
    '|---|---|---|---|---|---|',
    ...transitions.map(
      ({ from, to, command, by, guard, meaning }) =>
        `| \`${from}\` | \`${to}\` | \`${command}\` | ${by.join(', ')} | ${guard?.replaceAll('_', ' ') ?? ''} | ${meaning} |`,
    ),
  ];
}

/** `npm run diagrams`: writes the document. */
export async function main(): Promise<void> {
  await fs.mkdir(path.dirname(LIFECYCLES_DOC), { recursive: true });
  await fs.writeFile(LIFECYCLES_DOC, lifecyclesDocument());
}
