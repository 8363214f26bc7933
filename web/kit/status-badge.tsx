import { IconAlertCircle, IconCircleCheck, IconCircleDashed, IconCircleDot, IconCircleOff } from '#web/kit/icons.ts';
import styles from './status-badge.module.css';
import { lookOf, type StatusKind, type StatusOf, type Tone } from './statuses.ts';

const ICONS: Record<Tone, typeof IconCircleDot> = {
  neutral: IconCircleDot,
  active: IconCircleDashed,
  good: IconCircleCheck,
  attention: IconAlertCircle,
  ended: IconCircleOff,
};

/** A status as an icon, a word and a colour. */
export function StatusBadge<Kind extends StatusKind>({ kind, status }: { kind: Kind; status: StatusOf<Kind> }) {
  const { word, tone } = lookOf(kind, status);
  return <ToneBadge tone={tone}>{word}</ToneBadge>;
}

/** A word with the icon and the colour of a tone. */
export function ToneBadge({ tone, children }: { tone: Tone; children: string }) {
  const Icon = ICONS[tone];
  return (
    <span className={styles.badge} data-tone={tone}>
      <Icon size={16} stroke={2} aria-hidden />
      {children}
    </span>
  );
}
