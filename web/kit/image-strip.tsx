import { ActionIcon, Loader, UnstyledButton } from '@mantine/core';
import { IconRefresh, IconX } from './icons.ts';
import styles from './image-strip.module.css';
import type { ChosenImage } from './use-image-uploads.ts';

interface ImageStripProps {
  readonly images: readonly ChosenImage[];
  /** Why files were left out, if some were. */
  readonly refusal?: string | undefined;
  readonly onRemove: (key: string) => void;
  readonly onRetry: (key: string) => void;
}

/** The chosen images with what becomes of each. */
export function ImageStrip({ images, refusal, onRemove, onRetry }: ImageStripProps) {
  if (images.length === 0 && refusal === undefined) return null;
  const failed = images.find(({ state }) => state === 'failed');
  return (
    <div>
      <ul className={styles.strip} aria-label="Chosen images">
        {images.map(({ key, url, file, state }) => (
          <li key={key} className={styles.item} data-state={state} aria-busy={state === 'uploading'}>
            <img src={url} alt={file.name} className={styles.image} />
            {state === 'uploading' && (
              <span className={styles.cover}>
                <Loader size="sm" color="white" aria-label={`Uploading ${file.name}`} />
              </span>
            )}
            {state === 'failed' && (
              <UnstyledButton
                className={styles.cover}
                onClick={() => onRetry(key)}
                aria-label={`${file.name} was not uploaded: try again`}
              >
                <IconRefresh size={24} aria-hidden />
              </UnstyledButton>
            )}
            <ActionIcon
              className={styles.remove}
              variant="default"
              radius="xl"
              aria-label={`Remove ${file.name}`}
              onClick={() => onRemove(key)}
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <output className={styles.refusal}>
        {failed === undefined ? refusal : `Not uploaded: ${failed.reason ?? ''}`}
      </output>
    </div>
  );
}
