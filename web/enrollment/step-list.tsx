import { Link } from '@tanstack/react-router';
import { VisuallyHidden } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck } from '#web/kit/icons.ts';
import { plural } from '#web/kit/format.ts';
import { PAGES } from '#web/pages.ts';
import styles from './enrollment.module.css';
import { STEP_TITLES, STEPS, stepOf, type StepName } from './enrollment.words.ts';
import type { Enrollment } from './fields.ts';

interface StepListProps {
  readonly enrollment: Enrollment;
  readonly current: StepName;
}

/** The steps with what is missing in each; any can be gone to at any time. */
export function StepList({ enrollment, current }: StepListProps) {
  return (
    <nav aria-label="Steps" className={styles.steps}>
      <ol>
        {STEPS.map((step) => {
          const missing = enrollment.missing.filter((each) => stepOf(each) === step).length;
          const count = step === 'submit' ? enrollment.missing.length : missing;
          return (
            <li key={step}>
              <Link
                to={PAGES.enrollment.path}
                params={{ enrollmentId: enrollment.id }}
                search={{ step }}
                className={styles.step}
                {...(step === current && { 'aria-current': 'step' as const })}
              >
                {count === 0 ? (
                  <IconCircleCheck size={18} aria-hidden className={styles.done ?? ''} />
                ) : (
                  <IconAlertCircle size={18} aria-hidden />
                )}
                {STEP_TITLES[step]}
                <VisuallyHidden>
                  {count === 0 ? ', nothing missing' : `, ${plural(count, { one: 'thing', other: 'things' })} missing`}
                </VisuallyHidden>
                {count > 0 && (
                  <span className={styles.count} aria-hidden>
                    {count}
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
