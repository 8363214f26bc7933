import { expect } from 'chai';
import type { OpenAPIObject, OperationObject, ParameterObject, ResponseObject, SchemaObject } from 'openapi3-ts/oas31';
import { z } from 'zod';
import { PROBLEMS } from '#contracts/problem.ts';
import { noteRoutes, probe } from '#test/support/notes.ts';
import { describe as describeRoutes } from './openapi.ts';
import { problemsOf, route, type Route } from './route.ts';

const routes: Route[] = noteRoutes({ notes: new Map(), loads: [] });
const documentOf = (list: readonly Route[]): OpenAPIObject =>
  describeRoutes(list, { title: 'Notes', version: '1.0.0' });
const operationOf = (document: OpenAPIObject, { path, method }: Route): OperationObject => {
  const item = document.paths?.[path.replaceAll(/:(\w+)/g, '{$1}')];
  return item?.[method] as OperationObject;
};

describe('the OpenAPI document', () => {
  const document = documentOf(routes);

  it('has every route with summary, description, tags and security', () => {
    for (const each of routes) {
      const { operationId, summary, description, access } = each;
      const operation = operationOf(document, each);
      expect(operation).to.include({ operationId, summary, description });
      expect(operation.tags).to.deep.equal(['notes']);
      const secured = [{ accessToken: [] }];
      const expected = access === 'public' ? [] : access === 'optional' ? [{}, ...secured] : secured;
      expect(operation.security).to.deep.equal(expected);
    }
  });
  it('has every problem that a route can answer with, under its status and with an example', () => {
    for (const each of routes) {
      const { responses = {} } = operationOf(document, each);
      for (const code of problemsOf(each)) {
        const response = responses[PROBLEMS[code].status] as ResponseObject;
        const content = response.content?.['application/problem+json'];
        expect(content?.schema).to.deep.equal({ $ref: '#/components/schemas/Problem' });
        expect(content?.examples?.[code]).to.deep.equal({ $ref: `#/components/examples/${code}` });
      }
    }
  });
  it('has the success with schema, example and headers', () => {
    const { responses = {}, requestBody } = operationOf(
      document,
      routes.find((each) => each.operationId === 'createNote')!,
    );
    expect(requestBody).to.deep.equal({
      required: true,
      content: {
        'application/json': { schema: { $ref: '#/components/schemas/NewNote' }, example: { text: 'buy milk' } },
      },
    });
    const created = responses[201] as ResponseObject;
    expect(created.content?.['application/json']).to.deep.equal({
      schema: { $ref: '#/components/schemas/Note' },
      example: { id: '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d', text: 'buy milk' },
    });
    expect(created.headers).to.include.all.keys('X-Request-Id', 'Location');
    const removed = operationOf(
      document,
      routes.find((each) => each.operationId === 'deleteNote')!,
    ).responses?.[204];
    expect(removed).not.to.have.property('content');
  });
  it('names the headers of the limits with every answer of a limited operation, and with no other', () => {
    const names = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset', 'RateLimit', 'RateLimit-Policy'];
    const limited = routes[0]!;
    const unlimited = { ...limited, operationId: 'unlimited', path: '/v1/unlimited', rateClass: 'none' } as const;
    const both = documentOf([limited, unlimited]);
    for (const answer of Object.values(operationOf(both, limited).responses ?? {}) as ResponseObject[]) {
      for (const name of names) {
        expect(answer.headers?.[name]).to.deep.equal({ $ref: `#/components/headers/${name}` });
      }
    }
    expect(operationOf(both, limited).responses?.[429].headers).to.have.property('Retry-After');
    for (const answer of Object.values(operationOf(both, unlimited).responses ?? {}) as ResponseObject[]) {
      expect(answer.headers).not.to.have.any.keys(...names);
    }
    expect(both.components?.headers).to.include.all.keys(...names);
  });
  it('has each parameter with its place, its schema and whether it is needed', () => {
    const { parameters } = operationOf(
      document,
      routes.find((each) => each.operationId === 'replaceNote')!,
    );
    expect(parameters?.map((each) => 'name' in each && each.name)).to.deep.equal(['id', 'revision', 'Idempotency-Key']);
    expect(parameters?.[0]).to.deep.include({
      name: 'id',
      in: 'path',
      required: true,
      schema: { $ref: '#/components/schemas/NoteId' },
    });
    expect(parameters?.[1]).to.deep.include({ name: 'revision', in: 'query', required: true });
    const list = operationOf(
      document,
      routes.find((each) => each.operationId === 'listNotes')!,
    );
    expect(list.parameters).to.have.lengthOf(3);
    for (const parameter of list.parameters ?? []) {
      expect(parameter).to.include({ in: 'query', required: false });
      expect(parameter).to.have.property('description').with.length.greaterThan(0);
    }
  });
  it('documents the Idempotency-Key of whatever takes one, and of nothing else', () => {
    const optional = routes[0]!;
    const required = { ...optional, operationId: 'required', path: '/v1/required', idempotency: 'required' } as const;
    const none = { ...optional, operationId: 'none', path: '/v1/none', idempotency: 'none' } as const;
    const all = documentOf([optional, required, none]);
    const keyOf = (each: Route) =>
      (operationOf(all, each).parameters as ParameterObject[]).find(({ name }) => name === 'Idempotency-Key');
    expect(keyOf(optional)).to.deep.include({ in: 'header', required: false });
    expect(keyOf(required)).to.deep.include({ in: 'header', required: true });
    expect(keyOf(none)).to.equal(undefined);
    const pattern = new RegExp((keyOf(optional)?.schema as SchemaObject | undefined)?.pattern ?? '');
    expect([keyOf(optional)?.example, 'a-bare-one', 'not one'].map((key) => pattern.test(key))).to.deep.equal([
      true,
      true,
      false,
    ]);
    const answersOf = (each: Route) => operationOf(all, each).responses as Record<string, ResponseObject>;
    expect(answersOf(optional)[201]?.headers).to.have.property('Idempotency-Replayed');
    expect(answersOf(optional)[409]?.headers).to.include.all.keys('Idempotency-Replayed', 'Retry-After');
    expect(answersOf(optional)[422]?.description).to.include('idempotency_key_reused');
    expect(answersOf(optional)[400]?.headers, 'it comes before the key').not.to.have.property('Idempotency-Replayed');
    expect(answersOf(none)[201]?.headers).not.to.have.property('Idempotency-Replayed');
    expect(answersOf(none)).not.to.have.property('422');
  });
  it('has no reference that leads nowhere, and no definition outside the components', () => {
    for (const $ref of referencesIn(document)) {
      const target = $ref
        .split('/')
        .slice(1)
        .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
      expect(target, $ref).to.be.an('object');
    }
    expect(JSON.stringify(document)).not.to.match(/\$defs|"id":"(Note|Money)"/);
  });
  it('gives what is sent a component of its own only where it differs from what is answered', () => {
    const Money = z.strictObject({ amount: z.int() }).meta({ id: 'TestMoney' });
    const Item = z.strictObject({ price: Money, count: z.int().default(1) }).meta({ id: 'TestItem' });
    const Order = z.strictObject({ items: z.array(Item) }).meta({ id: 'TestOrder' });
    const order = route({
      ...routes[0]!,
      operationId: 'order',
      path: '/v1/orders',
      body: Order,
      success: { status: 200, schema: Order },
      handle: ({ body }) => body,
    });
    const { schemas } = documentOf([order]).components ?? {};
    const own = Object.keys(schemas ?? {}).filter((name) => name.startsWith('Test'));
    expect(own).to.deep.equal(['TestItem', 'TestItemInput', 'TestMoney', 'TestOrder', 'TestOrderInput']);
    expect(schemas?.TestItem).to.have.property('required').that.includes('count');
    expect(schemas?.TestItemInput).to.have.property('required').that.does.not.include('count');
    expect(JSON.stringify(schemas?.TestOrderInput)).to.include('#/components/schemas/TestItemInput');
    expect(JSON.stringify(schemas?.TestOrder)).to.include('"#/components/schemas/TestItem"');
  });
  it('leaves out what is not part of the API, and cannot hold what JSON Schema cannot express', () => {
    expect(documentOf([{ ...probe(() => 1), undocumented: true }]).paths).to.deep.equal({});
    const unspeakable = { ...probe(() => 1), success: { status: 200, schema: z.date() } };
    expect(() => documentOf([unspeakable])).to.throw();
  });
  it('is the same each time', () => {
    expect(JSON.stringify(documentOf(routes))).to.equal(JSON.stringify(document));
  });
});

function referencesIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, part]) => (key === '$ref' ? [String(part)] : referencesIn(part)));
}
