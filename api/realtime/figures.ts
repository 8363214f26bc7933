import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { FeedItem } from '#contracts/events.ts';
import { CONNECTION_KINDS, type Connections } from './connections.ts';

const LAG_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
/** Older entries are a replay for somebody who was away: they say nothing of how fast new ones are pushed. */
const REPLAY_SECONDS = 60;

/** Registers what is pushed; the function that is returned counts one entry for one connection. */
export function createPushFigures(registry: Registry): (item: FeedItem) => void {
  const pushed = new Counter({
    name: 'proxie_feed_pushed_total',
    help: 'Entries of feeds that were handed to a socket or a stream.',
    labelNames: ['type'],
    registers: [registry],
  });
  const lag = new Histogram({
    name: 'proxie_feed_lag_seconds',
    help: 'From the transaction of an entry to handing it over, without replays.',
    buckets: LAG_SECONDS,
    registers: [registry],
  });
  return function count({ type, at }) {
    pushed.inc({ type });
    const seconds = (Date.now() - Date.parse(at)) / 1_000;
    if (seconds < REPLAY_SECONDS) lag.observe(Math.max(0, seconds));
  };
}

/** Shows how many sockets and streams are open. */
export function registerConnectionFigures(registry: Registry, connections: Connections): void {
  new Gauge({
    name: 'proxie_live_connections',
    help: 'Sockets and streams that are open in this process.',
    labelNames: ['kind'],
    registers: [registry],
    collect() {
      for (const kind of CONNECTION_KINDS) this.set({ kind }, connections.count(kind));
    },
  });
}
