import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Api } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { isProblem } from '#web/api/problem-error.ts';
import { useStore } from '#web/kit/use-store.ts';
import { createAutosave, type Autosave, type Autosaved } from './autosave.ts';
import { editEnrollment, enrollmentQuery } from './enrollment.queries.ts';
import type { Enrollment } from './fields.ts';

/** The draft of an enrollment that saves itself, also when one leaves the page; what other devices save is merged in. */
export function useAutosave(enrollment: Enrollment): readonly [Autosaved, Autosave] {
  const api = useApi();
  const queryClient = useQueryClient();
  const [autosave] = useState(() => autosaveOf(api, queryClient, enrollment));
  const state = useStore(autosave);
  useEffect(() => autosave.take(enrollment), [autosave, enrollment]);
  useEffect(() => {
    queryClient.setQueryData(enrollmentQuery(api, state.enrollment.id).queryKey, state.enrollment);
  }, [api, queryClient, state.enrollment]);
  useEffect(() => () => void autosave.flush(), [autosave]);
  return [state, autosave];
}

function autosaveOf(api: Api, queryClient: QueryClient, enrollment: Enrollment): Autosave {
  const query = enrollmentQuery(api, enrollment.id);
  return createAutosave({
    enrollment,
    read: () => queryClient.fetchQuery({ ...query, staleTime: 0 }),
    async save(body) {
      try {
        return await editEnrollment(api, enrollment.id, body);
      } catch (error) {
        // It may have been submitted on another device, so that nothing can be written any more.
        if (isProblem(error, 'invalid_transition')) void queryClient.invalidateQueries({ queryKey: query.queryKey });
        throw error;
      }
    },
  });
}
