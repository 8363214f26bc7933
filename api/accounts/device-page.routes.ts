import path from 'node:path';
import type { Route } from '#api/http/route.ts';
import { scriptedPage } from '#api/system/scripted-page.ts';

/**
 * The page that the link of a mail leads to when somebody wants to sign in with a new device. It shows the code that stands
 * behind the `#`, which no server sees; the code alone signs nobody in.
 */
export const devicePageRoutes = (): Route[] =>
  scriptedPage({
    tag: 'auth',
    name: 'device',
    dir: path.join(import.meta.dirname, 'pages'),
    summary: 'Get the code for a new device in a browser',
    description: 'A page that shows the code of its link, for the login with a device that has not signed in before.',
    aboutScript: 'The script of the page that shows a code.',
  });
