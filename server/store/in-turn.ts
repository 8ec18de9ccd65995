// Work that must not be done twice at a time for one learner.
import { type Owner, perStore } from './remembered.ts';

/**
 * Does work of one kind one piece after the other for each learner, in the order in which it is asked for. Who asks
 * meanwhile often finds it done; what fails fails for its caller alone.
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
