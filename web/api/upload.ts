import { dataOf, type Api, type Schema } from './client.ts';
import { KEY_HEADER } from './resend.ts';

/** Uploads an image as it is; the API looks at its content, not at its name. */
export function uploadImage(api: Api, file: Blob, key: string): Promise<Schema<'Media'>> {
  return dataOf(
    api.POST('/v1/media', {
      params: { header: { [KEY_HEADER]: key } },
      body: file,
      bodySerializer: (body) => body,
      headers: { 'Content-Type': file.type },
    }),
  );
}
