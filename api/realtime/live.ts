import type { Registry } from 'prom-client';
import { createFeedPump, type FeedPump } from '#api/feed/pump.ts';
import { createStandingWatch, type StandingWatch } from '#db/standing-watch.ts';
import type { Orm } from '#db/transaction.ts';
import { silentLogger, type Log } from '#platform/logger.ts';
import { createConnections, type Connections } from './connections.ts';
import { createPushFigures, registerConnectionFigures } from './figures.ts';

/** What streams and sockets of a process share. */
export interface Live {
  readonly pump: FeedPump;
  readonly connections: Connections;
  /** Tells of accounts that were suspended. */
  readonly standing: StandingWatch;
}

interface LiveOptions {
  readonly orm: Orm;
  readonly now?: () => number;
  readonly log?: Log;
  /** Without one there are no figures. */
  readonly registry?: Registry;
}

/** Does nothing until somebody connects, and then finds new entries by its poll; who wants them at once wakes the pump. */
export function createLive({ orm, now = Date.now, log = silentLogger, registry }: LiveOptions): Live {
  const standing = createStandingWatch({ orm, log });
  const connections = createConnections({ standing, now });
  const onPushed = registry && createPushFigures(registry);
  if (registry) registerConnectionFigures(registry, connections);
  return { connections, standing, pump: createFeedPump({ orm, log, ...(onPushed && { onPushed }) }) };
}
