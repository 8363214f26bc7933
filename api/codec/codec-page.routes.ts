import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { reply, route, type Route } from '#api/http/route.ts';
import { page } from '#api/system/page.ts';

const PAGES_DIR = path.join(import.meta.dirname, 'pages');
const HTML = readFileSync(path.join(PAGES_DIR, 'codec.html'), 'utf8');
const SCRIPT = readFileSync(path.join(PAGES_DIR, 'codec.js'), 'utf8');

const common = {
  tags: ['admin'],
  method: 'get',
  access: 'public', // anybody may see a form
  rateClass: 'none',
  idempotency: 'none',
  undocumented: true,
  problems: [],
} as const;

/** The page on which an operator signs in for the Temporal UI, which has no sign-in of its own. */
export const codecPageRoutes = (): Route[] => [
  route({
    ...common,
    operationId: 'getCodecPage',
    summary: 'Sign in for the Temporal UI',
    description: 'A page on which an operator signs in, so that the Temporal UI can show encrypted payloads.',
    path: '/codec',
    success: { status: 200, contentType: page.contentType, schema: z.string() },
    handle: () => reply(HTML, { headers: page.headers }),
  }),
  route({
    ...common,
    operationId: 'getCodecScript',
    summary: 'Get codec.js',
    description: 'The script of the page on which an operator signs in for the Temporal UI.',
    path: '/codec/codec.js',
    success: { status: 200, contentType: 'text/javascript; charset=utf-8', schema: z.string() },
    handle: () => reply(SCRIPT, { headers: { 'Cache-Control': 'public, max-age=300' } }),
  }),
];
