import { DEMO_ACCOUNTS } from '#db/seeds/demo-accounts.ts';
import type { Config } from '#platform/config.ts';
import { isMailOn, mailFolderOf } from '#platform/mail.ts';

/** The one table that `npm start` ends with: where everything is, who can log in, what to try next. */
export function welcome(config: Config, apiUrl: string): string {
  const accounts = config.environment === 'production' ? [] : DEMO_ACCOUNTS; // in production there are none
  const rows: [string, string][] = [
    ['Open in a browser', `${apiUrl}/`],
    ['API', `${apiUrl}/v1`],
    ['Swagger UI', `${apiUrl}/api/docs`],
    ['Temporal UI', config.temporal.uiUrl ?? '(set PROXIE_TEMPORAL_UI_URL)'],
    ['Metrics', config.metrics.enabled ? `${apiUrl}/metrics` : '(off)'],
    ['Mails', mailFolderOf(config) ?? (isMailOn(config) ? 'sent out' : '(off: set PROXIE_SMTP_URL)')],
    ...accounts.map(({ label, email, password }): [string, string] => [label, `${email}  ${password}`]),
  ];
  const [first] = accounts;
  const commands = [
    'npm run demo',
    `curl -s ${apiUrl}/ready`,
    first
      ? `curl -s ${apiUrl}/v1/auth/login -H 'content-type: application/json' ` +
        `-d '${JSON.stringify({ email: first.email, password: first.password })}'`
      : `curl -s ${apiUrl}/v1/catalog`,
  ];
  return `\n${toTable(rows)}\n\nTry next:\n${commands.map((each) => `  ${each}`).join('\n')}\n\nCtrl-C stops everything.\n\n`;
}

/** Two columns in a frame, as wide as their longest entries. */
export function toTable(rows: readonly (readonly [string, string])[]): string {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (left: string, middle: string, right: string): string =>
    left + widths.map((width) => '─'.repeat(width + 2)).join(middle) + right;
  const body = rows.map((row) => `│ ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' │ ')} │`);
  return [line('┌', '┬', '┐'), ...body, line('└', '┴', '┘')].join('\n');
}
