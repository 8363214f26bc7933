import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconCheck } from '#web/kit/icons.ts';

const SCHEMES: readonly (readonly [MantineColorScheme, string])[] = [
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['auto', 'System'],
];

/** Light, dark, or whatever the system has. */
export function ColorSchemeItems() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return SCHEMES.map(([scheme, label]) => (
    <Menu.Item
      key={scheme}
      role="menuitemradio"
      aria-checked={scheme === colorScheme}
      onClick={() => setColorScheme(scheme)}
      rightSection={scheme === colorScheme ? <IconCheck size={16} aria-hidden /> : undefined}
    >
      {label}
    </Menu.Item>
  ));
}
