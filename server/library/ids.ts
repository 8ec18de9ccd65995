// Which ids notes have or ever had, asked of the database by id.
import type { NoteId } from '../schedule/ids.ts';
import type { Store } from '../store/store.ts';

/** Parameters of one statement. */
const IDS_AT_ONCE = 500;

/** The rows of those of some notes that the library has or ever had. */
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
 * Chooses ids for notes. `choose` is run again until it asks for no id that was not looked up: until then one counts as
 * free.
 *
 * @param choose depends on nothing but what `isTaken` returns
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
