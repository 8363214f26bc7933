import type { Schema } from '#web/api/client.ts';
import type { OutgoingMessage } from './outbox.ts';

type Message = Schema<'ChatMessage'>;

/** The turns of the user's messages that have no stored answer: they wait, run or have failed. Oldest first. */
export function unansweredTurns(messages: readonly Message[], outgoing: readonly OutgoingMessage[]): string[] {
  const answered = new Set(messages.filter(({ author }) => author === 'assistant').map(({ taskId }) => taskId));
  const said = messages.filter(({ author }) => author === 'user').map(({ taskId }) => taskId);
  const sent = outgoing.flatMap(({ taskId = [] }) => taskId);
  return [...new Set([...said, ...sent])].filter((taskId) => !answered.has(taskId));
}

/** The own messages that are not shown by the stored ones yet. */
export function notStored(messages: readonly Message[], outgoing: readonly OutgoingMessage[]): OutgoingMessage[] {
  const stored = new Set(messages.map(({ taskId }) => taskId));
  return outgoing.filter(({ taskId }) => taskId === undefined || !stored.has(taskId));
}

/** How a title of a conversation fits a heading: its first words, at most so many letters. */
export function shortTitle(title: string | null, most = 48): string {
  const text = title?.trim() ?? '';
  if (text === '') return 'Conversation';
  if (text.length <= most) return text;
  const cut = text.slice(0, most + 1);
  const end = cut.lastIndexOf(' ');
  return `${(end > most / 2 ? cut.slice(0, end) : cut.slice(0, most)).replace(/[,.;:\s]+$/, '')}…`;
}
