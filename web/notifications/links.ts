import type { Schema } from '#web/api/client.ts';
import { PAGES } from '#web/pages.ts';

type Notification = Schema<'Notification'>;

/** The page that a notification is about; undefined for a kind that a newer server has. */
export function pathOf({ type, payload, side }: Pick<Notification, 'type' | 'payload' | 'side'>): string | undefined {
  const ids = payload as Readonly<Record<string, string | number>>;
  const pattern = patternOf(type, side);
  return pattern?.replaceAll(/\$(\w+)/g, (_all, name: string) => encodeURIComponent(String(ids[name] ?? '')));
}

function patternOf(type: Notification['type'], side: Notification['side']): string | undefined {
  switch (type) {
    case 'request:updated':
      return PAGES.request.path;
    case 'lead:new':
      return PAGES.lead.path;
    case 'offer:new':
    case 'offer:updated':
      return side === 'provider' ? PAGES.lead.path : PAGES.offers.path;
    case 'booking:confirmed':
    case 'booking:updated':
    case 'review:requested':
      return PAGES.booking.path;
    case 'enrollment:updated':
      return side === 'admin' ? PAGES.deskEnrollment.path : PAGES.enrollment.path;
    case 'chat:response':
      return PAGES.chat.path;
    default:
      return undefined;
  }
}
