import { ActionIcon, Menu } from '@mantine/core';
import { IconUserCircle } from '#web/kit/icons.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Role } from '#domain/accounts.ts';
import { PAGES } from '#web/pages.ts';
import { useSession } from '#web/session/hooks.ts';
import { ColorSchemeItems } from './color-scheme-items.tsx';
import { MODE_LABELS, modesOf, NAVIGATION } from './nav.ts';

/** The account, its roles, the colours, and the way out. */
export default function AccountMenu({
  account,
}: {
  account: { readonly name: string; readonly roles: readonly Role[] };
}) {
  const navigate = useNavigate();
  const session = useSession();
  const modes = modesOf(account.roles);

  function leave(): void {
    void session.signOut(); // at once on this device; the server is told as soon as it can be reached
    void navigate({ to: PAGES.start.path });
  }

  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon aria-label="Your account">
          <IconUserCircle size={24} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{account.name}</Menu.Label>
        <Menu.Item component={Link} to={PAGES.account.path}>
          Your account
        </Menu.Item>
        {modes.length > 1 &&
          modes.map((mode) => (
            <Menu.Item key={mode} component={Link} to={PAGES[NAVIGATION[mode][0]?.page ?? 'home'].path}>
              As {MODE_LABELS[mode].toLowerCase()}
            </Menu.Item>
          ))}
        {!account.roles.includes('provider') && (
          <Menu.Item component={Link} to={PAGES.becomeProvider.path}>
            Become a provider
          </Menu.Item>
        )}
        <Menu.Divider />
        <ColorSchemeItems />
        <Menu.Divider />
        <Menu.Item onClick={leave}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
