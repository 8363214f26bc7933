import { Checkbox, Fieldset, NativeSelect, Radio, Text, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useSuspenseQuery } from '@tanstack/react-query';
import { FLEXIBILITIES, TIMES_OF_DAY } from '#domain/preferences.ts';
import type { Schema } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { one } from '#web/api/queries.ts';
import { plainWord, rangeWords } from './request-words.ts';
import { DateFields } from './date-fields.tsx';
import type { RequestValues } from './request-form.ts';
import styles from './request-fields.module.css';

interface OfForm {
  readonly form: UseFormReturnType<RequestValues>;
}

const PARTS = { what: What, where: Where, when: When, budget: HowMuch } as const;
/** A part of what is said of a request. */
export type RequestPart = keyof typeof PARTS;
export const REQUEST_PARTS = Object.keys(PARTS) as RequestPart[];

/** The fields that say what is needed, where, when and for how much; or one of these parts alone. */
export function RequestFields({ form, only }: OfForm & { readonly only?: RequestPart | undefined }) {
  return (
    <div className={styles.fields}>
      {REQUEST_PARTS.filter((part) => only === undefined || part === only).map((part) => {
        const Part = PARTS[part];
        return <Part key={part} form={form} />;
      })}
    </div>
  );
}

function What({ form }: OfForm) {
  const { data: catalog } = useSuspenseQuery(one(useApi(), '/v1/catalog'));
  const service = serviceIn(catalog, form.values.serviceType);
  const groups = catalog.categories.map(({ title, services }) => ({
    group: title,
    items: services.map((each) => ({ value: each.name, label: each.title })),
  }));
  return (
    <Fieldset data-field="what" legend="What" variant="unstyled" className={styles.group ?? ''}>
      <NativeSelect
        label="Service"
        required
        data={[{ value: '', label: 'Choose one' }, ...groups]}
        {...form.getInputProps('serviceType')}
        onChange={(event) => {
          form.setFieldValue('serviceType', event.currentTarget.value);
          form.setFieldValue('requirements.specializations', []);
        }}
      />
      {service && (
        <Checkbox.Group label="Anything special?" {...form.getInputProps('requirements.specializations')}>
          <div className={styles.choices}>
            {service.specializations.map((name) => (
              <Checkbox key={name} value={name} label={plainWord(name)} className={styles.choice ?? ''} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      <Textarea
        label="Details"
        description="What should a provider know before making an offer?"
        maxLength={2_000}
        {...form.getInputProps('requirements.description')}
      />
    </Fieldset>
  );
}

function Where({ form }: OfForm) {
  return (
    <Fieldset data-field="where" legend="Where" variant="unstyled" className={styles.group ?? ''}>
      <div className={styles.pair}>
        <TextInput label="City" required maxLength={120} {...form.getInputProps('location.city')} />
        <TextInput label="Neighborhood" maxLength={120} {...form.getInputProps('location.neighborhood')} />
      </div>
      <TextInput
        label="How far away may providers be?"
        inputMode="decimal"
        rightSection={<Text c="dimmed">km</Text>}
        maw={320}
        {...form.getInputProps('location.maxDistanceKm')}
      />
    </Fieldset>
  );
}

const FIRMNESS = { strict: 'Only then', somewhat_flexible: 'Somewhat flexible', flexible: 'Flexible' } as const;
const TIME_LABELS = { morning: 'Morning', afternoon: 'Afternoon', evening: 'Evening' } as const;

function When({ form }: OfForm) {
  const { urgency, preferredTimes } = form.values.timing;
  const hasWish = urgency === 'specific_date' || preferredTimes.length > 0;
  return (
    <Fieldset data-field="when" legend="When" variant="unstyled" className={styles.group ?? ''}>
      <Radio.Group label="Which day?" {...form.getInputProps('timing.urgency')}>
        <div className={styles.choices}>
          <Radio value="flexible" label="Any day" className={styles.choice ?? ''} />
          <Radio value="asap" label="As soon as possible" className={styles.choice ?? ''} />
          <Radio value="specific_date" label="On certain dates" className={styles.choice ?? ''} />
        </div>
      </Radio.Group>
      {urgency === 'specific_date' && <DateFields form={form} />}
      <Checkbox.Group
        label="Which time of day?"
        description="None means any."
        {...form.getInputProps('timing.preferredTimes')}
      >
        <div className={styles.choices}>
          {TIMES_OF_DAY.map((time) => (
            <Checkbox key={time} value={time} label={TIME_LABELS[time]} className={styles.choice ?? ''} />
          ))}
        </div>
      </Checkbox.Group>
      {hasWish && (
        <NativeSelect
          label="How firm is that?"
          maw={240}
          data={FLEXIBILITIES.map((value) => ({ value, label: FIRMNESS[value] }))}
          {...form.getInputProps('timing.flexibility')}
        />
      )}
    </Fieldset>
  );
}

const BUDGET_FIRMNESS = {
  strict: 'Not more',
  somewhat_flexible: 'A little more is fine',
  flexible: 'Flexible',
} as const;

function HowMuch({ form }: OfForm) {
  const { data: catalog } = useSuspenseQuery(one(useApi(), '/v1/catalog'));
  const { budget, serviceType } = form.values;
  const typical = serviceIn(catalog, serviceType)?.typicalPriceRange;
  const unit = <Text c="dimmed">{budget.currency}</Text>;
  const amount = { inputMode: 'decimal', rightSection: unit, rightSectionWidth: 56 } as const;
  return (
    <Fieldset data-field="budget" legend="Budget" variant="unstyled" className={styles.group ?? ''}>
      {typical && <Text c="dimmed">Usually {rangeWords(typical)}.</Text>}
      <div className={styles.pair}>
        <TextInput label="From" {...amount} {...form.getInputProps('budget.min')} />
        <TextInput label="Up to" {...amount} {...form.getInputProps('budget.max')} />
      </div>
      {budget.max.trim() !== '' && (
        <NativeSelect
          label="How firm is that?"
          maw={240}
          data={FLEXIBILITIES.map((value) => ({ value, label: BUDGET_FIRMNESS[value] }))}
          {...form.getInputProps('budget.flexibility')}
        />
      )}
    </Fieldset>
  );
}

function serviceIn(catalog: Schema<'Catalog'>, name: string): Schema<'CatalogService'> | undefined {
  return catalog.categories.flatMap(({ services }) => services).find((service) => service.name === name);
}
