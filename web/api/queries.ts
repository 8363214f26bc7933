import { infiniteQueryOptions, QueryClient, queryOptions, type InfiniteData } from '@tanstack/react-query';
import type { Api } from './client.ts';
import { OfflineError, ProblemError } from './problem-error.ts';
import type { paths } from './schema.ts';

/** A path that can be read. */
export type ReadPath = { [Path in keyof paths]: paths[Path] extends { get: unknown } ? Path : never }[keyof paths];
type Read<Path extends ReadPath> = paths[Path] extends { get: infer Operation } ? Operation : never;
/** What a read answers. */
export type Answer<Path extends ReadPath> =
  Read<Path> extends { responses: { 200: { content: { 'application/json': infer Body } } } } ? Body : never;
type Params<Path extends ReadPath> = Read<Path> extends { parameters: infer Found } ? Found : never;
type ParamsArgs<Path extends ReadPath> =
  Params<Path> extends { path: unknown } | { query: unknown } ? [params: Params<Path>] : [params?: Params<Path>];

interface Page {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
}
/** A path whose answers are pages with a cursor. */
export type PagedPath = { [Path in ReadPath]: Answer<Path> extends Page ? Path : never }[ReadPath];

interface AnyParams {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
}
export type QueryKey = readonly (string | Readonly<Record<string, unknown>>)[];

/**
 * The key of a read: its path with its ids, then its query. So `['bookings', id]` names everything about one booking, and
 * `['bookings', {}]` all lists of bookings and none of them alone.
 */
export function keyOf<Path extends ReadPath>(path: Path, ...[params]: ParamsArgs<Path>): QueryKey {
  const { path: ids = {}, query = {} } = (params ?? {}) as AnyParams;
  const segments = path.replace(/^\/v1\//, '').split('/');
  return [...segments.map((part) => (part.startsWith('{') ? String(ids[part.slice(1, -1)]) : part)), query];
}

/** One resource or one page, for `useQuery`. */
export function one<Path extends ReadPath>(api: Api, path: Path, ...[params]: ParamsArgs<Path>) {
  return queryOptions({
    queryKey: keyOf(path, ...([params] as ParamsArgs<Path>)),
    queryFn: ({ signal }) => read(api, path, params as AnyParams, signal),
  });
}

/** A whole list, page by page, for `useInfiniteQuery`; `itemsOf` joins its pages. */
export function pages<Path extends PagedPath>(api: Api, path: Path, ...[params]: ParamsArgs<Path>) {
  const { query, ...others } = (params ?? {}) as AnyParams;
  const withQuery = (more: object): AnyParams => ({ ...others, query: { ...query, ...more } });
  return infiniteQueryOptions({
    queryKey: keyOf(path, ...([withQuery({ cursor: 'each' })] as unknown as ParamsArgs<Path>)),
    queryFn: ({ pageParam, signal }) =>
      read(api, path, withQuery(pageParam === null ? {} : { cursor: pageParam }), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Answer<Path>) => (last as Page).nextCursor,
  });
}

/** The items of all pages that are there. */
export function itemsOf<Item>(data: InfiniteData<{ readonly items: readonly Item[] }, unknown> | undefined): Item[] {
  return data?.pages.flatMap(({ items }) => items) ?? [];
}

async function read<Path extends ReadPath>(
  api: Api,
  path: Path,
  params: AnyParams,
  signal: AbortSignal,
): Promise<Answer<Path>> {
  // The types of a call are those of its path; of a path that is a variable nobody can tell.
  const get = api.GET as unknown as (path: string, init: object) => Promise<{ data: Answer<Path> }>;
  return (await get(path, { params: params ?? {}, signal })).data;
}

/** The feed says what has changed, so nothing is asked for again by the clock; after so long it is at the next visit. */
const STALE_MS = 10 * 60_000;
const KEPT_MS = 30 * 60_000;
const MAX_TRIES = 3;

/** The cache of all reads. A refusal is never asked for again; a lost connection and a mistake of the server are. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: STALE_MS, gcTime: KEPT_MS, refetchOnWindowFocus: false, refetchOnReconnect: false, retry },
      mutations: { networkMode: 'always' }, // the client itself waits and says so
    },
  });
}

/** A 503 has been waited for already, and a problem below 500 stays one. */
export function retry(failures: number, error: Error): boolean {
  if (error instanceof OfflineError) return failures < MAX_TRIES;
  return error instanceof ProblemError && error.status >= 500 && error.status !== 503 && failures < MAX_TRIES - 1;
}
