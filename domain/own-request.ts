/** Nobody deals with themselves: true where the consumer of a request is also the account behind a provider. */
export function isOwnRequest(consumerId: string, providerAccountId: string): boolean {
  return consumerId === providerAccountId;
}
