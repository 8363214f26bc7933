import { factId } from '#db/facts.ts';
import type { SqlReader } from '#db/transaction.ts';

/** What of a fact a command's answer is made of. */
interface Recorded {
  readonly aggregateId: string;
  readonly to: string;
}

interface Outcome {
  /** The word after the command's id in the key of the fact that it becomes. */
  readonly fact: string;
  /** What the workflow answers to the command, as the fact tells it. */
  readonly answer: (recorded: Recorded) => unknown;
}

const status = ({ to }: Recorded): unknown => to;

/** By which fact each command is recognised once it is carried out. */
const OUTCOMES: Readonly<Record<string, Outcome>> = {
  submitOffer: { fact: 'submit', answer: ({ aggregateId }) => ({ offerId: aggregateId }) },
  acceptOffer: { fact: 'confirm', answer: ({ aggregateId }) => ({ bookingId: aggregateId }) },
  declineOffer: { fact: 'close', answer: status },
  withdrawOffer: { fact: 'close', answer: status },
  editRequest: { fact: 'edit', answer: status },
  cancelRequest: { fact: 'cancel', answer: status },
  checkInBooking: { fact: 'check_in', answer: status },
  completeBooking: { fact: 'complete', answer: status },
  cancelBooking: { fact: 'cancel', answer: status },
  submitReview: { fact: 'review', answer: ({ aggregateId }) => ({ reviewId: aggregateId }) },
  submitEnrollment: { fact: 'submit', answer: status },
  approveEnrollment: { fact: 'approve', answer: status },
  rejectEnrollment: { fact: 'reject', answer: status },
};

/** The key of the fact that a command becomes. Throws for an update that has no place in the table above. */
export function factOf(update: string, commandId: string): string {
  return `${commandId} ${outcomeOf(update).fact}`;
}

/** What the workflow answered to a command that is carried out, or would have; nothing as long as its fact is not there. */
export async function recordedAnswer<Answer>(
  { em }: SqlReader,
  update: string,
  commandId: string,
): Promise<{ readonly answer: Answer } | undefined> {
  const [row]: Recorded[] = await em.execute(
    'select aggregate_id as "aggregateId", to_status as "to" from events where id = ?',
    [factId(factOf(update, commandId))],
  );
  return row && { answer: outcomeOf(update).answer(row) as Answer };
}

function outcomeOf(update: string): Outcome {
  const outcome = OUTCOMES[update];
  if (!outcome) throw new Error(`no fact is known by which the update ${update} could be recognised`);
  return outcome;
}
