/** Workflow tasks and the short facts that run beside them. */
export const WORKFLOW_QUEUE = 'workflows';
/** Activities that read many rows. Nothing on it may wait for a run: runs wait for it. */
export const DB_QUEUE = 'db';
/** Commands that people approved in a chat. They wait for the answers of other runs, so they have slots of their own. */
export const ACTION_QUEUE = 'actions';
/** Activities that tell people something: they wait for servers of others. */
export const NOTIFY_QUEUE = 'notify';
/** Calls of language models: they take long, and are limited together. */
export const LLM_QUEUE = 'llm';
