import { decide, type Facts, type Lifecycle, type Side } from '#domain/lifecycles/transitions.ts';
import type { RefusalCode } from '#domain/refusals.ts';
import { refusal, type RefusalInfo } from './refusal.ts';

/** A refusal by a guard that has a code and words of its own. */
export interface Explained {
  readonly code: RefusalCode;
  readonly message: string;
  readonly info: RefusalInfo;
}

/** For validators: throws `code` unless the lifecycle allows the command to that side in that state. */
export function refuseUnless<Status extends string, Command extends string, Guard extends string>(
  lifecycle: Lifecycle<Status, Command, Guard>,
  status: Status,
  command: NoInfer<Command>,
  side: Side,
  facts: Facts<Guard>,
  code: RefusalCode = 'invalid_transition',
  explain: (guard: Guard) => Explained | undefined = () => undefined,
): void {
  const decision = decide(lifecycle, status, command, side, facts);
  if (decision.allowed) return;
  const { refusal: why } = decision;
  const explained = why.kind === 'guard' ? explain(why.guard) : undefined;
  if (explained) throw refusal(explained.code, explained.message, explained.info);
  const reason = why.kind === 'guard' ? `: ${why.guard.replaceAll('_', ' ')} does not hold` : '';
  throw refusal(code, `${lifecycle.name} is ${status}; ${command} is not possible for the ${side}${reason}`);
}
