import type { OpenAPIObject, OperationObject, ParameterObject, ResponseObject } from 'openapi3-ts/oas31';

/** As much of JSON Schema as the document uses. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly description?: string;
}

type Content = Readonly<Record<string, { readonly schema?: unknown }>>;

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
const PLACES = ['query', 'header', 'path'] as const;
const HEADING = '// Made from the code by `npm run openapi`; do not edit.';

/**
 * The types of `web/api/schema.ts`: the schemas and operations of the document as `openapi-fetch` reads them. Every answer
 * that is no success is the one `Problem`. A form of JSON Schema that has no type here throws, so that none is lost.
 */
export function clientTypes({ paths = {}, components = {} }: OpenAPIObject): string {
  const schemas = Object.entries(components.schemas ?? {}).map(([name, schema]) =>
    field(name, typeOf(schema as Schema, 2), 2, (schema as Schema).description),
  );
  const items = Object.entries(paths).map(([at, item]) =>
    field(
      `'${at}'`,
      block(
        METHODS.flatMap((method) => operation(item[method], method)),
        1,
      ),
      1,
    ),
  );
  return [
    HEADING,
    '',
    'export interface components {',
    `  schemas: ${block(schemas, 1)};`,
    '}',
    '',
    `export interface paths ${block(items, 0)}`,
    '',
  ].join('\n');
}

function operation(found: OperationObject | undefined, method: string): string[] {
  if (!found) return [];
  const { operationId, summary, parameters = [], requestBody, responses = {} } = found;
  const fields = [field('parameters', parametersOf(parameters as ParameterObject[]), 3)];
  if (requestBody) {
    const { content, required = false } = requestBody as { content: Content; required?: boolean };
    fields.push(field(required ? 'requestBody' : 'requestBody?', bodyOf(content, 3), 3));
  }
  const answers = Object.entries(responses as Record<string, ResponseObject>)
    .filter(([status]) => Number(status) < 300)
    .map(([status, { content }]) => field(status, bodyOf((content ?? {}) as Content, 4), 4));
  const problem = "{ content: { 'application/problem+json': components['schemas']['Problem'] } }";
  fields.push(field('responses', block([...answers, field('default', problem, 4)], 3), 3));
  return [field(method, block(fields, 2), 2, `${operationId}: ${summary}`)];
}

function parametersOf(parameters: readonly ParameterObject[]): string {
  const places = PLACES.flatMap((place) => {
    const own = parameters.filter((each) => each.in === place);
    if (own.length === 0) return [];
    const isNeeded = own.some(({ required }) => required);
    const fields = own.map(({ name, required, schema, description }) =>
      field(`${keyOf(name)}${required ? '' : '?'}`, typeOf(schema as Schema, 5), 5, description),
    );
    return [field(isNeeded ? place : `${place}?`, block(fields, 4), 4)];
  });
  return block(places, 3);
}

function bodyOf(content: Content, depth: number): string {
  const types = Object.entries(content).map(([type, { schema }]) =>
    field(keyOf(type), typeOf((schema ?? {}) as Schema, depth + 2), depth + 2),
  );
  return block(
    [types.length === 0 ? field('content?', 'never', depth + 1) : field('content', block(types, depth + 1), depth + 1)],
    depth,
  );
}

function typeOf(schema: Schema, depth: number): string {
  const { $ref, enum: values, anyOf, oneOf, type } = schema;
  if ($ref !== undefined) return `components['schemas']['${$ref.slice($ref.lastIndexOf('/') + 1)}']`;
  if ('const' in schema) return literal(schema.const);
  if (values) return values.map(literal).join(' | ');
  const variants = anyOf ?? oneOf;
  if (variants) return variants.map((each) => typeOf(each, depth)).join(' | ');
  if (type === undefined) return 'unknown';
  return [type]
    .flat()
    .map((each) => ofType(each, schema, depth))
    .join(' | ');
}

function ofType(type: string, schema: Schema, depth: number): string {
  switch (type) {
    case 'string':
      return schema.format === 'binary' ? 'Blob' : 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
    case 'null':
      return type;
    case 'array':
      return listOf(typeOf(schema.items ?? {}, depth));
    case 'object':
      return objectOf(schema, depth);
    default:
      throw new Error(`there is no type for ${JSON.stringify(schema)}`);
  }
}

const listOf = (item: string): string => (/ \| /.test(item) ? `(${item})[]` : `${item}[]`);

function objectOf(schema: Schema, depth: number): string {
  const { properties = {}, required = [], additionalProperties = true, propertyNames } = schema;
  const names = Object.entries(properties);
  const others = typeof additionalProperties === 'object' ? typeOf(additionalProperties, depth + 1) : 'unknown';
  if (names.length === 0) {
    if (additionalProperties === false) return 'Record<string, never>';
    if (!propertyNames?.enum) return `Record<string, ${others}>`;
    const record = `Record<${typeOf(propertyNames, depth)}, ${others}>`;
    return propertyNames.enum.every((name) => required.includes(String(name))) ? record : `Partial<${record}>`;
  }
  const fields = names.map(([name, each]) =>
    field(`${keyOf(name)}${required.includes(name) ? '' : '?'}`, typeOf(each, depth + 1), depth + 1, each.description),
  );
  if (additionalProperties !== false) fields.push(field('[key: string]', 'unknown', depth + 1));
  return block(fields, depth);
}

const indent = (depth: number): string => '  '.repeat(depth);
const keyOf = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : literal(name));
const literal = (value: unknown): string =>
  typeof value === 'string' ? `'${value.replaceAll(/['\\]/g, String.raw`\$&`)}'` : JSON.stringify(value);

function block(fields: readonly string[], depth: number): string {
  return fields.length === 0 ? '{}' : `{\n${fields.join('\n')}\n${indent(depth)}}`;
}

function field(key: string, type: string, depth: number, words?: string): string {
  const comment = words ? `${indent(depth)}/** ${words.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ')} */\n` : '';
  return `${comment}${indent(depth)}${key}: ${type};`;
}
