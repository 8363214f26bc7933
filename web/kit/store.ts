/** A value that changes outside of React; `useStore` shows it. */
export interface Store<Value> {
  readonly get: () => Value;
  /** Calls the listener after each change; the function that is returned ends that. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** A store that its owner writes. Setting the value that it has notifies nobody. */
export interface WritableStore<Value> extends Store<Value> {
  set(next: Value): void;
}

export function createStore<Value>(initial: Value): WritableStore<Value> {
  let value = initial;
  const listeners = new Set<() => void>();
  return { get: () => value, subscribe, set };

  function subscribe(listener: () => void): () => void {
    const own = (): void => listener(); // the same function may listen twice
    listeners.add(own);
    return () => void listeners.delete(own);
  }

  function set(next: Value): void {
    if (Object.is(next, value)) return;
    value = next;
    for (const listener of listeners) listener();
  }
}
