// The check of a decks folder, without a database.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TopicToCheck } from '../deck/library-to-check.ts';
import { lintLibrary } from '../deck/lint.ts';
import type { Deck, Problem, UnreadableFile } from '../deck/types.ts';
import { trigramSimilarity } from '../plan/reworded.ts';
import { normaliseText } from '../plan/text.ts';
import type { Item, Plan } from '../plan/types.ts';
import { type BoundShelf, bindShelf } from './bind.ts';
import { listLibrary, readListed } from './folder.ts';
import { kindsOf, planProblems } from './kinds.ts';
import { folderOf } from './names.ts';
import { NO_OWNERS_BEFORE, settleOwners } from './owners.ts';
import { type Parsed, unwritableProblems } from './parsed.ts';
import { createTexts } from './texts.ts';

/**
 * Everything wrong in a decks folder, by path and line; with `style`, also what makes cards hard to learn. Reads the
 * files only.
 *
 * @throws LibraryError if the folder can't be listed.
 */
export async function checkLibrary(root: string, { style = false } = {}): Promise<readonly Problem[]> {
  const { files, unlisted } = await listLibrary(root);
  const parsed = new Map<string, Parsed>();
  const texts = createTexts();
  try {
    for (const file of files) {
      const content = await readListed(root, file);
      if (!content) continue;
      const read = await texts.parse(file, content);
      parsed.set(file.path, read.kind === 'deck' ? { ...read, deck: await texts.rehearse(read.deck) } : read);
    }
  } finally {
    await texts.close();
  }
  const plans = [...new Set(files.map(({ planId }) => planId))].map((planId) => {
    const own = files.filter((file) => file.planId === planId);
    const read = own.map(({ path, isPlan }) => ({ path, isPlan, parsed: parsed.get(path) ?? null }));
    const plan = read.flatMap((file) => (file.parsed?.kind === 'plan' ? file.parsed.plan : []))[0] ?? null;
    return { planId, own, plan, kinds: kindsOf(read, plan, () => false) };
  });
  const owned = settleOwners(
    plans.flatMap(({ kinds }) => kinds.decks),
    NO_OWNERS_BEFORE,
  );
  const shelves = plans.map(({ planId, own, plan }) => {
    const paths = own.filter(({ isPlan }) => !isPlan).map(({ path }) => path);
    const decks = owned.decks.filter(({ path }) => folderOf(path) === planId);
    const shelf = bindShelf({
      planId,
      plan,
      decks,
      kept: new Set(),
      others: new Set(paths.filter((path) => !decks.some((deck) => deck.path === path))),
      before: { topics: [], notes: new Map(), copyOf: new Map() },
      itemsBefore: [],
    });
    return { planId, plan, shelf };
  });
  const isNoDeck = (path: string) =>
    owned.copies.has(path) || plans.some(({ kinds }) => kinds.others.has(path));
  const unreadablePlans = [...parsed.values()].flatMap((file) =>
    file.kind === 'unreadable' ? file.problems.filter(({ rule }) => rule === 'unreadable-plan') : [],
  );
  const library = {
    decks: files.flatMap(({ path, isPlan }) => (isPlan || isNoDeck(path) ? [] : deckOf(parsed.get(path)))),
    plans: shelves.map(({ planId, plan, shelf }) => ({ planId, topics: topicsToCheck(plan, shelf) })),
    found: [
      ...unreadablePlans,
      ...plans.flatMap(({ own, plan, kinds }) => [...planProblems(plan, own), ...kinds.others.values()]),
      ...owned.problems,
      ...shelves.flatMap(({ shelf }) => shelf.problems),
    ],
    mediaExists: (path: string) => existsSync(join(root, path)),
    normalise: normaliseText,
    similarity: trigramSimilarity,
  };
  const unwritable = files.flatMap((file) => {
    const found = parsed.get(file.path);
    return found ? unwritableProblems(file, found) : [];
  });
  return [...unlisted.values(), ...unwritable, ...lintLibrary(library, { style })];
}

function deckOf(parsed: Parsed | undefined): readonly (Deck | UnreadableFile)[] {
  if (parsed?.kind === 'deck') return [parsed.deck];
  const [unreadable] = parsed?.kind === 'unreadable' ? parsed.problems : [];
  return unreadable ? [{ path: unreadable.path, unreadable }] : [];
}

function topicsToCheck(plan: Plan | null, { topics, topicOf }: BoundShelf): readonly TopicToCheck[] {
  return topics.map((topic) => ({
    title: topic.row.title,
    deckPath: topic.row.deck_path,
    otherDecks: [...topicOf].flatMap(([path, of]) =>
      of === topic && path !== topic.row.deck_path ? path : [],
    ),
    items: itemsOf(plan, topic.row.plan_slug),
  }));
}

function itemsOf(plan: Plan | null, slug: string | null): readonly Item[] {
  return plan?.topics.find((topic) => topic.slug === slug)?.items ?? [];
}
