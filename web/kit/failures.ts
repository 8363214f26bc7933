import { capitalized } from './format.ts';
import { OfflineError, ProblemError } from '#web/api/problem-error.ts';

/** What a person is told about a failure. */
export interface Failure {
  readonly kind: 'offline' | 'stale_page' | 'problem' | 'bug';
  readonly title: string;
  readonly detail: string;
  /** Under which operators find it in the log. */
  readonly requestId?: string;
}

/** What browsers say when a part of the client is not there any more, as after a deployment. */
const LOST_CHUNK = /dynamically imported module|importing a module script|unable to preload css|loading chunk/i;

/** Where a code says more to people than its status. */
const CODE_TITLES: Partial<Record<ProblemError['code'], string>> = {
  stale_revision: 'it has changed meanwhile',
  invalid_transition: 'it has changed meanwhile',
  conflict: 'it has changed meanwhile',
  own_account: 'it is your own account',
  last_admin: 'nobody would be left to operate',
  already_provider: 'the account is a provider already',
};

/** What the statuses mean to people. */
const TITLES: Readonly<Record<number, string>> = {
  400: 'something is missing or wrong',
  401: 'you are not signed in',
  403: 'it is not yours to see or do',
  404: 'it is not there',
  409: 'it cannot be done now',
  413: 'it is too large',
  429: 'that was too often',
  503: 'the server cannot answer right now',
};

/** Puts any failure into words: of the network, of an old page, of the API, or of this client itself. */
export function failureOf(error: unknown): Failure {
  if (error instanceof OfflineError) {
    return {
      kind: 'offline',
      title: 'the server cannot be reached',
      detail: 'Check the connection. What you see may be out of date until it is back.',
    };
  }
  if (error instanceof ProblemError) {
    const { code, status, detail, requestId } = error;
    const title =
      CODE_TITLES[code] ?? TITLES[status] ?? (status >= 500 ? 'the server has a problem' : 'it was refused');
    return { kind: 'problem', title, detail: sentenceOf(detail), ...(requestId !== undefined && { requestId }) };
  }
  if (error instanceof Error && LOST_CHUNK.test(error.message)) {
    return {
      kind: 'stale_page',
      title: 'this page has been updated',
      detail: 'A newer version is on the server. Reload the page to go on.',
    };
  }
  return {
    kind: 'bug',
    title: 'an unexpected error occurred',
    detail: 'It is a mistake of this page. The rest of it goes on working.',
  };
}

/** Problems give their details without a capital and a full stop, to be quoted in logs. */
function sentenceOf(detail: string): string {
  const text = capitalized(detail);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
