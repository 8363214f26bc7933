/** How much one kind of test does: each number by its name. */
export type Size = Readonly<Record<string, number>>;

/** A kind of test that can be run with more of everything. */
export interface Kind<Of extends Size = Size> {
  /** What is done to the product. */
  readonly what: string;
  readonly files: readonly string[];
  /** As part of `npm test`: small, and still large enough for every kind of failure that the test is about. */
  readonly quick: Of;
  /** As part of `npm run torture`. */
  readonly full: Of;
  /** What both took on two cores with nothing beside them, s. They only divide up the time of a run that has a limit. */
  readonly seconds: { readonly quick: number; readonly full: number };
}

const kind = <Of extends Size>(of: Kind<Of>): Kind<Of> => of;

/** Every kind of test with sizes, the only place where they stand. */
export const KINDS = {
  'one-slot': kind({
    what: 'many accept overlapping slots of one provider at the same moment',
    files: ['test/torture/one-slot.test.ts'],
    quick: { rivals: 24, rounds: 3 },
    full: { rivals: 100, rounds: 50 },
    seconds: { quick: 12, full: 240 },
  }),
  feed: kind({
    what: 'clients follow their feeds over torn connections',
    files: ['test/torture/live-feed.test.ts'],
    quick: { clients: 40, reconnects: 8, streams: 12 },
    full: { clients: 200, reconnects: 30, streams: 200 },
    seconds: { quick: 8, full: 40 },
  }),
  conversation: kind({
    what: 'one conversation goes on over many runs while its worker is killed',
    files: ['test/torture/long-conversation.test.ts'],
    quick: { turns: 90, turnsPerRun: 30, restlessTurns: 30 },
    full: { turns: 5_000, turnsPerRun: 500, restlessTurns: 600 },
    seconds: { quick: 18, full: 400 },
  }),
  worker: kind({
    what: 'the worker is killed at every moment of many lives',
    files: ['test/torture/killed-worker.test.ts'],
    quick: { lives: 16, atOnce: 6, kills: 4 },
    full: { lives: 2_000, atOnce: 12, kills: 100 },
    seconds: { quick: 40, full: 1_500 },
  }),
  talking: kind({
    what: 'workers are killed in the middle of many conversations',
    files: ['test/e2e/talking-faults.test.ts'],
    quick: { talks: 4, kills: 2 },
    full: { talks: 12, kills: 20 },
    seconds: { quick: 25, full: 90 },
  }),
  api: kind({
    what: 'a process of the API is killed or paused in the middle of a call',
    files: ['test/torture/killed-api.test.ts', 'test/faults/api-process.test.ts'],
    quick: { repeats: 1, callsInFlight: 40, startedAtOnce: 2 },
    full: { repeats: 10, callsInFlight: 300, startedAtOnce: 6 },
    seconds: { quick: 50, full: 500 },
  }),
  postgres: kind({
    what: 'Postgres is paused in the middle of transactions, again and again',
    files: ['test/faults/paused-postgres.test.ts'],
    quick: { pauses: 2 },
    full: { pauses: 10 },
    seconds: { quick: 25, full: 90 },
  }),
  outbox: kind({
    what: 'three processes relay the same starts',
    files: ['test/torture/outbox.test.ts'],
    quick: { starts: 200 },
    full: { starts: 5_000 },
    seconds: { quick: 8, full: 60 },
  }),
  registration: kind({
    what: 'many register one address while mail server, Temporal and worker fail',
    files: ['test/torture/registration.test.ts'],
    quick: { registrations: 30 },
    full: { registrations: 500 },
    seconds: { quick: 30, full: 60 },
  }),
  answers: kind({
    what: 'many users ask models the same questions through shared caches',
    files: ['activities/llm/cache-users.test.ts'],
    quick: { calls: 300, users: 12, questions: 8 },
    full: { calls: 10_000, users: 50, questions: 20 },
    seconds: { quick: 3, full: 40 },
  }),
  injection: kind({
    what: 'a model obeys everything that somebody has hidden in a text',
    files: ['test/security/injection/injection.test.ts'],
    quick: { percentOfPayloads: 30 },
    full: { percentOfPayloads: 100 },
    seconds: { quick: 12, full: 40 },
  }),
  mutants: kind({
    what: 'every access rule is taken away or replaced, and the matrix must notice',
    files: ['test/security/authorization/matrix.test.ts'],
    quick: { percentOfMutants: 8, percentOfHostileBodies: 8 },
    full: { percentOfMutants: 100, percentOfHostileBodies: 100 },
    seconds: { quick: 15, full: 63 },
  }),
  handlers: kind({
    what: 'a rule inside a handler is written wrongly, and a test must notice',
    files: ['test/security/authorization/handlers.test.ts'],
    quick: { percentOfMistakes: 0 },
    full: { percentOfMistakes: 100 },
    seconds: { quick: 12, full: 120 },
  }),
  doors: kind({
    what: 'every operation is called by every other way of writing its address',
    files: ['test/security/authorization/doors.test.ts'],
    quick: { percentOfSpellings: 10 },
    full: { percentOfSpellings: 100 },
    seconds: { quick: 8, full: 40 },
  }),
  'bad-input': kind({
    what: 'every field of every operation gets what it must refuse, and the whole API bytes that are no HTTP',
    files: [
      'test/security/bad-input.test.ts',
      'test/security/bad-input-memory.test.ts',
      'test/security/contract-values.test.ts',
      'test/security/authorization/read-only-fields.test.ts',
    ],
    quick: { percentOfValues: 8, valuesPerField: 30, attackRounds: 4 },
    full: { percentOfValues: 100, valuesPerField: 150, attackRounds: 60 },
    seconds: { quick: 25, full: 160 },
  }),
  gallery: kind({
    what: 'every page of the web client is looked at in every state, at three widths, light and dark',
    files: ['test/web/gallery/gallery.test.ts'],
    quick: { percentOfStates: 15 },
    full: { percentOfStates: 100 },
    seconds: { quick: 45, full: 450 },
  }),
  schemathesis: kind({
    what: 'Schemathesis calls every operation in three roles',
    files: ['test/security/schemathesis/schemathesis.test.ts'],
    quick: { examples: 8, rolesPerOperation: 1, percentCovered: 10 },
    full: { examples: 110, rolesPerOperation: 3, percentCovered: 100 },
    seconds: { quick: 25, full: 460 },
  }),
} as const;

