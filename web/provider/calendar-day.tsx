import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Schema } from '#web/api/client.ts';
import type { DayWindow } from '#domain/availability/types.ts';
import { formatDate, formatElsewhere, formatTime, viewerZone } from '#web/kit/format-time.ts';
import { StatusBadge } from '#web/kit/status-badge.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { windowsWords } from '#web/kit/week.ts';
import { PAGES } from '#web/pages.ts';
import styles from './calendar.module.css';

interface CalendarDayProps {
  readonly date: string;
  readonly isToday: boolean;
  /** When the provider works on this date. */
  readonly hours: readonly DayWindow[];
  readonly bookings: readonly Schema<'Booking'>[];
}

/** One day of the calendar: its opening hours and its bookings, earliest first. */
export function CalendarDay({ date, isToday, hours, bookings }: CalendarDayProps) {
  const nowMs = useNow();
  return (
    <li className={styles.day} data-today={isToday || undefined}>
      <div className={styles.head}>
        <Text component="h3" fw={600}>
          {formatDate(date, nowMs)}
          {isToday && <span className={styles.today}> Today</span>}
        </Text>
        <Text size="xs" c="dimmed">
          {windowsWords(hours)}
        </Text>
      </div>
      {bookings.length === 0 ? (
        <Text size="xs" c="dimmed">
          No bookings
        </Text>
      ) : (
        <ul className={styles.bookings}>
          {bookings.map((booking) => (
            <li key={booking.id}>
              <BookingLink booking={booking} nowMs={nowMs} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function BookingLink({ booking, nowMs }: { booking: Schema<'Booking'>; nowMs: number }) {
  const { scheduledStart: start, scheduledEnd: end, timezone } = booking;
  const here = formatElsewhere(start, { zone: viewerZone(), viewer: timezone, nowMs });
  return (
    <Link to={PAGES.booking.path} params={{ bookingId: booking.id }} className={styles.booking}>
      <span className={styles.time}>
        {formatTime(start, timezone)} – {formatTime(end, timezone)}
      </span>
      <span>{booking.serviceName}</span>
      <span>{booking.consumer.name}</span>
      {here !== undefined && <span className={styles.aside}>{here}</span>}
      {booking.status !== 'confirmed' && <StatusBadge kind="booking" status={booking.status} />}
    </Link>
  );
}
