// Comments that stand where they do not count.
import { mentionsId, readLang } from '../comment.ts';
import { type Branch, firstBlock } from '../note.ts';
import type { DeckProblem } from '../types.ts';
import { type DeckText, finding, MOST_OF_A_KIND } from './text.ts';

export interface StrayComments {
  readonly findings: readonly DeckProblem[];
  /** The notes that a stray id seems to belong to, by their place in the deck. */
  readonly claimed: ReadonlySet<number>;
}

/** Ids and languages in comments that are not the first block where they belong. */
export function strayComments(text: DeckText): StrayComments {
  const { source, parts, branches } = text;
  const findings: DeckProblem[] = [];
  const claimed = new Set<Branch | undefined>();
  const named = new Set(text.notes.flatMap(({ awaitsId, line }) => (awaitsId ? [] : [line])));
  const namesNote = (start: number, branch: Branch | undefined) =>
    branch !== undefined && named.has(branch.heading.line) && opensBody(text, start, branch);
  // From the last one up: whether only comments stand between a comment and the next heading.
  let above = source.length;
  let below = branches.length;
  for (const part of parts.toReversed()) {
    if (part.kind !== 'comment') continue;
    const at = text.branchAt(part.start);
    if (at < below) [below, above] = [at, branches[at + 1]?.heading.start ?? source.length];
    const isInHeading = (branches[at]?.heading.end ?? 0) > part.start;
    const isLast = !isInHeading && source.slice(part.end, above).trim() === '';
    if (isLast) above = part.start;
    const said = source.slice(part.start + 4, part.end - 3);
    if (/^\s*lang\s*[:=]/i.test(said)) findings.push(...strayLang(text, part.start, said, branches[at]));
    if (namesNote(part.start, branches[at]) || !mentionsId(said)) continue;
    findings.push(strayId(text, text.lineAt(part.start)));
    claimed.add(branches[at]);
    if (isLast) claimed.add(branches[at + 1]);
  }
  for (const branch of branches) {
    const first = firstBlock(branch.body);
    const code = first?.token.type === 'code' ? /^<!--([\s\S]*)-->$/.exec(first.token.raw.trim()) : null;
    if (!first || branch.level !== 3 || !mentionsId(code?.[1] ?? '')) continue;
    findings.push(strayId(text, first.line));
    claimed.add(branch);
  }
  const notes = branches.filter(({ level }) => level === 3);
  return {
    findings: findings.toSorted((a, b) => a.line - b.line).slice(0, MOST_OF_A_KIND),
    claimed: new Set(notes.flatMap((branch, at) => (claimed.has(branch) ? [at] : []))),
  };
}

/** Whether the comment at the offset begins the first block under a heading. */
function opensBody({ source }: DeckText, start: number, branch: Branch | undefined): boolean {
  const first = branch && firstBlock(branch.body);
  return first?.token.type === 'html' && source.indexOf('<!--', first.start) === start;
}

function strayId(text: DeckText, line: number): DeckProblem {
  return finding(
    text,
    'error',
    line,
    { kind: 'misplaced-id' },
    'An id counts only in the comment that is the first block under a ### heading, and that begins with a known key. Move this one there or remove it: until then no other id is written for its note.',
  );
}

function strayLang(
  text: DeckText,
  start: number,
  said: string,
  branch: Branch | undefined,
): readonly DeckProblem[] {
  if (branch?.level !== 1 || !opensBody(text, start, branch))
    return [
      finding(
        text,
        'warning',
        text.lineAt(start),
        { kind: 'misplaced-lang' },
        'The language of a deck counts only in a comment that is the first block under the level-1 heading. Move this one there.',
      ),
    ];
  const first = firstBlock(branch.body);
  if (first && readLang(text.source.slice(first.start, first.end)) !== null) return [];
  const lang = said.replace(/^\s*lang\s*[:=]/i, '').trim();
  return [
    finding(
      text,
      'warning',
      text.lineAt(start),
      { kind: 'invalid-lang', lang },
      `“${lang}” is no language. Write its code alone, as in <!-- lang: es --> or <!-- lang: pt-BR -->.`,
    ),
  ];
}
