import { expect } from 'chai';
import { loadConfig } from '../config.ts';
import { UserError } from '../user-error.ts';

const SECRETS = {
  PROXIE_JWT_KEYS: 'test:only-for-tests-0123456789-0123456789',
  PROXIE_CURSOR_SECRET: 'only-for-tests-too-0123456789-0123456789',
};
const PER_MINUTE = {
  documents: 600,
  login: 10,
  chat: 30,
  requests: 60,
  offers: 30,
  bookings: 30,
  providers: 100,
  uploads: 20,
  downloads: 120,
  codec: 1_000,
  sockets: 300,
  other: 100,
};

describe('the settings of the limits', () => {
  it('have the defaults that callers are promised', () => {
    const { limits, redis } = loadConfig(SECRETS);
    expect(limits.perMinute).to.deep.equal(PER_MINUTE);
    expect(limits.loginFailures).to.deep.equal({ pair: 10, ip: 100, address: 50, device: 10 });
    expect(limits.loginFailureWindowMs).to.equal(3_600_000);
    expect(redis.timeoutMs).to.equal(250);
  });

  it('change the limits that are named and no others', () => {
    const { limits } = loadConfig({ ...SECRETS, PROXIE_RATE_LIMITS: 'chat=5, uploads=1' });
    expect(limits.perMinute).to.deep.equal({ ...PER_MINUTE, chat: 5, uploads: 1 });
  });

  const wrong = {
    'chta=30': "there is no limit called 'chta'",
    'toString=30': "there is no limit called 'toString'",
    'none=30': "there is no limit called 'none'",
    'chat=0': "'chat' is out of range",
    'chat=1000001': "'chat' is out of range",
    'chat=3,chat=4': "'chat' is there twice",
    'chat=-1': "'chat=-1' is no limit",
    'chat=': "'chat=' is no limit",
    'chat:30': "'chat:30' is no limit",
    'chat=30,,': "'' is no limit",
  };
  for (const [text, why] of Object.entries(wrong)) {
    it(`refuse ${text} and say why`, () => {
      const load = (): unknown => loadConfig({ ...SECRETS, PROXIE_RATE_LIMITS: text });
      expect(load).to.throw(UserError, why);
    });
  }
});
