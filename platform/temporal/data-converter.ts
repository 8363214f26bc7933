import path from 'node:path';
import type { DataConverter } from '@temporalio/common';
import { PROJECT_DIR, type Config } from '../config.ts';
import { createPayloadCodec } from './payload-codec.ts';

/** Moves messages and stacks of failures to where they are encrypted; the workflow bundle must have it too. */
export const ENCODED_FAILURES = path.join(PROJECT_DIR, 'workflows/shared/encoded-failures.ts');

/**
 * How clients, workers and replays turn values into payloads: encrypted where there are keys, otherwise as Temporal does.
 * Search attributes, ids and types stay in clear in any case, so they carry nothing personal.
 */
export function dataConverterOf({ payloadKeys }: Pick<Config['temporal'], 'payloadKeys'>): DataConverter | undefined {
  if (payloadKeys === undefined) return undefined;
  return { payloadCodecs: [createPayloadCodec(payloadKeys)], failureConverterPath: ENCODED_FAILURES };
}
