import type { Role } from '#contracts/common.ts';

/** Who sent a request, as the database knows the account now. */
export interface Actor {
  readonly id: string;
  /** Always holds `consumer`: everyone signed in is one. */
  readonly roles: readonly Role[];
  /** The provider that the account acts for, if it has one. */
  readonly providerId?: string | undefined;
}

/**
 * What each ownership rule loads, by the rule's name. A slice adds its own:
 * `declare module '#api/http/access.ts' { interface OwnedResources { bookingParty: PartyToBooking } }`
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- filled by declaration merging
export interface OwnedResources {}

/** The name of an ownership rule. */
export type OwnershipRuleName = keyof OwnedResources;

/** Who may call a route. There is no default: a route without it is refused at the start. */
export type Access =
  | 'public' // nobody is asked who they are
  | 'optional' // anonymous callers are welcome, but a token that is sent must be good
  | 'signed-in'
  | { readonly roles: readonly [Role, ...Role[]]; readonly owner?: OwnershipRuleName }
  | { readonly owner: OwnershipRuleName };

/** The path parameters after the route's schema has accepted them. */
export type PathParams = Readonly<Record<string, string>>;

/** Loads a resource for its owner once, or throws the Problem `not_found` or `not_yours`. */
export type OwnershipRule<Deps, Resource> = (deps: Deps, actor: Actor, params: PathParams) => Promise<Resource>;

/** The registry of ownership rules that `mount` is given. */
export type OwnershipRules<Deps> = { readonly [Name in OwnershipRuleName]?: OwnershipRule<Deps, OwnedResources[Name]> };

/** What `handle` knows of its caller under an access. */
export type ActorOf<A extends Access> = A extends 'public'
  ? undefined
  : A extends 'optional'
    ? Actor | undefined
    : Actor;

/** What the ownership rule of an access has loaded for `handle`. */
export type ResourceOf<A extends Access> = A extends { readonly owner: infer Name extends OwnershipRuleName }
  ? OwnedResources[Name]
  : undefined;

/** The ownership rule that an access names. */
export function ownerRuleOf(access: Access): string | undefined {
  return typeof access === 'object' ? access.owner : undefined;
}

/** The roles of which a caller needs one, or nothing when any will do. */
export function rolesOf(access: Access): readonly Role[] | undefined {
  return typeof access === 'object' && 'roles' in access ? access.roles : undefined;
}
