import type { ApiDeps } from '#api/deps.ts';
import type { Actor } from '#api/http/access.ts';
import { Problem } from '#api/http/problem.ts';

/** What the routes of providers need. */
export type ProviderDeps = Pick<ApiDeps, 'orm' | 'cursorsOf' | 'now'>;

/** The provider that the caller runs; the role without a provider is a 404. */
export function ownProviderId({ providerId }: Actor): string {
  if (providerId === undefined) throw new Problem('not_found', 'the account runs no provider');
  return providerId;
}
