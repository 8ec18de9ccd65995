import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readContent } from '../server/deck/kinds.ts';
import { readDeck } from '../server/deck/read.ts';
import type { Deck, Note } from '../server/deck/types.ts';
import { topicOfDeck } from '../server/library/bind.ts';
import { checkLibrary } from '../server/library/check.ts';
import { listLibrary } from '../server/library/folder.ts';
import { parsePlan } from '../server/plan/parse.ts';
import { normaliseText } from '../server/plan/text.ts';
import type { Topic } from '../server/plan/types.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(`${root}/${path}`, 'utf8');

const plan = parsePlan(read('decks/eks/plan.md'));
const decks = (await listLibrary(`${root}/decks`)).files
  .filter(({ isPlan }) => !isPlan)
  .map(({ path }): Deck => {
    const deck = readDeck(path, read(`decks/${path}`));
    if ('unreadable' in deck) throw new Error(`${path}: ${deck.unreadable.message}`);
    return deck;
  });
const notes = decks.flatMap((deck) => deck.notes);

const notesOf = (topic: Topic) =>
  decks.filter((deck) => topicOfDeck(deck, plan.topics) === topic).flatMap((deck) => deck.notes);
const cardsIn = (some: readonly Note[]) => some.reduce((sum, { cards }) => sum + cards.length, 0);

describe('the shipped decks', () => {
  it('pass the check and the style check without an error or warning, with every item carded', async () => {
    expect(await checkLibrary(`${root}/decks`, { style: true })).toEqual([]);
  });

  it('ask about each item of the eleven deep dives in two ways, or say why one is enough', () => {
    const deepDives = plan.topics.filter(({ status }) => status === 'deep-dive');
    expect(deepDives).toHaveLength(11);
    const thin = deepDives.flatMap((topic) =>
      topic.items.filter((item) => {
        const own = notesOf(topic).filter(
          ({ section }) => section && normaliseText(section.text) === item.key,
        );
        const excused = own.some(({ allow }) => allow.some(({ rule }) => rule === 'single-card'));
        return cardsIn(own) < 2 && !excused;
      }),
    );
    expect(thin.map(({ text }) => text)).toEqual([]);
  });

  it('have at least six cards for every other topic', () => {
    const others = plan.topics.filter(({ status }) => status !== 'deep-dive');
    expect(others).toHaveLength(25);
    const thin = others.filter((topic) => cardsIn(notesOf(topic)) < 6);
    expect(thin.map(({ title }) => title)).toEqual([]);
  });

  it('have an explain note of 6 to 12 points for each retention exercise of the plan', () => {
    const exercises = notes.filter(({ section }) => section?.text === 'Retention exercise');
    expect(exercises.map(({ id }) => id).toSorted()).toEqual([
      'arch-watch-trace',
      'deploy-pod-replaced',
      'dns-prom-discovery-explained',
      'dns-resolution-flow',
      'ingress-request-from-outside',
      'podnet-end-to-end',
      'svc-request-flow',
    ]);
    expect(exercises).toHaveLength(plan.exercises.length);
    for (const { id, body } of exercises) {
      const content = readContent(body);
      const points = content.kind === 'explain' ? content.points.length : 0;
      expect(points, `points of ${id}`).toBeGreaterThanOrEqual(6);
      expect(points, `points of ${id}`).toBeLessThanOrEqual(12);
    }
  });

  it('have at least one tag on each note, and use exactly the tags that docs/cards.md lists', () => {
    const list = /^## Tags of the sample\n\n(.+)\.$/m.exec(read('docs/cards.md'))?.[1];
    const listed = list?.split(', ') ?? [];
    expect(notes.filter(({ tags }) => tags.length === 0).map(({ id }) => id)).toEqual([]);
    expect([...new Set(notes.flatMap(({ tags }) => tags))].toSorted()).toEqual(
      listed.map((tag) => tag.replaceAll('`', '')).toSorted(),
    );
  });

  it('ask for reasons, consequences or what to do in a quarter of the cards', () => {
    const understanding =
      /\bwhy\b|\bwhat (?:happens|becomes of)\b|\bhow (?:would|do) you\b|\bwhen (?:is|are|do|does|should|would|must|can)\b/i;
    const asking = notes.filter(({ prompt }) => understanding.test(prompt));
    expect(asking.length / notes.length).toBeGreaterThanOrEqual(0.25);
  });
});
