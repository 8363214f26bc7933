import { defineEntity, p } from '@mikro-orm/core';
import { SIDES } from '#domain/lifecycles/transitions.ts';

export const AGGREGATES = ['request', 'offer', 'booking', 'turn', 'enrollment', 'review', 'provider'] as const;
/** What an event is about. */
export type AggregateName = (typeof AGGREGATES)[number];

/** One fact: who moved what, when, from where to where, and why. Its id is derived from the workflow that decided it. */
export const EventSchema = defineEntity({
  name: 'Event',
  tableName: 'events',
  indexes: [
    { properties: ['requestId', 'position'] },
    { properties: ['bookingId', 'position'] },
    { properties: ['aggregate', 'aggregateId', 'position'] },
  ],
  uniques: [{ properties: ['position'] }],
  properties: {
    id: p.uuid().primary(),
    /** The order in which facts were written; timelines are read in it. */
    position: p.bigint('number').autoincrement(),
    aggregate: p.enum(AGGREGATES),
    aggregateId: p.uuid(),
    /** The request whose timeline shows it. */
    requestId: p.uuid().nullable(),
    /** The booking whose timeline shows it. */
    bookingId: p.uuid().nullable(),
    type: p.string().length(60),
    fromStatus: p.string().length(30).nullable(),
    toStatus: p.string().length(30).nullable(),
    side: p.enum(SIDES),
    actorId: p.uuid().nullable(),
    note: p.text().nullable(),
    data: p.json<Record<string, unknown>>().default('{}'),
    occurredAt: p.datetime(3),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class Event extends EventSchema.class {}
EventSchema.setClass(Event);
