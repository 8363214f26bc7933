import { Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { Boundary } from './boundary.tsx';
import styles from './section.module.css';

interface SectionProps {
  readonly title: string;
  /** The title stays for screen readers alone. */
  readonly hideTitle?: boolean;
  /** Beside the title: small buttons and links. */
  readonly actions?: ReactNode;
  readonly skeleton?: ReactNode;
  /** Stands out: what the person should do next. At most one of a page. */
  readonly isNext?: boolean;
  /** Without a frame of its own, as for lists of cards. */
  readonly isPlain?: boolean;
  readonly children: ReactNode;
}

/** A part of a page with its own title, boundary and skeleton: when it fails, the rest of the page goes on. */
export function Section({ title, hideTitle, actions, skeleton, isNext, isPlain, children }: SectionProps) {
  const id = useId();
  return (
    <section className={isPlain ? styles.plain : styles.card} data-next={isNext || undefined} aria-labelledby={id}>
      <div className={hideTitle ? styles.hidden : styles.head}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {actions}
      </div>
      <Boundary what={title} skeleton={skeleton}>
        {children}
      </Boundary>
    </section>
  );
}
