// Work that must not run twice at the same time for one learner.
import { type Owner, perStore } from './remembered.ts';

/**
 * Runs work of one kind one after the other for each learner, in the order of the calls. A call made meanwhile often
 * finds the work done. A failure rejects only its own call.
 *
 * ```ts
 * const catchingUp = inTurn();
 * await catchingUp(desk, () => catchUp(desk));
 * ```
 */
export function inTurn(): <T>(of: Owner, work: () => Promise<T>) => Promise<T> {
  const lastOf = perStore(() => new Map<string, Promise<void>>());
  return ({ store, learner: { id } }, work) => {
    const last = lastOf(store);
    const mine = (last.get(id) ?? Promise.resolve()).then(work);
    const leave = () => {
      if (last.get(id) === over) last.delete(id);
    };
    const over: Promise<void> = mine.then(leave, leave);
    last.set(id, over);
    return mine;
  };
}
