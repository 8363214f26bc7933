import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fixedReply } from '#api/http/fixed-reply.ts';
import { reply, type Reply } from '#api/http/route.ts';
import { clientPolicy } from '#api/http/security-headers.ts';

/** The built web client, as it is served. */
export interface WebClient {
  /** The page that loads the client. Every answer has a nonce of its own, in its tags and in its policy. */
  shell(): Reply<string>;
  /** What the page loads, by its name; names change with their content. */
  readonly files: ReadonlyMap<string, Reply<WebFile>>;
}

/** The bytes of a file, as the contract of the route has them. */
export type WebFile = Uint8Array<ArrayBuffer>;

/** The types of what a build consists of, by the ends of the names. */
export const FILE_TYPES = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
} as const;

/** What the build writes where a nonce belongs. */
const PLACE_OF_NONCE = 'nonce-of-this-page';
const NONCE_BYTES = 16;
const UNTIL_THE_NAME_CHANGES = 'public, max-age=31536000, immutable';

/** Reads a build once, or nothing where there is none. What is built later is served after the next start. */
export function readWebClient(dir: string, { publicUrl }: { readonly publicUrl: string }): WebClient | undefined {
  const html = readIfThere(path.join(dir, 'index.html'));
  if (html === undefined) return undefined;
  const policyFor = clientPolicy(publicUrl);
  const parts = html.split(PLACE_OF_NONCE);
  return {
    files: new Map(
      readdirSync(path.join(dir, 'assets')).map((name) => [name, fileReply(path.join(dir, 'assets', name))]),
    ),
    shell() {
      const nonce = randomBytes(NONCE_BYTES).toString('base64');
      return reply(parts.join(nonce), {
        headers: { 'Content-Security-Policy': policyFor(nonce), 'Cache-Control': 'no-store' },
      });
    },
  };
}

function fileReply(file: string): Reply<WebFile> {
  const type: string | undefined = FILE_TYPES[path.extname(file) as keyof typeof FILE_TYPES];
  if (type === undefined) throw new Error(`${file} is of no type that the API serves`);
  return fixedReply(readFileSync(file), { headers: { 'Content-Type': type, 'Cache-Control': UNTIL_THE_NAME_CHANGES } });
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
