import { createHmac, timingSafeEqual, type Hmac } from 'node:crypto';
import type { z } from 'zod';
import { Problem } from './problem.ts';

/** Writes and reads the cursors of one list. */
export interface Cursors<Position> {
  /** The cursor that stands behind an item. */
  seal(position: Position): string;
  /** The position of a cursor, undefined without one; throws the Problem `invalid_cursor` for any that we did not make. */
  open(cursor: string | undefined): Position | undefined;
}

/** Makes the cursors of a list, by its operationId and the schema of a position in it. */
export type CursorsOf = <Schema extends z.ZodType>(operationId: string, position: Schema) => Cursors<z.output<Schema>>;

/** A page as the contract has it. */
export interface Page<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}

const SIGNATURE_BYTES = 16; // half of SHA-256: nobody guesses 128 bits

/** Signs the cursors of all lists with one secret, each list's so that no other takes them. */
export function createCursors(secret: string): CursorsOf {
  return function cursorsOf(operationId, schema) {
    const sign = (payload: Buffer): Buffer => mac(operationId).update(payload).digest().subarray(0, SIGNATURE_BYTES);
    return {
      seal(position) {
        const payload = Buffer.from(JSON.stringify(position));
        return Buffer.concat([sign(payload), payload]).toString('base64url');
      },
      open(cursor) {
        if (cursor === undefined) return undefined;
        const bytes = Buffer.from(cursor, 'base64url');
        const payload = bytes.subarray(SIGNATURE_BYTES);
        const isOurs =
          bytes.length > SIGNATURE_BYTES &&
          bytes.toString('base64url') === cursor && // the decoder overlooks foreign characters
          timingSafeEqual(bytes.subarray(0, SIGNATURE_BYTES), sign(payload));
        const position = isOurs ? schema.safeParse(JSON.parse(payload.toString())) : undefined;
        if (!position?.success) throw new Problem('invalid_cursor', 'the cursor is not one that this list gave out');
        return position.data;
      },
    };
  };

  function mac(operationId: string): Hmac {
    return createHmac('sha256', secret).update(`cursor\0${operationId}\0`);
  }
}

/** Cuts a page out of rows that were read one further than its limit, which is how it knows whether there are more. */
export function toPage<Row, Item, Position>(
  rows: readonly Row[],
  limit: number,
  cursors: Cursors<Position>,
  positionOf: (row: Row) => Position,
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(toItem), nextCursor: last === undefined ? null : cursors.seal(positionOf(last)) };
}
