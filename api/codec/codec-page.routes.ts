import path from 'node:path';
import type { Route } from '#api/http/route.ts';
import { scriptedPage } from '#api/system/scripted-page.ts';

/** The page on which an operator signs in for the Temporal UI, which has no sign-in of its own. */
export const codecPageRoutes = (): Route[] =>
  scriptedPage({
    tag: 'admin',
    name: 'codec',
    dir: path.join(import.meta.dirname, 'pages'),
    summary: 'Sign in for the Temporal UI',
    description: 'A page on which an operator signs in, so that the Temporal UI can show encrypted payloads.',
    aboutScript: 'The script of the page on which an operator signs in for the Temporal UI.',
  });
