import { expect } from 'chai';
import { addressKey, isIpv6Key, userKey, WIDER_NETWORKS, widerKey } from './caller-key.ts';

describe('addressKey', () => {
  it('keys an IPv4 address by itself, however it is written', () => {
    for (const address of [
      '192.0.2.7',
      '::ffff:192.0.2.7',
      '::FFFF:c000:207',
      '0:0:0:0:0:ffff:192.0.2.7',
      '192.0.2.7:4711',
    ]) {
      expect(addressKey(address), address).to.equal('ip:192.0.2.7');
    }
  });

  it('keys all IPv6 addresses of one /64 alike, so that a host cannot walk through its own', () => {
    for (const host of [
      '2001:db8:1:2::',
      '2001:db8:1:2::1',
      '2001:0DB8:1:2:ffff:ffff:ffff:ffff',
      '[2001:db8:1:2::9]:443',
    ]) {
      expect(addressKey(host), host).to.equal('ip:2001:db8:1:2::/64');
    }
    expect(addressKey('2001:db8:1:3::1')).to.equal('ip:2001:db8:1:3::/64');
    expect(addressKey('::1')).to.equal('ip:0:0:0:0::/64');
    expect(addressKey('fe80::1%eth0')).to.equal('ip:fe80:0:0:0::/64');
    expect(addressKey('64:ff9b::192.0.2.7')).to.equal('ip:64:ff9b:0:0::/64');
  });

  it('names the wider networks of an IPv6 key, and of no other', () => {
    const wider = (address: string) => WIDER_NETWORKS.map((network) => widerKey(addressKey(address), network));
    for (const address of ['2001:db8:1:2a00::1', '2001:db8:1:2aff::1', '2001:db8:1:2a7f:1:2:3:4']) {
      expect(wider(address), address).to.deep.equal(['ip:2001:db8:1:2a00::/56', 'ip:2001:db8:1::/48']);
    }
    expect(wider('2001:db8:1:2b00::1')).to.deep.equal(['ip:2001:db8:1:2b00::/56', 'ip:2001:db8:1::/48']);
    expect(wider('2001:db8:2:2a00::1')).to.deep.equal(['ip:2001:db8:2:2a00::/56', 'ip:2001:db8:2::/48']);
    expect(wider('::1')).to.deep.equal(['ip:0:0:0:0::/56', 'ip:0:0:0::/48']);
    for (const key of [addressKey('192.0.2.7'), addressKey('nonsense'), userKey('2001:db8:1:2::/64')]) {
      expect(isIpv6Key(key), key).to.equal(false);
    }
  });

  it('has one key for everything that is no address', () => {
    for (const made of [
      '',
      'unknown',
      '_hidden',
      '999.1.1.1',
      '2001:db8::g',
      '192.0.2.7:x',
      '[::1',
      'a'.repeat(10_000),
    ]) {
      expect(addressKey(made), made).to.equal('ip:unknown');
    }
  });

  it('never takes a user for an address', () => {
    expect(userKey('192.0.2.7')).not.to.equal(addressKey('192.0.2.7'));
  });
});
