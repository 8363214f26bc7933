import fs from 'node:fs/promises';
import path from 'node:path';
import { documentRoutes } from '#api/document-routes.ts';
import { wholeDocument } from '#api/openapi-yaml.ts';
import { PROJECT_DIR } from '#platform/config.ts';
import { OPERATIONS, type Reach } from '#web/operations.ts';
import { PAGES, type Audience, type Page } from '#web/pages.ts';

/** Where it stands which page of the web client does what of the API. */
export const PAGES_DOC = path.join(PROJECT_DIR, 'docs/pages.md');

/** An operation of the API, as its document has it. */
export interface DocumentedOperation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Every operation that the document of the API has. */
export function documentedOperations(): DocumentedOperation[] {
  const { paths = {} } = wholeDocument(documentRoutes());
  return Object.entries(paths).flatMap(([at, item]) =>
    METHODS.flatMap((method) => {
      const { operationId, summary = '' } = item[method] ?? {};
      return operationId === undefined ? [] : [{ operationId, method: method.toUpperCase(), path: at, summary }];
    }),
  );
}

const AUDIENCES: Record<Audience, string> = {
  anyone: 'anyone',
  'signed-in': 'anyone signed in',
  consumer: 'clients',
  provider: 'providers',
  admin: 'operators',
};

/** The document: every page with what is done on it, and every operation with its pages or the reason why it has none. */
export function pagesDocument(): string {
  const operations = documentedOperations();
  const lines = [
    '# Pages',
    '',
    'Which page of the web client does what of the API. Made from `web/pages.ts`, `web/operations.ts` and the routes by `npm run pages`;',
    'a test compares them.',
    '',
    '## Pages and what they call',
    '',
    '| page | for | operations |',
    '|---|---|---|',
    ...Object.entries<Page>(PAGES).map(([name, page]) => pageRow(name, page, operations)),
    '',
    '## Operations and their pages',
    '',
    '| operation | call | pages |',
    '|---|---|---|',
    ...operations.map(operationRow),
  ];
  return `${lines.join('\n')}\n`;
}

function pageRow(name: string, page: Page, operations: readonly DocumentedOperation[]): string {
  const called = operations.filter(({ operationId }) => pagesOf(OPERATIONS[operationId]).includes(name));
  const words = called.map(({ operationId }) => `\`${operationId}\``).join(', ');
  return `| \`${page.path}\` | ${AUDIENCES[page.audience]} | ${words} |`;
}

function operationRow({ operationId, method, path: at }: DocumentedOperation): string {
  const reach = OPERATIONS[operationId];
  const pages: Readonly<Record<string, Page>> = PAGES;
  const where = pagesOf(reach).map((name) => `\`${pages[name]?.path}\``);
  const words = reach && 'none' in reach ? reach.none : where.join(', ');
  return `| \`${operationId}\` | \`${method} ${at}\` | ${words} |`;
}

const pagesOf = (reach: Reach | undefined): readonly string[] => (reach && 'pages' in reach ? reach.pages : []);

/** `npm run pages`: writes the document. */
export async function main(): Promise<void> {
  await fs.writeFile(PAGES_DOC, pagesDocument());
}
