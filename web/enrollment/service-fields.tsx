import { NativeSelect, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Schema } from '#web/api/client.ts';
import { formatDuration, toAmountText, toMinorUnits } from '#web/kit/format.ts';
import styles from './enrollment.module.css';
import type { EnrollmentFields } from './fields.ts';
import { orNull } from './step.ts';

export type EnrolledService = EnrollmentFields['services'][number];

interface ServiceFieldsProps {
  readonly service: EnrolledService;
  readonly catalog: Schema<'CatalogService'>;
  readonly onChange: (service: EnrolledService) => void;
  readonly errorAt: (path: string) => string | undefined;
}

const DURATIONS = [15, 30, 45, 60, 75, 90, 120, 150, 180, 240, 300, 360, 480];

/** One service as the applicant offers it. */
export function ServiceFields({ service, catalog, onChange, errorAt }: ServiceFieldsProps) {
  const put = (changes: Partial<EnrolledService>): void => onChange({ ...service, ...changes });
  const durations = [...new Set([...DURATIONS, service.durationMinutes])].toSorted((a, b) => a - b);
  return (
    <div className={styles.service}>
      <PriceFields
        price={service.price}
        currency={service.price?.currency ?? catalog.typicalPriceRange.currency}
        onChange={(price) => put({ price })}
        error={errorAt('price.max') ?? errorAt('price.min') ?? errorAt('price')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NativeSelect
          label="How long it takes"
          data={durations.map((minutes) => ({ value: String(minutes), label: formatDuration(minutes) }))}
          value={String(service.durationMinutes)}
          error={errorAt('durationMinutes')}
          onChange={(event) => put({ durationMinutes: Number(event.currentTarget.value) })}
        />
        <TextInput
          label="Name of the service (optional)"
          placeholder={catalog.title}
          maxLength={120}
          value={service.name ?? ''}
          error={errorAt('name')}
          onChange={(event) => put({ name: orNull(event.currentTarget.value) })}
        />
      </SimpleGrid>
      <Textarea
        label="What is included (optional)"
        maxLength={2_000}
        value={service.description}
        error={errorAt('description')}
        onChange={(event) => put({ description: event.currentTarget.value })}
      />
      {catalog.requiresLicense && (
        <TextInput
          label="License number"
          description="Seen by you and by operators only."
          required
          maw={360}
          maxLength={60}
          value={service.licenseNumber ?? ''}
          error={errorAt('licenseNumber')}
          onChange={(event) => put({ licenseNumber: orNull(event.currentTarget.value) })}
        />
      )}
    </div>
  );
}

interface PriceFieldsProps {
  readonly price: EnrolledService['price'];
  readonly currency: NonNullable<EnrolledService['price']>['currency'];
  readonly onChange: (price: EnrolledService['price']) => void;
  readonly error: string | undefined;
}

/** A price from and to, as it is typed; it counts when both are amounts. */
function PriceFields({ price, currency, onChange, error }: PriceFieldsProps) {
  const [typed, setTyped] = useState(() => ({
    min: price ? toAmountText(price.min, currency) : '',
    max: price ? toAmountText(price.max, currency) : '',
  }));
  const isUnreadable = (text: string): boolean => text.trim() !== '' && toMinorUnits(text, currency) === undefined;

  function type(changes: Partial<typeof typed>): void {
    const next = { ...typed, ...changes };
    setTyped(next);
    const [min, max] = [toMinorUnits(next.min, currency), toMinorUnits(next.max, currency)];
    if (min !== undefined && max !== undefined) onChange({ min, max, currency });
    else if (price !== null) onChange(null);
  }

  const field = (name: keyof typeof typed) => ({
    inputMode: 'decimal' as const,
    autoComplete: 'off',
    value: typed[name],
    error: isUnreadable(typed[name]) ? 'Enter an amount, such as 65 or 65.50' : name === 'max' && error,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => type({ [name]: event.currentTarget.value }),
  });
  return (
    <SimpleGrid cols={2}>
      <TextInput label={`From (${currency})`} {...field('min')} />
      <TextInput label={`To (${currency})`} {...field('max')} />
    </SimpleGrid>
  );
}
