import { duration } from './kinds.ts';
import { QUOTA_SETTING } from './limits.ts';
import { setting } from './setting.ts';

/** What keeps people from gaming each other. */
export const TRUST_SETTINGS = {
  quotas: QUOTA_SETTING,
  suspensionGraceMs: setting(
    'PROXIE_SUSPENSION_GRACE',
    duration(0),
    '72h',
    'How long the open requests and offers of a suspended account wait for its reinstatement before they are closed.',
  ),
} as const;
