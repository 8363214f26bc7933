import { z } from 'zod';
import { exactTextOf } from './text.ts';

/** One value as Temporal stores it, in the JSON form of protobuf. */
export const StoredPayload = z
  .strictObject({
    metadata: z
      .record(exactTextOf(200, 0), z.base64())
      .optional()
      .meta({ description: 'How to read `data`: each value is base64.' }),
    data: z.base64().optional().meta({ description: 'The content; absent where it is empty.' }),
  })
  .meta({ id: 'StoredPayload' });

/** The body of Temporal's remote codec protocol, both ways. */
export const StoredPayloads = z
  .strictObject({ payloads: z.array(StoredPayload).max(5_000) })
  .meta({ id: 'StoredPayloads' });
