import fs from 'node:fs';
import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';
import { listSettings } from '#platform/config/setting.ts';
import { SETTINGS } from '#platform/config/settings.ts';
import { UserError } from '#platform/user-error.ts';

const BEGIN = '<!-- settings: made by `node scripts/launch.mjs settings-table` -->';
const END = '<!-- /settings -->';

/** The README's table: every setting with its default and what it does. */
export function settingsTable(): string {
  const rows = listSettings(SETTINGS).map(([, { env, default: fixed, otherwise, description }]) => {
    const without = fixed === undefined ? (otherwise ?? '') : fixed === '' ? '(empty)' : `\`${fixed}\``;
    return `| \`${env}\` | ${without} | ${description} |`;
  });
  return ['| variable | default | what it does |', '|---|---|---|', ...rows].join('\n');
}

/** The text with its settings table made anew. */
export function withSettingsTable(text: string): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) {
    throw new UserError(`README.md has no place for the settings: it needs the lines ${BEGIN} and ${END}.`);
  }
  return `${text.slice(0, begin)}${BEGIN}\n\n${settingsTable()}\n\n${text.slice(end)}`;
}

/** Writes the table into the README. */
export async function main(): Promise<void> {
  const readme = path.join(PROJECT_DIR, 'README.md');
  fs.writeFileSync(readme, withSettingsTable(fs.readFileSync(readme, 'utf8')));
}
