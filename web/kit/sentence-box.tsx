import { Button, Group, Text, Textarea } from '@mantine/core';
import { IconArrowRight } from '#web/kit/icons.ts';
import { useNavigate } from '@tanstack/react-router';
import { useState, type KeyboardEvent } from 'react';
import { PAGES } from '#web/pages.ts';
import { keepSaid } from './said.ts';
import styles from './sentence-box.module.css';

const EXAMPLES = [
  'I need a haircut in Brooklyn this weekend, curly hair, up to $80',
  'A leaking kitchen tap in Brooklyn, as soon as possible',
  'Portrait photos in Brooklyn next week, two hours, in the afternoon',
];
const MAX_LENGTH = 4_000;

/** One sentence that says what somebody needs; the chat goes on from there. Enter sends, Shift+Enter is a new line. */
export function SentenceBox({ withExamples = false }: { withExamples?: boolean }) {
  const [text, setText] = useState('');
  const navigate = useNavigate();

  function send(): void {
    if (text.trim() === '') return;
    keepSaid(text.trim());
    void navigate({ to: PAGES.newChat.path });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  return (
    <form
      className={styles.box}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        label="What do you need?"
        labelProps={{ mb: 'xs' }}
        placeholder={EXAMPLES[0]}
        size="lg"
        maxLength={MAX_LENGTH}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          Nothing is sent to providers before you approve it.
        </Text>
        <Button type="submit" rightSection={<IconArrowRight size={18} aria-hidden />}>
          Continue
        </Button>
      </Group>
      {withExamples && (
        <ul className={styles.examples} aria-label="Examples">
          {EXAMPLES.map((example) => (
            <li key={example}>
              <button type="button" className={styles.example} onClick={() => setText(example)}>
                {example}
              </button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
