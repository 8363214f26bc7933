import { z } from 'zod';
import { CancelWithReason, EditRequest, type ServiceRequest } from '#contracts/requests.ts';
import type { Offer } from '#contracts/offers.ts';
import { textOf } from '#contracts/text.ts';
import { isOpenRequest } from '#domain/lifecycles/request.ts';
import { withCategory } from '../draft-bodies.ts';
import { bodyOf, refusal, tool, type Tool, type ToolContext, type ToolOutcome } from './tool.ts';

type Request = z.output<typeof ServiceRequest>;
export type OfferBody = z.output<typeof Offer>;

const requestId = z.uuid().optional().describe('The request; the newest open one if absent.');
const role = 'consumer' as const;

/** The tools of somebody who looks for work to be done. */
export const REQUEST_TOOLS: readonly Tool[] = [
  tool({
    name: 'create_service_request',
    role,
    description:
      'Prepares a request, or changes the one that is being prepared: what is given replaces what is there, null takes it away, the rest stays. Amounts in minor units.',
    input: z.strictObject({
      rawInput: textOf(2_000, 0).optional().describe('What the person said, in their words.'),
      anew: z.boolean().optional().describe('Starts over instead of changing what is being prepared.'),
      ...nullable(EditRequest.shape),
    }),
    use: async ({ anew, ...given }, context) => {
      const before = anew ? {} : (context.openDraft('create_service_request')?.body ?? {});
      return { draft: { kind: 'create_service_request', target: null, body: merged(before, given), about: {} } };
    },
  }),
  tool({
    name: 'update_request_details',
    role,
    description:
      'Prepares a change of a request that was made already; possible while no offer is in. An object that is given replaces the whole of it.',
    input: z.strictObject({ requestId, ...EditRequest.shape }),
    use: async ({ requestId: id, ...given }, context) => {
      const found = await findRequest(context, id);
      if (!('body' in found)) return found;
      const open = context.openDraft('update_request_details');
      const body = merged(open?.target === found.body.id ? open.body : {}, given);
      const parsed = EditRequest.safeParse(body);
      if (!parsed.success) return refusal('validation_failed', z.prettifyError(parsed.error));
      return { draft: { kind: 'update_request_details', target: found.body.id, body, about: summary(found.body) } };
    },
  }),
  tool({
    name: 'get_request_status',
    role,
    description: 'Shows how a request stands: its status, what it asks for, and how many offers are open.',
    input: z.strictObject({ requestId }),
    use: async ({ requestId: id }, context) => {
      const found = await findRequest(context, id);
      return 'body' in found ? { data: summary(found.body) } : found;
    },
  }),
  tool({
    name: 'cancel_request',
    role,
    description: 'Prepares the cancelling of a request that is not booked yet.',
    input: z.strictObject({ requestId, reason: CancelWithReason.shape.reason }),
    use: async ({ requestId: id, reason }, context) => {
      const found = await findRequest(context, id);
      if (!('body' in found)) return found;
      return { draft: { kind: 'cancel_request', target: found.body.id, body: { reason }, about: summary(found.body) } };
    },
  }),
];

/** A request of the person: the one that is named, else the newest that is open, else the newest. */
export async function findRequest(
  { read }: Pick<ToolContext, 'read'>,
  id: string | undefined,
): Promise<{ body: Request } | Extract<ToolOutcome, { refused: unknown }>> {
  if (id !== undefined) return bodyOf<Request>(await read('getRequest', { params: { id } }));
  const page = bodyOf<{ items: Request[] }>(await read('listRequests', { query: { limit: '20' } }));
  if (!('body' in page)) return page;
  const [newest] = page.body.items;
  const request = page.body.items.find(({ status }) => isOpenRequest(status)) ?? newest;
  return request ? { body: request } : { refused: { code: 'not_found', detail: 'there is no request yet' } };
}

function summary(request: Request): Record<string, unknown> {
  const {
    id: requestId_,
    serviceType,
    status,
    requirements,
    location,
    timing,
    budget,
    openOffers,
    bookingId,
  } = request;
  const { city, neighborhood } = location;
  return {
    requestId: requestId_,
    serviceType,
    status,
    requirements,
    city,
    neighborhood,
    timing,
    budget,
    openOffers,
    bookingId,
  };
}

/** What is given replaces what was there; null takes it away. The category follows the service. */
function merged(before: Record<string, unknown>, given: Record<string, unknown>): Record<string, unknown> {
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  const all = Object.entries({ ...before, ...Object.fromEntries(said) });
  return withCategory(Object.fromEntries(all.filter(([, value]) => value !== null)));
}

type Nullable<Shape extends z.ZodRawShape> = { [Key in keyof Shape]: z.ZodNullable<Shape[Key] & z.ZodType> };

function nullable<Shape extends z.ZodRawShape>(shape: Shape): Nullable<Shape> {
  const entries = Object.entries(shape).map(([name, schema]) => [name, z.nullable(schema as z.ZodType)]);
  return Object.fromEntries(entries) as Nullable<Shape>;
}
