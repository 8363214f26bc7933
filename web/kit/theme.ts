import {
  createTheme,
  NativeSelect,
  TextInput,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

/** The one accent. White on shade 7 has a contrast of 5.5, shade 4 on the dark ground one of 9. */
const teal: MantineColorsTuple = [
  '#f0fdfa',
  '#ccfbf1',
  '#99f6e4',
  '#5eead4',
  '#2dd4bf',
  '#14b8a6',
  '#0d8377',
  '#0f766e',
  '#115e59',
  '#134e4a',
];
const warmGray: MantineColorsTuple = [
  '#fafaf9',
  '#f5f5f4',
  '#e7e5e4',
  '#d6d3d1',
  '#a8a29e',
  '#78716c',
  '#57534e',
  '#44403c',
  '#292524',
  '#1c1917',
];
const warmDark: MantineColorsTuple = [
  '#f0eeeb',
  '#d9d6d2',
  '#b3aea8',
  '#8f8983',
  '#5d5751',
  '#45403b',
  '#2b2825',
  '#1a1817',
  '#131211',
  '#0d0c0b',
];
/** Only for what cannot be undone. */
const red: MantineColorsTuple = [
  '#fef3f2',
  '#fee4e2',
  '#fecdca',
  '#fda29b',
  '#f97066',
  '#f04438',
  '#d92d20',
  '#b42318',
  '#912018',
  '#7a271a',
];

/** Sizes 13, 15, 18, 24 and 32; two weights; radius 10; an 8-px grid. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: 7,
  colors: { teal, gray: warmGray, dark: warmDark, red },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '0.9375rem', lg: '1.125rem', xl: '1.5rem' },
  lineHeights: { xs: '1.4', sm: '1.5', md: '1.5', lg: '1.4', xl: '1.3' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.25' },
      h2: { fontSize: '1.125rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.45' },
    },
  },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '14px', xl: '20px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    // A finger needs 44 px (WCAG 2.5.5); what is smaller is chosen where it stands.
    Button: { defaultProps: { size: 'md' } },
    ActionIcon: { defaultProps: { size: 44, variant: 'subtle', color: 'gray' } },
    TextInput: TextInput.extend({ defaultProps: { size: 'md' } }),
    PasswordInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md', autosize: true, minRows: 2 } },
    NativeSelect: NativeSelect.extend({ defaultProps: { size: 'md' } }),
    NumberInput: { defaultProps: { size: 'md' } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 120 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 } } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close', size: 44 } } },
    Tooltip: { defaultProps: { transitionProps: { duration: 100 }, openDelay: 300 } },
  },
});

/** Colours that differ between the two grounds; each reaches a contrast of 4.5 as text on its own. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': warmGray[9],
    '--mantine-color-dimmed': warmGray[6],
    '--mantine-color-anchor': teal[7],
    '--mantine-color-error': red[7],
    '--mantine-color-placeholder': '#6f6863',
    '--proxie-ground': warmGray[0],
    '--proxie-raised': '#ffffff',
    '--proxie-line': warmGray[2],
    '--proxie-accent-soft': teal[0],
    '--proxie-accent-text': teal[7],
  },
  dark: {
    '--mantine-color-body': warmDark[7],
    '--mantine-color-text': warmDark[0],
    '--mantine-color-dimmed': warmDark[2],
    '--mantine-color-anchor': teal[4],
    '--mantine-color-error': red[3],
    '--mantine-color-placeholder': '#a29c95',
    '--proxie-ground': '#131211',
    '--proxie-raised': warmDark[7],
    '--proxie-line': '#353130',
    '--proxie-accent-soft': '#12302c',
    '--proxie-accent-text': teal[4],
  },
});
