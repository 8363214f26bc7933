import type { Context } from 'koa';
import koaHelmet from 'koa-helmet';

/** JSON is no page: nothing in it may ever be loaded, run or framed. */
const NOTHING_ALLOWED = {
  defaultSrc: ["'none'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
};

/** Our own pages: scripts, styles and calls from our own origin only. Swagger UI draws its icons from data URLs. */
const OWN_PAGES = {
  ...NOTHING_ALLOWED,
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
};

/** The web client: besides, styles that its scripts make, pictures that they draw, and the socket. */
const WEB_CLIENT = {
  ...OWN_PAGES,
  imgSrc: ["'self'", 'data:', 'blob:'],
};

/** Headers that say something about pages, to browsers of long ago or to windows: on JSON they are only weight. */
const ONLY_FOR_PAGES = {
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} as const;

/** The policy for pages that load our own files. */
export const PAGE_POLICY = policyOf(OWN_PAGES);

/**
 * The policy of a page of the web client, by the nonce of the answer. Browsers differ in whether `'self'` is also the socket
 * of the same host, so it is named.
 */
export function clientPolicy(publicUrl: string): (nonce: string) => string {
  const socketOrigin = new URL(publicUrl).origin.replace(/^http/, 'ws');
  const [before = '', after = ''] = policyOf({
    ...WEB_CLIENT,
    styleSrc: ["'self'", `'nonce-${PLACE_OF_NONCE}'`],
    connectSrc: ["'self'", socketOrigin],
  }).split(PLACE_OF_NONCE);
  return (nonce) => before + nonce + after;
}

const PLACE_OF_NONCE = 'of-this-answer';

/**
 * The headers that make browsers careful, worked out once by helmet: they are the same for every answer. Insecure
 * transport is only forbidden where the public address is secure, or nobody could reach a machine without a certificate.
 */
export function securityHeaders(publicUrl: string): Record<string, string> {
  return {
    ...headersBy(NOTHING_ALLOWED, publicUrl.startsWith('https:')),
    'Cache-Control': 'no-store', // what is not said to be public belongs to whoever asked
    Vary: 'Origin, Accept-Encoding',
  };
}

function policyOf(directives: Record<string, string[]>): string {
  return headersBy(directives, false)['Content-Security-Policy'] ?? '';
}

function headersBy(directives: Record<string, string[]>, isHttps: boolean): Record<string, string> {
  const headers: Record<string, string> = {};
  const res = {
    setHeader: (name: string, value: string) => void (headers[name] = value),
    removeHeader: () => undefined,
  };
  const helmet = koaHelmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    strictTransportSecurity: isHttps && { maxAge: 31_536_000, includeSubDomains: true },
    xFrameOptions: { action: 'deny' },
    crossOriginResourcePolicy: { policy: 'cross-origin' }, // who may read an answer is said by CORS
    ...ONLY_FOR_PAGES,
  });
  void helmet({ req: {}, res } as unknown as Context, async () => undefined); // helmet sets its headers before it yields
  return headers;
}
