import {
  OpenApiBuilder,
  type ExampleObject,
  type HeadersObject,
  type InfoObject,
  type OpenAPIObject,
  type OperationObject,
  type ParameterObject,
  type ResponseObject,
  type SchemaObject,
} from 'openapi3-ts/oas31';
import type { z } from 'zod';
import { LIMIT_HEADERS } from '#api/limits/headers.ts';
import { PROBLEM_CODES, PROBLEMS, ProblemDocument, type ProblemCode } from '#contracts/problem.ts';
import { answerExample, bodyExample } from './examples.ts';
import { createSchemaCollector, type SchemaCollector } from './openapi-schemas.ts';
import { keyHeaders, keyParameters, replayedHeader } from './openapi-idempotency.ts';
import { contentTypesOf, problemsOf, type Fields, type Route } from './route.ts';
import { Bytes, type UploadSpec } from './upload.ts';

const JSON_MEDIA = 'application/json';
const PROBLEM_MEDIA = 'application/problem+json';
const SECURITY_SCHEME = 'accessToken';
const EXAMPLE_URL = 'https://api.example.com';
const EXAMPLE_REQUEST = 'urn:proxie:request:7d1b6c1e-2f0a-4c55-9d0e-6f1c2b3a4d5e';

/** Headers that come with the problems of a status. */
const PROBLEM_HEADERS: Readonly<Record<number, Record<string, string>>> = {
  401: { 'WWW-Authenticate': 'The challenge by RFC 6750.' },
  405: { Allow: 'The methods that the path has.' },
  429: { 'Retry-After': 'Seconds until there is room again.' },
  503: { 'Retry-After': 'Seconds after which trying again is worth it.' },
};

/** The OpenAPI 3.1 document of a list of routes: everything in it comes from them. */
export function describe(routes: readonly Route[], info: InfoObject): OpenAPIObject {
  const documented = routes.filter((route) => !route.undocumented);
  const collector = createSchemaCollector();
  const problem = collector.add(ProblemDocument, 'output');
  const builder = OpenApiBuilder.create().addInfo(info).addServer({ url: '/' });
  for (const route of documented) {
    builder.addPath(route.path.replaceAll(/:(\w+)/g, '{$1}'), {
      [route.method]: operationOf(route, collector, problem),
    });
  }
  for (const name of new Set(documented.flatMap((route) => route.tags))) builder.addTag({ name });
  builder.addSecurityScheme(SECURITY_SCHEME, {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An access token, as signing in gives it.',
  });
  builder.addHeader('X-Request-Id', requestIdHeader);
  for (const [name, header] of Object.entries(limitHeaders)) builder.addHeader(name, header);
  for (const code of PROBLEM_CODES) builder.addExample(code, problemExample(code));
  for (const [name, schema] of Object.entries(collector.components())) builder.addSchema(name, schema);
  return builder.getSpec();
}

function operationOf(route: Route, collector: SchemaCollector, problem: SchemaObject): OperationObject {
  const { operationId, tags, summary, description, access, params, query, example } = route;
  const secured = { [SECURITY_SCHEME]: [] };
  return {
    operationId,
    tags: [...tags],
    summary,
    description,
    security: access === 'public' ? [] : access === 'optional' ? [{}, secured] : [secured],
    parameters: [
      ...parametersOf('path', params, example?.params, collector),
      ...parametersOf('query', query, example?.query, collector),
      ...keyParameters(route),
    ],
    ...bodyOf(route, collector),
    responses: responsesOf(route, collector, problem),
  };
}

function bodyOf(route: Route, collector: SchemaCollector): Pick<OperationObject, 'requestBody'> {
  const { body } = route;
  const upload: UploadSpec | undefined = route.upload;
  if (upload) {
    const { contentTypes, description } = upload;
    const content = Object.fromEntries(contentTypes.map((type) => [type, { schema: BINARY }]));
    return { requestBody: { required: true, description, content } };
  }
  if (!body) return {};
  const required = !body.safeParse(undefined).success;
  const content = { [JSON_MEDIA]: { schema: collector.add(body, 'input'), example: bodyExample(route) } };
  return { requestBody: { required, content } };
}

