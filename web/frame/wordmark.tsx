import { Link } from '@tanstack/react-router';
import styles from './wordmark.module.css';

/** The name of the product, leading to its start page. */
export function Wordmark() {
  return (
    <Link to="/" className={styles.wordmark}>
      <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden>
        <path d="M4 20V9a8 8 0 1 1 8 8H8" fill="none" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />
      </svg>
      Proxie
    </Link>
  );
}
