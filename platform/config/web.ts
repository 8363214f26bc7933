import { text } from './kinds.ts';
import { optional } from './setting.ts';

/** Where the web client comes from. */
export const WEB_SETTINGS = {
  dir: optional(
    'PROXIE_WEB_DIR',
    text,
    '`web/dist`, which `npm start` keeps up to date',
    'The folder of the built web client; a relative path counts from the project folder. One that is set is served as it is.',
  ),
} as const;
