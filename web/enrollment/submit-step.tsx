import { Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApi, useCommand } from '#web/api/hooks.ts';
import { isProblem } from '#web/api/problem-error.ts';
import { FormFailure } from '#web/kit/form-failure.tsx';
import { PageLink } from '#web/kit/links.tsx';
import { PAGES } from '#web/pages.ts';
import { useSession } from '#web/session/hooks.ts';
import type { Autosave, Autosaved } from './autosave.ts';
import { Submitted } from './enrollment-standing.tsx';
import styles from './enrollment.module.css';
import { enrollmentQuery, submitEnrollment } from './enrollment.queries.ts';
import { missingWords, stepOf } from './enrollment.words.ts';

/** What is missing, what is there, and the way out of the draft. */
export function SubmitStep({ state, autosave }: { state: Autosaved; autosave: Autosave }) {
  const { enrollment, status } = state;
  const { missing, needsVerification, allowedActions } = enrollment;
  const submission = useSubmission(autosave);
  return (
    <>
      {missing.length > 0 && (
        <>
          <Text>This is still missing:</Text>
          <ul className={styles.missing}>
            {missing.map((each) => (
              <li key={`${each.field} ${each.serviceType}`}>
                <PageLink
                  to={PAGES.enrollment.path}
                  params={{ enrollmentId: enrollment.id }}
                  search={{ step: stepOf(each) }}
                >
                  {missingWords(each)}
                </PageLink>
              </li>
            ))}
          </ul>
        </>
      )}
      <Submitted enrollment={enrollment} />
      <Text c="dimmed">
        {needsVerification
          ? 'One of your services needs a license: an operator checks it, usually within a day.'
          : 'Nothing of it needs a license, so you can start as soon as you have submitted it.'}
      </Text>
      <FormFailure what="It was not submitted" error={submission.error} />
      <div>
        <Button
          loading={submission.isPending}
          disabled={!allowedActions.includes('submit') || status === 'saving'}
          onClick={() => submission.mutate()}
        >
          Submit
        </Button>
      </div>
    </>
  );
}

/** Saves what is left, submits exactly that, and leads to the leads where no operator has to look. */
function useSubmission(autosave: Autosave) {
  const api = useApi();
  const queryClient = useQueryClient();
  const session = useSession();
  const navigate = useNavigate();
  const { id } = autosave.get().enrollment;
  return useCommand(
    `submit ${id}`,
    async (key) => {
      if (!(await autosave.flush())) throw new Error('not everything is saved');
      try {
        const submitted = await submitEnrollment(api, id, autosave.get().enrollment.revision, key);
        queryClient.setQueryData(enrollmentQuery(api, id).queryKey, submitted);
        if (submitted.status === 'verified') {
          await session.reload(); // it has the role of a provider now
          void navigate({ to: PAGES.leads.path });
        }
        return submitted;
      } catch (error) {
        if (isProblem(error, 'stale_revision', 'invalid_transition', 'enrollment_incomplete', 'already_provider')) {
          void queryClient.invalidateQueries({ queryKey: ['enrollments', id] });
        }
        throw error;
      }
    },
    {
      changes: () => [
        ['enrollments', {}],
        ['enrollments', id, 'timeline'],
      ],
    },
  );
}
