import type { RefusalCode } from '../refusals.ts';
import type { Lifecycle } from './transitions.ts';

export const REQUEST_STATUSES = ['pending', 'matching', 'offers_received', 'booked', 'expired', 'cancelled'] as const;
/** Where a service request stands. */
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

export const REQUEST_COMMANDS = [
  'start_matching',
  'receive_offer',
  'edit',
  'cancel',
  'accept_offer',
  'expire',
  'reopen',
  'close',
] as const;
/** What can be asked of a service request. */
export type RequestCommand = (typeof REQUEST_COMMANDS)[number];

/** Conditions on a request that its status does not tell. */
export type RequestGuard = 'no_open_offer' | 'offer_open';

type Move = (typeof REQUEST_LIFECYCLE)['transitions'][number];
const OPEN = ['pending', 'matching', 'offers_received'] as const;

/** The life of a service request. */
export const REQUEST_LIFECYCLE: Lifecycle<RequestStatus, RequestCommand, RequestGuard> = {
  name: 'ServiceRequest',
  statuses: REQUEST_STATUSES,
  start: 'pending',
  transitions: [
    { from: 'pending', to: 'matching', command: 'start_matching', by: ['system'], meaning: 'its workflow starts' },
    {
      from: 'matching',
      to: 'offers_received',
      command: 'receive_offer',
      by: ['provider'],
      meaning: 'the first offer comes in',
    },
    {
      from: 'offers_received',
      to: 'offers_received',
      command: 'receive_offer',
      by: ['provider'],
      meaning: 'a further offer comes in',
    },
    ...OPEN.map((from): Move => ({
      from,
      to: from,
      command: 'edit',
      by: ['consumer'],
      guard: 'no_open_offer',
      meaning: 'the consumer changes it while no offer is in; it is matched again',
    })),
    {
      from: 'offers_received',
      to: 'booked',
      command: 'accept_offer',
      by: ['consumer'],
      guard: 'offer_open',
      meaning: 'the consumer accepts one slot of one offer',
    },
    ...OPEN.map((from): Move => ({
      from,
      to: 'cancelled',
      command: 'cancel',
      by: ['consumer', 'admin'],
      meaning: 'called off before it was booked',
    })),
    ...OPEN.map((from): Move => ({
      from,
      to: 'cancelled',
      command: 'cancel',
      by: ['system'],
      meaning: 'the account of its consumer stays suspended (`PROXIE_SUSPENSION_GRACE`)',
    })),
    ...OPEN.map((from): Move => ({
      from,
      to: 'expired',
      command: 'expire',
      by: ['system'],
      meaning: 'its time is over',
    })),
    {
      from: 'booked',
      to: 'matching',
      command: 'reopen',
      by: ['system'],
      meaning: 'its booking was lost through the provider',
    },
    {
      from: 'booked',
      to: 'cancelled',
      command: 'close',
      by: ['system'],
      meaning: 'its booking was cancelled by the consumer',
    },
  ],
};

/** The states in which offers may come in and the consumer may still choose. */
export const isOpenRequest = (status: RequestStatus): boolean => (OPEN as readonly string[]).includes(status);

/** The code with which a request in this state refuses what its table does not allow. */
export const requestRefusal = (status: RequestStatus): RefusalCode =>
  isOpenRequest(status) ? 'invalid_transition' : 'request_closed';
