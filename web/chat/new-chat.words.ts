import type { Role } from '#domain/accounts.ts';
import type { ChatRole } from '#domain/chat.ts';

export const ROLE_LABELS: Record<ChatRole, string> = {
  consumer: 'As client',
  provider: 'As provider',
  enrollment: 'Apply as provider',
};

interface WelcomeWords {
  readonly title: string;
  readonly text: string;
  readonly placeholder: string;
  readonly examples: readonly string[];
}

/** What the agent can do for each role, and how to ask. */
export const WELCOME: Record<ChatRole, WelcomeWords> = {
  consumer: {
    title: 'What do you need?',
    text: 'Say it in your own words: the work, the place, when, and what it may cost. The agent prepares a request; it also shows offers, books one of their times and cancels for you.',
    placeholder: 'Write what you need',
    examples: [
      'I need a haircut in Brooklyn this weekend, curly hair, up to $80',
      'Show me the offers',
      'Cancel my request',
    ],
  },
  provider: {
    title: 'What do you want to do?',
    text: 'Ask for your leads, have an offer prepared, or change your hours.',
    placeholder: 'Write what you want to do',
    examples: ['Any leads?', 'Offer $65 for the newest lead on Saturday at 2 PM', 'I am closed on December 24'],
  },
  enrollment: {
    title: 'What do you offer?',
    text: 'Say what work you do, where, at which hours and for how much. The agent fills in your application and says what is missing.',
    placeholder: 'Write what you offer',
    examples: [
      'I cut hair in Brooklyn, Monday to Friday 9 to 5, $40 to $70',
      'What do I need to repair leaks as a plumber?',
      'What is still missing?',
    ],
  },
};

/** As what an account may begin a conversation. A provider need not become one. */
export function rolesFor(roles: readonly Role[]): readonly ChatRole[] {
  return ['consumer', roles.includes('provider') ? 'provider' : 'enrollment'];
}
