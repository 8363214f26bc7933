import { z } from 'zod';
import { perSchema } from './per-schema.ts';

/** What of a JSON Schema says how long a value can be. */
interface Node {
  readonly type?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Node>>;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
}

const BYTES_A_CHARACTER = 6; // a control character is written \u0001
const BYTES_A_NUMBER = 25;
const FORMATS: Readonly<Record<string, number>> = { uuid: 36, date: 10, 'date-time': 35 };

/**
 * The most bytes that a value needs which a contract takes, as JSON without spaces; infinite where the contract sets no bound.
 * A route that takes such a body has a limit that lets it through.
 */
export const largestJsonBytes = perSchema((schema) => {
  const document = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node;
  return bytesOf(document);

  function bytesOf(raw: Node): number {
    const { $ref, ...beside } = raw;
    const node: Node = $ref === undefined ? raw : { ...document.$defs?.[$ref.slice('#/$defs/'.length)], ...beside };
    const words = node.enum ?? (node.const === undefined ? undefined : [node.const]);
    if (words) return Math.max(...words.map((word) => Buffer.byteLength(JSON.stringify(word))));
    switch (node.type) {
      case 'string':
        return 2 + (FORMATS[node.format ?? ''] ?? BYTES_A_CHARACTER * (node.maxLength ?? Infinity));
      case 'integer':
        return Math.max(
          ...[node.minimum, node.maximum].map((limit) => String(limit ?? Number.MIN_SAFE_INTEGER).length),
        );
      case 'number':
        return BYTES_A_NUMBER;
      case 'boolean':
        return 5;
      case 'null':
        return 4;
      case 'array':
        return 2 + (node.maxItems ?? Infinity) * (1 + bytesOf(node.items ?? {}));
      case 'object':
        return bytesOfObject(node);
      case undefined:
      default:
        return Math.max(...(node.anyOf ?? node.oneOf ?? [{ type: 'string' }]).map(bytesOf));
    }
  }

  function bytesOfObject({ properties = {}, additionalProperties = false }: Node): number {
    if (additionalProperties !== false) return Infinity;
    const parts = Object.entries(properties).map(([name, part]) => JSON.stringify(name).length + 2 + bytesOf(part));
    return parts.reduce((sum, bytes) => sum + bytes, 2);
  }
});
