import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff, IconRefresh } from '#web/kit/icons.ts';
import { failureOf } from './failures.ts';

interface FailureNoticeProps {
  /** What could not be shown or done, as the subject of a sentence: "The offers". */
  readonly what: string;
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** Says what failed and why, what to do about it, and the id under which operators find it. */
export function FailureNotice({ what, error, onRetry }: FailureNoticeProps) {
  const failure = failureOf(error);
  const isStale = failure.kind === 'stale_page';
  const act = isStale ? () => window.location.reload() : onRetry;
  return (
    <Alert
      role="alert"
      variant="outline"
      color="gray"
      icon={failure.kind === 'offline' ? <IconCloudOff aria-hidden /> : <IconAlertTriangle aria-hidden />}
      title={`${what}: ${failure.title}`}
    >
      <Text>{failure.detail}</Text>
      {failure.requestId !== undefined && (
        <Text size="xs" c="dimmed" mt="xs">
          Request {failure.requestId}
        </Text>
      )}
      {act && (
        <Group mt="sm">
          <Button variant="default" leftSection={<IconRefresh size={18} aria-hidden />} onClick={act}>
            {isStale ? 'Reload the page' : 'Try again'}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
