import { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import { fixedReply } from '#api/http/fixed-reply.ts';
import { Problem } from '#api/http/problem.ts';
import { route, type Route } from '#api/http/route.ts';
import { page } from '#api/system/page.ts';
import { PAGES, type PageName } from '#web/pages.ts';
import { FILE_TYPES } from './client.ts';

type WebDeps = Pick<ApiDeps, 'webClient'>;

const common = {
  tags: ['web'],
  method: 'get',
  access: 'public', // the same page and files for everybody: what a person may see comes by calls of the API
  rateClass: 'documents',
  idempotency: 'none',
  undocumented: true,
} as const;

/** The link of a mail leads there also where no client is built: a small page beside the accounts then stands in for it. */
const THERE_ANYWAY: readonly PageName[] = ['confirm'];

const NOT_BUILT = fixedReply(
  page.render(
    'The pages are not built',
    `<p>${page.prose('This is the API of Proxie. Its pages have not been built here: run `npm run web:build`, then start the API again. `npm start` does both.')}</p>
<p><a href="/api/docs">API documentation</a></p>`,
  ),
  { headers: { ...page.headers, 'Cache-Control': 'no-store' } },
);

/** Every page of the client at its own address, and the files that they load. */
export function webRoutes({ webClient }: WebDeps): Route[] {
  const names = (Object.keys(PAGES) as PageName[]).filter(
    (name) => webClient !== undefined || !THERE_ANYWAY.includes(name),
  );
  return [...names.map((name) => pageRoute(name, webClient)), fileRoute(webClient)];
}

function pageRoute(name: PageName, client: WebDeps['webClient']): Route {
  const inPath = [...PAGES[name].path.matchAll(/\$(\w+)/g)].map(([, param = '']) => param);
  return route({
    ...common,
    operationId: `get${name.charAt(0).toUpperCase()}${name.slice(1)}Page`,
    summary: `Show the page ${name} of the web client`,
    description: 'The page that loads the client, or how to build it where it is not built.',
    path: pathOf(name),
    isPage: true,
    ...(inPath.length > 0 && { params: z.strictObject(Object.fromEntries(inPath.map((each) => [each, z.string()]))) }),
    success: { status: 200, contentType: page.contentType, schema: z.string() },
    problems: [],
    handle: () => client?.shell() ?? NOT_BUILT,
  });
}

function fileRoute(client: WebDeps['webClient']): Route {
  return route({
    ...common,
    operationId: 'getWebFile',
    summary: 'Get a file of the web client',
    description: 'A script, style sheet or image that the pages load. Its name changes with its content.',
    path: '/assets/:file',
    params: z.strictObject({ file: z.string() }),
    success: { status: 200, contentType: TYPES, schema: z.instanceof(Uint8Array) },
    problems: ['not_found'],
    handle({ params: { file } }) {
      const found = client?.files.get(file);
      if (!found) throw new Problem('not_found', 'the client has no such file');
      return found;
    },
  });
}

const [FIRST_TYPE, ...OTHER_TYPES] = Object.values(FILE_TYPES);
const TYPES = [FIRST_TYPE as string, ...OTHER_TYPES] as const;

/** The address of a page as the router writes it: `$name` is `:name` there. */
function pathOf(name: PageName): Route['path'] {
  return PAGES[name].path.replaceAll('$', ':') as Route['path'];
}
