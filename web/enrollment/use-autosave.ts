import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useApi } from '#web/api/hooks.ts';
import { useStore } from '#web/kit/use-store.ts';
import { createAutosave, type Autosave, type Autosaved } from './autosave.ts';
import { editEnrollment, enrollmentQuery } from './enrollment.queries.ts';
import type { Enrollment } from './fields.ts';

/** The draft of an enrollment that saves itself, also when one leaves the page; what other devices save is merged in. */
export function useAutosave(enrollment: Enrollment): readonly [Autosaved, Autosave] {
  const api = useApi();
  const queryClient = useQueryClient();
  const [autosave] = useState(() =>
    createAutosave({
      enrollment,
      save: (body) => editEnrollment(api, enrollment.id, body),
      read: () => queryClient.fetchQuery({ ...enrollmentQuery(api, enrollment.id), staleTime: 0 }),
    }),
  );
  const state = useStore(autosave);
  useEffect(() => autosave.take(enrollment), [autosave, enrollment]);
  useEffect(() => {
    queryClient.setQueryData(enrollmentQuery(api, state.enrollment.id).queryKey, state.enrollment);
  }, [api, queryClient, state.enrollment]);
  useEffect(() => () => void autosave.flush(), [autosave]);
  return [state, autosave];
}
