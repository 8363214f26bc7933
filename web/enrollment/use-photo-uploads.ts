import { useEffect, useRef, useState } from 'react';
import { useApi } from '#web/api/hooks.ts';
import { uploadImage } from '#web/api/upload.ts';
import { failureOf } from '#web/kit/failures.ts';
import { imageRefusal } from '#web/kit/image-check.ts';

/** Uploads photos one after the other, so that a slow connection finishes some of them. */
export function usePhotoUploads(onUploaded: (mediaId: string) => void) {
  const api = useApi();
  const [names, setNames] = useState<readonly string[]>([]);
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const queue = useRef(Promise.resolve());
  const done = useRef(onUploaded);
  useEffect(() => {
    done.current = onUploaded; // what it adds to grows with every photo
  });
  return { names, refusals, add };

  function add(files: readonly File[]): void {
    setRefusals([]);
    for (const file of files) {
      const refusal = imageRefusal(file);
      if (refusal === undefined) enqueue(file);
      else refuse(file, refusal);
    }
  }

  function enqueue(file: File): void {
    const key = crypto.randomUUID();
    setNames((before) => [...before, file.name]);
    queue.current = queue.current
      .then(async () => done.current((await uploadImage(api, file, key)).id))
      .catch((error: unknown) => refuse(file, failureOf(error).detail))
      .finally(() => setNames((before) => before.toSpliced(before.indexOf(file.name), 1)));
  }

  function refuse(file: File, why: string): void {
    setRefusals((before) => [...before, `${file.name}: ${why}`]);
  }
}
