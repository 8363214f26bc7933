import { Text } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';

/** A sentence in place of what had the focus before: it is announced, and the keyboard goes on from it. */
export function FocusedNotice({ children }: { children: ReactNode }) {
  const notice = useRef<HTMLParagraphElement>(null);
  useEffect(() => notice.current?.focus(), []);
  return (
    <Text ref={notice} role="alert" tabIndex={-1}>
      {children}
    </Text>
  );
}
