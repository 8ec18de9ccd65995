// The check of a decks folder, without a database.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TopicToCheck } from '../deck/library-to-check.ts';
import { lintLibrary } from '../deck/lint.ts';
import type { Deck, Problem, UnreadableFile } from '../deck/types.ts';
import { trigramSimilarity } from '../plan/reworded.ts';
import { normaliseText } from '../plan/text.ts';
import type { Item, Plan } from '../plan/types.ts';
import type { PlanId } from '../schedule/ids.ts';
import { bindShelf } from './bind.ts';
import { listLibrary, readListed } from './folder.ts';
import type { Parsed } from './parsed.ts';
import { createTexts } from './texts.ts';

/**
 * Everything wrong in a decks folder, by path and line; with `style`, also what makes cards hard to learn. Reads the
 * files only.
 *
 * @throws LibraryError if the folder can't be listed.
 */
export async function checkLibrary(root: string, { style = false } = {}): Promise<readonly Problem[]> {
  const files = await listLibrary(root);
  const planIds = [...new Set(files.map(({ planId }) => planId))];
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
  const plans = planIds.map((planId) => {
    const own = files.filter((file) => file.planId === planId).flatMap(({ path }) => parsed.get(path) ?? []);
    const plan = own.find((file) => file.kind === 'plan')?.plan ?? null;
    return {
      planId,
      topics: topicsToCheck(
        planId,
        plan,
        own.flatMap((file) => (file.kind === 'deck' ? [file.deck] : [])),
      ),
    };
  });
  const unreadablePlans = [...parsed.values()].flatMap((file) =>
    file.kind === 'unreadable' ? file.problems.filter(({ rule }) => rule === 'unreadable-plan') : [],
  );
  const library = {
    decks: files.flatMap((file) => (file.isPlan ? [] : deckOf(parsed.get(file.path)))),
    plans,
    mediaExists: (path: string) => existsSync(join(root, path)),
    normalise: normaliseText,
    similarity: trigramSimilarity,
  };
  return [...unreadablePlans, ...lintLibrary(library, { style })];
}

function deckOf(parsed: Parsed | undefined): readonly (Deck | UnreadableFile)[] {
  if (parsed?.kind === 'deck') return [parsed.deck];
  const [unreadable] = parsed?.kind === 'unreadable' ? parsed.problems : [];
  return unreadable ? [{ path: unreadable.path, unreadable }] : [];
}

function topicsToCheck(planId: PlanId, plan: Plan | null, decks: readonly Deck[]): readonly TopicToCheck[] {
  const shelf = { planId, plan, decks, kept: new Set<string>(), topicsBefore: [], itemsBefore: [] };
  return bindShelf(shelf).topics.map(({ row }) => ({
    title: row.title,
    deckPath: row.deck_path,
    items: itemsOf(plan, row.plan_slug),
  }));
}

function itemsOf(plan: Plan | null, slug: string | null): readonly Item[] {
  return plan?.topics.find((topic) => topic.slug === slug)?.items ?? [];
}
