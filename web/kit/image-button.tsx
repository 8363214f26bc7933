import { ActionIcon, Button } from '@mantine/core';
import { useRef } from 'react';
import { IconPhoto } from './icons.ts';
import { IMAGE_ACCEPT } from './image-check.ts';

/** Opens the file dialog for images. */
export function ImageButton({
  onChoose,
  isDisabled = false,
  isLabelled = false,
}: {
  onChoose: (files: File[]) => void;
  isDisabled?: boolean;
  /** With its words beside the icon. */
  isLabelled?: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={IMAGE_ACCEPT}
        multiple
        hidden
        aria-label="Images"
        onChange={({ currentTarget }) => {
          onChoose([...(currentTarget.files ?? [])]);
          currentTarget.value = ''; // the same file may be chosen again
        }}
      />
      {isLabelled ? (
        <Button
          variant="default"
          leftSection={<IconPhoto size={18} aria-hidden />}
          disabled={isDisabled}
          onClick={() => input.current?.click()}
        >
          Add images
        </Button>
      ) : (
        <ActionIcon aria-label="Add images" disabled={isDisabled} onClick={() => input.current?.click()}>
          <IconPhoto size={22} stroke={1.75} aria-hidden />
        </ActionIcon>
      )}
    </>
  );
}
