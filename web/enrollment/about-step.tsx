import { NativeSelect, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import type { ChangeEvent } from 'react';
import { orNull, type StepProps } from './step.ts';

type TextField = 'fullName' | 'businessName' | 'email' | 'phone' | 'address';

const MOST_YEARS = 80;
const YEARS = [
  { value: '', label: 'Not stated' },
  ...Array.from({ length: MOST_YEARS + 1 }, (_each, years) => ({ value: String(years), label: String(years) })),
];

/** Who the applicant is. */
export function AboutStep({ mine, change, errorAt }: StepProps) {
  const text = (field: TextField) => ({
    value: mine[field] ?? '',
    error: errorAt(field),
    onChange: (event: ChangeEvent<HTMLInputElement>) => change({ [field]: orNull(event.currentTarget.value) }),
  });
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label="Your name" autoComplete="name" required maxLength={120} {...text('fullName')} />
        <TextInput
          label="Business name (optional)"
          autoComplete="organization"
          maxLength={160}
          {...text('businessName')}
        />
        <TextInput label="Mail address" type="email" autoComplete="email" required {...text('email')} />
        <TextInput label="Phone (optional)" type="tel" autoComplete="tel" maxLength={40} {...text('phone')} />
      </SimpleGrid>
      <TextInput
        label="Address where clients come to you (optional)"
        description="Shown to a client only when they have booked you."
        autoComplete="street-address"
        maxLength={300}
        {...text('address')}
      />
      <Textarea
        label="About your work (optional)"
        description="Everybody reads it on your public page."
        minRows={3}
        maxLength={2_000}
        value={mine.bio}
        error={errorAt('bio')}
        onChange={(event) => change({ bio: event.currentTarget.value })}
      />
      <NativeSelect
        label="Years of experience (optional)"
        maw={240}
        data={YEARS}
        value={mine.yearsExperience === null ? '' : String(mine.yearsExperience)}
        error={errorAt('yearsExperience')}
        onChange={({ currentTarget: { value } }) => change({ yearsExperience: value === '' ? null : Number(value) })}
      />
    </Stack>
  );
}
