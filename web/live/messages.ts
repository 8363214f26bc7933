import type { ChatStream } from '#contracts/events.ts';
import type { TurnPosition } from './agent-text.ts';
import type { FeedItem } from './feed-effects.ts';

/** How this tab hears the feed. `following`: another tab holds the connection. */
export type LiveState = 'off' | 'following' | 'connecting' | 'socket' | 'stream';

/** What the tab with the connection tells the others. `at`: where the feed goes on. `lost`: what was read may be wrong. */
export type LiveMessage =
  | { readonly kind: 'item'; readonly item: FeedItem }
  | { readonly kind: 'part'; readonly part: ChatStream }
  | { readonly kind: 'at'; readonly seq: number }
  | { readonly kind: 'lost' | 'suspended' }
  /** Asked by any tab: a piece of this turn is missing. */
  | { readonly kind: 'hole'; readonly turn: TurnPosition };
