import { IconClock, IconCloudOff, IconRefresh } from '#web/kit/icons.ts';
import { useReach, useServerWait } from '#web/api/hooks.ts';
import styles from './connection-banner.module.css';

/** Says that what is shown may be old, or that something is sent again by itself, as long as that is so. */
export function ConnectionBanner() {
  const reach = useReach();
  const waiting = useServerWait();
  if (reach.state === 'offline') {
    return (
      <Banner Icon={IconCloudOff}>You are offline. What you see may be out of date; what you send now waits.</Banner>
    );
  }
  if (reach.state === 'reconnecting') {
    return <Banner Icon={IconRefresh}>Connecting again. What you see may be a moment old.</Banner>;
  }
  if (!waiting || waiting.reason === 'offline') return null;
  const why = waiting.reason === 'rate_limited' ? 'That was a little too fast' : 'The server is busy';
  return (
    <Banner Icon={IconClock}>
      {why}. It is sent again by itself{waiting.seconds === undefined ? '' : ` in ${waiting.seconds} s`}.
    </Banner>
  );
}

function Banner({ Icon, children }: { Icon: typeof IconClock; children: React.ReactNode }) {
  return (
    <output className={styles.banner}>
      <Icon size={20} aria-hidden />
      <span>{children}</span>
    </output>
  );
}
