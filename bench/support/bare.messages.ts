import { defineSignal, defineUpdate } from '@temporalio/workflow';

/** Where the bare runs are polled for. */
export const BARE_QUEUE = 'bare';

/** Commits one row in a local activity. */
export const commitLocally = defineUpdate<void>('commitLocally');
/** Commits one row in a scheduled activity. */
export const commitScheduled = defineUpdate<void>('commitScheduled');
/** Something was said. */
export const said = defineSignal('said');
