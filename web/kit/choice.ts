import styles from './choice.module.css';

/** The parts of a checkbox whose label is large enough for a finger: `<Checkbox classNames={CHOICE} />`. */
export const CHOICE = { body: styles.body ?? '', label: styles.label ?? '', description: styles.description ?? '' };
