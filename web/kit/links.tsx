import { Anchor, Button, type AnchorProps, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';

type Native<Props> = Omit<ComponentPropsWithRef<'a'>, keyof Props> & Props;

/** A link to a page of ours that looks like a link. */
export const PageLink = createLink((props: Native<AnchorProps>) => <Anchor {...props} />);

/** A link to a page of ours that looks like a button. */
export const ButtonLink = createLink((props: Native<ButtonProps>) => <Button component="a" {...props} />);
