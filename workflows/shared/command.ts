export type { Party } from '#domain/lifecycles/transitions.ts';

/** Who gives a command. `payloadId` names the row that holds its texts; they never enter a history. */
export interface Command {
  commandId: string;
  actorId: string;
  payloadId?: string;
}
