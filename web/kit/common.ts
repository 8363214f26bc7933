import { useForm } from '@mantine/form';
import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { IconPhoto, IconPlus } from './icons.ts';
import '#domain/lifecycles/request.ts';
import '#domain/preferences.ts';
import '#web/live/hooks.ts';
import './confirm.tsx';
import './copy-id.tsx';
import './empty.tsx';
import './image-button.tsx';
import './image-strip.tsx';
import './facts.tsx';
import './factor-bars.tsx';
import './form-failure.tsx';
import './rating.tsx';
import './review-values.ts';
import './request-words.ts';
import './rows.tsx';
import './section.tsx';
import './policy.tsx';
import './sentence-box.tsx';
import './show-more.tsx';
import './slot-days.ts';
import './star-field.tsx';
import './status-badge.tsx';
import './steps.tsx';
import './stored-image.tsx';
import './submit-button.tsx';
import './timeline.tsx';
import './use-changed-meanwhile.ts';
import './use-image-uploads.ts';
import './use-times.ts';
import './week.ts';
import './when.tsx';

// What nearly every page uses comes with the first script: by itself each would be one more file to wait for. Of packages
// only what is used is taken, so it is named here.
[useForm, useSuspenseInfiniteQuery, useSuspenseQuery, IconPhoto, IconPlus].forEach(Boolean);
