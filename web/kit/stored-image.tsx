import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { dataOf } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { IconPhotoOff } from './icons.ts';
import styles from './stored-image.module.css';

interface StoredImageProps {
  readonly mediaId: string;
  /** What it shows, as far as that is known: "Image 2 of 3". */
  readonly alt: string;
  /** Edge of the square, in pixels. */
  readonly size?: 48 | 88 | 160;
}

/** An image that was uploaded, as a square. It is fetched with the rights of whoever looks, so it has no public address. */
export function StoredImage({ mediaId, alt, size = 88 }: StoredImageProps) {
  const api = useApi();
  const { data: blob, isError } = useQuery({
    queryKey: ['media', mediaId, 'content'],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/media/{id}/content', { params: { path: { id: mediaId } }, parseAs: 'blob', signal })),
    staleTime: Infinity, // what is stored under an id never changes
  });
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    if (!blob || !image.current) return undefined;
    const url = URL.createObjectURL(blob);
    image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [blob]);
  if (isError) {
    return (
      <span className={styles.image} data-size={size}>
        <IconPhotoOff size={22} aria-hidden />
        <VisuallyHidden>{alt}: it cannot be shown</VisuallyHidden>
      </span>
    );
  }
  if (!blob) return <Skeleton width={size} height={size} aria-hidden />;
  return <img ref={image} className={styles.image} data-size={size} alt={alt} />;
}
