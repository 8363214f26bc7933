import { SegmentedControl } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { Role } from '#domain/accounts.ts';
import { PAGES } from '#web/pages.ts';
import { MODE_LABELS, modesOf, NAVIGATION, type Mode } from './nav.ts';
import styles from './mode-switch.module.css';

interface ModeSwitchProps {
  readonly account: { readonly roles: readonly Role[] };
  readonly mode: Mode;
  readonly onChange: (mode: Mode) => void;
}

/** Lets people with several roles choose in which of them they look at the product; not there for the others. */
export function ModeSwitch({ account, mode, onChange }: ModeSwitchProps) {
  const navigate = useNavigate();
  const modes = modesOf(account.roles);
  if (modes.length < 2) return null;

  function choose(next: Mode): void {
    onChange(next);
    const [first] = NAVIGATION[next];
    if (first) void navigate({ to: PAGES[first.page].path as '/' });
  }

  return (
    <div className={styles.switch}>
      <SegmentedControl
        aria-label="Your role"
        fullWidth
        data={modes.map((value) => ({ value, label: MODE_LABELS[value] }))}
        value={mode}
        onChange={(value) => choose(value as Mode)}
      />
    </div>
  );
}
