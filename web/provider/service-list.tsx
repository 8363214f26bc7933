import { Text } from '@mantine/core';
import type { Schema } from '#web/api/client.ts';
import { formatDuration, formatMoneyRange } from '#web/kit/format.ts';
import styles from './provider.module.css';

/** What a provider does, for how much, and how long it takes. */
export function ServiceList({ services }: { services: readonly Schema<'ProviderService'>[] }) {
  return (
    <ul className={styles.services}>
      {services.map(({ id, name, description, durationMinutes, priceMin, priceMax, currency }) => (
        <li key={id}>
          <div className={styles.service}>
            <Text fw={600}>{name}</Text>
            <Text>
              {formatMoneyRange(priceMin, priceMax, currency)} · {formatDuration(durationMinutes)}
            </Text>
          </div>
          {description !== '' && <Text c="dimmed">{description}</Text>}
        </li>
      ))}
    </ul>
  );
}
