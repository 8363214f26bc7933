import { Button, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dataOf, type Schema } from '#web/api/client.ts';
import { useApi, useCommand } from '#web/api/hooks.ts';
import { keyOf } from '#web/api/queries.ts';
import { KEY_HEADER } from '#web/api/resend.ts';
import { Confirm } from '#web/kit/confirm.tsx';
import { useChangedMeanwhile } from '#web/kit/use-changed-meanwhile.ts';

/** Calls a request off, after asking once. */
export function CancelRequest({ request: { id, openOffers } }: { request: Schema<'ServiceRequest'> }) {
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const api = useApi();
  const cache = useQueryClient();
  const onChanged = useChangedMeanwhile(['requests', id], 'The request');
  const cancel = useCommand(`cancel request ${id}`, (key, body: Schema<'CancelWithReason'>) =>
    dataOf(api.POST('/v1/requests/{id}/cancel', { params: { path: { id }, header: { [KEY_HEADER]: key } }, body })),
  );
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Cancel the request
      </Button>
      <Confirm
        title="Cancel this request?"
        confirmLabel="Cancel the request"
        cancelLabel="Keep it"
        isDestructive
        isDisabled={reason.trim().length < 3}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onConfirm={async () => {
          const cancelled = await cancel.mutateAsync({ reason }, { onError: onChanged });
          cache.setQueryData(keyOf('/v1/requests/{id}', { path: { id } }), cancelled);
        }}
      >
        <p>
          {openOffers > 0 ? 'The open offers are declined with it. ' : ''}
          Providers are told that you no longer need it. This cannot be undone.
        </p>
        <Textarea
          mt="md"
          label="Why?"
          description="Providers who made an offer can read it."
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Confirm>
    </>
  );
}
