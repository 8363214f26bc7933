import type { Payload } from '@temporalio/common';
import type { z } from 'zod';
import { bearerOf } from '#api/http/token-text.ts';
import { reply, route, type Route } from '#api/http/route.ts';
import { refuse } from '#api/http/validation.ts';
import { StoredPayloads } from '#contracts/codec.ts';
import type { FieldError } from '#contracts/problem.ts';
import { UnreadablePayload } from '#platform/temporal/payload-codec.ts';
import type { CodecDeps } from './codec.deps.ts';
import { codecPageRoutes } from './codec-page.routes.ts';

type StoredPayload = z.infer<typeof StoredPayloads>['payloads'][number];

/** Histories come in few large calls. */
const BODY_LIMIT_BYTES = 2_000_000;
const COOKIE = 'proxie_codec';
/** Seen by the routes of this folder only; sent to nobody else's pages by a browser. */
const COOKIE_SCOPE = 'Path=/v1/codec; HttpOnly; SameSite=Strict';

const common = {
  tags: ['admin'],
  access: { roles: ['admin'] },
  rateClass: 'other',
  idempotency: 'none',
  safe: true, // nothing is kept on our side
} as const;

/** Lets operators read encrypted payloads in the Temporal UI and its command line tool, by Temporal's remote codec protocol. */
export function codecRoutes({ codec }: { readonly codec: CodecDeps }): Route[] {
  return [decodeRoute(codec), ...sessionRoutes(codec), ...codecPageRoutes()];
}

function decodeRoute({ readPayload, uiOrigins }: CodecDeps): Route {
  return route({
    ...common,
    operationId: 'decodePayloads',
    rateClass: 'codec',
    summary: 'Decrypt payloads of histories',
    description:
      'Temporal’s remote codec protocol: the endpoint is `/v1/codec`, payloads come back in their order. Those that are not encrypted come back as they are. Besides an access token it takes the cookie of `beginCodecSession`, from the origin of the Temporal UI only.',
    method: 'post',
    path: '/v1/codec/decode',
    foreignPage: { origins: uiOrigins, headers: ['X-Namespace', 'Authorization-Extras'], cookie: COOKIE },
    bodyLimitBytes: BODY_LIMIT_BYTES,
    body: StoredPayloads,
    success: { status: 200, schema: StoredPayloads, description: 'The payloads as they were before encryption.' },
    problems: [],
    example: { body: { payloads: [EXAMPLE] }, answer: { payloads: [EXAMPLE] } },
    handle: ({ body }) => ({ payloads: decode(body.payloads, readPayload) }),
  });
}

function sessionRoutes({ secureCookie, sessionSeconds }: CodecDeps): Route[] {
  const scope = secureCookie ? `${COOKIE_SCOPE}; Secure` : COOKIE_SCOPE;
  const cookie = (value: string, seconds: number) => ({
    cookies: [`${COOKIE}=${value}; Max-Age=${seconds}; ${scope}`],
  });
  return [
    route({
      ...common,
      operationId: 'beginCodecSession',
      summary: 'Let this browser decrypt payloads in the Temporal UI',
      description:
        'Puts the access token of the call into a cookie that no script sees and that only `decodePayloads` takes. It is good for as long as the token is.',
      method: 'post',
      path: '/v1/codec/session',
      success: {
        status: 204,
        description: 'The cookie is set.',
        headers: { 'Set-Cookie': 'The cookie that `decodePayloads` takes.' },
      },
      problems: [],
      handle: ({ headers }) =>
        reply(undefined, cookie(bearerOf(headers.authorization as string) ?? '', sessionSeconds)),
    }),
    route({
      ...common,
      operationId: 'endCodecSession',
      summary: 'Take the cookie of the Temporal UI away',
      description: 'The browser forgets the cookie. The access token in it runs out by itself.',
      method: 'delete',
      path: '/v1/codec/session',
      success: {
        status: 204,
        description: 'The cookie is gone.',
        headers: { 'Set-Cookie': 'The same cookie, empty and over.' },
      },
      problems: [],
      handle: () => reply(undefined, cookie('', 0)),
    }),
  ];
}

/** All or nothing: a page that shows half of a history would hide which half. */
function decode(payloads: readonly StoredPayload[], readPayload: CodecDeps['readPayload']): StoredPayload[] {
  const errors: FieldError[] = [];
  const decoded = payloads.map((payload, index) => {
    try {
      return toJson(readPayload(fromJson(payload)));
    } catch (error) {
      if (!(error instanceof UnreadablePayload)) throw error;
      errors.push({ in: 'body', path: `/payloads/${index}`, message: error.message });
      return payload;
    }
  });
  refuse(errors);
  return decoded;
}

function fromJson({ metadata = {}, data = '' }: StoredPayload): Payload {
  return { metadata: mapValues(metadata, (value) => Buffer.from(value, 'base64')), data: Buffer.from(data, 'base64') };
}

function toJson({ metadata, data }: Payload): StoredPayload {
  return {
    metadata: mapValues(metadata ?? {}, (value) => Buffer.from(value).toString('base64')),
    ...(data?.length && { data: Buffer.from(data).toString('base64') }),
  };
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

/** `{"bookingId":"0198…"}` as the UI would send it if it were in clear. */
const EXAMPLE: StoredPayload = {
  metadata: { encoding: 'anNvbi9wbGFpbg==' },
  data: Buffer.from('{"bookingId":"01983b5e-7f4e-7c33-9d5e-0a6b1f2c3d4e"}').toString('base64'),
};
