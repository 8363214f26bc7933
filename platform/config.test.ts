import { expect } from 'chai';
import { testFolder } from '#test/support/servers.ts';
import { loadConfig, withEndpoints } from './config.ts';
import { UserError } from './user-error.ts';

const STRONG = [
  'k9Vw2mQz7Rt4Lx8Bn3Jc6Hd1Fs5Gp0Ay',
  'Zt8qWm3nXv6bKc1jHf4dGs7aPl0oIu9y',
  'u3Rr8Kq1Zp6Xw9Nn4Vb7Mc2Ld5Jf0Hs',
] as const;
const DEVELOPMENT = { PROXIE_JWT_KEYS: `one:${STRONG[0]}`, PROXIE_CURSOR_SECRET: STRONG[1] };
const PRODUCTION = { NODE_ENV: 'production', ...DEVELOPMENT };

describe('loadConfig', () => {
  it('has a default for everything but the secrets', () => {
    const config = loadConfig(DEVELOPMENT);
    expect(config.http).to.include({ host: '127.0.0.1', port: 3000, publicUrl: 'http://127.0.0.1:3000' });
    expect(config.timers).to.include({ waveMs: 7_200_000, offerTtlMs: 86_400_000, requestTtlMs: 604_800_000 });
    expect(config.matching.weights.specialization).to.equal(0.3);
    expect(config.postgres.url).to.equal(undefined);
  });

  it('names every wrong variable in one message', () => {
    const message = refusal({ ...DEVELOPMENT, PORT: '99999', PROXIE_WAVE: '2 hours', DATABASE_URL: 'mysql://h/db' });
    expect(message).to.match(/PORT must be a port .* not '99999'/);
    expect(message).to.match(/PROXIE_WAVE must be a time .* not '2 hours'/);
    expect(message).to.match(/DATABASE_URL must be a URL that starts with postgres/);
  });

  it('never repeats a secret or a password', () => {
    const message = refusal({ PROXIE_JWT_KEYS: 'one:hush', PROXIE_CURSOR_SECRET: 'quiet', REDIS_URL: 'http://u:pw@h' });
    expect(message).to.include('PROXIE_JWT_KEYS').and.include('PROXIE_CURSOR_SECRET').and.include('REDIS_URL');
    expect(message).not.to.match(/hush|quiet|pw/);
  });

  it('refuses a misspelt variable of ours instead of ignoring it', () => {
    expect(refusal({ ...DEVELOPMENT, PROXIE_WAVES: '2h' })).to.include('PROXIE_WAVES is not a setting');
  });

  it('demands that the matching weights sum to 1', () => {
    expect(refusal({ ...DEVELOPMENT, PROXIE_WEIGHT_PRICE: '0.2' })).to.match(
      /PROXIE_WEIGHT_PRICE.* sum to 1, not 1\.1/,
    );
    const shifted = { PROXIE_WEIGHT_PRICE: '0.2', PROXIE_WEIGHT_RATING: '0' };
    expect(loadConfig({ ...DEVELOPMENT, ...shifted }).matching.weights).to.include({ price: 0.2, rating: 0 });
  });

  it('sizes what a worker does at once by its connections, and refuses more', () => {
    expect(loadConfig(DEVELOPMENT).worker.localActivitySlots).to.equal(16);
    expect(loadConfig({ ...DEVELOPMENT, PROXIE_POSTGRES_POOL: '2' }).worker.localActivitySlots).to.equal(1);
    const slots = { PROXIE_WORKER_LOCAL_ACTIVITY_SLOTS: '30' };
    expect(loadConfig({ ...DEVELOPMENT, ...slots, PROXIE_POSTGRES_POOL: '30' }).worker.localActivitySlots).to.equal(30);
    expect(refusal({ ...DEVELOPMENT, ...slots })).to.match(
      /PROXIE_WORKER_LOCAL_ACTIVITY_SLOTS must not be above PROXIE_POSTGRES_POOL \(20\)/,
    );
  });

  it('keeps the timeouts of the database below those of the activities that use it', () => {
    expect(loadConfig(DEVELOPMENT).postgres).to.include({ statementTimeoutMs: 5_000, lockTimeoutMs: 4_000 });
    expect(refusal({ ...DEVELOPMENT, PROXIE_POSTGRES_STATEMENT_TIMEOUT: '10s' })).to.include('to 8s, not');
    expect(refusal({ ...DEVELOPMENT, PROXIE_POSTGRES_STATEMENT_TIMEOUT: '3s' })).to.include(
      'PROXIE_POSTGRES_LOCK_TIMEOUT must not be above PROXIE_POSTGRES_STATEMENT_TIMEOUT',
    );
  });

  it('reads a key ring whose first key signs, and refuses one with an id twice', () => {
    const ring = `new:${STRONG[1]}, old:${STRONG[0]}`;
    expect(loadConfig({ ...DEVELOPMENT, PROXIE_JWT_KEYS: ring }).auth.keys).to.deep.equal([
      { kid: 'new', secret: STRONG[1] },
      { kid: 'old', secret: STRONG[0] },
    ]);
    expect(refusal({ ...DEVELOPMENT, PROXIE_JWT_KEYS: `a:${STRONG[0]},a:${STRONG[1]}` })).to.include('each id once');
  });

  it('encrypts payloads only where it is given keys, and takes weak ones in development', () => {
    expect(loadConfig(DEVELOPMENT).temporal.payloadKeys).to.equal(undefined);
    const ring = `new:${STRONG[1]},old:${'x'.repeat(32)}`;
    expect(loadConfig({ ...DEVELOPMENT, PROXIE_PAYLOAD_KEYS: ring }).temporal.payloadKeys).to.deep.equal([
      { kid: 'new', secret: STRONG[1] },
      { kid: 'old', secret: 'x'.repeat(32) },
    ]);
    const short = refusal({ ...DEVELOPMENT, PROXIE_PAYLOAD_KEYS: 'one:hush' });
    expect(short).to.include('PROXIE_PAYLOAD_KEYS must be keys').and.not.to.include('hush');
  });

  it('refuses weak payload keys in production by their name, and needs none', () => {
    expect(loadConfig(PRODUCTION).temporal.payloadKeys).to.equal(undefined);
    const message = refusal({ ...PRODUCTION, PROXIE_PAYLOAD_KEYS: `good:${STRONG[0]},bad:${'x'.repeat(40)}` });
    expect(message).to.include("the key 'bad' of PROXIE_PAYLOAD_KEYS is too easy to guess");
    expect(message).not.to.include("'good'").and.not.to.include('xxx');
  });

  it('takes a variable that is set to nothing for one that is not set', () => {
    expect(loadConfig({ ...DEVELOPMENT, REDIS_URL: '', PORT: ' ' }).http.port).to.equal(3000);
  });

  it('reads addresses, TLS and API key of Temporal as its SDKs do', () => {
    const { temporal } = loadConfig({
      ...DEVELOPMENT,
      TEMPORAL_ADDRESS: 'ns.tmprl.cloud:7233',
      TEMPORAL_NAMESPACE: 'ns.acct',
      TEMPORAL_API_KEY: 'key',
      TEMPORAL_TLS_SERVER_NAME: 'inside',
    });
    expect(temporal).to.include({ address: 'ns.tmprl.cloud:7233', namespace: 'ns.acct' });
    expect(temporal.connection.apiKey).to.equal('key');
    expect(temporal.connection.tls).to.include({ serverNameOverride: 'inside' });
  });

  it('cannot be changed afterwards', () => {
    const config = loadConfig(DEVELOPMENT);
    expect(() => Object.assign(config.timers, { waveMs: 1 })).to.throw(TypeError);
    expect(() => Object.assign(config, { logLevel: 'trace' })).to.throw(TypeError);
  });
});

