import { ActionIcon, Button, FileButton, Loader, Stack, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useApi } from '#web/api/hooks.ts';
import type { Schema } from '#web/api/client.ts';
import { plural } from '#web/kit/format.ts';
import { IconPhoto, IconX } from '#web/kit/icons.ts';
import { IMAGE_ACCEPT } from '#web/kit/image-check.ts';
import { StoredImage } from '#web/kit/stored-image.tsx';
import styles from './enrollment.module.css';
import { catalogQuery } from './enrollment.queries.ts';
import type { StepProps } from './step.ts';
import { usePhotoUploads } from './use-photo-uploads.ts';

type Photo = StepProps['mine']['photos'][number];

/** Photos of the work, service by service. */
export function PhotosStep({ mine, change, errorAt }: StepProps) {
  const { data } = useSuspenseQuery(catalogQuery(useApi()));
  const catalog = data.categories.flatMap(({ services }) => services);
  const offered = catalog.filter(({ name }) => mine.services.some(({ serviceType }) => serviceType === name));
  const error = errorAt('photos');
  if (offered.length === 0) {
    return <Text c="dimmed">Choose your services first; then you see which photos they need.</Text>;
  }
  return (
    <Stack gap="lg">
      {offered.map((service) => (
        <ServicePhotos
          key={service.name}
          service={service}
          photos={mine.photos}
          onChange={(photos) => change({ photos })}
        />
      ))}
      {error !== undefined && <Text c="var(--mantine-color-error)">{error}</Text>}
    </Stack>
  );
}

interface ServicePhotosProps {
  readonly service: Schema<'CatalogService'>;
  readonly photos: readonly Photo[];
  readonly onChange: (photos: Photo[]) => void;
}

function ServicePhotos({ service: { name, title, minPhotos }, photos, onChange }: ServicePhotosProps) {
  const own = photos.filter(({ serviceType }) => serviceType === name);
  const uploads = usePhotoUploads((mediaId) => onChange([...photos, { mediaId, serviceType: name }]));
  const lacking = Math.max(0, minPhotos - own.length);
  return (
    <fieldset className={styles.category}>
      <legend>{title}</legend>
      <Text c="dimmed">{needWords(minPhotos, lacking)}</Text>
      <ul className={styles.photos}>
        {own.map(({ mediaId }, index) => (
          <li key={mediaId} className={styles.photo}>
            <StoredImage mediaId={mediaId} alt={`${title}, photo ${index + 1} of ${own.length}`} size={160} />
            <ActionIcon
              variant="default"
              aria-label={`Remove photo ${index + 1} of ${title}`}
              onClick={() => onChange(photos.filter((each) => each.mediaId !== mediaId))}
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {uploads.names.length > 0 && (
        <Text component="output">
          <Loader size="xs" aria-hidden /> Uploading {uploads.names.join(', ')}…
        </Text>
      )}
      {uploads.refusals.map((refusal) => (
        <Text key={refusal} c="var(--mantine-color-error)" role="alert">
          {refusal}
        </Text>
      ))}
      <div>
        <FileButton accept={IMAGE_ACCEPT} multiple onChange={uploads.add}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconPhoto size={18} aria-hidden />}>
              Add photos of {title}
            </Button>
          )}
        </FileButton>
      </div>
    </fieldset>
  );
}

function needWords(minPhotos: number, lacking: number): string {
  if (minPhotos === 0) return 'No photos needed; they help clients to choose.';
  const needed = `At least ${plural(minPhotos, { one: 'photo', other: 'photos' })} of your work`;
  return lacking === 0 ? `${needed}: done.` : `${needed}; ${lacking} more to go.`;
}
