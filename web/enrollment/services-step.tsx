import { Checkbox, Skeleton, Stack, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useApi } from '#web/api/hooks.ts';
import type { Schema } from '#web/api/client.ts';
import { Boundary } from '#web/kit/boundary.tsx';
import { formatList, formatMoneyRange, plural } from '#web/kit/format.ts';
import { plainWord } from '#web/kit/request-words.ts';
import { CHOICE } from '#web/kit/choice.ts';
import styles from './enrollment.module.css';
import { catalogQuery } from './enrollment.queries.ts';
import { ServiceFields, type EnrolledService } from './service-fields.tsx';
import type { StepProps } from './step.ts';

/** What the applicant does, of what the catalog has. */
export function ServicesStep(props: StepProps) {
  return (
    <Boundary what="The catalog" skeleton={<Skeleton height={420} aria-hidden />}>
      <Catalog {...props} />
    </Boundary>
  );
}

function Catalog(props: StepProps) {
  const { data } = useSuspenseQuery(catalogQuery(useApi()));
  const { mine, change, errorAt } = props;
  const offered = data.categories
    .flatMap(({ services }) => services)
    .filter(({ name }) => mine.services.some(({ serviceType }) => serviceType === name));
  const specializations = [...new Set([...offered.flatMap((each) => each.specializations), ...mine.specializations])];
  return (
    <Stack gap="lg">
      {data.categories.map(({ name, title, services }) => (
        <fieldset key={name} className={styles.category}>
          <legend>{title}</legend>
          {services.map((service) => (
            <CatalogService key={service.name} service={service} {...props} />
          ))}
        </fieldset>
      ))}
      {specializations.length > 0 && (
        <Checkbox.Group
          label="What you are especially good at (optional)"
          value={[...mine.specializations]}
          error={errorAt('specializations')}
          onChange={(names) => change({ specializations: names })}
        >
          <div className={styles.choices}>
            {specializations.map((name) => (
              <Checkbox key={name} value={name} label={plainWord(name)} classNames={CHOICE} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </Stack>
  );
}

function CatalogService({ service, mine, change, errorAt }: StepProps & { service: Schema<'CatalogService'> }) {
  const index = mine.services.findIndex(({ serviceType }) => serviceType === service.name);
  const offered = mine.services[index];
  const put = (services: EnrolledService[]): void => change({ services });
  return (
    <div>
      <Checkbox
        label={service.title}
        description={needsOf(service)}
        checked={offered !== undefined}
        classNames={CHOICE}
        onChange={() =>
          offered
            ? put(mine.services.filter((each) => each !== offered))
            : put([...mine.services, newService(service.name)])
        }
      />
      {offered && (
        <ServiceFields
          service={offered}
          catalog={service}
          onChange={(next) => put(mine.services.map((each) => (each === offered ? next : each)))}
          errorAt={(path) => errorAt(`services.${index}.${path}`)}
        />
      )}
      {offered && errorAt('services') !== undefined && (
        <Text c="var(--mantine-color-error)">{errorAt('services')}</Text>
      )}
    </div>
  );
}

const newService = (serviceType: EnrolledService['serviceType']): EnrolledService => ({
  serviceType,
  name: null,
  description: '',
  durationMinutes: 60,
  price: null,
  licenseNumber: null,
});

function needsOf({
  requiresLicense,
  minPhotos,
  typicalPriceRange: { min, max, currency },
}: Schema<'CatalogService'>): string {
  const needs = [
    ...(requiresLicense ? ['a license'] : []),
    ...(minPhotos > 0 ? [plural(minPhotos, { one: 'photo', other: 'photos' })] : []),
  ];
  const usual = `Usually ${formatMoneyRange(min, max, currency)}`;
  return needs.length === 0 ? usual : `${usual}; needs ${formatList(needs)}`;
}
