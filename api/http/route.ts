import type { z } from 'zod';
import type { ProblemCode } from '#contracts/problem.ts';
import type { Log } from '#platform/logger.ts';
import { ownerRuleOf, rolesOf, type Access, type ActorOf, type ResourceOf } from './access.ts';
import type { ForeignPage } from './foreign-page.ts';
import type { InFlight } from './in-flight.ts';
import type { Upload, UploadSpec } from './upload.ts';

/** The methods a route may have. HEAD comes with GET, OPTIONS with every path. */
export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof METHODS)[number];

/** Which limit a call counts against. Each class has a window of its own; `none` is not limited and is for probes only. */
export const RATE_CLASSES = [
  'none',
  'documents',
  'login',
  'chat',
  'requests',
  'offers',
  'bookings',
  'providers',
  'uploads',
  'downloads',
  'codec',
  'sockets',
  'other',
] as const;
export type RateClass = (typeof RATE_CLASSES)[number];

/** Whether a call takes an Idempotency-Key; only what changes nothing, or has no known caller, may take none. */
export type Idempotency = 'none' | 'optional' | 'required';

/** A schema of path or query parameters: always strict, so that unknown ones are refused. */
export type Fields = z.ZodObject;

/** The schema of a route without such parameters. */
export type NoFields = z.ZodObject<Record<never, never>, z.core.$strict>;

/** What a route answers when all goes well. */
export interface Success<Answer extends z.ZodType> {
  readonly status: number;
  /** Parses what `handle` returns, so nothing leaves that is not in it. Omitted: the answer has no body. */
  readonly schema?: Answer;
  readonly description?: string;
  /** Further statuses with the same body, and what each means. */
  readonly otherStatuses?: Readonly<Record<number, string>>;
  /** Headers the answer carries besides the usual ones, and what each means. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For anything but JSON: sent as `handle` returns it, text or bytes. Of several types the reply names one, as its `Content-Type`. */
  readonly contentType?: string | readonly [string, ...string[]];
}

/** Examples for the document. They are checked against their schemas at the start. */
export interface RouteExample<Params, Query, Body, Answer> {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly answer?: Answer;
}

/** Everything a handler is given. All of it has been checked. */
export interface Call<
  P extends Fields,
  Q extends Fields,
  B extends z.ZodType,
  A extends Access,
  U extends UploadSpec | undefined = undefined,
> {
  readonly actor: ActorOf<A>;
  /** What the ownership rule loaded. */
  readonly resource: ResourceOf<A>;
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
  readonly upload: U extends UploadSpec ? Upload : undefined;
  readonly headers: Readonly<NodeJS.Dict<string | string[]>>;
  /** The caller's address; personal, so not for the log. */
  readonly ip: string;
  readonly requestId: string;
  /** Names what the call does: a repeated call with the same Idempotency-Key has the same. */
  readonly commandId: string;
  /** Writes lines that carry the request id. */
  readonly log: Log;
}

/** A route as a slice writes it down. */
export interface RouteSpec<
  P extends Fields,
  Q extends Fields,
  B extends z.ZodType,
  Answer extends z.ZodType,
  A extends Access,
  U extends UploadSpec | undefined = undefined,
> {
  /** Verb and noun, unique, and the same word as the update that the route sends. */
  readonly operationId: string;
  readonly tags: readonly [string, ...string[]];
  readonly summary: string;
  readonly description: string;
  readonly method: Method;
  /** The whole path with its version: `/v1/bookings/:id/cancel`. */
  readonly path: `/${string}`;
  readonly access: A;
  readonly rateClass: RateClass;
  readonly idempotency: Idempotency;
  /** It changes nothing on our side, whatever its method says: it may be repeated without a key and counts as a read. */
  readonly safe?: true;
  /** The largest body, where it is not the usual one. */
  readonly bodyLimitBytes?: number;
  /** How many of its calls may be under way at a time; more are refused before their body is read. */
  readonly inFlight?: InFlight;
  /** A page elsewhere that may call it with a cookie. */
  readonly foreignPage?: ForeignPage;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Takes bytes in place of JSON. */
  readonly upload?: U;
  readonly success: Success<Answer>;
  /** The problems of its own. What its access and its schemas imply is added by `problemsOf`. */
  readonly problems: readonly ProblemCode[];
  readonly example?: RouteExample<z.input<P>, z.input<Q>, z.input<B>, z.input<Answer>>;
  /** Leaves the route out of the OpenAPI document: pages and their files. */
  readonly undocumented?: boolean;
  /** A page that is the same whatever its query says: a script in the browser reads that. */
  readonly isPage?: true;
  readonly handle: (call: Call<P, Q, B, A, U>) => Handled<Answer> | Promise<Handled<Answer>>;
}

/** What a handler may return: the body, or a `reply` with a status or headers of its own. */
export type Handled<Answer extends z.ZodType> =
  | z.input<Answer>
  | Reply<z.input<Answer>>
  | (Answer extends z.ZodUndefined ? void : never);

/** Any route, as the kernel sees it. */
// oxlint-disable-next-line typescript/no-explicit-any -- a list of routes holds every combination of schemas
export type Route = Readonly<RouteSpec<any, any, any, any, any, any>>;

/** Infers the types between a route's schemas, its access and its handler, and freezes it; it does nothing else. */
export function route<
  P extends Fields = NoFields,
  Q extends Fields = NoFields,
  B extends z.ZodType = z.ZodUndefined,
  Answer extends z.ZodType = z.ZodUndefined,
  const A extends Access = 'public',
  U extends UploadSpec | undefined = undefined,
>(spec: RouteSpec<P, Q, B, Answer, A, U>): Readonly<RouteSpec<P, Q, B, Answer, A, U>> {
  return Object.freeze(spec);
}

/** An answer with headers, or with one of the route's other statuses. */
export class Reply<Body> {
  readonly body: Body;
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];

  constructor(body: Body, options: ReplyOptions) {
    this.body = body;
    this.status = options.status;
    this.headers = options.headers ?? {};
    this.cookies = options.cookies ?? [];
  }
}

/** What a reply says besides its body. */
export interface ReplyOptions {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Each is a `Set-Cookie` of its own. */
  readonly cookies?: readonly string[];
}

/** Answers with a body and headers, or with another status that the route's `success` names. */
export function reply<Body>(body: Body, options: ReplyOptions): Reply<Body> {
  return new Reply(body, options);
}

/** The media types of an answer that is not JSON; none for JSON. */
export function contentTypesOf({ contentType }: Pick<Route['success'], 'contentType'>): readonly string[] {
  if (contentType === undefined) return [];
  return typeof contentType === 'string' ? [contentType] : contentType;
}

/** Every problem that a route can answer with: its own and what its access and its schemas imply, each once. */
export function problemsOf(route: Route): ProblemCode[] {
  const { access, body, upload, query, rateClass, idempotency } = route;
  const codes: ProblemCode[] = ['validation_failed']; // any route refuses unknown query parameters
  if (body || upload) codes.push('malformed_request', 'payload_too_large', 'unsupported_media_type');
  if (rateClass !== 'none') codes.push('rate_limited');
  if (idempotency !== 'none') codes.push('idempotency_in_flight', 'idempotency_key_reused');
  if (access !== 'public') codes.push('unauthenticated');
  if (rolesOf(access)) codes.push('forbidden');
  if (ownerRuleOf(access)) codes.push('not_yours', 'not_found');
  if (query && 'cursor' in query.shape) codes.push('invalid_cursor');
  return [...new Set([...codes, ...route.problems, 'internal', 'unavailable'] as const)];
}
