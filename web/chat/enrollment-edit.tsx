import { SimpleGrid, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { findService } from '#domain/catalog.ts';
import { viewerZone } from '#web/kit/format-time.ts';
import { serviceTitle } from '#web/kit/request-words.ts';
import { TimeZoneSelect } from '#web/kit/time-zone-select.tsx';
import { WeekEditor } from '#web/kit/week-editor.tsx';
import type { DraftOf } from './draft.ts';
import { EditFrame } from './edit-frame.tsx';
import { enrollmentChanges, enrollmentErrors, enrollmentValues, type EnrollmentValues } from './enrollment-values.ts';
import { useDraftForm, type EditFormProps } from './use-draft-form.ts';

interface OfForm {
  readonly form: UseFormReturnType<EnrollmentValues>;
}

/** What is written into an enrollment, but for photos, which are sent with a message. */
export function EnrollmentEdit({ draft, field, onSave, onCancel }: EditFormProps<DraftOf<'update_enrollment'>>) {
  const [opened] = useState(() => enrollmentValues(draft.body, viewerZone()));
  const { form, saving, onSubmit } = useDraftForm<EnrollmentValues>({
    initialValues: opened,
    validate: enrollmentErrors,
    toChanges: (values) => enrollmentChanges(values, opened),
    prefix: 'enrollment.',
    onSave,
    onCancel,
  });
  return (
    <EditFrame field={field} saving={saving} onSubmit={onSubmit} onCancel={onCancel}>
      <Person form={form} />
      {form.values.services.length > 0 && <Services form={form} />}
      <Place form={form} />
      {draft.body.availability && <Hours form={form} />}
    </EditFrame>
  );
}

function Person({ form }: OfForm) {
  const text = (name: 'fullName' | 'businessName' | 'email' | 'phone' | 'address', label: string, most: number) => (
    <div data-field={name}>
      <TextInput label={label} maxLength={most} {...form.getInputProps(name)} />
    </div>
  );
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {text('fullName', 'Full name', 120)}
        {text('businessName', 'Business', 160)}
        {text('email', 'Mail address', 254)}
        {text('phone', 'Phone', 40)}
        {text('address', 'Address', 300)}
        <div data-field="yearsExperience">
          <TextInput label="Years of experience" inputMode="numeric" {...form.getInputProps('yearsExperience')} />
        </div>
      </SimpleGrid>
      <div data-field="bio">
        <Textarea label="About you" maxLength={2_000} {...form.getInputProps('bio')} />
      </div>
    </>
  );
}

function Services({ form }: OfForm) {
  return (
    <Stack data-field="services">
      {form.values.services.map(({ given, currency }, at) => {
        const path = `services.${at}`;
        const unit = { rightSection: <Text c="dimmed">{currency}</Text>, rightSectionWidth: 56 } as const;
        return (
          <Stack key={given.serviceType} gap="xs">
            <Title order={3}>{given.name ?? serviceTitle(given.serviceType)}</Title>
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              <TextInput
                label="Price from"
                inputMode="decimal"
                {...unit}
                {...form.getInputProps(`${path}.price.min`)}
              />
              <TextInput
                label="Price up to"
                inputMode="decimal"
                {...unit}
                {...form.getInputProps(`${path}.price.max`)}
              />
              <TextInput
                label="Duration"
                inputMode="numeric"
                rightSection={<Text c="dimmed">min</Text>}
                {...form.getInputProps(`${path}.durationMinutes`)}
              />
              {findService(given.serviceType)?.requiresLicense && (
                <TextInput
                  label="Number of your licence"
                  maxLength={60}
                  {...form.getInputProps(`${path}.licenseNumber`)}
                />
              )}
            </SimpleGrid>
          </Stack>
        );
      })}
    </Stack>
  );
}

function Place({ form }: OfForm) {
  return (
    <div data-field="where">
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextInput label="City" maxLength={120} {...form.getInputProps('location.city')} />
        <TextInput label="Neighborhood" maxLength={120} {...form.getInputProps('location.neighborhood')} />
        <TextInput
          label="How far you go"
          inputMode="decimal"
          rightSection={<Text c="dimmed">km</Text>}
          {...form.getInputProps('location.serviceRadiusKm')}
        />
      </SimpleGrid>
    </div>
  );
}

function Hours({ form }: OfForm) {
  const { schedule, timezone } = form.values.availability;
  return (
    <Stack data-field="schedule">
      <WeekEditor
        week={schedule}
        onChange={(week) => form.setFieldValue('availability.schedule', week as never)}
        errorAt={(path) => form.errors[`availability.schedule.${path}`]}
      />
      <TimeZoneSelect
        value={timezone}
        error={form.errors['availability.timezone']}
        onChange={(zone) => form.setFieldValue('availability.timezone', zone as never)}
      />
    </Stack>
  );
}
