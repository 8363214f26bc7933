/** An answer with the bytes of its body, to compare it with another. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

interface NamedCall {
  readonly as: { readonly token: string };
  readonly method?: 'POST' | 'PATCH';
  /** Goes out as it is; nothing is sent without one. */
  readonly key?: string;
  /** Text goes out as it is. */
  readonly body?: unknown;
}

/** Sends calls with an Idempotency-Key over HTTP. */
export function namedCalls(urlOf: () => string) {
  return async function send(path: string, { as, method = 'POST', key, body }: NamedCall): Promise<RawAnswer> {
    const response = await fetch(new URL(path, urlOf()), {
      method,
      headers: {
        authorization: `Bearer ${as.token}`,
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
  };
}

/** What belongs to an answer itself; the rest is said anew each time. */
export function lasting({ status, headers, text }: RawAnswer): object {
  return { status, text, location: headers.location, contentType: headers['content-type'] };
}

/** The code of a problem. */
export function codeOf({ text }: RawAnswer): string | undefined {
  return (JSON.parse(text) as { code?: string }).code;
}
