import { ActionIcon, Textarea } from '@mantine/core';
import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent, type ReactNode } from 'react';
import { IconSend } from '#web/kit/icons.ts';
import { ImageButton } from '#web/kit/image-button.tsx';
import { ImageStrip } from '#web/kit/image-strip.tsx';
import { useImageUploads } from '#web/kit/use-image-uploads.ts';
import styles from './composer.module.css';
import { keepUnsent, readUnsent } from './unsent.ts';

const MAX_LENGTH = 4_000;

interface ComposerProps {
  readonly thread: string;
  readonly placeholder: string;
  readonly onSend: (text: string, media: readonly string[]) => void;
  /** Stands beside the send button: the way to stop what runs. */
  readonly stop?: ReactNode;
  /** A text to begin with. */
  readonly suggestion?: string | undefined;
}

/** Where a message is written. Enter sends, Shift+Enter is a new line. */
export function Composer({ thread, placeholder, onSend, stop, suggestion }: ComposerProps) {
  const [text, setText] = useState(() => suggestion ?? readUnsent(thread));
  const uploads = useImageUploads();
  const box = useRef<HTMLTextAreaElement>(null);
  const hasText = text.trim() !== '';
  const failed = uploads.images.some(({ state }) => state === 'failed');
  const hint = hintFor({ hasText, isUploading: uploads.isUploading, failed, hasImages: uploads.images.length > 0 });
  useEffect(() => keepUnsent(thread, text), [thread, text]);
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches || suggestion !== undefined) box.current?.focus({ preventScroll: true }); // no keyboard jumps up on a phone
  }, [suggestion]);

  function send(): void {
    if (!hasText || uploads.isUploading || failed) return;
    onSend(text.trim(), uploads.mediaIds);
    setText('');
    uploads.clear();
    box.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  function onPaste({ clipboardData }: ClipboardEvent): void {
    const files = [...clipboardData.files];
    if (files.length > 0) uploads.add(files);
  }

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <ImageStrip images={uploads.images} refusal={uploads.refusal} onRemove={uploads.remove} onRetry={uploads.retry} />
      <div className={styles.row}>
        <ImageButton onChoose={uploads.add} />
        <Textarea
          ref={box}
          className={styles.text}
          variant="unstyled"
          aria-label="Message"
          placeholder={placeholder}
          minRows={1}
          maxRows={8}
          maxLength={MAX_LENGTH}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        {stop}
        <ActionIcon
          type="submit"
          variant="filled"
          color="teal"
          aria-label="Send"
          disabled={!hasText || hint !== undefined}
        >
          <IconSend size={20} stroke={1.75} aria-hidden />
        </ActionIcon>
      </div>
      <output className={styles.hint}>{hint}</output>
    </form>
  );
}

interface Standing {
  readonly hasText: boolean;
  readonly isUploading: boolean;
  readonly failed: boolean;
  readonly hasImages: boolean;
}

/** Why the message cannot be sent yet, where that is not plain to see. */
function hintFor({ hasText, isUploading, failed, hasImages }: Standing): string | undefined {
  if (isUploading) return 'You can send when the images are uploaded.';
  if (failed) return 'An image was not uploaded: try again or remove it.';
  return hasImages && !hasText ? 'Add a few words to your images.' : undefined;
}
