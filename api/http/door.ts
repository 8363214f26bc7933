import {
  ownerRuleOf,
  rolesOf,
  type Actor,
  type OwnershipRule,
  type OwnershipRules,
  type PathParams,
} from './access.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';

type AnyRule<Deps> = OwnershipRule<Deps, unknown> | undefined;

/** The parts of a route's access that are the same whichever way a call comes. */
export interface Door {
  /** Throws the Problem `forbidden` unless the caller has a role that the route asks for. */
  readonly requireRole: (actor: Actor | undefined) => void;
  /** What the ownership rule loads for the caller; throws `not_found` or `not_yours`. */
  readonly findResource: (actor: Actor | undefined, params: unknown) => Promise<unknown>;
}

interface DoorOptions<Deps> {
  readonly deps: Deps;
  readonly ownership: OwnershipRules<Deps>;
}

/** Works out the door of a route once. */
export function doorOf<Deps>(route: Route, { deps, ownership }: DoorOptions<Deps>): Door {
  const roles = rolesOf(route.access);
  const ruleName = ownerRuleOf(route.access);
  const rule = ruleName === undefined ? undefined : (ownership as Record<string, AnyRule<Deps>>)[ruleName];
  return {
    requireRole(actor) {
      if (!roles || roles.some((role) => actor?.roles.includes(role))) return;
      throw new Problem('forbidden', `the operation is for the role ${roles.join(' or ')}`);
    },
    async findResource(actor, params) {
      return rule && actor ? rule(deps, actor, params as PathParams) : undefined;
    },
  };
}
