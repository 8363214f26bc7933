import { z } from 'zod';

/** What cancelling costs the consumer, by notice. */
export const CancellationPolicy = z.strictObject({
  freeUntilHours: z.number().meta({ description: 'With at least this much notice it is free.' }),
  feeUntilHours: z
    .number()
    .meta({ description: 'With less it costs the fee; with less than this it is not possible.' }),
  feePercent: z.number().meta({ description: 'The fee as a percentage of the price.' }),
});
