import { defineEntity, p } from '@mikro-orm/core';

/** What a command carries that must not enter a workflow's history; deleted with the fact that uses it. */
export const CommandPayloadSchema = defineEntity({
  name: 'CommandPayload',
  tableName: 'command_payloads',
  indexes: [{ properties: ['createdAt'] }],
  properties: {
    id: p.uuid().primary(),
    payload: p.json<Record<string, unknown>>(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class CommandPayload extends CommandPayloadSchema.class {}
CommandPayloadSchema.setClass(CommandPayload);
