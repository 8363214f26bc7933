import { accept } from './accept.ts';
import { answers } from './answers.ts';
import { cache } from './cache.ts';
import { chat, chatWide } from './chat.ts';
import { create } from './create.ts';
import { doors } from './doors.ts';
import { floors } from './floors.ts';
import { lifecycles } from './lifecycles.ts';
import { live } from './live.ts';
import { matching } from './matching.ts';
import { memory } from './memory.ts';
import { reads } from './reads.ts';
import type { Bench } from './support/bench.ts';

/** Every bench, in the order in which they run. */
export const BENCHES: readonly Bench[] = [
  floors,
  create,
  accept,
  reads,
  doors,
  chat,
  chatWide,
  answers,
  cache,
  live,
  matching,
  lifecycles,
  memory,
];
