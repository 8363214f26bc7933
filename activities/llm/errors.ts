import { ApplicationFailure } from '@temporalio/common';

/** What is done about a model that has failed. The next model is asked in any case, at once. */
interface Reaction {
  /** How often an activity tries when no model is left; then the offline model answers. */
  readonly tries: number;
  /** Whether the same model is told what was wrong and asked once more. */
  readonly asksAgain?: true;
  /** Whether it counts against the model: one that fails on and on is left alone for a while. */
  readonly counts?: true;
  /** Whether it says something about the model and not only about one request: a model that is tried rests anew. */
  readonly isOfModel?: true;
}

/** Every way in which a model fails, and what is done about it. */
const REACTIONS = {
  /** 429: not before the time that the provider names. */
  rate_limited: { tries: 3, isOfModel: true },
  /** 5xx, and an error in the middle of a stream. */
  unavailable: { tries: 3, counts: true },
  /** No connection, or one that broke before any answer. */
  unreachable: { tries: 3, counts: true },
  /** The answer broke off. */
  cut_off: { tries: 3, counts: true },
  /** Silent for too long, or not done in time; another wait as long as that is worth it once. */
  timed_out: { tries: 2, counts: true },
  /** Failed too often lately, or asked us to wait; not asked at all. */
  resting: { tries: 3 },
  /** Not the format of the API, a tool that there is not, an input that does not fit. */
  bad_output: { tries: 1, asksAgain: true },
  /** Neither a text nor a tool. */
  empty: { tries: 1, asksAgain: true },
  /** It ran into the limit of its tokens. */
  cut_short: { tries: 1, asksAgain: true },
  /** The models have cost what they may cost all users together in a day; the offline model answers until it is over. */
  unaffordable: { tries: 1 },
  /** Longer than any answer may be. */
  too_large: { tries: 1 },
  /** The provider's filter does not let it answer. */
  declined: { tries: 1 },
  /**
   * 4xx: the key, the model's name, or a request that this model cannot take. The same again would fail again; but what one
   * user writes must not take the model from all others, so it does not count.
   */
  rejected: { tries: 1 },
} as const satisfies Record<string, Reaction>;
/** In which way a model has failed. */
export type FaultKind = keyof typeof REACTIONS;

interface FaultDetails {
  readonly retryAfterMs?: number | undefined;
  readonly status?: number | undefined;
  /** What the model is told about its answer; never logged, because it may quote the answer. */
  readonly advice?: string | undefined;
  /** What the provider gives as its reason, without anything of the request: for the log alone. */
  readonly reason?: string | undefined;
}

/**
 * One failed attempt. Nothing of what was sent or received is in it, nor the error it came from, which would quote both:
 * faults end up in logs and in the histories of workflows.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly kind: FaultKind;
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;
  readonly #advice: string | undefined;
  readonly #reason: string | undefined;

  constructor(kind: FaultKind, { retryAfterMs, status, advice, reason }: FaultDetails = {}) {
    super(status === undefined ? kind : `${kind} (${status})`);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
    this.status = status;
    this.#advice = advice;
    this.#reason = reason;
  }

  get reaction(): Reaction {
    return REACTIONS[this.kind];
  }

  get reason(): string | undefined {
    return this.#reason;
  }

  get advice(): string {
    return this.#advice ?? 'It was empty.';
  }
}

/** Somebody waits for the answer: what takes longer than this is given to the offline model at once. */
const MAX_DELAY_MS = 20_000;
const FIRST_DELAY_MS = 1_000;

/**
 * The failure that has Temporal ask again later, when at least one of the faults is worth it and its time is near: after
 * what the provider asked for, else later and later. Nothing when asking again is no use.
 */
export function toRetry(faults: readonly Fault[], attempt: number): ApplicationFailure | undefined {
  const worthIt = faults
    .filter(({ reaction }) => attempt < reaction.tries)
    .map((fault) => ({ fault, delayMs: fault.retryAfterMs ?? backOffMs(attempt) }))
    .filter(({ delayMs }) => delayMs <= MAX_DELAY_MS)
    .sort((one, other) => one.delayMs - other.delayMs);
  const [soonest] = worthIt;
  if (!soonest) return undefined;
  return ApplicationFailure.create({
    message: `no model can answer now: ${faults.map(({ message }) => message).join(', ')}`,
    type: `llm_${soonest.fault.kind}`,
    nextRetryDelay: Math.max(Math.ceil(soonest.delayMs), 1), // none would mean as the activity's own policy has it
  });
}

/** Spread a little, so that those who failed together do not come back together. */
function backOffMs(attempt: number): number {
  return FIRST_DELAY_MS * 2 ** (attempt - 1) * (1 + Math.random() / 4);
}

/** What a user or a conversation may cost is used up, which is theirs to know; what all may cost is nobody's fault. */
export function spent(scope: 'user' | 'conversation' | 'installation'): ApplicationFailure | Fault {
  if (scope === 'installation') return new Fault('unaffordable');

  return ApplicationFailure.nonRetryable(`the budget of the ${scope} is used up`, 'budget_exhausted');
}
