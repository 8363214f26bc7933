import { createContext, use } from 'react';
import type { WebClient } from './client.ts';

/** Provided once, around the whole application. */
export const ClientContext = createContext<WebClient | undefined>(undefined);

/** What the application is connected by. */
export function useClient(): WebClient {
  const client = use(ClientContext);
  if (!client) throw new Error('there is no ClientContext around this component');
  return client;
}
