/** An expected failure whose message alone tells the reader what to do; launchers print it without a stack trace. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
