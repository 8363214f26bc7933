import { isIP } from 'node:net';

const WITH_PORT = /^(?:\[([^\]]+)\]|(\d+\.\d+\.\d+\.\d+))(?::\d+)?$/;

/**
 * What an address is counted by: an IPv4 address by itself, an IPv6 address by its /64, since a host may use all of them.
 * Whatever is no address shares one count, so that making them up gains nothing.
 */
export function addressKey(address: string): string {
  const [, inBrackets, beforePort] = WITH_PORT.exec(address) ?? [];
  const bare = (inBrackets ?? beforePort ?? address).replace(/%.*$/, '');
  const version = isIP(bare);
  if (version === 4) return `ip:${bare}`;
  return version === 6 ? keyOfIpv6(bare) : 'ip:unknown';
}

/** What a user is counted by. */
export function userKey(accountId: string): string {
  return `user:${accountId}`;
}

function keyOfIpv6(address: string): string {
  const groups = groupsOf(address);
  const isMappedIpv4 = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (!isMappedIpv4) return `ip:${hexadecimal(groups.slice(0, 4))}::/64`;
  const bytes = groups.slice(6).flatMap((group) => [group >> 8, group & 0xff]);
  return `ip:${bytes.join('.')}`;
}

const hexadecimal = (groups: readonly number[]): string => groups.map((group) => group.toString(16)).join(':');

/** The eight numbers of an IPv6 address, however it is written. */
function groupsOf(address: string): number[] {
  const { hostname } = new URL(`http://[${address}]`); // written in one way, and never with an IPv4 tail
  const [head = '', tail] = hostname.slice(1, -1).split('::');
  const numbers = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((each) => Number.parseInt(each, 16));
  const [before, after] = [numbers(head), numbers(tail ?? '')];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}
