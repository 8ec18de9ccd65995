// Warnings that a note allows, with a reason.
import { inNote } from './library-to-check.ts';
import type { Allowance, Deck, Note, Problem } from './types.ts';

/** The rules that exist, by whether this check ran them. */
export interface Excusable {
  readonly looked: readonly string[];
  readonly others: readonly string[];
}

/**
 * Drops the warnings that notes allow with `allow: RULE (reason)`, and warns about an allowance without effect: the
 * rule does not exist, or it gives errors, or it found nothing.
 */
export function excuse(
  problems: readonly Problem[],
  decks: readonly Deck[],
  { looked, others }: Excusable,
): readonly Problem[] {
  const used = new Set<Allowance>();
  const left = problems.filter((problem) => {
    const excuses = problem.severity === 'warning' ? excusesOf(problem, decks) : [];
    for (const allowance of excuses) used.add(allowance);
    return excuses.length === 0;
  });
  const idle = decks.flatMap((deck) =>
    deck.notes.flatMap((note) =>
      note.allow.flatMap((allowance) => {
        if (![...looked, ...others].includes(allowance.rule))
          return [unknownRule(deck, note, allowance, [...looked, ...others])];
        return looked.includes(allowance.rule) && !used.has(allowance)
          ? [needlessAllow(deck, note, allowance)]
          : [];
      }),
    ),
  );
  return [...left, ...idle];
}

function excusesOf({ path, line, rule }: Problem, decks: readonly Deck[]): readonly Allowance[] {
  const notes = decks.find((deck) => deck.path === path)?.notes ?? [];
  return notes
    .filter((note) => inNote(note, line))
    .flatMap((note) => note.allow.filter((allowance) => allowance.rule === rule));
}

function unknownRule(deck: Deck, note: Note, { rule }: Allowance, known: readonly string[]): Problem {
  return warning(
    deck,
    note,
    'unknown-rule',
    `The rule “${rule}” cannot be allowed. Those that can are ${known.join(', ')}.`,
  );
}

function needlessAllow(deck: Deck, note: Note, { rule }: Allowance): Problem {
  return warning(
    deck,
    note,
    'needless-allow',
    `The note follows the rule “${rule}” anyway. Remove the allow for it.`,
  );
}

function warning(deck: Deck, note: Note, rule: string, message: string): Problem {
  return { severity: 'warning', rule, path: deck.path, line: note.line, message };
}
