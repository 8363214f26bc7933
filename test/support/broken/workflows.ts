/** In place of the run of a request: code that cannot carry on what was begun, as after a release that does not replay it. */
export async function requestWorkflow(): Promise<void> {
  throw new Error('this code does not replay the history'); // no failure of Temporal's, so the workflow task fails
}
