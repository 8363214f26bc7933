import { ActionIcon, Button, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconX } from './icons.ts';
import { dateIn } from './zone.ts';
import { viewerZone } from './format-time.ts';
import { useNow } from './use-now.ts';
import type { RequestValues } from './request-form.ts';
import styles from './request-fields.module.css';

const MOST_DATES = 14;
const PATH = 'timing.preferredDates';

/** The dates on which it may be done, one field each. */
export function DateFields({ form }: { form: UseFormReturnType<RequestValues> }) {
  const dates = form.values.timing.preferredDates;
  const today = dateIn(useNow(), viewerZone());
  return (
    <>
      {dates.map((_, index) => (
        // The fields have no identity but their place.
        <div key={index} className={styles.date}>
          <TextInput
            type="date"
            label={dates.length === 1 ? 'Date' : `Date ${index + 1}`}
            min={today}
            required={index === 0}
            {...form.getInputProps(`${PATH}.${index}`)}
          />
          {dates.length > 1 && (
            <ActionIcon aria-label={`Remove date ${index + 1}`} onClick={() => form.removeListItem(PATH, index)}>
              <IconX size={20} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {dates.length < MOST_DATES && (
        <div>
          <Button
            variant="default"
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={() => form.insertListItem(PATH, '')}
          >
            Another date
          </Button>
        </div>
      )}
    </>
  );
}
