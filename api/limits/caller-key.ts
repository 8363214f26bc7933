import { isIP } from 'node:net';

const WITH_PORT = /^(?:\[([^\]]+)\]|(\d+\.\d+\.\d+\.\d+))(?::\d+)?$/;

/**
 * What an address is counted by: an IPv4 address by itself, an IPv6 address by its /64, since a host may use all of them.
 * Every limit counts the wider networks of an IPv6 key as well (`createWindow`). Whatever is no address shares one count, so that making them up gains nothing.
 */
export function addressKey(address: string): string {
  const [, inBrackets, beforePort] = WITH_PORT.exec(address) ?? [];
  const bare = (inBrackets ?? beforePort ?? address).replace(/%.*$/, '');
  const version = isIP(bare);
  if (version === 4) return `ip:${bare}`;
  return version === 6 ? keyOfIpv6(bare) : 'ip:unknown';
}

/** A wider network, by which IPv6 callers are counted as well, and how many times the limit of one /64 it has. */
export interface WiderNetwork {
  readonly bits: 56 | 48;
  readonly share: number;
}

/** Providers give a home or a machine anything from a /64 to a /48, with thousands of /64s in it to walk through. */
export const WIDER_NETWORKS: readonly WiderNetwork[] = [
  { bits: 56, share: 4 },
  { bits: 48, share: 16 },
];

/** Whether a key is that of an IPv6 network. */
export function isIpv6Key(key: string): boolean {
  return KEY_OF_64.test(key);
}

/** The key of the wider network that the network of an IPv6 key lies in. */
export function widerKey(key: string, { bits }: WiderNetwork): string {
  const [, start = '', fourth = ''] = KEY_OF_64.exec(key) ?? [];
  return bits === 48 ? `ip:${start}::/48` : `ip:${start}:${(Number.parseInt(fourth, 16) & 0xff00).toString(16)}::/56`;
}

/** All keys that a caller counts by, and how many times the limit of one caller each of them has. */
export function countedKeys(key: string): readonly { readonly key: string; readonly share: number }[] {
  const own = { key, share: 1 };
  if (!isIpv6Key(key)) return [own];
  return [own, ...WIDER_NETWORKS.map((network) => ({ key: widerKey(key, network), share: network.share }))];
}

const KEY_OF_64 = /^ip:([0-9a-f]+:[0-9a-f]+:[0-9a-f]+):([0-9a-f]+)::\/64$/;

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
