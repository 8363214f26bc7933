import type { EntityManager } from '@mikro-orm/postgresql';
import type { ImageType } from '#domain/images.ts';

/** Images as they are written. */
export interface MediaTable {
  media: {
    id: string;
    account_id: string;
    content_type: ImageType;
    bytes: number;
    sha256: Buffer;
    content: Uint8Array;
    encoding: number;
    /** Postgres fills these in where they are left out. */
    uploaded_at: Date | null;
    created_at: Date | null;
  };
}

/** Writes images with their bytes bound to the statement: in its text, they would be four times as many to work on. */
export function mediaTable(em: EntityManager) {
  return em.getKysely<MediaTable>();
}
