import type { Orm } from '#db/transaction.ts';
import type { MatchingSettings } from './find-matches.ts';
import { sendWave, type WaveInput, type WaveSent } from './send-wave.ts';

export interface MatchingDependencies {
  orm: Orm;
  settings: MatchingSettings & { waveSize: number };
}

/** Matching as scheduled activities on the queue `db`: many rows, worth looking at, safe to run twice. */
export function createMatchingActivities(dependencies: MatchingDependencies) {
  return { sendWave: (input: WaveInput): Promise<WaveSent> => sendWave(dependencies, input) };
}
export type MatchingActivities = ReturnType<typeof createMatchingActivities>;
