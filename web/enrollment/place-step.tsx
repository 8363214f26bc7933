import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import type { StepProps } from './step.ts';

type Location = NonNullable<StepProps['mine']['location']>;

const NOWHERE: Location = { city: '', neighborhood: null, lat: null, lng: null, serviceRadiusKm: 15 };
const RADII_KM = [5, 10, 15, 20, 30, 50, 75, 100];

/** Where the work is done. */
export function PlaceStep({ mine: { location }, change, errorAt }: StepProps) {
  const place = location ?? NOWHERE;
  const radii = [...new Set([...RADII_KM, place.serviceRadiusKm])].toSorted((a, b) => a - b);
  const put = (changes: Partial<Location>): void => {
    const next = { ...place, ...changes };
    const isEmpty = next.city.trim() === '' && next.neighborhood === null;
    change({ location: isEmpty ? null : next });
  };
  /** Coordinates of another place would be wrong ones. */
  const elsewhere = { lat: null, lng: null };
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput
        label="City"
        autoComplete="address-level2"
        required
        maxLength={120}
        value={place.city}
        error={errorAt('location.city') ?? errorAt('location')}
        onChange={(event) => put({ city: event.currentTarget.value, ...elsewhere })}
      />
      <TextInput
        label="Neighborhood (optional)"
        maxLength={120}
        value={place.neighborhood ?? ''}
        error={errorAt('location.neighborhood')}
        onChange={({ currentTarget: { value } }) => put({ neighborhood: value === '' ? null : value, ...elsewhere })}
      />
      <NativeSelect
        label="How far you go for work"
        data={radii.map((km) => ({ value: String(km), label: `${km} km` }))}
        value={String(place.serviceRadiusKm)}
        error={errorAt('location.serviceRadiusKm')}
        onChange={(event) => put({ serviceRadiusKm: Number(event.currentTarget.value) })}
      />
    </SimpleGrid>
  );
}
