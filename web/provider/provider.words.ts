import type { ProviderStatus } from '#domain/accounts.ts';
import type { StatusLook } from '#web/kit/statuses.ts';

const LOOKS: Record<ProviderStatus, StatusLook> = {
  active: { word: 'Active', tone: 'good' },
  paused: { word: 'Paused', tone: 'attention' },
  inactive: { word: 'Inactive', tone: 'ended' },
};

/** How a provider stands: only active ones are asked and booked. */
export const providerLook = (status: ProviderStatus): StatusLook => LOOKS[status];
