import { Text } from '@mantine/core';
import { IconStar, IconStarFilled } from './icons.ts';
import { useId } from 'react';
import styles from './star-field.module.css';

interface StarFieldProps {
  readonly legend: string;
  /** Zero as long as nothing is chosen. */
  readonly value: number;
  readonly onChange: (stars: number) => void;
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
}

const STARS = [1, 2, 3, 4, 5];

/** One to five stars as radio buttons. */
export function StarField({ legend, value, onChange, error, isRequired = false }: StarFieldProps) {
  const name = useId();
  return (
    <fieldset className={styles.fieldset} aria-describedby={error === undefined ? undefined : `${name}-error`}>
      <legend>{legend}</legend>
      <div className={styles.stars}>
        {STARS.map((stars) => (
          <label key={stars} className={styles.star} data-given={stars <= value || undefined}>
            <input
              type="radio"
              name={name}
              value={stars}
              checked={stars === value}
              required={isRequired}
              aria-label={`${stars} of 5 stars`}
              onChange={() => onChange(stars)}
            />
            {stars <= value ? (
              <IconStarFilled size={28} aria-hidden />
            ) : (
              <IconStar size={28} stroke={1.5} aria-hidden />
            )}
          </label>
        ))}
        <Text component="span" c="dimmed" aria-hidden>
          {value > 0 && `${value} of 5`}
        </Text>
      </div>
      {error !== undefined && (
        <Text id={`${name}-error`} size="xs" c="var(--mantine-color-error)">
          {error}
        </Text>
      )}
    </fieldset>
  );
}
