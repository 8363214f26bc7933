import { z } from 'zod';
import {
  CHAT_AUTHORS,
  CHAT_ROLES,
  DECISION_OUTCOMES,
  DRAFT_ACTIONS,
  DRAFT_KINDS,
  DRAFT_STATUSES,
  TURN_FAILURES,
} from '#domain/chat.ts';
import { TURN_STATUSES } from '#domain/lifecycles/turn.ts';
import {
  CHAT_ACCEPTED_EXAMPLE,
  CHAT_ACTION_EXAMPLE,
  CHAT_DRAFT_EXAMPLE,
  CHAT_MESSAGE_EXAMPLE,
  CHAT_TASK_EXAMPLE,
  CONVERSATION_EXAMPLE,
  DRAFT_CHANGES_EXAMPLE,
  SEND_MESSAGE_EXAMPLE,
  SLOT_EXAMPLE,
} from './chat-examples.ts';
import { availabilityFields, UpdateAvailability } from './availability.ts';
import { Instant, Revision, WHEN_SOUND } from './common.ts';
import { EnrollmentFields } from './enrollments.ts';
import { ChatDraftId, ChatTaskId, ConversationId, MediaId } from './ids.ts';
import { MediaIds } from './media.ts';
import { AcceptOffer, SubmitOffer } from './offers.ts';
import { pageOf } from './page.ts';
import { CancelWithReason, EditRequest } from './requests.ts';
import { SubmitReview } from './reviews.ts';
import { textOf } from './text.ts';

/** How long a read of a task may wait for its end, in seconds. */
const MAX_WAIT_SECONDS = 20;
/** The longest message of a person. */
const MAX_MESSAGE_LENGTH = 4_000;

const isSaid = (fields: object): boolean => Object.values(fields).some((value) => value !== undefined);

/** What may be changed in a draft; which of it a draft has depends on its kind. An object that is given replaces the whole of it. */
export const DraftChanges = z
  .strictObject({
    ...EditRequest.shape,
    availableSlots: SubmitOffer.shape.availableSlots.meta({ examples: [[SLOT_EXAMPLE]] }).optional(),
    price: SubmitOffer.shape.price.optional(),
    priceNotes: SubmitOffer.shape.priceNotes,
    message: SubmitOffer.shape.message,
    expiresAt: SubmitOffer.shape.expiresAt,
    slot: AcceptOffer.shape.slot.optional(),
    place: AcceptOffer.shape.location.meta({ description: 'Where the work of an accepted offer is done.' }),
    reason: CancelWithReason.shape.reason.optional(),
    enrollment: EnrollmentFields.optional().meta({ description: 'What is written into an enrollment, by its fields.' }),
    rating: SubmitReview.shape.rating.optional(),
    comment: SubmitReview.shape.comment.optional(),
    breakdown: SubmitReview.shape.breakdown,
    timezone: availabilityFields.timezone.optional(),
    schedule: availabilityFields.schedule.optional(),
    exceptions: availabilityFields.exceptions.optional(),
    keepOfferedSlots: UpdateAvailability.shape.keepOfferedSlots,
  })
  .refine(isSaid, { error: 'must change something', ...WHEN_SOUND })
  .meta({ id: 'DraftChanges', minProperties: 1, examples: [DRAFT_CHANGES_EXAMPLE] });
export type DraftChanges = z.output<typeof DraftChanges>;

const Action = z
  .strictObject({
    type: z.enum(DRAFT_ACTIONS),
    draftId: ChatDraftId,
    revision: Revision.meta({ description: 'The revision that was seen.' }),
    changes: DraftChanges.optional(),
  })
  .refine(({ type, changes }) => (type === 'edit') === (changes !== undefined), {
    error: 'come with edit, and with nothing else',
    path: ['changes'],
    ...WHEN_SOUND,
  })
  .meta({
    description:
      'What you do with a draft. Nothing of what it says happens before it is approved. `changes` come with `edit`, and with nothing else.',
    examples: [CHAT_ACTION_EXAMPLE],
  });

export const SendMessage = z
  .strictObject({
    role: z.enum(CHAT_ROLES).meta({ description: 'What you talk about; it decides what the agent can do for you.' }),
    conversationId: ConversationId.optional().meta({ description: 'Without it a new conversation begins.' }),
    message: textOf(MAX_MESSAGE_LENGTH).optional(),
    media: MediaIds.optional(),
    action: Action.optional(),
  })
  .refine(({ message, action }) => message !== undefined || action !== undefined, {
    error: 'is needed unless there is an action',
    path: ['message'],
    ...WHEN_SOUND,
  })
  .refine(({ conversationId, action }) => action === undefined || conversationId !== undefined, {
    error: 'is needed with an action',
    path: ['conversationId'],
    ...WHEN_SOUND,
  })
  .refine(({ message, media }) => media === undefined || message !== undefined, {
    error: 'is needed with images',
    path: ['message'],
    ...WHEN_SOUND,
  })
  .meta({
    id: 'SendMessage',
    description:
      'A `message`, an `action` on a draft, or both. An action needs its conversation, images need a message.',
    dependentRequired: { action: ['conversationId'], media: ['message'] },
    examples: [SEND_MESSAGE_EXAMPLE],
  });
