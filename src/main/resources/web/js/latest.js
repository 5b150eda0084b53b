/**
 * Runs one task at a time: starting a new one aborts the one before, whose outcome is then never seen.
 *
 * Returns `run(task)`, which hands the task an AbortSignal and resolves to `{ value }`, `{ error }`, or null when the
 * task was overtaken; and `cancel()`.
 */
export function latestOnly() {
  let controller = null;

  async function run(task) {
    controller?.abort();
    const own = (controller = new AbortController());
    const overtaken = () => own.signal.aborted;
    try {
      const value = await task(own.signal);
      return overtaken() ? null : { value };
    } catch (error) {
      return overtaken() ? null : { error };
    }
  }

  return { run, cancel: () => controller?.abort() };
}
