import { Radio, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { PlaceValues } from './place-form.ts';
import styles from './offers.module.css';

interface PlaceFieldsProps {
  readonly form: UseFormReturnType<PlaceValues>;
  readonly providerName: string;
}

/** Where the work is done: at the provider's, at the person's own address, or somewhere else. */
export function PlaceFields({ form, providerName }: PlaceFieldsProps) {
  const { type } = form.values.location;
  return (
    <fieldset className={styles.fieldset}>
      <legend>Place</legend>
      <Radio.Group aria-label="Place" {...form.getInputProps('location.type')}>
        <Radio value="provider_location" label={`At ${providerName}`} className={styles.choice ?? ''} />
        <Radio value="consumer_location" label="At my address" className={styles.choice ?? ''} />
        <Radio value="other" label="Somewhere else" className={styles.choice ?? ''} />
      </Radio.Group>
      {type !== 'provider_location' && (
        <TextInput
          label="Address"
          autoComplete={type === 'consumer_location' ? 'street-address' : 'off'}
          required
          maxLength={300}
          {...form.getInputProps('location.address')}
        />
      )}
      <Textarea
        label="Anything to know on the way? (optional)"
        description="Only shown to the provider once it is booked."
        maxLength={500}
        {...form.getInputProps('location.instructions')}
      />
    </fieldset>
  );
}
