import { createInFlight, type InFlight } from '#api/http/in-flight.ts';
import type { Config } from '#platform/config.ts';
import { createWorkQueue, type WorkQueue } from '#platform/work-queue.ts';

/** How much a process does with images at the same time, so that everything else goes on meanwhile. */
export interface ImageTraffic {
  readonly uploads: InFlight;
  readonly downloads: InFlight;
  /** For reading one piece of an image: few connections of the database are ever used for images. */
  readonly reading: WorkQueue;
}

const PIECES_AT_ONCE = 4;

export function createImageTraffic(limits: Config['limits']['images']): ImageTraffic {
  const { uploads, uploads_account, downloads, downloads_account } = limits;
  return {
    uploads: createInFlight({ what: 'uploads', perAccount: uploads_account, inAll: uploads }),
    downloads: createInFlight({ what: 'downloads', perAccount: downloads_account, inAll: downloads }),
    reading: createWorkQueue(PIECES_AT_ONCE),
  };
}
