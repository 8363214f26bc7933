import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** As near to the end, in pixels, it counts as being there. */
const NEAR = 80;

interface Sticking {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  /** What its last and its first entry are called. */
  readonly newest: string | undefined;
  readonly oldest: string | undefined;
}

/**
 * Keeps a list that grows at its end, such as a log, scrolled to the end, unless the person has scrolled up; and where they are
 * when it grows at its beginning.
 */
export function useStickToEnd({ scroller, content, newest, oldest }: Sticking) {
  const isFollowing = useRef(true);
  const fromEnd = useRef<number>(undefined);
  const [isAtEnd, setAtEnd] = useState(true);
  const [seen, setSeen] = useState(newest);
  const isEmpty = newest === undefined;
  const hasNew = !isAtEnd && newest !== seen;
  if (isAtEnd && newest !== seen) setSeen(newest);

  useEffect(() => {
    const [box, inside] = [scroller.current, content.current];
    if (!box || !inside || isEmpty) return undefined; // what welcomes people is read from its beginning
    const follow = (): void => {
      // Whoever fills in a form within the list stays at its fields, however it grows.
      const isFillingIn = inside.contains(document.activeElement?.closest('form') ?? null);
      if (isFollowing.current && !isFillingIn) box.scrollTo({ top: box.scrollHeight });
    };
    const observer = new ResizeObserver(follow);
    observer.observe(box);
    observer.observe(inside);
    return () => observer.disconnect();
  }, [scroller, content, isEmpty]);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || fromEnd.current === undefined) return;
    box.scrollTo({ top: box.scrollHeight - fromEnd.current });
    fromEnd.current = undefined;
  }, [oldest, scroller]);

  function onScroll(): void {
    const box = scroller.current;
    if (!box) return;
    isFollowing.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    setAtEnd(isFollowing.current);
  }

  function toEnd(): void {
    isFollowing.current = true;
    setAtEnd(true);
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }

  /** To be called before older entries are put in front. */
  function keepPlace(): void {
    const box = scroller.current;
    if (box) fromEnd.current = box.scrollHeight - box.scrollTop;
  }

  return { isAtEnd, hasNew, onScroll, toEnd, keepPlace };
}
