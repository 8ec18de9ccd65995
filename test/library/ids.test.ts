import { describe, expect, it } from 'vitest';
import { freeId } from '../../server/deck/ids.ts';
import { choosingIds, notesAmong } from '../../server/library/ids.ts';
import { withIds } from '../../server/library/topic-files.ts';
import { asNoteId } from '../../server/schedule/ids.ts';
import { addCards, openDesk } from '../support/desk.ts';

describe('the ids of notes', () => {
  it('are chosen by looking up only the ids asked for', async () => {
    const { store, ...desk } = await openDesk();
    await addCards({ ...desk, store }, { id: 'a' }, { id: 'a-2' }, { id: 'b' });
    let runs = 0;
    const chosen = await choosingIds(store, (isTaken) => {
      runs += 1;
      return [freeId('a', isTaken), freeId('c', isTaken)];
    });
    expect(chosen).toEqual(['a-3', 'c']);
    // One query for each id of `a`, and a last one that finds no more.
    expect(runs).toBe(4);
  });

  it('are looked up, however many there are', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' }, { id: 'b' });
    const ids = Array.from({ length: 1_200 }, (_, index) => asNoteId(`note-${index}`));
    const found = await notesAmong(desk.store, [asNoteId('a'), ...ids, asNoteId('b')]);
    expect(found.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(await notesAmong(desk.store, [])).toEqual([]);
  });

  it('differ from each other within one request, and from those of removed notes', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'what-is-it', note_id: asNoteId('what-is-it') });
    await desk.store.write((tx) => tx.updateTable('notes').set({ live: 0 }).execute());
    const note = { prompt: 'What is it?', answer: 'That.' };
    const drafts = await withIds(desk.store, 'eks/pods.md', [note, note]);
    expect(drafts.map(({ id }) => id)).toEqual(['what-is-it-2', 'what-is-it-3']);
  });

  it('are reused for the same notes in the same deck that were added before', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'known' });
    const note = { prompt: ' What is known? ', answer: 'That.' };
    expect(await withIds(desk.store, 'eks/pods.md', [note])).toMatchObject([{ id: 'known' }]);
    expect(await withIds(desk.store, 'eks/pods.md', [{ ...note, id: asNoteId('known') }])).toMatchObject([
      { id: 'known' },
    ]);
    expect(await withIds(desk.store, 'eks/other.md', [note])).toMatchObject([{ id: 'what-is-known' }]);
    await expect(withIds(desk.store, 'eks/other.md', [{ ...note, id: asNoteId('known') }])).rejects.toThrow(
      'The id "known" belongs to the note "What is known?" in eks/pods.md.',
    );
  });
});
