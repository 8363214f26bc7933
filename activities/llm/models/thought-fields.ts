import type { MetadataExtractor } from '@ai-sdk/openai-compatible';
import { z } from 'zod';

/** Thoughts as some compatible servers send them, beside or in place of `reasoning_content`. */
const Thoughts = z.object({
  reasoning: z.string().nullish(),
  reasoning_details: z.array(z.looseObject({ type: z.string(), index: z.number().nullish() })).nullish(),
});
type Detail = NonNullable<z.output<typeof Thoughts>['reasoning_details']>[number];
const Whole = z.object({ choices: z.array(z.object({ message: Thoughts })).min(1) });
const Piece = z.object({ choices: z.array(z.object({ delta: Thoughts.nullish() })) });

/** Under this name the SDK puts what it finds into a message that it sends. */
const SENT_BACK = 'openaiCompatible';
/** What of a detail comes in pieces; of everything else the last word counts. */
const IN_PIECES = ['text', 'summary', 'data'];

/**
 * Keeps of an answer the fields with thoughts that the SDK drops, in the form in which the server takes them back. A server
 * that sends neither is sent neither.
 */
export const thoughtFields: MetadataExtractor = {
  extractMetadata: ({ parsedBody }) => {
    const { data } = Whole.safeParse(parsedBody);
    const { reasoning, reasoning_details: details } = data?.choices[0]?.message ?? {};
    return Promise.resolve(toMetadata(reasoning ?? '', details ?? []));
  },
  createStreamExtractor: () => {
    let reasoning = '';
    const details: Detail[] = [];
    return {
      processChunk(parsedChunk: unknown) {
        const { data } = Piece.safeParse(parsedChunk);
        const delta = data?.choices[0]?.delta;
        reasoning += delta?.reasoning ?? '';
        for (const detail of delta?.reasoning_details ?? []) addDetail(details, detail);
      },
      buildMetadata: () => toMetadata(reasoning, details),
    };
  },
};

function addDetail(details: Detail[], detail: Detail): void {
  const last = details.at(-1);
  if (!last || last.type !== detail.type || last.index !== detail.index || detail.index == null) {
    details.push(detail);
    return;
  }
  const told = Object.entries(detail).filter(([, value]) => value !== null);
  const joined = told.map(([key, value]) => [key, IN_PIECES.includes(key) ? textOf(last[key]) + textOf(value) : value]);
  details.splice(-1, 1, { ...last, ...(Object.fromEntries(joined) as Detail) });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function toMetadata(reasoning: string, details: readonly Detail[]) {
  const found = { ...(reasoning !== '' && { reasoning }), ...(details.length > 0 && { reasoning_details: details }) };
  return Object.keys(found).length > 0 ? ({ [SENT_BACK]: found } as never) : undefined;
}

/** What of the metadata of a whole answer is given back; the rest are counts. */
export const sentBack = (metadata: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined) => {
  const found = metadata?.[SENT_BACK];
  return found ? { [SENT_BACK]: found } : undefined;
};
