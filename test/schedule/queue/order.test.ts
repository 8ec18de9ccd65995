import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asCardId, asNoteId, type CardId } from '../../../server/schedule/ids.ts';
import { DEFAULT_SESSION } from '../../../server/schedule/settings.ts';
import { DAY_MS } from '../../../server/schedule/study-day.ts';
import type { Mix, NewOrder, ReviewOrder, SessionSettings } from '../../../server/schedule/types.ts';
import { anyCandidates, due, fresh, learning, NOW, order, TODAY } from './cards.ts';

const settled = (settings: Partial<SessionSettings>) => ({ settings: { ...DEFAULT_SESSION, ...settings } });

describe('the order of reviews', () => {
  const reviews = [
    due('fallen', 5),
    due('fine', 0),
    due('firm', 20, { stability: 900 }),
    due('long-ago', 30, { stability: 300, lastReviewedAtMs: NOW - 330 * DAY_MS }),
  ];

  it.each<[ReviewOrder, readonly string[]]>([
    ['falling-recall', ['firm', 'fine', 'long-ago', 'fallen']],
    ['rising-recall', ['fallen', 'long-ago', 'fine', 'firm']],
    ['due-day', ['long-ago', 'firm', 'fallen', 'fine']],
    ['relative-overdueness', ['firm', 'fallen', 'long-ago', 'fine']],
  ])('is by %s, as the plan says', (reviewOrder, expected) => {
    expect(order(reviews, settled({ reviewOrder }))).toEqual(expected);
  });

  it('is by recall among those due on one day', () => {
    const sameDay = [due('weak', 3, { stability: 2 }), due('strong', 3, { stability: 90 })];
    expect(order(sameDay, settled({ reviewOrder: 'due-day' }))).toEqual(['strong', 'weak']);
  });

  it('decides which of them a limit lets through', () => {
    expect(order(reviews, settled({ reviewOrder: 'due-day', reviewsPerDay: 2 }))).toEqual([
      'long-ago',
      'firm',
    ]);
  });

  it('puts a card without memory or due time somewhere, and all others in order', () => {
    const lost = due('lost', 0, { dueAtMs: null, dueDay: null, lastReviewedAtMs: null, stability: null });
    for (const reviewOrder of [
      'falling-recall',
      'rising-recall',
      'due-day',
      'relative-overdueness',
    ] as const) {
      const all = order(
        [lost, ...reviews, { ...lost, cardId: asCardId('lost-too'), noteId: asNoteId('n') }],
        settled({ reviewOrder }),
      );
      expect(all.filter((id) => !id.startsWith('lost'))).toEqual(order(reviews, settled({ reviewOrder })));
    }
  });
});

describe('the order of new cards', () => {
  const newcomers = [
    fresh('b', { topicId: 'eks/rbac', position: 2 }),
    fresh('a', { topicId: 'eks/pods', position: 1 }),
    fresh('unknown', { topicId: 'eks/dns', position: 0 }),
    fresh('gap', { topicId: 'eks/pods', position: 5, gapRank: 0 }),
    fresh('just-found', { topicId: 'eks/dns', position: 9, gapRank: 0, urgent: true }),
  ];
  const topicRetention = new Map([
    ['eks/pods', 80],
    ['eks/rbac', 35.5],
  ]);

  it.each<[NewOrder, readonly string[]]>([
    ['gaps-first', ['just-found', 'gap', 'unknown', 'a', 'b']],
    ['weakest-topic', ['just-found', 'b', 'gap', 'a', 'unknown']],
    ['file-order', ['just-found', 'unknown', 'a', 'b', 'gap']],
  ])('is by %s, as the plan says, after those of a gap just found', (newOrder, expected) => {
    expect(order(newcomers, { ...settled({ newOrder }), topicRetention })).toEqual(expected);
  });

  it('decides which sibling is introduced', () => {
    const siblings = [
      fresh('c1', { noteId: 'n', position: 1 }),
      fresh('c2', { noteId: 'n', position: 2, gapRank: 0 }),
    ];
    expect(order(siblings, settled({ newOrder: 'file-order' }))).toEqual(['c1']);
    expect(order(siblings, settled({ newOrder: 'gaps-first' }))).toEqual(['c2']);
  });
});

describe('chance', () => {
  const random = settled({
    reviewOrder: 'random',
    newOrder: 'random',
    mix: 'new-last',
    reviewsPerDay: 999,
    newPerDay: 999,
  });
  const many = Array.from({ length: 60 }, (_, i) => (i % 2 ? due(`due-${i}`) : fresh(`new-${i}`)));

  it('shuffles a day only once, however the cards are found and whatever was answered', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(many), (some) => {
        const left = new Set(some.map(({ cardId }) => cardId));
        expect(order(some, random)).toEqual(order(many, random).filter((id) => left.has(id)));
      }),
    );
  });

  it('shuffles another day otherwise', () => {
    const tomorrow = order(many, { ...random, studyDay: TODAY + 1 });
    expect(tomorrow).not.toEqual(order(many, random));
    expect([...tomorrow].sort()).toEqual(many.map(({ cardId }) => cardId).sort());
  });
});

describe('the mix of new cards and reviews', () => {
  const cards = [
    due('r1', 1),
    due('r2', 2),
    fresh('n1'),
    fresh('n2'),
    learning('now', 0),
    learning('soon', 10),
  ];

  it.each<[Mix, readonly string[]]>([
    ['spread', ['now', 'r1', 'n1', 'r2', 'n2', 'soon']],
    ['new-first', ['now', 'n1', 'n2', 'r1', 'r2', 'soon']],
    ['new-last', ['now', 'r1', 'r2', 'n1', 'n2', 'soon']],
  ])('is %s, steps around them', (mix, expected) => {
    expect(order(cards, settled({ mix }))).toEqual(expected);
  });

  it('keeps the order of both', () => {
    fc.assert(
      fc.property(
        anyCandidates,
        fc.constantFrom<Mix>('spread', 'new-first', 'new-last'),
        (candidates, mix) => {
          const states = new Map(candidates.map(({ cardId, state }) => [cardId, state]));
          const of = (state: string, asked: readonly CardId[]) =>
            asked.filter((id) => states.get(id) === state);
          const [mixed, plain] = [order(candidates, settled({ mix })), order(candidates)];
          for (const state of ['new', 'review', 'learning'])
            expect(of(state, mixed)).toEqual(of(state, plain));
        },
      ),
    );
  });
});
