import type { QueryClient } from '@tanstack/react-query';
import type { Api } from './api/client.ts';
import type { Connectivity } from './api/connectivity.ts';
import type { CommandKeys } from './api/keys.ts';
import type { ServerWaits } from './api/server-waits.ts';

/** What the application is connected by. */
export interface WebClient {
  readonly api: Api;
  readonly queryClient: QueryClient;
  readonly keys: CommandKeys;
  readonly waits: ServerWaits;
  readonly connectivity: Connectivity;
}