describe('loadConfig in production', () => {
  it('starts with strong secrets', () => {
    expect(loadConfig(PRODUCTION).environment).to.equal('production');
  });

  it('refuses missing secrets and makes none', () => {
    const PROXIE_DATA_DIR = testFolder('production');
    const message = refusal({ NODE_ENV: 'production', PROXIE_DATA_DIR });
    expect(message).to.include('PROXIE_JWT_KEYS is missing').and.include('PROXIE_CURSOR_SECRET is missing');
  });

  it('refuses secrets that were generated in development, wherever they were copied to', () => {
    const generated = loadConfig({ PROXIE_DATA_DIR: testFolder('generated') });
    const secret = generated.auth.keys[0]?.secret ?? '';
    expect(refusal({ ...PRODUCTION, PROXIE_JWT_KEYS: `one:${STRONG[0]},two:${secret}` })).to.match(
      /key 'two' of PROXIE_JWT_KEYS was generated for development/,
    );
  });

  for (const [why, secret] of [
    ['is shorter than 32 bytes', 'k9Vw2mQz7Rt4Lx8B'],
    ['contains a well-known word', 'changeme-changeme-k9Vw2mQz7Rt4Lx8Bn3Jc6'],
    ['contains a well-known word', 'my-Secret-k9Vw2mQz7Rt4Lx8Bn3Jc6Hd1Fs5Gp0'],
    ['is too easy to guess', 'a'.repeat(64)],
    ['is too easy to guess', 'k9Vw2mQz7Rt4'.repeat(4)],
    ['is too easy to guess', '01010101110101010101110101010101011101'],
  ] as const) {
    it(`refuses a secret that ${why}: ${secret.slice(0, 12)}…`, () => {
      expect(refusal({ ...PRODUCTION, PROXIE_CURSOR_SECRET: secret })).to.include(`PROXIE_CURSOR_SECRET ${why}`);
      expect(refusal({ ...PRODUCTION, PROXIE_JWT_KEYS: `k:${secret}` })).to.include(why);
    });
  }
});

describe('loadConfig in production, refusing a secret', () => {
  it('names it once', () => {
    const message = refusal({ ...PRODUCTION, PROXIE_CURSOR_SECRET: 'k9Vw2mQz7Rt4', PROXIE_JWT_KEYS: 'k:k9Vw2mQz7Rt4' });
    expect(message.match(/PROXIE_CURSOR_SECRET/g)).to.have.length(1);
    expect(message.match(/PROXIE_JWT_KEYS/g)).to.have.length(1);
  });

  it('does not take a key without an id for the id, and so never repeats it', () => {
    const message = refusal({ ...PRODUCTION, PROXIE_JWT_KEYS: STRONG[0] });
    expect(message).to.include('PROXIE_JWT_KEYS must be').and.not.include(STRONG[0]);
  });
});

describe('withEndpoints', () => {
  it('points the configuration at running services and leaves the rest as it was', () => {
    const config = loadConfig({ ...DEVELOPMENT, REDIS_URL: 'redis://configured:6379' });
    const pointed = withEndpoints(config, { postgresUrl: 'postgres://here/db', temporalAddress: 'here:1' });
    expect(pointed.postgres).to.include({ url: 'postgres://here/db', poolMax: config.postgres.poolMax });
    expect(pointed.temporal.address).to.equal('here:1');
    expect(pointed.redis.url).to.equal('redis://configured:6379');
  });
});

function refusal(env: Readonly<Record<string, string>>): string {
  try {
    loadConfig(env);
  } catch (error) {
    expect(error).to.be.instanceOf(UserError);
    return (error as Error).message;
  }
  throw new Error('the configuration was accepted');
}
