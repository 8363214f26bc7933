/** Workflow tasks and the short facts that run beside them. */
export const WORKFLOW_QUEUE = 'workflows';
/** Activities that read many rows. */
export const DB_QUEUE = 'db';
/** Activities that tell people something: they wait for servers of others. */
export const NOTIFY_QUEUE = 'notify';
/** Calls of language models: they take long, and are limited together. */
export const LLM_QUEUE = 'llm';
