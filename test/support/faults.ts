import type { Child } from '#platform/embedded/children.ts';

/** What fault tests do to a server. */
export interface Faults {
  /** SIGSTOP: connections stay open, nothing answers. */
  pause(): void;
  resume(): void;
  /** SIGKILL; returns when the process is gone. */
  kill(): Promise<void>;
  /** The gentle stop. */
  stop(): Promise<void>;
  /** Starts it again on the same port and data; returns when it answers. */
  restart(): Promise<void>;
}

/** The fault helpers of one server; `start` must bring it up on the port and data it had. */
export function createFaults(current: () => Child, start: () => Promise<void>): Faults {
  return { pause, resume, kill, stop, restart };

  function pause(): void {
    current().signal('SIGSTOP');
  }
  function resume(): void {
    current().signal('SIGCONT');
  }
  async function kill(): Promise<void> {
    current().signal('SIGKILL');
    await current().exited;
  }
  async function stop(): Promise<void> {
    await current().stop();
  }
  async function restart(): Promise<void> {
    await current().stop();
    await start();
  }
}
