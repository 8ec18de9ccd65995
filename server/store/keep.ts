// Keeping what a read has computed.
import { explainFailure, StoreError } from './errors.ts';

/**
 * Stores what a read has computed, so that it need not be computed again. Without space, or where nothing can be
 * written, the read goes on with what it has.
 *
 * @returns whether it was stored
 */
export async function keepIfPossible(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (thrown) {
    const error = explainFailure(thrown);
    if (error instanceof StoreError && ['full', 'io', 'busy'].includes(error.failure)) return false;
    throw thrown;
  }
}
