import { expect } from 'chai';
import type { OpenAPIObject } from 'openapi3-ts/oas31';
import { clientTypes } from './client-types.ts';

const document = (schema: object): OpenAPIObject =>
  ({
    openapi: '3.1.0',
    info: { title: '', version: '' },
    paths: {},
    components: { schemas: { Thing: schema } },
  }) as OpenAPIObject;

/** The type of one schema, on one line. */
function typeOf(schema: object): string {
  const [, type] = /Thing: (.*?);\n {2}\};/s.exec(clientTypes(document(schema))) ?? [];
  return String(type).replaceAll(/\s+/g, ' ');
}

describe('the types of the web client', () => {
  it('leave out what need not be there and keep what may be null', () => {
    const properties = { a: { type: ['string', 'null'] }, 'b-c': { $ref: '#/components/schemas/Money' } };
    const thing = { type: 'object', properties, required: ['a'], additionalProperties: false };
    expect(typeOf(thing)).to.equal("{ a: string | null; 'b-c'?: components['schemas']['Money']; }");
  });
  it('tell lists of variants from variants of a list', () => {
    expect(typeOf({ type: 'array', items: { enum: ['x', "y's"] } })).to.equal(String.raw`('x' | 'y\'s')[]`);
    expect(typeOf({ anyOf: [{ type: 'array', items: { type: 'integer' } }, { type: 'null' }] })).to.equal(
      'number[] | null',
    );
  });
  it('demand every key of a record only where the schema does', () => {
    const record = { type: 'object', propertyNames: { enum: ['mon'] }, additionalProperties: { type: 'boolean' } };
    expect(typeOf({ ...record, required: ['mon'] })).to.equal("Record<'mon', boolean>");
    expect(typeOf(record)).to.equal("Partial<Record<'mon', boolean>>");
  });
  it('refuse a schema that has no type here', () => {
    expect(() => typeOf({ type: 'tuple' })).to.throw('there is no type for');
  });
});
