import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { PAGES } from '#web/pages.ts';
import styles from './desk.module.css';
import { idIn } from './run-id.ts';

const KINDS = [
  { value: 'request', label: 'Request' },
  { value: 'booking', label: 'Booking' },
];

/** Leads to a request or a booking by the id that somebody has quoted; a workflow id serves, too. */
export function RunSearch() {
  const navigate = useNavigate();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { kind: 'request', id: '' },
    validate: {
      id: (text) => (idIn(text) === undefined ? 'It needs an id such as 01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d.' : null),
    },
  });

  function open({ kind, id }: { kind: string; id: string }): void {
    const found = idIn(id);
    if (!found) return;
    const isBooking = (found.kind ?? kind) === 'booking';
    if (isBooking) void navigate({ to: PAGES.deskBooking.path, params: { bookingId: found.id } });
    else void navigate({ to: PAGES.deskRequest.path, params: { requestId: found.id } });
  }

  return (
    <form onSubmit={form.onSubmit(open)} noValidate>
      <div className={styles.runSearch}>
        <NativeSelect label="Kind" data={KINDS} key={form.key('kind')} {...form.getInputProps('kind')} />
        <TextInput label="Id" autoComplete="off" required key={form.key('id')} {...form.getInputProps('id')} />
        <Button type="submit" variant="default">
          Open
        </Button>
      </div>
    </form>
  );
}
