import { Group, SegmentedControl } from '@mantine/core';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Schema } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { Empty } from '#web/kit/empty.tsx';
import { formatMoney } from '#web/kit/format.ts';
import { ButtonLink, PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { Row, Rows, RowsSkeleton } from '#web/kit/rows.tsx';
import { Section } from '#web/kit/section.tsx';
import { ShowMore } from '#web/kit/show-more.tsx';
import { StatusBadge } from '#web/kit/status-badge.tsx';
import { useTimes } from '#web/kit/use-times.ts';
import { PAGES } from '#web/pages.ts';
import { useAccount } from '#web/session/hooks.ts';
import styles from './bookings.module.css';
import { bookingTitle, byStart, isOver, sideIn } from './booking-lists.ts';
import { bookingsInQuery, type RoleFilter } from './bookings.queries.ts';

const OVER = ['completed', 'cancelled'] as const;
type Over = (typeof OVER)[number];

/** What is booked: to come, completed and cancelled; for people who are both, by their side. */
export function BookingsPage() {
  const search = useSearch({ strict: false });
  const role = search.role === 'consumer' || search.role === 'provider' ? search.role : undefined;
  const over = OVER.find((status) => status === search.show);
  const isBoth = useAccount()?.roles.includes('provider') ?? false;
  return (
    <Page title="Your bookings">
      <Group className={styles.choices}>
        <Choice label="Which" name="show" value={over ?? ''} data={WHICH} />
        {isBoth && <Choice label="Your side" name="role" value={role ?? ''} data={SIDES} />}
      </Group>
      <Section
        key={`${over} ${role}`}
        title={over ? TITLES[over] : 'Bookings to come'}
        hideTitle
        isPlain
        skeleton={<RowsSkeleton />}
      >
        {over ? <OverBookings status={over} role={role} /> : <ComingBookings role={role} />}
      </Section>
    </Page>
  );
}

const TITLES: Record<Over, string> = { completed: 'Completed bookings', cancelled: 'Cancelled bookings' };
const NOTHING_OVER: Record<Over, string> = {
  completed: 'When the work is done, the booking is kept here, with its price and the reviews.',
  cancelled: 'Bookings that either side has called off are kept here.',
};
const WHICH = [
  { value: '', label: 'To come' },
  { value: 'completed', label: 'Completed' },
  { value: 'cancelled', label: 'Cancelled' },
];
const SIDES = [
  { value: '', label: 'All' },
  { value: 'consumer', label: 'As client' },
  { value: 'provider', label: 'As provider' },
];

interface ChoiceProps {
  readonly label: string;
  readonly name: 'show' | 'role';
  readonly value: string;
  readonly data: { value: string; label: string }[];
}

/** A filter that stands in the address. */
function Choice({ label, name, value, data }: ChoiceProps) {
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  return (
    <SegmentedControl
      className={styles.choice ?? ''}
      aria-label={label}
      data={data}
      value={value}
      onChange={(next) => {
        const others = Object.fromEntries(Object.entries(search).filter(([key]) => key !== name));
        void navigate({
          to: PAGES.bookings.path,
          search: next === '' ? others : { ...others, [name]: next },
          replace: true,
        });
      }}
    />
  );
}

function ComingBookings({ role }: { role: RoleFilter }) {
  const api = useApi();
  const begun = useSuspenseInfiniteQuery(bookingsInQuery(api, 'in_progress', role));
  const confirmed = useSuspenseInfiniteQuery(bookingsInQuery(api, 'confirmed', role));
  // One that begins between the two answers is in both of them.
  const both = [...itemsOf(confirmed.data), ...itemsOf(begun.data)].map((booking) => [booking.id, booking] as const);
  const bookings = [...new Map(both).values()].toSorted(byStart);
  if (bookings.length === 0) return <NothingToCome />;
  return (
    <>
      <BookingRows label="Bookings to come" bookings={bookings} />
      <ShowMore list={confirmed} label="Show more bookings" />
    </>
  );
}

function OverBookings({ status, role }: { status: Over; role: RoleFilter }) {
  const list = useSuspenseInfiniteQuery(bookingsInQuery(useApi(), status, role));
  const bookings = itemsOf(list.data).toSorted((a, b) => byStart(b, a));
  if (bookings.length === 0) return <Empty title={`No ${TITLES[status].toLowerCase()}`}>{NOTHING_OVER[status]}</Empty>;
  return (
    <>
      <BookingRows label={TITLES[status]} bookings={bookings} />
      <ShowMore list={list} label="Show older bookings" />
    </>
  );
}

function BookingRows({ label, bookings }: { label: string; bookings: readonly Schema<'Booking'>[] }) {
  const account = useAccount();
  const { when, instant } = useTimes();
  return (
    <Rows label={label}>
      {bookings.map((booking) => (
        <Row
          key={booking.id}
          title={
            <PageLink to={PAGES.booking.path} params={{ bookingId: booking.id }}>
              {bookingTitle(booking, sideIn(booking, account))}
            </PageLink>
          }
          badge={<StatusBadge kind="booking" status={booking.status} />}
          facts={[
            isOver(booking) ? instant(booking.scheduledStart) : when(booking.scheduledStart),
            formatMoney(booking.completion?.finalPrice ?? booking.price),
            booking.location.address ?? undefined,
          ]}
        />
      ))}
    </Rows>
  );
}

function NothingToCome() {
  return (
    <Empty title="Nothing is booked" action={<ButtonLink to={PAGES.newRequest.path}>Say what you need</ButtonLink>}>
      Once you book one of the offers for a request, the booking is listed here, with its address and contact details.
    </Empty>
  );
}
