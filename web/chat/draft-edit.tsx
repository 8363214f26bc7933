import { Skeleton } from '@mantine/core';
import { lazy } from 'react';
import { Boundary } from '#web/kit/boundary.tsx';
import type { Draft } from './draft.ts';
import type { EditFormProps } from './use-draft-form.ts';

// The forms are more than the rest of the chat together, and most drafts are approved as they are.
const DraftForm = lazy(() => import('./draft-form.tsx'));

/** The form of a draft. */
export function DraftEdit(props: EditFormProps<Draft>) {
  return (
    <Boundary what="The form" skeleton={<Skeleton height={240} aria-hidden />}>
      <DraftForm {...props} />
    </Boundary>
  );
}