/** As most tools know bytes, whatever their type. */
const BINARY: SchemaObject = { type: 'string', format: 'binary' };

function parametersOf(
  place: 'path' | 'query',
  fields: Fields | undefined,
  example: unknown,
  collector: SchemaCollector,
): ParameterObject[] {
  if (!fields) return [];
  const examples = (example ?? {}) as Record<string, unknown>;
  return Object.entries(fields.shape).map(([name, field]) => {
    const schema = collector.add(field as never, 'input');
    return {
      name,
      in: place,
      required: place === 'path' || !field.safeParse(undefined).success,
      description: schema.description ?? field.meta()?.description ?? `The ${name} in the ${place}.`,
      schema,
      ...(examples[name] !== undefined && { example: examples[name] }),
    } as ParameterObject;
  });
}

function responsesOf(route: Route, collector: SchemaCollector, problem: SchemaObject): Record<string, ResponseObject> {
  const { success } = route;
  const types = contentTypesOf(success).map((type) => type.split(';', 1)[0] ?? type);
  const media = types.length === 0 ? [JSON_MEDIA] : types;
  const example = answerExample(route);
  const responses: Record<string, ResponseObject> = {};
  const schemaOf = (schema: z.ZodType): SchemaObject => (schema === Bytes ? BINARY : collector.add(schema, 'output'));
  const succeed = (status: number, description: string): void => {
    responses[status] = {
      description,
      headers: headersOf(route, { ...success.headers, ...replayedHeader(route) }),
      ...(success.schema && {
        content: Object.fromEntries(
          media.map((type) => [type, { schema: schemaOf(success.schema), ...(example !== undefined && { example }) }]),
        ),
      }),
    };
  };
  succeed(
    success.status,
    success.description ?? (success.schema ? 'It worked.' : 'It worked; there is no more to say.'),
  );
  for (const [status, meaning] of Object.entries<string>(success.otherStatuses ?? {})) succeed(Number(status), meaning);
  if (success.headers?.ETag !== undefined) {
    responses[304] = { description: 'What you have by this ETag is still right.' };
  }

  for (const [status, codes] of Map.groupBy(problemsOf(route), (code) => PROBLEMS[code].status)) {
    const before = responses[status];
    const meaning = codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join(' ');
    responses[status] = {
      description: before ? `${before.description} Or ${meaning}` : meaning,
      headers: { ...before?.headers, ...headersOf(route, { ...PROBLEM_HEADERS[status], ...keyHeaders(route, codes) }) },
      content: {
        ...before?.content,
        [PROBLEM_MEDIA]: {
          schema: problem,
          examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
        },
      },
    };
  }
  return responses;
}

const requestIdHeader = {
  description: 'Names the request; the log has it under the same id. A caller may send its own.',
  schema: { type: 'string' },
} as const;

const limitHeaders = Object.fromEntries(
  Object.entries(LIMIT_HEADERS).map(([name, { description, type, example }]) => [
    name,
    { description, schema: { type }, example },
  ]),
);

const referTo = (...names: readonly string[]): HeadersObject =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

function headersOf({ rateClass }: Route, headers: Readonly<Record<string, string>> = {}): HeadersObject {
  const own = Object.entries(headers).map(([name, description]) => [
    name,
    { description, schema: { type: 'string' as const } },
  ]);
  return {
    ...referTo('X-Request-Id', ...(rateClass === 'none' ? [] : Object.keys(limitHeaders))),
    ...(Object.fromEntries(own) as HeadersObject),
  };
}

function problemExample(code: ProblemCode): ExampleObject {
  const { status, title, description } = PROBLEMS[code];
  const value: ProblemDocument = {
    type: `${EXAMPLE_URL}/problems/${code}`,
    title,
    status,
    detail: description.replace(/\. .*$/, '.'),
    instance: EXAMPLE_REQUEST,
    code,
    ...(code === 'validation_failed' && {
      errors: [{ in: 'body', path: '/location/city', message: 'Invalid input: expected string, received undefined' }],
    }),
    ...(code === 'stale_revision' && { info: { revision: 3 } }),
  };
  return { summary: title, value };
}
