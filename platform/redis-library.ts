import { createRequire } from 'node:module';
import type * as Redis from 'redis';

const require = createRequire(import.meta.url);

/** The library, loaded with the first connection: a fifth of all files that a process would load is of no use without a Redis. */
export const redisLibrary = (): typeof Redis => require('redis') as typeof Redis;
