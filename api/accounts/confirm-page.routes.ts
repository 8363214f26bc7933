import path from 'node:path';
import type { Route } from '#api/http/route.ts';
import { scriptedPage } from '#api/system/scripted-page.ts';

/**
 * The page that the link of a mail leads to where no client is built. The token stands behind the `#`, so no server and no log of one sees it before
 * the person presses the button; programs that follow the links of mails press none.
 */
export const confirmPageRoutes = (): Route[] =>
  scriptedPage({
    tag: 'auth',
    name: 'confirm',
    dir: path.join(import.meta.dirname, 'pages'),
    summary: 'Confirm a mail address in a browser',
    description: 'A page with one button, which confirms the registration that its link belongs to.',
    aboutScript: 'The script of the page that confirms a mail address.',
  });
