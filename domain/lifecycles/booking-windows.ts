/** The instants of a booking that its windows begin and end at. */
export type BookingMark = 'check_in' | 'start';

/** The windows in which commands on a booking are possible: from a mark on, or until one. */
export const BOOKING_WINDOWS = {
  check_in_open: { opens: 'check_in' },
  started: { opens: 'start' },
  not_started: { closes: 'start' },
} as const satisfies Readonly<Record<string, { opens: BookingMark } | { closes: BookingMark }>>;
export type BookingWindow = keyof typeof BOOKING_WINDOWS;

/** What the windows of one booking are made of. */
export interface BookingTimes {
  startMs: number;
  /** How long before the start the provider may check in. */
  checkInLeadMs: number;
}

/** Since when a window is open, or until when it was. */
export type WindowBounds = { readonly opensAt: string } | { readonly closesAt: string };

/** Which windows are open at an instant: a mark itself belongs to what comes after it. */
export function openWindows(times: BookingTimes, nowMs: number): Record<BookingWindow, boolean> {
  const marks = marksOf(times);
  const isOpen = (window: BookingWindow): boolean => {
    const bounds = BOOKING_WINDOWS[window];
    return 'opens' in bounds ? nowMs >= marks[bounds.opens] : nowMs < marks[bounds.closes];
  };
  return {
    check_in_open: isOpen('check_in_open'),
    started: isOpen('started'),
    not_started: isOpen('not_started'),
  };
}

/** Why a command cannot be given now, in words and as an instant; nothing where the guard is no window. */
export function outsideWindow(
  guard: string,
  command: string,
  times: BookingTimes,
): { readonly message: string; readonly bounds: WindowBounds } | undefined {
  if (!isBookingWindow(guard)) return undefined;
  const marks = marksOf(times);
  const window = BOOKING_WINDOWS[guard];
  if ('opens' in window) {
    const opensAt = new Date(marks[window.opens]).toISOString();
    return { message: `${command} of a booking is possible from ${opensAt} on`, bounds: { opensAt } };
  }
  const closesAt = new Date(marks[window.closes]).toISOString();
  const message = `${command} of a booking was possible until its start at ${closesAt}; what happens after that is a no-show, which cannot be reported here yet`;
  return { message, bounds: { closesAt } };
}

function isBookingWindow(guard: string): guard is BookingWindow {
  return Object.hasOwn(BOOKING_WINDOWS, guard);
}

function marksOf({ startMs, checkInLeadMs }: BookingTimes): Record<BookingMark, number> {
  return { check_in: startMs - checkInLeadMs, start: startMs };
}
