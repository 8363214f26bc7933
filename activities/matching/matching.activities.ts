import { sendWave, type MatchingDependencies, type WaveInput, type WaveSent } from './send-wave.ts';

/** Matching as scheduled activities on the queue `db`: many rows, worth looking at, safe to run twice. */
export function createMatchingActivities(dependencies: MatchingDependencies) {
  return { sendWave: (input: WaveInput): Promise<WaveSent> => sendWave(dependencies, input) };
}
export type MatchingActivities = ReturnType<typeof createMatchingActivities>;
