import { continueAsNew, setHandler } from '@temporalio/workflow';
import type { RequestStatus } from '#domain/lifecycles/request.ts';
import { untilLoaded } from '../shared/faults.ts';
import { createInbox } from '../shared/inbox.ts';
import { renewIfLong } from '../shared/renewal.ts';
import {
  acceptOffer,
  bookingLost,
  cancelRequest,
  declineOffer,
  editRequest,
  hoursChanged,
  standingChanged,
  submitOffer,
  withdrawOffer,
  type BookingLost,
  type HoursChanged,
  type RequestInput,
  type StandingChanged,
} from './messages.ts';
import { RequestLife } from './request-life.ts';
import { createWaves } from './waves.ts';

/**
 * Carries one service request from its first match to its booking, its expiry or its cancellation, offers included. What
 * it knows it loads from Postgres, so it can be started again under the same id when its booking is lost.
 */
export async function requestWorkflow({ requestId, nextWave }: RequestInput): Promise<RequestStatus> {
  const inbox = createInbox((failure) => life.afterFailure(failure));
  const life = new RequestLife(requestId, createWaves(inbox));
  const lost: BookingLost[] = [];
  const changed: HoursChanged[] = [];
  const standings: StandingChanged[] = [];

  setHandler(bookingLost, (booking) => void lost.push(booking));
  setHandler(hoursChanged, (change) => void changed.push(change));
  setHandler(standingChanged, (change) => void standings.push(change));
  setHandler(submitOffer, (command) => inbox.ask(() => life.submitOffer(command)), {
    validator: ({ actorId }) => life.checkNewOffer(actorId),
  });
  setHandler(acceptOffer, (command) => inbox.ask(() => life.acceptOffer(command)), {
    validator: ({ offerId, revision }) => life.checkOffer('accept', 'consumer', offerId, revision),
  });
  setHandler(declineOffer, (command) => inbox.ask(() => life.closeOffer(command, 'declined')), {
    validator: ({ offerId, side }) => life.checkOffer('decline', side, offerId),
  });
  setHandler(withdrawOffer, (command) => inbox.ask(() => life.closeOffer(command, 'withdrawn')), {
    validator: ({ offerId, side }) => life.checkOffer('withdraw', side, offerId),
  });
  setHandler(editRequest, (command) => inbox.ask(() => life.edit(command)), {
    validator: (_command) => life.check('edit', 'consumer'),
  });
  setHandler(cancelRequest, (command) => inbox.ask(() => life.cancel(command)), {
    validator: ({ side }) => life.check('cancel', side),
  });

  const signals = (): boolean => lost.length + changed.length + standings.length > 0;
  await untilLoaded(() => life.open(nextWave), inbox);
  if (life.status === 'pending') await life.carryOut(life.start);
  for (;;) {
    for (const booking of lost.splice(0)) await life.afterBookingLost(booking);
    for (const change of changed.splice(0)) await life.afterHoursChanged(change);
    if (standings.splice(0).length > 0) await life.afterStandingChanged();
    if (!life.isOpen && !life.isOwing) {
      await inbox.drain();
      if (lost.length === 0) return life.status;
    } else if (
      !life.isOwing &&
      (await renewIfLong(inbox, { commandsPerRun: life.commandsPerRun, continuedBefore: true }, renew))
    ) {
      continue;
    } else {
      const due = life.nextDue();
      // A booking may be lost of which this run does not know yet: a worker died before it could report it.
      const came = await inbox.next(due.atMs, due.summary, signals);
      if (came === 'deadline') await life.carryOut(due);
    }
  }

  function renew(): Promise<never> | undefined {
    if (!life.isOpen || signals()) return undefined;
    return continueAsNew<typeof requestWorkflow>({ requestId, nextWave: life.nextWave });
  }
}
