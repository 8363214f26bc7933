import { ActionIcon, Button, Group, SegmentedControl, Skeleton, Text, TextInput } from '@mantine/core';
import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { formatDate, isSameClock, placeOfZone, viewerZone } from '#web/kit/format-time.ts';
import { IconArrowLeft, IconArrowRight } from '#web/kit/icons.ts';
import { ButtonLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { Section } from '#web/kit/section.tsx';
import { dateIn, startOfDate } from '#web/kit/zone.ts';
import { useNow } from '#web/kit/use-now.ts';
import { PAGES } from '#web/pages.ts';
import { bookingsByDay, dateBeside, rangeOf, type CalendarRange } from './calendar-days.ts';
import { CalendarDay } from './calendar-day.tsx';
import styles from './calendar.module.css';
import { daysAfter } from './days.ts';
import { windowsOn } from '#web/kit/hours-form.ts';
import { bookingsBetweenQuery, ownProviderQuery } from './provider.queries.ts';

/** What a provider is booked for, day by day, by the clock where they work. */
export function CalendarPage() {
  const { data: provider } = useSuspenseQuery(ownProviderQuery(useApi()));
  const nowMs = useNow();
  const zone = provider.timezone;
  const range = rangeOf(useSearch({ strict: false }), dateIn(nowMs, zone));
  const note = isSameClock(nowMs, zone, viewerZone()) ? undefined : `All times are ${placeOfZone(zone)} time.`;
  return (
    <Page
      title="Calendar"
      state={titleOf(range, nowMs)}
      lead={note}
      actions={
        <ButtonLink variant="default" to={PAGES.hours.path}>
          Change your hours
        </ButtonLink>
      }
    >
      <Controls range={range} nowMs={nowMs} today={dateIn(nowMs, zone)} />
      <Section
        title={titleOf(range, nowMs)}
        hideTitle
        isPlain
        skeleton={<Skeleton height={range.view === 'day' ? 160 : 420} aria-hidden />}
      >
        <Days range={range} zone={zone} />
      </Section>
    </Page>
  );
}

function titleOf({ days }: CalendarRange, nowMs: number): string {
  const [first = '', last = first] = [days[0], days.at(-1)];
  return first === last ? formatDate(first, nowMs) : `${formatDate(first, nowMs)} – ${formatDate(last, nowMs)}`;
}

function Controls({ range, nowMs, today }: { range: CalendarRange; nowMs: number; today: string }) {
  const navigate = useNavigate();
  const { view, date } = range;
  const show = (to: { view?: string; date?: string }): void =>
    void navigate({ to: PAGES.calendar.path, search: { view, date, ...to }, replace: true });
  const what = view === 'day' ? 'day' : 'week';
  return (
    <Group justify="space-between" gap="sm">
      <Group gap="xs" wrap="nowrap">
        <ActionIcon
          variant="default"
          aria-label={`The ${what} before`}
          onClick={() => show({ date: dateBeside(range, -1) })}
        >
          <IconArrowLeft size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label={`The ${what} after`}
          onClick={() => show({ date: dateBeside(range, 1) })}
        >
          <IconArrowRight size={18} aria-hidden />
        </ActionIcon>
        <Button variant="default" disabled={range.days.includes(today)} onClick={() => show({ date: today })}>
          Today
        </Button>
      </Group>
      <Text fw={600} aria-live="polite">
        {titleOf(range, nowMs)}
      </Text>
      <Group gap="xs">
        <TextInput
          type="date"
          aria-label="Go to a date"
          value={date}
          onChange={(event) => event.currentTarget.value !== '' && show({ date: event.currentTarget.value })}
        />
        <SegmentedControl
          aria-label="What is shown"
          size="md"
          data={[
            { value: 'day', label: 'Day' },
            { value: 'week', label: 'Week' },
          ]}
          value={view}
          onChange={(next) => show({ view: next })}
        />
      </Group>
    </Group>
  );
}

function Days({ range, zone }: { range: CalendarRange; zone: string }) {
  const { days, view } = range;
  const api = useApi();
  const nowMs = useNow();
  const { data: provider } = useSuspenseQuery(ownProviderQuery(api));
  const first = days[0] ?? range.date;
  const fromMs = startOfDate(first, zone);
  const toMs = startOfDate(daysAfter(first, days.length), zone);
  const list = useSuspenseInfiniteQuery(bookingsBetweenQuery(api, fromMs, toMs));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage(); // a calendar has all of them
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const today = dateIn(nowMs, zone);
  return (
    <ol className={styles.days} data-view={view}>
      {bookingsByDay(days, itemsOf(list.data), zone).map(({ date, bookings }) => (
        <CalendarDay
          key={date}
          date={date}
          isToday={date === today}
          hours={windowsOn(provider.availability, date)}
          bookings={bookings}
        />
      ))}
    </ol>
  );
}
