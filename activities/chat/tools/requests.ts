import { z } from 'zod';
import { CancelWithReason, EditRequest, type ServiceRequest } from '#contracts/requests.ts';
import type { Offer } from '#contracts/offers.ts';
import { textOf } from '#contracts/text.ts';
import { MAX_IMAGES } from '#domain/images.ts';
import { isOpenRequest } from '#domain/lifecycles/request.ts';
import { withCategory } from '../draft-bodies.ts';
import { bodyOf, refusal, tool, type Found, type Tool, type ToolContext } from './tool.ts';

type Request = z.output<typeof ServiceRequest>;
/** An offer as the API shows it. */
export type OfferBody = z.output<typeof Offer>;

const requestId = z.uuid().optional().describe('The request; the newest open one if absent.');
const role = 'consumer' as const;
/** What a model may say of a request: its images are those that the person sends. */
const { media: _media, ...DETAILS } = EditRequest.shape;

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
      ...nullable(DETAILS),
    }),
    use: async ({ anew, ...given }, context) => {
      const before = anew ? {} : (context.openDraft('create_service_request')?.body ?? {});
      const body = withImages(merged(before, given), before.media, context.media);
      return { draft: { kind: 'create_service_request', target: null, body, about: {} } };
    },
  }),
  tool({
    name: 'update_request_details',
    role,
    description:
      'Prepares a change of a request that was made already; possible while no offer is in. An object that is given replaces the whole of it.',
    input: z.strictObject({ requestId, ...DETAILS }),
    use: async ({ requestId: id, ...given }, context) => {
      const found = await findRequest(context, id);
      if (!('body' in found)) return found;
      const open = context.openDraft('update_request_details');
      const before = open?.target === found.body.id ? open.body : {};
      const body = withImages(merged(before, given), before.media ?? found.body.media, context.media);
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
): Promise<Found<Request>> {
  if (id !== undefined) return bodyOf<Request>(await read('getRequest', { params: { id } }));
  const page = bodyOf<{ items: Request[] }>(await read('listRequests', { query: { limit: '20' } }));
  if (!('body' in page)) return page;
  const [newest] = page.body.items;
  const request = page.body.items.find(({ status }) => isOpenRequest(status)) ?? newest;
  return request ? { body: request } : refusal('not_found', 'there is no request yet');
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

/** The images that were there and those that come now, if any come: each once, and of too many the newest. */
function withImages(body: Record<string, unknown>, before: unknown, now: readonly string[]): Record<string, unknown> {
  if (now.length === 0) return body;
  const all = [...(Array.isArray(before) ? before : []), ...now];
  return { ...body, media: [...new Set(all)].slice(-MAX_IMAGES) };
}

type Nullable<Shape extends z.ZodRawShape> = { [Key in keyof Shape]: z.ZodNullable<Shape[Key] & z.ZodType> };

function nullable<Shape extends z.ZodRawShape>(shape: Shape): Nullable<Shape> {
  const entries = Object.entries(shape).map(([name, schema]) => [name, z.nullable(schema as z.ZodType)]);
  return Object.fromEntries(entries) as Nullable<Shape>;
}
