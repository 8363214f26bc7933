import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { reply, route, type Route } from '#api/http/route.ts';
import { page } from '#api/system/page.ts';

const PAGES_DIR = path.join(import.meta.dirname, 'pages');
const HTML = readFileSync(path.join(PAGES_DIR, 'confirm.html'), 'utf8');
const SCRIPT = readFileSync(path.join(PAGES_DIR, 'confirm.js'), 'utf8');

const common = {
  tags: ['auth'],
  method: 'get',
  access: 'public',
  rateClass: 'none',
  idempotency: 'none',
  undocumented: true,
  problems: [],
} as const;

/**
 * The page that the link of a mail leads to. The token stands behind the `#`, so no server and no log of one sees it before
 * the person presses the button; programs that follow the links of mails press none.
 */
export const confirmPageRoutes = (): Route[] => [
  route({
    ...common,
    operationId: 'getConfirmPage',
    summary: 'Confirm a mail address in a browser',
    description: 'A page with one button, which confirms the registration that its link belongs to.',
    path: '/confirm',
    success: { status: 200, contentType: page.contentType, schema: z.string() },
    handle: () => reply(HTML, { headers: page.headers }),
  }),
  route({
    ...common,
    operationId: 'getConfirmScript',
    summary: 'Get confirm.js',
    description: 'The script of the page that confirms a mail address.',
    path: '/confirm/confirm.js',
    success: { status: 200, contentType: 'text/javascript; charset=utf-8', schema: z.string() },
    handle: () => reply(SCRIPT, { headers: { 'Cache-Control': 'public, max-age=300' } }),
  }),
];
