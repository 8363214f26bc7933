import type { IncomingMessage } from 'node:http';
import type { Answer } from '#api/http/answer.ts';
import { page } from '#api/system/page.ts';
import type { WebClient } from './client.ts';

/** The answer for a person whose browser goes to an address that nobody has; nothing for any other call. */
export type LostPage = (req: Pick<IncomingMessage, 'method' | 'url' | 'headers'>) => Answer | undefined;

/** Where programs call, not people: what is not there is a problem document, whatever they accept. */
const OF_PROGRAMS = /^\/(?:v1|api|assets|problems|health|ready|metrics|socket\.io|mcp)(?:[/?]|$)/;

/** 404 with the page of the client, which says in its own words that there is nothing and where to go on. */
export function createLostPage(client: Pick<WebClient, 'shell'> | undefined): LostPage | undefined {
  if (!client) return undefined;
  return function lostPage({ method, url = '', headers }) {
    const isNavigation = (method === 'GET' || method === 'HEAD') && headers.accept?.includes('text/html');
    if (!isNavigation || OF_PROGRAMS.test(url)) return undefined;
    const { body, headers: own } = client.shell();
    return { status: 404, headers: { ...own, 'Content-Type': page.contentType }, body };
  };
}
