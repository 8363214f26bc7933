/**
 * Shifts the clock of this process, and of every Node process that the tests start, when `TEST_CLOCK` says so: an instant
 * (`2028-02-29T23:58:00Z`) or milliseconds from now (`+86400000`). Time goes on from there. Other programs (Postgres,
 * Temporal, and with it the clock of workflows) keep the machine's time.
 */
const said = process.env.TEST_CLOCK;
if (said !== undefined && said !== '') shiftClock(/^[+-]/.test(said) ? Number(said) : Date.parse(said) - Date.now());

function shiftClock(byMs: number): void {
  if (!Number.isFinite(byMs)) throw new RangeError(`TEST_CLOCK is neither an instant nor milliseconds: ${said}`);
  process.env.TEST_CLOCK = `${byMs < 0 ? '' : '+'}${byMs}`; // the same shift for processes that are started later
  const { now } = Date;
  globalThis.Date = new Proxy(Date, {
    construct: (RealDate, args: [], target) =>
      Reflect.construct(RealDate, args.length === 0 ? [now() + byMs] : args, target) as Date,
    get: (RealDate, name, receiver) =>
      name === 'now' ? () => now() + byMs : (Reflect.get(RealDate, name, receiver) as unknown),
  });
}

/** What a Node process needs in its environment to have this clock; nothing when the time is the machine's. */
export function clockEnvironment(clock: string | undefined = process.env.TEST_CLOCK): Record<string, string> {
  if (clock === undefined || clock === '') return {};
  return { TEST_CLOCK: clock, NODE_OPTIONS: `--import=${import.meta.url}` };
}
