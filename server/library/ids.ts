// Looks up in the database which ids notes have or ever had.
import type { NoteId } from '../schedule/ids.ts';
import type { Store } from '../store/store.ts';

/** The number of parameters in one statement. */
const IDS_AT_ONCE = 500;

/** The rows of those notes that the library has or ever had. */
export async function notesAmong(store: Store, ids: readonly NoteId[]) {
  const rows = [];
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const some = await store.read
      .selectFrom('notes')
      .select(['id', 'prompt', 'path', 'live'])
      .where('id', 'in', ids.slice(from, from + IDS_AT_ONCE))
      .execute();
    rows.push(...some);
  }
  return rows;
}

/**
 * Chooses ids for notes. `choose` runs again until it asks only for ids that were looked up. Until then, the others
 * count as free.
 *
 * @param choose must depend only on what `isTaken` returns
 */
export async function choosingIds<T>(
  store: Store,
  choose: (isTaken: (id: NoteId) => boolean) => T,
): Promise<T> {
  const known = new Map<NoteId, boolean>();
  for (;;) {
    const unknown = new Set<NoteId>();
    const chosen = choose((id) => {
      const taken = known.get(id);
      if (taken === undefined) unknown.add(id);
      return taken ?? false;
    });
    if (unknown.size === 0) return chosen;
    for (const id of unknown) known.set(id, false);
    for (const { id } of await notesAmong(store, [...unknown])) known.set(id, true);
  }
}
