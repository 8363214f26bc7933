import createClient, { type Client } from 'openapi-fetch';
import { OfflineError, problemOf } from './problem-error.ts';
import { createResend, type ResendOptions } from './resend.ts';
import type { components, paths } from './schema.ts';

/** The API with its types. A call gives its answer or throws a ProblemError or an OfflineError. */
export type Api = Client<paths>;

/** A resource by its name in the API. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

interface ApiOptions extends Partial<ResendOptions> {
  /** Where the API is, if it is not where the page comes from. */
  readonly baseUrl?: string | undefined;
}

/** A client that signs its calls, sends again what may be sent again and throws what the API refuses. */
export function createApi({ baseUrl, ...options }: ResendOptions & ApiOptions): Api {
  return throwing(createClient<paths>({ baseUrl: baseUrl ?? originOf(), fetch: createResend(options) }));
}

/** A client that sends each call once and as it is: for signing in and out, which cannot wait for a token. */
export function createBareApi({ baseUrl, fetch: send }: Pick<ApiOptions, 'baseUrl' | 'fetch'> = {}): Api {
  return throwing(createClient<paths>({ baseUrl: baseUrl ?? originOf(), ...(send && { fetch: send }) }));
}

/** What the API answers, when it is a success. */
export async function dataOf<Answer extends { readonly data?: unknown }>(
  call: Promise<Answer>,
): Promise<Exclude<Answer['data'], undefined>> {
  const { data } = await call;
  return data as Exclude<Answer['data'], undefined>;
}

function throwing(client: Api): Api {
  client.use({
    async onResponse({ response }) {
      if (!response.ok) throw await problemOf(response);
    },
    onError({ error, request }) {
      const isKnown = error instanceof OfflineError || request.signal.aborted;
      return isKnown ? undefined : new OfflineError('the server cannot be reached', { cause: error });
    },
  });
  return client;
}

const originOf = (): string => globalThis.location?.origin ?? '';
