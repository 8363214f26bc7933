import type { Config } from '#platform/config.ts';
import { createPayloadReader, type ReadPayload } from '#platform/temporal/payload-codec.ts';

/** What decoding for operators needs. */
export interface CodecDeps {
  readonly readPayload: ReadPayload;
  /** Where the Temporal UI stands; only pages from there may call with the cookie. */
  readonly uiOrigins: readonly string[];
  /** Whether browsers may send the cookie over secure connections only. */
  readonly secureCookie: boolean;
  readonly sessionSeconds: number;
}

/** Made from the keys and addresses of the configuration. Without keys what is plain passes and all else is refused. */
export function createCodecDeps({
  temporal: { payloadKeys = [], uiUrl },
  http,
  auth,
}: {
  readonly temporal: Pick<Config['temporal'], 'payloadKeys' | 'uiUrl'>;
  readonly http: Pick<Config['http'], 'publicUrl'>;
  readonly auth: Pick<Config['auth'], 'accessTtlMs'>;
}): CodecDeps {
  return {
    readPayload: createPayloadReader(payloadKeys),
    uiOrigins: uiUrl === undefined ? [] : [new URL(uiUrl).origin],
    secureCookie: http.publicUrl.startsWith('https:'),
    sessionSeconds: Math.floor(auth.accessTtlMs / 1_000),
  };
}
