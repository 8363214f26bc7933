import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { dataOf, type Api } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import styles from './photo.module.css';

const contentOf = (api: Api, mediaId: string) => ({
  queryKey: ['media', mediaId, 'content'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    dataOf(api.GET('/v1/media/{id}/content', { params: { path: { id: mediaId } }, parseAs: 'blob', signal })),
  staleTime: Infinity, // what has an id never changes
});

/** A photo that only those see who may, as wide as its place: it is read with the token of whoever looks. */
export function Photo({ mediaId, alt }: { mediaId: string; alt: string }) {
  const { data, isError } = useQuery(contentOf(useApi(), mediaId));
  if (isError) return <span className={styles.lost}>This photo cannot be shown.</span>;
  if (data === undefined) return <Skeleton className={styles.photo} />;
  return <PhotoOf blob={data} alt={alt} />;
}

function PhotoOf({ blob, alt }: { blob: Blob; alt: string }) {
  const show = useCallback(
    (image: HTMLImageElement) => {
      const url = URL.createObjectURL(blob);
      image.src = url;
      return () => URL.revokeObjectURL(url); // its memory is free once it is not shown any more
    },
    [blob],
  );
  return <img className={styles.photo} ref={show} alt={alt} />;
}
