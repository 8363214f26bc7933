import type Router from '@koa/router';
import { z } from 'zod';
import { ROLES } from '#domain/accounts.ts';
import { ownerRuleOf, rolesOf } from './access.ts';
import { foreignPageFaults } from './foreign-page.ts';
import { compile, type KernelOptions, type KernelState } from './pipeline.ts';
import { perSchema } from './per-schema.ts';
import { METHODS, type Route } from './route.ts';
import { answerExample, bodyExample } from './examples.ts';

/** Puts routes on a router, or throws ONE error that names everything that is wrong with the list. */
export function mount<Deps>(router: Router<KernelState>, routes: readonly Route[], options: KernelOptions<Deps>): void {
  const faults = mountFaults(routes, options.ownership);
  if (faults.length > 0) {
    throw new Error(`These routes cannot be mounted:\n${faults.map((each) => `  - ${each}`).join('\n')}`);
  }
  for (const route of routes.toSorted(bySpecificity)) {
    router.register(route.path, [route.method], compile(route, options));
  }
}

/** Says what is wrong with a list of routes, route by route: what keeps an API from starting, and what is wrong in its documentation. */
export function findFaults(routes: readonly Route[], ownership: object): string[] {
  return [...mountFaults(routes, ownership), ...named(routes, exampleFaults)];
}

/** What keeps an API from starting. Examples are left to the tests: to hold all against their schemas takes a while. */
function mountFaults(routes: readonly Route[], ownership: object): string[] {
  const faults = named(routes, (route) => faultsOf(route, ownership));
  for (const [what, keyOf] of [
    ['operationId', (route: Route) => route.operationId],
    ['method and path', (route: Route) => `${route.method} ${route.path.replaceAll(/:\w+/g, ':')}`],
  ] as const) {
    for (const [key, same] of Map.groupBy(routes, keyOf)) {
      if (same.length > 1) faults.push(`${same.length} routes have the ${what} ${key}`);
    }
  }
  return faults;
}

const named = (routes: readonly Route[], faultsOf: (route: Route) => string[]): string[] =>
  routes.flatMap((route) => faultsOf(route).map((fault) => `${route.operationId || route.path}: ${fault}`));

function faultsOf(route: Route, ownership: object): string[] {
  const faults: string[] = [];
  const must = (holds: boolean, fault: string): void => void (holds || faults.push(fault));
  must(/^[a-z][A-Za-z0-9]*$/.test(route.operationId), 'has no operationId in camelCase');
  must(METHODS.includes(route.method), `has the method ${String(route.method)}`);
  must(route.path.startsWith('/'), 'has a path without a slash at its start');
  must(Boolean(route.summary?.trim()), 'has no summary');
  must(Boolean(route.description?.trim()), 'has no description');
  must(route.method !== 'get' || (!route.body && !route.upload), 'takes a body with GET');
  must(!route.body || !route.upload, 'takes both JSON and an upload');
  must(!route.isPage || (route.method === 'get' && !route.query), 'is a page but no GET without a query of its own');
  must(
    (route.success.status === 204) === !route.success.schema,
    'must answer 204 without a schema, or another status with one',
  );
  return [
    ...faults,
    ...accessFaults(route, ownership),
    ...idempotencyFaults(route),
    ...foreignPageFaults(route),
    ...schemaFaults(route),
  ];
}

function accessFaults({ access, params }: Route, ownership: object): string[] {
  if (access === 'public' || access === 'optional' || access === 'signed-in') return [];
  if (typeof access !== 'object' || access === null) return ['has no access'];
  const faults: string[] = [];
  const roles = rolesOf(access);
  const owner = ownerRuleOf(access);
  if (!roles && owner === undefined) faults.push('has an access without roles and without an ownership rule');
  const areRoles = !roles || (roles.length > 0 && roles.every((role) => ROLES.includes(role)));
  if (!areRoles) faults.push('has an access with unknown roles');
  if (owner !== undefined && !Object.hasOwn(ownership, owner)) faults.push(`names the unknown ownership rule ${owner}`);
  if (owner !== undefined && !params) faults.push('has an ownership rule but no path parameters');
  return faults;
}

/** Whatever changes something can be repeated safely by whoever is known; a kept answer belongs to one account. */
function idempotencyFaults({ method, access, idempotency, success, safe }: Route): string[] {
  const faults: string[] = [];
  const takesKey = idempotency !== 'none';
  const isAnybody = access === 'public' || access === 'optional';
  if ((method === 'get' || safe) && takesKey) faults.push('takes an Idempotency-Key but changes nothing');
  if (method !== 'get' && !safe && !takesKey && access !== 'public') {
    faults.push("changes something but takes no Idempotency-Key: set idempotency to 'optional' or 'required'");
  }
  if (takesKey && isAnybody) faults.push('takes an Idempotency-Key of callers whom it does not know');
  if (takesKey && success.contentType !== undefined) {
    faults.push('takes an Idempotency-Key but answers with what cannot be kept: only JSON can');
  }
  return faults;
}

function schemaFaults({ path, params, query, body }: Route): string[] {
  const faults: string[] = [];
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const inSchema = Object.keys(params?.shape ?? {});
  if (inPath.length !== inSchema.length || !inPath.every((name) => inSchema.includes(name))) {
    faults.push(`has the path parameters [${inPath.join()}] but a schema for [${inSchema.join()}]`);
  }
  for (const [name, schema] of Object.entries({ params, query, body })) {
    if (schema && !isStrict(schema)) {
      faults.push(`has ${name} that let unknown fields pass: use z.strictObject, all the way down`);
    }
  }
  return faults;
}

const isStrict = perSchema((schema) =>
  refusesUnknownFields(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })),
);

function refusesUnknownFields(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return true;
  if ('type' in schema && schema.type === 'object' && !('additionalProperties' in schema)) return false;
  return Object.values(schema).every(refusesUnknownFields);
}

/** An example is documentation that can be wrong, so it is held against its schema. */
function exampleFaults(route: Route): string[] {
  const { undocumented, success, query, params } = route;
  const faults: string[] = [];
  const hold = (name: string, schema: z.ZodType | undefined, example: unknown, isNeeded: boolean): void => {
    if (!schema || undocumented) return;
    if (example === undefined) return void (isNeeded && faults.push(`has no example for its ${name}`));
    const result = schema.safeParse(example);
    if (!result.success) faults.push(`has a wrong example for its ${name}: ${z.prettifyError(result.error)}`);
  };
  hold('body', route.body, bodyExample(route), true);
  hold('answer', success.schema, answerExample(route), success.contentType === undefined);
  hold('query', query, route.example?.query, false);
  hold('params', params, route.example?.params, false);
  return faults;
}

/** Fixed paths before those with parameters, so that the order of the list does not matter. */
function bySpecificity(a: Route, b: Route): number {
  const pattern = ({ path }: Route): string => path.replaceAll(/:\w+/g, '\u{10FFFF}'); // after every other character
  return pattern(a) < pattern(b) ? -1 : pattern(a) > pattern(b) ? 1 : 0;
}
