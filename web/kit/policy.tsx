import type { CancellationPolicy } from '#domain/policy/cancellation.ts';
import type { Schema } from '#web/api/client.ts';
import { formatMoney } from './format.ts';
import { policySteps, type PolicyStep } from './policy-steps.ts';
import styles from './policy.module.css';
import { useTimes } from './use-times.ts';

interface PolicyProps {
  readonly policy: CancellationPolicy;
  readonly price: Schema<'Money'>;
  /** The start of the booking. */
  readonly start: string;
}

/** What it costs the consumer to cancel, until when: in money, the present step first. */
export function Policy({ policy, price, start }: PolicyProps) {
  const { instant, nowMs } = useTimes();
  const steps = policySteps(policy, price, Date.parse(start), nowMs);
  return (
    <ul className={styles.policy}>
      {steps.map((step, index) => (
        <li key={step.tier}>
          <span className={styles.cost}>{costOf(step)}</span>
          <span>{untilWords(step, index, instant)}</span>
        </li>
      ))}
    </ul>
  );
}

function costOf({ tier, fee }: PolicyStep): string {
  if (tier === 'free') return 'Free';
  return tier === 'fee' ? formatMoney(fee) : 'Not possible';
}

function untilWords({ untilMs }: PolicyStep, index: number, instant: (ms: number) => string): string {
  if (untilMs !== undefined) return `until ${instant(untilMs)}`;
  return index === 0 ? 'any more: it is too late' : 'after that';
}
