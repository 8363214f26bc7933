import { DefaultFailureConverter } from '@temporalio/common';

/**
 * Puts the message and the stack of every failure into a payload, so that they are encrypted with the other payloads. The
 * SDK loads it by this name: into the bundle of the workflows, and beside the activities.
 */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
