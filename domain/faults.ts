/**
 * The type of a failure that trying again cannot cure: a mistake in Proxie, or a value that a library or the database refuses
 * for good. It is also the code of the problem that the sender of a command gets.
 */
export const FAULT = 'internal';
