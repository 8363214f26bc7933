import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { dataOf, type Schema } from '#web/api/client.ts';
import { useApi, useCommand } from '#web/api/hooks.ts';
import { KEY_HEADER } from '#web/api/resend.ts';
import { Confirm } from '#web/kit/confirm.tsx';
import { useChangedMeanwhile } from '#web/kit/use-changed-meanwhile.ts';
import styles from './offers.module.css';

/** Says no to one offer, after asking once. */
export function DeclineOffer({ offer: { id, requestId, providerSnapshot } }: { offer: Schema<'Offer'> }) {
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const api = useApi();
  const onChanged = useChangedMeanwhile(['requests', requestId], 'The offer');
  const decline = useCommand(
    `decline ${id}`,
    (key, body: Schema<'CloseOffer'>) =>
      dataOf(api.POST('/v1/offers/{id}/decline', { params: { path: { id }, header: { [KEY_HEADER]: key } }, body })),
    { changes: () => [['requests', requestId]] },
  );
  const said = reason.trim();
  return (
    <>
      <Button
        className={styles.choose ?? ''}
        variant="default"
        aria-label={`Decline the offer of ${providerSnapshot.name}`}
        onClick={() => setOpen(true)}
      >
        Decline
      </Button>
      <Confirm
        title={`Decline the offer of ${providerSnapshot.name}?`}
        confirmLabel="Decline the offer"
        cancelLabel="Keep it"
        isDestructive
        isDisabled={said !== '' && said.length < 3}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onConfirm={() => decline.mutateAsync(said === '' ? {} : { reason: said }, { onError: onChanged })}
      >
        <p>The provider is told, and may make you another one.</p>
        <Textarea
          mt="md"
          label="Why? (optional)"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Confirm>
    </>
  );
}
