// Decks and acts of a made-up learner.
import type { Random } from './random.ts';

export const RATINGS = ['again', 'hard', 'good', 'easy'] as const;
export const PLAN = 'lab';

/** Something that a client asks of the server, and what it leaves if the server says that it is done. */
export interface Act {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The ids of the events that it adds to the log: all of them or none. */
  readonly events?: readonly string[];
  /** The lines that it adds to the files, each once. */
  readonly lines?: readonly string[];
  /** The name of something that it gives a value to, and the value. The last one holds. */
  readonly sets?: { readonly of: string; readonly to: string };
}

export interface World {
  readonly files: Readonly<Record<string, string>>;
  readonly topicIds: readonly string[];
  readonly cardIds: readonly string[];
}

/** A plan with so many topics, each with so many basic notes. Ids look like `topic-1` and `t1-card-1`. */
export function world({ topics, cards }: { readonly topics: number; readonly cards: number }): World {
  const slugs = numbers(topics).map((topic) => `topic-${topic}`);
  const idsOf = (topic: number) => numbers(cards).map((card) => `t${topic}-card-${card}`);
  const plan = numbers(topics).map(
    (topic) =>
      `### Topic ${topic}\nComplexity: 5/10\n\n**Topics covered:**\n- Things of topic ${topic}\n\n**Gaps:**\n- Lack of topic ${topic}\n`,
  );
  const decks = numbers(topics).map((topic) => {
    const notes = idsOf(topic).map(
      (id) => `### What is ${id}?\n<!-- id: ${id} -->\n\nThe answer of ${id}.\n`,
    );
    return [
      `${PLAN}/topic-${topic}.md`,
      `# Topic ${topic}\n\n## Covered: Things of topic ${topic}\n\n${notes.join('\n')}`,
    ];
  });
  return {
    files: {
      [`${PLAN}/plan.md`]: `# Lab\n\n## Covered (deep dive)\n\n${plan.join('\n')}`,
      ...Object.fromEntries(decks),
    },
    topicIds: slugs.map((slug) => `${PLAN}/${slug}`),
    cardIds: numbers(topics).flatMap(idsOf),
  };
}

/** A review at a time; without one, at the time of its receipt. */
export function review(random: Random, cardId: string, reviewedAtMs?: number): Act & { readonly id: string } {
  const id = random.uuid();
  const body = {
    id,
    cardId,
    rating: random.pick(RATINGS),
    ...(reviewedAtMs !== undefined && { reviewedAt: new Date(reviewedAtMs).toISOString() }),
    durationMs: 1_000 + random.below(20_000),
  };
  return { id, method: 'POST', path: '/api/reviews', body, events: [id] };
}

/** Takes a review back, whether or not it has arrived. */
export function undo(reviewId: string): Act {
  return { method: 'DELETE', path: `/api/reviews/${reviewId}`, events: [`undo:${reviewId}`] };
}

export type BulkName = 'suspend' | 'unsuspend' | 'bury' | 'unbury' | 'reset';

/** One act on several cards. */
export function bulk(
  random: Random,
  act: BulkName,
  cardIds: readonly string[],
): Act & { readonly id: string } {
  const id = random.uuid();
  const events = cardIds.map((cardId) => `${id}:${cardId}`);
  return { id, method: 'POST', path: '/api/acts', body: { id, act, cardIds }, events };
}

/** Takes a bulk act back. */
export function takeBack(actId: string, cardIds: readonly string[]): Act {
  const events = cardIds.map((cardId) => `undo:${actId}:${cardId}`);
  return { method: 'DELETE', path: `/api/acts/${actId}`, events };
}

/** An import of so many past reviews, one an hour, the last one hour before `nowMs`. */
export function importOf(random: Random, cardIds: readonly string[], count: number, nowMs: number): Act {
  const reviews = numbers(count).map((hours) => ({
    id: random.uuid(),
    cardId: random.pick(cardIds),
    rating: random.pick(RATINGS),
    reviewedAt: new Date(nowMs - hours * 3_600_000).toISOString(),
  }));
  const events = reviews.map(({ id }) => id);
  return { method: 'POST', path: '/api/import/reviews', body: { reviews }, events };
}

/** A new gap with one card. */
export function gap(random: Random, topicId: string): Act {
  const name = random.uuid();
  const text = `Lack ${name}`;
  const cards = [{ prompt: `Why ${name}?`, answer: `Because of ${name}.` }];
  const lines = [`- ${text}`, `### Why ${name}?`];
  return { method: 'POST', path: '/api/gaps', body: { topicId, text, cards }, lines };
}

/** A new note with an id that the client chose, so that sending it again adds nothing. */
export function newNote(random: Random, topicId: string): Act {
  const id = `n-${random.uuid()}`;
  const body = { topicId, id, prompt: `Which ${id}?`, answer: `It is ${id}.` };
  return { method: 'POST', path: '/api/notes', body, lines: [`### Which ${id}?`] };
}

/** Another answer for a note whose Markdown has this ETag. */
export function edit(random: Random, noteId: string, etag: string): Act {
  const answer = `Edited ${random.uuid()}.`;
  return {
    method: 'PATCH',
    path: `/api/notes/${noteId}`,
    headers: { 'if-match': etag },
    body: { markdown: `### What is ${noteId}?\n<!-- id: ${noteId} -->\n\n${answer}\n` },
    sets: { of: `note ${noteId}`, to: answer },
  };
}

/** A note moved to another topic. */
export function move(noteId: string, topicId: string): Act {
  return {
    method: 'POST',
    path: '/api/notes/move',
    body: { noteIds: [noteId], topicId },
    sets: { of: `topic of ${noteId}`, to: topicId },
  };
}

/** Another limit of reviews a day, or another desired retention, which moves all due times. */
export function setting(random: Random): Act {
  const field = random.pick(['reviewsPerDay', 'desiredRetention']);
  const value = field === 'reviewsPerDay' ? 100 + random.below(900) : (80 + random.below(15)) / 100;
  return {
    method: 'PATCH',
    path: `/api/plans/${PLAN}/settings`,
    body: { [field]: value },
    sets: { of: field, to: String(value) },
  };
}

export function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
