import type { Lifecycle } from './transitions.ts';

export const TURN_STATUSES = ['queued', 'running', 'succeeded', 'failed'] as const;
/** Where the turn of a conversation stands. */
export type TurnStatus = (typeof TURN_STATUSES)[number];

export const TURN_COMMANDS = ['start', 'answer', 'fail', 'cancel'] as const;
/** What can happen to a turn. */
export type TurnCommand = (typeof TURN_COMMANDS)[number];

type Move = (typeof TURN_LIFECYCLE)['transitions'][number];
const UNFINISHED = ['queued', 'running'] as const;

/** The life of one turn: what the user said or decided, until the agent has answered. */
export const TURN_LIFECYCLE: Lifecycle<TurnStatus, TurnCommand> = {
  name: 'ChatTurn',
  statuses: TURN_STATUSES,
  start: 'queued',
  transitions: [
    { from: 'queued', to: 'running', command: 'start', by: ['system'], meaning: 'the turns before it are over' },
    { from: 'running', to: 'succeeded', command: 'answer', by: ['system'], meaning: 'the agent has answered' },
    {
      from: 'queued',
      to: 'failed',
      command: 'fail',
      by: ['system'],
      meaning: 'its account was suspended before its turn',
    },
    { from: 'running', to: 'failed', command: 'fail', by: ['system'], meaning: 'there will be no answer' },
    ...UNFINISHED.map((from): Move => ({
      from,
      to: 'failed',
      command: 'cancel',
      by: ['consumer', 'provider'],
      meaning: 'the user does not want the answer any more',
    })),
  ],
};
