import { hostNames } from './kinds.ts';
import { setting } from './setting.ts';

/** By which names calls may come, besides the usual ones. */
export const ALLOWED_HOSTS = setting(
  'PROXIE_ALLOWED_HOSTS',
  hostNames,
  '',
  'Host names that calls may come by, besides `localhost`, IP addresses and the host of the public URL. In development ' +
    'other names are refused; elsewhere only when names are set here.',
);
