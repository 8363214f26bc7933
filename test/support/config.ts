import { loadConfig, type Config } from '#platform/config.ts';
import { LIMIT_SETTINGS, QUOTA_SETTING } from '#platform/config/limits.ts';
import { REGISTRATION_SETTINGS } from '#platform/config/registration.ts';
import { testFolder } from './servers.ts';

/** Tests that are not about limits must not meet them. */
const outOfReach = ({ default: limits = '' }: { readonly default?: string }): string =>
  limits.replaceAll(/\d+/g, '1000000');

/** This process's PATH, home and named executables with secrets for tests and none of the machine's own settings. */
export function testEnvironment(settings: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = ['PATH', 'HOME', 'XDG_CACHE_HOME', 'TEMPORAL_CLI', 'TEMPORAL_TEST_SERVER', 'PROXIE_CACHE_DIR'];
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => kept.includes(entry[0]) && entry[1] !== undefined,
  );
  return {
    ...Object.fromEntries(own),
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    PORT: '0',
    PROXIE_DATA_DIR: testFolder('data'),
    PROXIE_WEB_DIR: 'test/support/web-client', // what is built on this machine, or is not, changes no test
    PROXIE_RATE_LIMITS: outOfReach(LIMIT_SETTINGS.perMinute),
    PROXIE_IMAGE_LIMITS: outOfReach(LIMIT_SETTINGS.images),
    PROXIE_SOCKET_LIMITS: outOfReach(LIMIT_SETTINGS.sockets),
    PROXIE_QUOTAS: outOfReach(QUOTA_SETTING),
    PROXIE_REGISTRATION_LIMITS: outOfReach(REGISTRATION_SETTINGS.limits),
    PROXIE_LOGIN_FAILURES: outOfReach(LIMIT_SETTINGS.loginFailures),
    PROXIE_METRICS_MAX_AGE: '0s',
    PROXIE_PASSWORDS_WAITING: '100000', // whole worlds sign in at once
    PROXIE_JWT_KEYS: 'test:only-for-tests-0123456789-0123456789',
    PROXIE_CURSOR_SECRET: 'only-for-tests-too-0123456789-0123456789',
    ...settings,
  };
}

/** The whole configuration for a test; settings are given as the environment variables that they are. */
export function testConfig(settings: Readonly<Record<string, string>> = {}): Config {
  return loadConfig(testEnvironment(settings));
}

/** What production does not start without. */
export const PRODUCTION = {
  NODE_ENV: 'production',
  PROXIE_JWT_KEYS: 'one:Zk3v9QmT7xR2bN8wL5cJ1hF6yD4sG0pA',
  PROXIE_CURSOR_SECRET: 'Wq8tY2uE5rP7kM1nB4vX9zC6aS3dF0gH',
};

/** What a configuration with these settings is refused with; one that is accepted fails the test. */
export function refusalOf(settings: Readonly<Record<string, string>>): string {
  try {
    testConfig(settings);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the configuration was accepted');
}
