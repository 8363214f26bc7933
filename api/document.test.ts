import { expect } from 'chai';
import type { OpenAPIObject } from 'openapi3-ts/oas31';
import { parse } from 'yaml';
import { documentRoutes } from './document-routes.ts';
import { openApiYaml } from './openapi-yaml.ts';

type Node = Readonly<Record<string, unknown>>;

const CHOICES = ['anyOf', 'oneOf', 'allOf'] as const;
const CONDITIONS = ['not', 'if', 'then', 'else', 'dependentSchemas'] as const;
/** What holds values of a schema, not schemas. */
const VALUES = new Set(['const', 'default', 'enum', 'example', 'examples', 'mapping', 'required', 'dependentRequired']);

/**
 * Generators of clients read JSON Schema as types. A form that is no type makes them drop fields, split a body into parts
 * or give up; so such a rule is told in words and checked by the server.
 */
describe('the document for generators of clients', () => {
  const document = parse(openApiYaml(documentRoutes())) as OpenAPIObject;

  it('has no condition between fields in its schemas', () => {
    expect(faultsIn(document, conditionFaults)).to.deep.equal([]);
    expect(conditionFaults({ type: 'object', properties: {}, anyOf: [{ required: ['a'] }] })).to.have.length(1);
    expect(conditionFaults({ anyOf: [{ type: 'string' }], not: { type: 'null' } })).to.have.length(1);
  });

  it('chooses only between something and null, or between variants that have names and a field that tells them', () => {
    expect(faultsIn(document, choiceFaults)).to.deep.equal([]);
    expect(choiceFaults({ oneOf: [{ type: 'object' }, { type: 'string' }] })).to.have.length(1);
    expect(choiceFaults({ oneOf: [{ $ref: '#/a' }, { $ref: '#/b' }] })).to.have.length(1);
    expect(choiceFaults({ type: ['string', 'number'] })).to.have.length(1);
    expect(choiceFaults({ anyOf: [{ $ref: '#/a' }, { type: 'null' }] })).to.deep.equal([]);
    expect(choiceFaults({ type: ['string', 'null'] })).to.deep.equal([]);
  });

  it('tells each variant of a feed by its type, under a name of its own', () => {
    const item = document.components?.schemas?.FeedItem as unknown as {
      oneOf: Node[];
      discriminator: { mapping: Node };
    };
    const variants = item.oneOf.map(({ $ref }) => $ref);
    expect(Object.values(item.discriminator.mapping)).to.deep.equal(variants);
    expect(item.discriminator.mapping['lead:new']).to.equal('#/components/schemas/LeadNewEntry');
  });

  it('calls what is no JSON a text or bytes', () => {
    for (const [type, { schema }] of contentsOf(document)) {
      if (!type.includes('json')) expect(schema, type).to.have.property('type', 'string');
    }
  });

  it('declares every answer that is no success as a problem document, on every operation', () => {
    for (const [place, status, content] of answersOf(document)) {
      if (status < 400) continue;
      const isReport = place === '/ready get' && status === 503; // a report, or a problem
      const types = isReport ? ['application/json', 'application/problem+json'] : ['application/problem+json'];
      expect(Object.keys(content), `${place} ${status}`).to.deep.equal(types);
      expect(content['application/problem+json']?.schema, `${place} ${status}`).to.deep.equal({
        $ref: '#/components/schemas/Problem',
      });
    }
  });

  it('gives moments and ids a format and no pattern, which the types that they become cannot have', () => {
    const faults = faultsIn(document, ({ format, pattern }) =>
      ['date-time', 'date', 'uuid'].includes(String(format)) && pattern !== undefined ? ['has a pattern'] : [],
    );
    expect(faults).to.deep.equal([]);
  });

  it('says how wide its numbers are, so that no client keeps a place in 32 bits', () => {
    const narrow = faultsIn(document, ({ type, format, maximum }) => {
      const types = [type].flat();
      const isWide = types.includes('integer') && !(Number(maximum) <= 2_147_483_647);
      const expected = types.includes('number') ? 'double' : isWide ? 'int64' : format;
      return expected === format ? [] : [`has the format ${String(format)}, not ${String(expected)}`];
    });
    expect(narrow.filter((fault) => fault.startsWith('/components/schemas'))).to.deep.equal([]);
  });
});

function conditionFaults(node: Node): string[] {
  const faults: string[] = CONDITIONS.filter((name) => name in node).map((name) => `has ${name}`);
  const choice = CHOICES.find((name) => name in node);
  if (choice && ('properties' in node || 'type' in node)) faults.push(`has ${choice} beside its fields`);
  return faults;
}

function choiceFaults(node: Node): string[] {
  const types = [node.type].flat();
  if (types.length > 1 && !(types.length === 2 && types.includes('null'))) return [`has the types ${types.join()}`];
  return CHOICES.flatMap((name) => {
    const options = node[name] as Node[] | undefined;
    if (!options) return [];
    const real = options.filter(({ type }) => type !== 'null');
    if (real.length === 1 && options.length <= 2) return [];
    const isNamed = real.length === options.length && real.every(({ $ref }) => typeof $ref === 'string');
    return isNamed && name === 'oneOf' && 'discriminator' in node
      ? []
      : [`has variants in ${name} that nobody can tell`];
  });
}

function faultsIn(root: unknown, faultsOf: (node: Node) => string[]): string[] {
  return walk(root, '');

  function walk(part: unknown, place: string): string[] {
    if (typeof part !== 'object' || part === null) return [];
    const own = Array.isArray(part) ? [] : faultsOf(part as Node).map((fault) => `${place} ${fault}`);
    const inside = Object.entries(part).filter(([key]) => !VALUES.has(key));
    return [...own, ...inside.flatMap(([key, each]) => walk(each, `${place}/${key}`))];
  }
}

type Contents = Readonly<Record<string, { readonly schema?: Node }>>;

function answersOf({ paths = {} }: OpenAPIObject): [place: string, status: number, content: Contents][] {
  return Object.entries(paths).flatMap(([at, item]) =>
    Object.entries(item as Record<string, { responses: Record<string, { content?: Contents }> }>).flatMap(
      ([method, { responses }]) =>
        Object.entries(responses).map(([status, { content = {} }]): [string, number, Contents] => [
          `${at} ${method}`,
          Number(status),
          content,
        ]),
    ),
  );
}

function contentsOf(document: OpenAPIObject): [type: string, content: Contents[string]][] {
  return answersOf(document).flatMap(([, , content]) => Object.entries(content));
}
