/** What a browser remembers of its logins. */
export interface Device {
  /** Shows the API that this device has signed in before. */
  token(): string | undefined;
  keep(token: string): void;
  /** True from a sign-out until the server knows of it. */
  readonly isLeaving: () => boolean;
  setLeaving(isLeaving: boolean): void;
}

const TOKEN = 'proxie.device';
const LEAVING = 'proxie.leaving';

/** Over `localStorage`; where that is refused, for as long as the page lasts. */
export function createDevice(storage: Storage | undefined): Device {
  const kept = new Map<string, string>();
  return {
    token: () => read(TOKEN),
    keep: (token) => write(TOKEN, token),
    isLeaving: () => read(LEAVING) !== undefined,
    setLeaving: (isLeaving) => write(LEAVING, isLeaving ? 'yes' : undefined),
  };

  function read(name: string): string | undefined {
    try {
      return storage ? (storage.getItem(name) ?? undefined) : kept.get(name);
    } catch {
      return kept.get(name);
    }
  }

  function write(name: string, value: string | undefined): void {
    if (value === undefined) kept.delete(name);
    else kept.set(name, value);
    try {
      if (value === undefined) storage?.removeItem(name);
      else storage?.setItem(name, value);
    } catch {
      // it is kept for this page
    }
  }
}
