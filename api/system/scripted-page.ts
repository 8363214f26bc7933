import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { fixedReply } from '#api/http/fixed-reply.ts';
import { route, type Route } from '#api/http/route.ts';
import { page } from './page.ts';

/** A page of a slice with one script beside it. */
export interface ScriptedPage {
  readonly tag: string;
  /** Of the two files in the folder, of the path, and, with a capital, in the operation ids. */
  readonly name: string;
  /** Where `<name>.html` and `<name>.js` are. */
  readonly dir: string;
  readonly summary: string;
  readonly description: string;
  readonly aboutScript: string;
}

const common = {
  method: 'get',
  access: 'public', // anybody may see a form
  rateClass: 'documents',
  idempotency: 'none',
  undocumented: true,
  problems: [],
} as const;

/** The routes `/<name>` and `/<name>/<name>.js`; the page's policy lets it load that script and nothing inline. */
export function scriptedPage({ tag, name, dir, summary, description, aboutScript }: ScriptedPage): Route[] {
  const content = readFileSync(path.join(dir, `${name}.html`), 'utf8');
  const html = fixedReply(content, { headers: page.headers });
  const script = fixedReply(readFileSync(path.join(dir, `${name}.js`), 'utf8'), {
    headers: { 'Cache-Control': 'public, max-age=300' },
  });
  const operation = name.charAt(0).toUpperCase() + name.slice(1);
  return [
    route({
      ...common,
      tags: [tag],
      operationId: `get${operation}Page`,
      summary,
      description,
      path: `/${name}`,
      success: { status: 200, contentType: page.contentType, schema: z.string() },
      handle: () => html,
    }),
    route({
      ...common,
      tags: [tag],
      operationId: `get${operation}Script`,
      summary: `Get ${name}.js`,
      description: aboutScript,
      path: `/${name}/${name}.js`,
      success: { status: 200, contentType: 'text/javascript; charset=utf-8', schema: z.string() },
      handle: () => script,
    }),
  ];
}
