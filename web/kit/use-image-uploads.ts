import { useEffect, useRef, useState } from 'react';
import { useApi } from '#web/api/hooks.ts';
import { uploadImage } from '#web/api/upload.ts';
import { failureOf } from './failures.ts';
import { imageRefusal, roomFor } from './image-check.ts';

/** An image that was chosen: on its way, there, or refused. */
export interface ChosenImage {
  /** Also the Idempotency-Key of its upload, so that trying again never stores it twice. */
  readonly key: string;
  readonly file: File;
  /** What it looks like, as an address within this page. */
  readonly url: string;
  readonly state: 'uploading' | 'ready' | 'failed';
  readonly mediaId?: string;
  /** Why it failed, as a sentence. */
  readonly reason?: string;
}

/** Images of a form: chosen, checked, uploaded at once, removed. */
export function useImageUploads(most?: number) {
  const api = useApi();
  const [images, setImages] = useState<readonly ChosenImage[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const urls = useRef(new Set<string>());
  useEffect(() => {
    const shown = urls.current;
    return () => shown.forEach((url) => URL.revokeObjectURL(url));
  }, []);
  const isUploading = images.some(({ state }) => state === 'uploading');
  return {
    images,
    refusal,
    isUploading,
    add,
    remove,
    retry,
    clear,
    mediaIds: images.flatMap(({ mediaId = [] }) => mediaId),
  };

  function add(files: readonly File[]): void {
    const sound = files.filter((file) => imageRefusal(file) === undefined);
    const room = roomFor(images.length, sound.length, most);
    const unsound = files.map(imageRefusal).find((reason) => reason !== undefined);
    setRefusal(unsound ?? room.refusal);
    const added = sound.slice(0, room.count).map(toChosen);
    setImages((before) => [...before, ...added]);
    for (const image of added) void upload(image);
  }

  function toChosen(file: File): ChosenImage {
    const url = URL.createObjectURL(file);
    urls.current.add(url);
    return { key: crypto.randomUUID(), file, url, state: 'uploading' };
  }

  async function upload({ key, file }: ChosenImage): Promise<void> {
    change(key, { state: 'uploading' });
    try {
      const { id } = await uploadImage(api, file, key);
      change(key, { state: 'ready', mediaId: id });
    } catch (error) {
      change(key, { state: 'failed', reason: failureOf(error).detail });
    }
  }

  function change(key: string, to: Partial<ChosenImage>): void {
    setImages((before) => before.map((image) => (image.key === key ? { ...image, ...to } : image)));
  }

  function retry(key: string): void {
    const image = images.find((each) => each.key === key);
    if (image) void upload(image);
  }

  function remove(key: string): void {
    setImages((before) => before.filter((image) => image.key !== key));
    setRefusal(undefined);
  }

  function clear(): void {
    setImages([]);
    setRefusal(undefined);
  }
}
