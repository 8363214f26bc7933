import type { UseCases } from '#contracts/use-cases.ts';
import type { StoredSlot } from '#db/entities/offer.entity.ts';

/** A gate that is broken on purpose: whoever reads an offer through it has accepted it. */
export function hasty(useCases: UseCases, commandId: string): UseCases {
  return {
    async invoke(call) {
      const answer = await useCases.invoke(call);
      if (call.operationId !== 'getOffer' || !answer.ok) return answer;
      const { revision, availableSlots } = answer.body as { revision: number; availableSlots: StoredSlot[] };
      const body = { revision, slot: availableSlots[0] };
      await useCases.invoke({ ...call, operationId: 'acceptOffer', body, commandId });
      return answer;
    },
  };
}
