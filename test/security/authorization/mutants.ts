import http from 'node:http';
import type Koa from 'koa';
import type { Access, OwnershipRule, OwnershipRuleName } from '#api/http/access.ts';
import { ownerRuleOf, rolesOf } from '#api/http/access.ts';
import type { ApiDeps } from '#api/deps.ts';
import type { KernelState } from '#api/http/pipeline.ts';
import { Problem } from '#api/http/problem.ts';
import type { Route } from '#api/http/route.ts';
import { OWNERSHIP } from '#api/routes.ts';
import type { ProblemCode } from '#contracts/problem.ts';
import { ROLES, type Role } from '#domain/accounts.ts';
import type { Doors } from '#test/support/api.ts';
import type { PersonName } from './actors.ts';
import { operationOf } from './cells.ts';
import type { World } from './world.ts';

/** One route alone, with a door that is not what it should be. */
export interface Mutant extends Required<Doors> {
  readonly name: string;
}

type Rule = OwnershipRule<ApiDeps, unknown>;

/** What the check of routes would object to under another access; the calls of the matrix never come so far. */
const FIT_FOR_ANYBODY = { safe: true, idempotency: 'none', foreignPage: undefined } as const;

/** Every way of getting the access of one route wrong: rules dropped, loosened, tightened and taken for another. */
export function mutantsOf(route: Route, world: World, entitled: PersonName): Mutant[] {
  const accesses = otherAccesses(route).map(({ name, access }) => ({
    name,
    routes: [{ ...route, ...FIT_FOR_ANYBODY, access }],
    ownership: OWNERSHIP,
  }));
  const owner = ownerRuleOf(route.access) as OwnershipRuleName | undefined;
  if (owner === undefined) return accesses;
  const rules = otherRules(route, OWNERSHIP[owner] as Rule, world, entitled).map(({ name, rule }) => ({
    name,
    routes: [route],
    ownership: { ...OWNERSHIP, [owner]: rule },
  }));
  return [...accesses, ...rules];
}

interface OtherAccess {
  readonly name: string;
  readonly access: Access;
}

/** Access declarations that mean something else than the route's own. */
function otherAccesses({ access }: Route): OtherAccess[] {
  const simple = (['public', 'optional', 'signed-in'] as const).filter((each) => each !== access);
  return [
    ...simple.map((each) => ({ name: `access is ${each}`, access: each })),
    ...otherRoles(access),
    ...otherOwners(access),
  ];
}

function otherRoles(access: Access): OtherAccess[] {
  const held = rolesOf(access);
  const owner = ownerRuleOf(access) as OwnershipRuleName | undefined;
  const withOwner = owner === undefined ? {} : { owner };
  const others = ROLES.filter((role) => role !== 'consumer' && !held?.includes(role)); // everybody is a consumer
  const instead = others.map((role) => ({
    name: `it is for ${role}`,
    access: { roles: [role] as [Role], ...withOwner },
  }));
  if (!held) return instead;
  const added = ROLES.filter((role) => !held.includes(role)).map((role) => ({
    name: `it is for ${role}, too`,
    access: { roles: [role, ...held] as [Role, ...Role[]], ...withOwner },
  }));
  const dropped = owner === undefined ? [] : [{ name: 'it is for any role', access: { owner } }];
  return [...instead, ...added, ...dropped];
}

function otherOwners(access: Access): OtherAccess[] {
  const owner = ownerRuleOf(access);
  if (owner === undefined) return [];
  const roles = rolesOf(access) as [Role, ...Role[]] | undefined;
  const names = (Object.keys(OWNERSHIP) as OwnershipRuleName[]).filter((name) => name !== owner);
  const others = names.map((name) => ({
    name: `the rule is ${name}`,
    access: roles ? { roles, owner: name } : { owner: name },
  }));
  return roles ? [{ name: 'there is no rule', access: { roles } }, ...others] : others;
}

/** Ownership rules that look like the right one and are not. */
function otherRules(route: Route, rule: Rule, { people }: World, entitled: PersonName): { name: string; rule: Rule }[] {
  const isForAdmins = operationOf(route).may.includes('admin');
  return [
    {
      name: 'the rule loads and does not check',
      rule: (deps, actor, params) =>
        rule(deps, actor, params).catch(unless('not_yours', () => asEntitled(deps, params))),
    },
    { name: 'the rule takes what is not there for somebody else’s', rule: saying('not_found', 'not_yours') },
    { name: 'the rule takes what is somebody else’s for not there', rule: saying('not_yours', 'not_found') },
    { name: 'the rule speaks of roles', rule: saying('not_yours', 'forbidden') },
    isForAdmins
      ? {
          name: 'the rule does not know operators',
          rule: (deps, actor, params) =>
            rule(deps, { ...actor, roles: actor.roles.filter((role) => role !== 'admin') }, params),
        }
      : {
          name: 'the rule lets operators pass',
          rule: (deps, actor, params) =>
            actor.roles.includes('admin') ? asEntitled(deps, params) : rule(deps, actor, params),
        },
  ];

  function asEntitled(deps: ApiDeps, params: Parameters<Rule>[2]): Promise<unknown> {
    return rule(deps, people[entitled], params);
  }
  function saying(right: ProblemCode, wrong: ProblemCode): Rule {
    return (deps, actor, params) =>
      rule(deps, actor, params).catch(
        unless(right, () => {
          throw new Problem(wrong as 'not_yours', 'said wrongly');
        }),
      );
  }
}

/** Handles one problem, and lets every other error pass. */
function unless<Result>(code: ProblemCode, then: () => Result): (error: unknown) => Result {
  return (error) => {
    if (error instanceof Problem && error.code === code) return then();
    throw error;
  };
}

/** Mocha fixture: one server whose application can be exchanged between two calls. */
export function useSwitch(): { readonly url: string; by(app: Koa<KernelState>): void } {
  let serve: http.RequestListener = (_req, res) => void res.end();
  const server = http.createServer((req, res) => serve(req, res));
  const fixture = { url: '', by };
  before(async () => {
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    fixture.url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  });
  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  });
  return fixture;

  function by(app: Koa<KernelState>): void {
    serve = app.callback() as http.RequestListener;
  }
}
