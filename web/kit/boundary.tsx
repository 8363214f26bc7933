import { Skeleton } from '@mantine/core';
import { QueryErrorResetBoundary } from '@tanstack/react-query';
import { Suspense, type ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { FailureNotice } from './failure-notice.tsx';

/** What a boundary has caught. */
export interface Failed {
  readonly error: unknown;
  readonly onRetry: () => void;
}

interface BoundaryProps {
  /** What is shown while its data is on its way; as high as what comes, so that nothing jumps. */
  readonly skeleton?: ReactNode;
  /** Named in the notice: "The offers could not be shown". */
  readonly what: string;
  /** The boundary starts over when one of these changes, as when another page is shown in its place. */
  readonly resetKeys?: readonly unknown[];
  /** Stands in place of what failed; a notice where nothing is given. */
  readonly fallback?: (failure: Failed) => ReactNode;
  readonly children: ReactNode;
}

/** Keeps a failure of what is inside to itself: the rest of the page goes on, and "try again" asks for the data anew. */
export function Boundary({ skeleton, what, resetKeys, fallback, children }: BoundaryProps) {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <ErrorBoundary
          onReset={reset}
          {...(resetKeys && { resetKeys: [...resetKeys] })}
          fallbackRender={({ error, resetErrorBoundary: onRetry }) =>
            fallback ? fallback({ error, onRetry }) : <FailureNotice what={what} error={error} onRetry={onRetry} />
          }
        >
          <Suspense fallback={skeleton ?? <Skeleton height={120} aria-hidden />}>{children}</Suspense>
        </ErrorBoundary>
      )}
    </QueryErrorResetBoundary>
  );
}