export type SendMessage = z.output<typeof SendMessage>;

export const ChatAccepted = z
  .strictObject({ taskId: ChatTaskId, conversationId: ConversationId })
  .meta({ id: 'ChatAccepted', examples: [CHAT_ACCEPTED_EXAMPLE] });

const DraftResult = z.strictObject({
  type: z.enum(['request', 'offer', 'booking', 'review', 'provider', 'enrollment']),
  id: z.uuid(),
});

export const ChatMessage = z
  .strictObject({
    id: z.uuid(),
    taskId: ChatTaskId.meta({ description: 'The turn that it belongs to.' }),
    seq: z.int().positive().meta({ description: 'Its number in the conversation.' }),
    author: z.enum(CHAT_AUTHORS),
    text: z.string(),
    media: z.array(MediaId).meta({ description: 'The images that came with it, in order.' }),
    isOffline: z.boolean().meta({ description: 'Made by the offline model, which goes by rules.' }),
    isDegraded: z
      .boolean()
      .meta({ description: 'Made by another model, because the configured one was out of reach.' }),
    result: DraftResult.nullable().meta({ description: 'What the approval that it answers made or changed.' }),
    createdAt: Instant,
  })
  .meta({ id: 'ChatMessage', examples: [CHAT_MESSAGE_EXAMPLE] });
export const ChatMessagePage = pageOf(ChatMessage, 'ChatMessagePage');

export const ChatDraft = z
  .strictObject({
    id: ChatDraftId,
    kind: z.enum(DRAFT_KINDS),
    revision: z.int().positive(),
    status: z.enum(DRAFT_STATUSES),
    target: z.uuid().nullable().meta({ description: 'The request or the offer that it is about.' }),
    body: z.record(z.string(), z.unknown()).meta({ description: 'What is sent when it is approved.' }),
    about: z
      .record(z.string(), z.unknown())
      .meta({ description: 'What it is about, as it stood when it was prepared.' }),
    missing: z.array(z.string()).meta({ description: 'What it needs before it can be approved.' }),
    result: DraftResult.nullable().meta({ description: 'What its approval made or changed.' }),
    updatedAt: Instant,
  })
  .meta({ id: 'ChatDraft', examples: [CHAT_DRAFT_EXAMPLE] });

export const ChatTask = z
  .strictObject({
    id: ChatTaskId,
    conversationId: ConversationId,
    status: z.enum(TURN_STATUSES),
    failure: z.enum(TURN_FAILURES).nullable().meta({ description: 'Why there is no answer.' }),
    decision: z.enum(DECISION_OUTCOMES).nullable().meta({
      description:
        'What came of the `action` of the message: it was carried out; it was refused, as the answer says; or the draft was at another revision, so that nothing was done. Null without an action, and until it is known.',
    }),
    answer: ChatMessage.nullable(),
    drafts: z
      .array(ChatDraft)
      .meta({ description: 'The drafts of the conversation that wait for you, and the one that was decided on.' }),
    allowedActions: z.array(z.enum(['cancel'])),
    createdAt: Instant,
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'ChatTask', examples: [CHAT_TASK_EXAMPLE] });

export const ChatTaskQuery = z.strictObject({
  wait: z
    .preprocess(
      (value) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value),
      z.int().min(0).max(MAX_WAIT_SECONDS),
    )
    .default(0)
    .meta({ description: 'How many seconds to wait for the end of the task.', default: 0 }),
});

export const Conversation = z
  .strictObject({
    id: ConversationId,
    role: z.enum(CHAT_ROLES),
    title: z.string().nullable(),
    messageCount: z.int().nonnegative(),
    createdAt: Instant,
  })
  .meta({ id: 'Conversation', examples: [CONVERSATION_EXAMPLE] });
export const ConversationPage = pageOf(Conversation, 'ConversationPage');

export const ConversationDetails = Conversation.extend({ drafts: z.array(ChatDraft) }).meta({
  id: 'ConversationDetails',
  examples: [{ ...CONVERSATION_EXAMPLE, drafts: [CHAT_DRAFT_EXAMPLE] }],
});
