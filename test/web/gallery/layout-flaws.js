// Runs in the page: layoutFlaws(leastPx) says what is wider than the window, and what is too small for a finger.
globalThis.layoutFlaws = (leastPx) => {
  const flaws = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    flaws.push(`scrolls sideways: ${root.scrollWidth} px in a window of ${root.clientWidth} px`);
  }
  for (const dialog of document.querySelectorAll('[role="dialog"]')) {
    if (dialog.scrollWidth > dialog.clientWidth) {
      flaws.push(`a dialog scrolls sideways: ${dialog.scrollWidth} px in ${dialog.clientWidth} px`);
    }
  }
  for (const control of document.querySelectorAll('button, select, textarea, input, [role="button"]')) {
    const target = control.closest('label') ?? document.querySelector(`label[for="${CSS.escape(control.id)}"]`);
    const frame = control.parentElement?.closest('[class*="PasswordInput-input"]') ?? null; // the border is around both
    const boxes = [control, target, frame].filter(Boolean).map((each) => each.getBoundingClientRect());
    const isShown = control.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const isLarge = boxes.some(({ width, height }) => width >= leastPx && height >= leastPx);
    const [own] = boxes;
    const isThere = own.width > 1 && own.height > 1; // those of screen readers alone are not touched
    if (isShown && isThere && !isLarge) {
      const size = `${Math.round(own.width)} × ${Math.round(own.height)}`;
      flaws.push(`too small for a finger (${size}): ${control.outerHTML.slice(0, 120)}`);
    }
  }
  return flaws;
};
