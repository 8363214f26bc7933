import { decide, type Facts, type Lifecycle, type Side } from '#domain/lifecycles/transitions.ts';
import type { RefusalCode } from '#domain/refusals.ts';
import { refusal } from './refusal.ts';

/** For validators: throws `code` unless the lifecycle allows the command to that side in that state. */
export function refuseUnless<Status extends string, Command extends string, Guard extends string>(
  lifecycle: Lifecycle<Status, Command, Guard>,
  status: Status,
  command: NoInfer<Command>,
  side: Side,
  facts: Facts<Guard>,
  code: RefusalCode = 'invalid_transition',
): void {
  const decision = decide(lifecycle, status, command, side, facts);
  if (decision.allowed) return;
  const { refusal: why } = decision;
  const reason = why.kind === 'guard' ? `: ${why.guard.replaceAll('_', ' ')} does not hold` : '';
  throw refusal(code, `${lifecycle.name} is ${status}; ${command} is not possible for the ${side}${reason}`);
}
