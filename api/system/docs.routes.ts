import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { OpenAPIObject } from 'openapi3-ts/oas31';
import { z } from 'zod';
import { fixedReply } from '#api/http/fixed-reply.ts';
import { route, type Reply, type Route } from '#api/http/route.ts';
import { page } from './page.ts';

const OWN_DIR = path.join(import.meta.dirname, 'pages');
const SWAGGER_DIR = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const PAGE_FILE = path.join(OWN_DIR, 'docs.html');

/** Everything that the pages load: nothing comes from anywhere else. */
const FILES: readonly { readonly name: string; readonly dir: string; readonly contentType: string }[] = [
  { name: 'page.css', dir: OWN_DIR, contentType: 'text/css; charset=utf-8' },
  { name: 'docs.js', dir: OWN_DIR, contentType: 'text/javascript; charset=utf-8' },
  { name: 'swagger-ui.css', dir: SWAGGER_DIR, contentType: 'text/css; charset=utf-8' },
  { name: 'swagger-ui-bundle.js', dir: SWAGGER_DIR, contentType: 'text/javascript; charset=utf-8' },
  { name: 'favicon-32x32.png', dir: SWAGGER_DIR, contentType: 'image/png' },
];
const FILE_HEADERS = { 'Cache-Control': 'public, max-age=3600' };

/** The OpenAPI document and Swagger UI over it. */
export function docsRoutes({ document }: { document: () => OpenAPIObject }): Route[] {
  const text = once(() => fixedReply(JSON.stringify(document()), { headers: { 'Cache-Control': 'no-cache' } }));
  const html = once(() => fixedReply(readFileSync(PAGE_FILE, 'utf8'), { headers: page.headers }));
  return [
    route({
      operationId: 'getOpenApiDocument',
      tags: ['system'],
      summary: 'Get this document',
      description: 'The OpenAPI 3.1 document of the whole API, made from the same list that the router is made from.',
      method: 'get',
      path: '/api/openapi.json',
      access: 'public',
      rateClass: 'documents',
      idempotency: 'none',
      success: {
        status: 200,
        contentType: 'application/json; charset=utf-8',
        schema: z.string().meta({ type: 'object', description: 'An OpenAPI 3.1 document.' }), // kept as text, so that it is written once
        headers: { ETag: 'Changes with the document: send it as `If-None-Match` to be told whether it has.' },
      },
      problems: [],
      handle: text,
    }),
    docsPage('getDocsPage', '/api/docs', html),
    docsPage('getDocsPageWithSlash', '/api/docs/', html), // as people type it; nothing on the page has a relative address
    ...FILES.map(fileRoute),
  ];
}

function docsPage(operationId: string, at: `/${string}`, html: () => Reply<string>): Route {
  return route({
    operationId,
    tags: ['system'],
    summary: 'Read and try the API in a browser',
    description: 'Swagger UI over the OpenAPI document, served from our own files.',
    method: 'get',
    path: at,
    access: 'public',
    rateClass: 'documents',
    idempotency: 'none',
    undocumented: true,
    success: { status: 200, contentType: page.contentType, schema: z.string() },
    problems: [],
    handle: html,
  });
}

function fileRoute({ name, dir, contentType }: (typeof FILES)[number], index: number): Route {
  const file = once(() => fixedReply(readFileSync(path.join(dir, name)), { headers: FILE_HEADERS }));
  return route({
    operationId: `getDocsFile${index}`,
    tags: ['system'],
    summary: `Get ${name}`,
    description: 'A file that the documentation pages load.',
    method: 'get',
    path: `/api/docs/${name}`,
    access: 'public',
    rateClass: 'documents',
    idempotency: 'none',
    undocumented: true,
    success: { status: 200, contentType, schema: z.instanceof(Uint8Array) },
    problems: [],
    handle: file,
  });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
