import fs from 'node:fs';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Where the gallery's pages seem to come from: a secure origin, or browsers withhold locks and random ids. */
export const GALLERY_ORIGIN = 'https://gallery.test';

/** Gives a browser the built client for every address of the gallery, as the API does it, but without a server. */
export async function serveBuilt(context: BrowserContext, folder: string): Promise<void> {
  await context.route(`${GALLERY_ORIGIN}/**`, (call) => {
    const { pathname } = new URL(call.request().url());
    const file = path.join(folder, path.extname(pathname) === '' ? 'index.html' : pathname);
    const contentType = TYPES[path.extname(file)];
    if (contentType === undefined || !fs.existsSync(file)) return call.fulfill({ status: 404 });
    return call.fulfill({ status: 200, contentType, body: fs.readFileSync(file) });
  });
}
