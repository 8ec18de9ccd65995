// Selecting rows of a list by keyboard and pointer: pure functions.

/** Which rows of a list are chosen, and which one is current. */
export interface Selection {
  readonly chosen: ReadonlySet<string>;
  /** The row that has the focus, or had it last. */
  readonly current: string | null;
  /** Where a range starts. */
  readonly anchor: string | null;
}

export const NOTHING: Selection = { chosen: new Set(), current: null, anchor: null };

export function goTo(selection: Selection, id: string): Selection {
  return { ...selection, current: id, anchor: id };
}

/** Adds a row to the selection, or removes it. */
export function toggle({ chosen }: Selection, id: string): Selection {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return { chosen: next, current: id, anchor: id };
}

/** Adds all rows from the anchor to this one. */
export function extend(selection: Selection, ids: readonly string[], id: string): Selection {
  const anchor = selection.anchor ?? selection.current ?? id;
  const [from, to] = [ids.indexOf(anchor), ids.indexOf(id)].sort((a, b) => a - b);
  const range = ids.slice(Math.max(0, from ?? 0), (to ?? 0) + 1);
  return { chosen: new Set([...selection.chosen, ...range]), current: id, anchor };
}

export function choose(selection: Selection, ids: readonly string[]): Selection {
  return { ...selection, chosen: new Set(ids) };
}

/** The row this many steps away, clamped to the list; the first if there is no current row. */
export function stepFrom(current: string | null, ids: readonly string[], rows: number): string | undefined {
  const at = current === null ? -1 : ids.indexOf(current);
  if (at === -1) return ids[0];
  return ids[Math.min(ids.length - 1, Math.max(0, at + rows))];
}
