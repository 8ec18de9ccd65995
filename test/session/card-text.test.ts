import { describe, expect, it } from 'vitest';
import type { Queue } from '../../server/http/schemas.ts';
import { readNote } from '../../server/library/notes.ts';
import { asCardId, asNoteId } from '../../server/schedule/ids.ts';
import { cardTextOf } from '../../server/session/card-text.ts';
import { counting } from '../store/counting.ts';
import { DECK, grading, openWorld } from '../support/tenax.ts';

const CARD = asCardId('pod-ip-source');

describe("a card's text", () => {
  it('is read and split only once, even if the card is shown and answered many times', async () => {
    const world = await openWorld();
    const { store, reads } = counting(world.tenax.desk.store);
    const text = await cardTextOf(store, CARD);
    await world.send('POST', '/api/reviews', grading(CARD));
    const again = await cardTextOf(store, CARD);
    expect(again).toBe(text);
    expect(reads()).toBe(1);
  });

  it('changes when its note is edited', async () => {
    const world = await openWorld();
    const { store } = world.tenax.desk;
    const { markdown, etag } = await readNote(store, world.tenax.library, asNoteId(CARD));
    expect((await cardTextOf(store, CARD))?.note.body).toBe("From the node's subnet.");
    await world.send(
      'PATCH',
      `/api/notes/${CARD}`,
      { markdown: markdown.replace('From', 'Straight from') },
      { 'if-match': etag },
    );
    expect((await cardTextOf(store, CARD))?.note.body).toBe("Straight from the node's subnet.");
    const { cards } = (await world.get<Queue>('/api/queue')).body;
    expect(cards.find(({ cardId }) => cardId === CARD)?.answerHtml).toContain('Straight from');
  });

  it('marks the card as set aside when it is no longer in the files', async () => {
    const world = await openWorld();
    const { store } = world.tenax.desk;
    expect((await cardTextOf(store, CARD))?.live).toBe(true);
    await world.write('k8s/pod-networking.md', DECK.replace(`id: ${CARD}`, 'id: other'));
    await world.tenax.library.scan();
    expect((await cardTextOf(store, CARD))?.live).toBe(false);
    expect(await cardTextOf(store, asCardId('never-was'))).toBeUndefined();
  });
});
