import { expect } from 'chai';
import { z } from 'zod';
import { toolsOf } from '#activities/chat/tools/index.ts';
import { CHAT_ROLES } from '#domain/chat.ts';
import { toToolSchema } from './tool-schema.ts';

const UNDERSTOOD =
  'type description enum default format properties required additionalProperties items minItems maxItems minimum maximum anyOf'.split(
    ' ',
  );

/** Every keyword of a schema and of those inside it. */
function keywordsIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, items, anyOf = [], additionalProperties } = schema as Record<string, object>;
  const inner = [...Object.values(properties), items, ...(anyOf as object[]), additionalProperties];
  return [...Object.keys(schema), ...inner.flatMap(keywordsIn)];
}

describe('toToolSchema', () => {
  for (const role of CHAT_ROLES) {
    for (const { name, input } of toolsOf(role)) {
      it(`shows ${name} without a keyword that a converter to grammars may not know`, () => {
        const schema = toToolSchema(input);
        expect(schema).to.include({ type: 'object' });
        expect(keywordsIn(schema).filter((keyword) => !UNDERSTOOD.includes(keyword))).to.deep.equal([]);
        expect(JSON.stringify(schema)).not.to.match(/\\\\[dv]|\(\?!/);
      });
    }
  }

  it('keeps names, types, words, values and what is required', () => {
    const input = z.strictObject({
      day: z.iso.date().describe('Which day.'),
      part: z.enum(['morning', 'evening']).optional(),
      kind: z.literal('visit'),
      count: z.number().min(1).max(9),
    });
    expect(toToolSchema(input)).to.deep.equal({
      type: 'object',
      properties: {
        day: { type: 'string', format: 'date', description: 'Which day.' },
        part: { type: 'string', enum: ['morning', 'evening'] },
        kind: { type: 'string', enum: ['visit'] },
        count: { type: 'number', minimum: 1, maximum: 9 },
      },
      required: ['day', 'kind', 'count'],
      additionalProperties: false,
    });
  });

  it('tells in words what it leaves out, and puts what is referred to in its place', () => {
    const Name = z
      .string()
      .max(40)
      .regex(/^(?!x)\d+\v$/)
      .meta({ id: 'NameOfThisTest', description: 'A name.' });
    const input = z.strictObject({ name: Name.nullable(), id: z.uuid(), above: z.number().gt(0) });
    expect(toToolSchema(input).properties).to.deep.equal({
      name: { anyOf: [{ type: 'string', description: 'A name. (at most 40 characters)' }, { type: 'null' }] },
      id: { type: 'string', description: 'a UUID' },
      above: { type: 'number', description: 'more than 0' },
    });
  });

  it('comes to an end with a schema that refers to itself', () => {
    const Node: z.ZodType = z.strictObject({
      get inner() {
        return Node.optional();
      },
    });
    expect(toToolSchema(Node)).to.include({ type: 'object' });
  });
});
