import { Notifications } from '@mantine/notifications';

/** Where short messages appear; what somebody must read stands in the page instead. */
export default function Toasts() {
  return <Notifications position="top-right" limit={3} />;
}
