import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** The figures of one process. */
export interface Metrics {
  /** Everything that `/metrics` shows; other parts of the process register their own figures here. */
  readonly registry: Registry;
  /** How long what `/metrics` shows is shared by those who ask. */
  readonly maxAgeMs: number;
  requestStarted(): void;
  requestAnswered(operationId: string, method: string, status: number, seconds: number): void;
}

interface MetricsOptions {
  /** Also memory, event loop and garbage collection; once a process. */
  readonly processMetrics?: boolean;
  /** Shared with other parts of the process; a new one if absent. */
  readonly registry?: Registry | undefined;
  readonly maxAgeMs?: number;
}

const BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const LABELS = ['operation', 'method', 'status'] as const;

/** Makes a registry with the durations of all HTTP answers by operation, method and status. */
export function createMetrics(options: MetricsOptions = {}): Metrics {
  const { processMetrics = false, registry = new Registry(), maxAgeMs = 0 } = options;
  let inFlight = 0;
  const durations = new Histogram({
    name: 'proxie_http_request_duration_seconds',
    help: 'How long the API took to answer.',
    labelNames: LABELS,
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  new Gauge({
    name: 'proxie_http_requests_in_flight',
    help: 'Requests that wait for their answer now.',
    registers: [registry],
    collect() {
      this.set(inFlight);
    },
  });
  if (processMetrics) collectDefaultMetrics({ register: registry });

  type Series = ReturnType<typeof durations.labels>;
  const known = new Map<string, Series>(); // spares the library's hashing of labels on each request
  return { registry, maxAgeMs, requestStarted, requestAnswered };

  function requestStarted(): void {
    inFlight += 1;
  }

  function requestAnswered(operationId: string, method: string, status: number, seconds: number): void {
    inFlight -= 1;
    const key = `${operationId} ${method} ${status}`;
    let series = known.get(key);
    if (!series) {
      series = durations.labels(operationId, method, String(status));
      known.set(key, series);
    }
    series.observe(seconds);
  }
}
