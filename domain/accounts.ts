/** What an account may act as. Everyone signed in is a consumer; the others are granted. */
export const ROLES = ['consumer', 'provider', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** A suspended account cannot sign in, and its tokens stop working. */
export const ACCOUNT_STATUSES = ['active', 'suspended'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** Only an active provider is matched and may offer. */
export const PROVIDER_STATUSES = ['active', 'paused', 'inactive'] as const;
export type ProviderStatus = (typeof PROVIDER_STATUSES)[number];
