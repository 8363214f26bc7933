import { Button } from '@mantine/core';
import { useState } from 'react';
import { dataOf, type Schema } from '#web/api/client.ts';
import { useApi, useCommand } from '#web/api/hooks.ts';
import { formatMoney } from '#web/kit/format.ts';
import { StatusBadge } from '#web/kit/status-badge.tsx';
import { When } from '#web/kit/when.tsx';
import styles from './desk.module.css';
import { ReasonDialog } from './reason-dialog.tsx';

type Offer = Schema<'Offer'>;

/** An offer as operators see it: whose, for how much, how it stands, and the way to close it. */
export function OfferRow({ offer }: { offer: Offer }) {
  const { providerSnapshot, price, status, expiresAt, allowedActions } = offer;
  return (
    <li className={styles.service}>
      <div className={styles.itemHead}>
        <span className={styles.itemTitle}>
          {providerSnapshot.name}, {formatMoney(price)}
        </span>
        <StatusBadge kind="offer" status={status} />
      </div>
      <span className={styles.meta}>
        <span>
          {status === 'pending' ? 'open until' : 'was open until'} <When at={expiresAt} />
        </span>
      </span>
      {allowedActions.includes('decline') && <DeclineOffer offer={offer} />}
    </li>
  );
}

function DeclineOffer({ offer: { id, requestId, providerSnapshot } }: { offer: Offer }) {
  const [isOpen, setOpen] = useState(false);
  const api = useApi();
  const decline = useCommand(
    `operator declines offer ${id}`,
    (key, reason: string) =>
      dataOf(
        api.POST('/v1/offers/{id}/decline', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { reason },
        }),
      ),
    {
      changes: () => [
        ['requests', requestId],
        ['offers', id],
      ],
    },
  );
  return (
    <div>
      <Button variant="default" onClick={() => setOpen(true)}>
        Decline this offer
      </Button>
      <ReasonDialog
        title={`Decline the offer of ${providerSnapshot.name}?`}
        confirmLabel="Decline the offer"
        reasonHint="The parties can read it."
        isDestructive
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onConfirm={(reason) => decline.mutateAsync(reason)}
      >
        The client can no longer accept it. Both sides are notified.
      </ReasonDialog>
    </div>
  );
}
