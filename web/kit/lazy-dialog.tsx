import { lazy, Suspense, useEffect, useState, type ComponentType } from 'react';

interface DialogProps {
  readonly isOpen: boolean;
}

/**
 * A dialog whose code comes when it is first opened; what makes dialogs is large, and most pages are left without one.
 * It stays from then on, and is there closed before it opens, so that it knows where the focus goes back to.
 */
export function lazyDialog<Props extends DialogProps>(load: () => Promise<{ default: ComponentType<Props> }>) {
  const Dialog = lazy(load) as ComponentType<Props>;
  return function LazyDialog(props: Props) {
    const [isWanted, setWanted] = useState(props.isOpen);
    const [isThere, setThere] = useState(false);
    if (props.isOpen && !isWanted) setWanted(true);
    if (!isWanted) return null;
    return (
      <Suspense>
        <Dialog {...props} isOpen={props.isOpen && isThere} />
        <Mounted onMount={setThere} />
      </Suspense>
    );
  };
}

/** Tells when what is beside it has come. */
function Mounted({ onMount }: { onMount: (isThere: true) => void }) {
  useEffect(() => onMount(true), [onMount]);
  return null;
}