export type KindName = keyof typeof KINDS;

/** From 0 (as in `npm test`) to 1 (as in `npm run torture` without a limit). */
export const SHARE = shareOf(process.env.PROXIE_TORTURE);

/** Reads a share; nothing is 0. Throws a `RangeError` for what is none. */
export function shareOf(said: string | undefined): number {
  const share = Number(said ?? 0);
  if (share >= 0 && share <= 1) return share;
  throw new RangeError(`PROXIE_TORTURE must be a number from 0 to 1, not ${said}`);
}

/** The size of a kind in this run. */
export function sizeOf<Name extends KindName>(name: Name, share = SHARE): (typeof KINDS)[Name]['quick'] {
  const { quick, full }: Kind = KINDS[name];
  const between = (from: number, to: number): number => Math.round(from + (to - from) * share);
  const size = Object.entries(quick).map(([key, least]) => [key, between(least, full[key] ?? least)]);
  return Object.fromEntries(size) as (typeof KINDS)[Name]['quick'];
}

/** How long a kind takes at a share of its full size, on two cores with nothing beside it, s. */
export function secondsOf(name: KindName, share = SHARE): number {
  const { quick, full } = KINDS[name].seconds;
  return quick + (full - quick) * share;
}

/** After so many whole milliseconds a test of the kind has failed: far more than it takes on a slow and busy machine. */
export function limitMs(name: KindName, share = SHARE): number {
  return Math.ceil(Math.max(900, 6 * secondsOf(name, share)) * 1_000);
}
