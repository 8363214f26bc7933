import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';

interface ConversationDrawerProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The other conversations where there is no room beside the present one. */
export default function ConversationDrawer({ isOpen, onClose, children }: ConversationDrawerProps) {
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      title="Conversations"
      size={320}
      closeButtonProps={{ 'aria-label': 'Close', size: 44 }}
    >
      {children}
    </Drawer>
  );
}
