// Takes a heading apart: title, status, complexity, day and remarks.
import { complexityIn, dateIn, dayIn, minutesIn, scoreIn } from './figures.ts';
import { statusOf, takeMark } from './marks.ts';
import { foldSpace, withoutEmoji, withoutEmphasis, withoutNumbering } from './text.ts';
import type { TopicStatus } from './types.ts';
import { bucketOf, isScoreWord } from './vocabulary.ts';

/** A heading, roadmap line or bullet that names a topic, taken apart. */
export interface Heading {
  readonly title: string;
  /** From a mark or a status phrase at its end; null without either. */
  readonly status: TopicStatus | null;
  readonly complexity: number | null;
  readonly minutes: { readonly from: number; readonly to: number } | null;
  readonly day: string | null;
  readonly date: string | null;
  readonly score: number | null;
  readonly optional: boolean;
  /** The rest of the line after the title, or null. */
  readonly remark: string | null;
}

/** Longer lines are prose: they are titles as they stand. */
const MAX_HEADING = 400;
const SEPARATOR = /\s[-–—|]\s/;
const BRACKET = /\(([^()]*)\)/g;
const LINK = /\[([^[\]]*)\]\([^()\s]*\)/g;
/** `[[Channels]]`, `[[Channels|Go channels]]`: links of note-taking programs. */
const WIKI_LINK = /\[\[(?:[^[\]|]*\|)?([^[\]|]+)\]\]/g;
/** ` #concurrency #go/runtime` at the end. */
const TAGS = /(?:\s#\p{L}[\p{L}\p{N}/_-]*)+$/u;

type Notes = { -readonly [Key in keyof Heading]: Heading[Key] };

/** Reads `✅ Pod Networking (15-20 min) - Complexity: 9/10 ⭐ (Hardest topic)`. */
export function readHeading(text: string): Heading {
  const { mark, text: unmarked } = takeMark(text);
  const plain = foldSpace(withoutEmphasis(unlinked(unmarked)).replace(TAGS, ''));
  const notes: Notes = {
    title: plain,
    status: mark ? statusOf(mark) : null,
    complexity: null,
    minutes: null,
    day: null,
    date: null,
    score: null,
    optional: false,
    remark: null,
  };
  if (plain.length <= MAX_HEADING) readParts(plain, notes);
  return notes;
}

function unlinked(text: string): string {
  return text.replace(LINK, '$1').replace(WIKI_LINK, '$1');
}

/** The title is what comes before the first annotation; behind one, the rest is annotation or remark. */
function readParts(plain: string, notes: Notes): void {
  const title: string[] = [];
  const remarks: string[] = [];
  let annotated = false;
  for (const part of partsOf(withoutNumbering(plain))) {
    const brackets: string[] = [];
    const kept = part.text.replace(BRACKET, (whole, inner: string) => {
      if (annotate(inner, notes)) return ' ';
      brackets.push(inner);
      return whole;
    });
    const bare = foldSpace(withoutEmoji(kept));
    if (bare === '') continue;
    if (title.length > 0 && annotate(foldSpace(withoutEmoji(kept.replace(BRACKET, ' '))), notes)) {
      annotated = true;
      remarks.push(...brackets);
    } else if (annotated) remarks.push(bare);
    else title.push(title.length > 0 ? part.separator + bare : bare);
  }
  notes.title = title.join('') || plain;
  notes.remark = remarks.join('; ') || null;
}

function partsOf(text: string): { text: string; separator: string }[] {
  const parts: { text: string; separator: string }[] = [];
  let rest = text;
  let separator = '';
  for (let match = rest.match(SEPARATOR); match; match = rest.match(SEPARATOR)) {
    parts.push({ text: rest.slice(0, match.index), separator });
    separator = match[0];
    rest = rest.slice((match.index ?? 0) + separator.length);
  }
  const colon = rest.indexOf(': ');
  if (colon > 0 && parts.length === 0 && bucketOf(rest.slice(colon + 2))) {
    return [
      { text: rest.slice(0, colon), separator },
      { text: rest.slice(colon + 2), separator: ': ' },
    ];
  }
  return [...parts, { text: rest, separator }];
}

const CROSS_REFERENCE =
  /^(?:(?:mentioned|covered|described|as|see(?: also)?|listed)\s)*(?:above|below|elsewhere|earlier|later)$|^continued$|^cont\.?$/i;
const COUNT =
  /^\d+\s?(?:\/|of)\s?\d+$|^\d+ (?:topics?|items?|lessons?|chapters?|questions?)$|^\d+\s?%$|^\d+\s?%\s(?:of .*|weight.*)$|^weight\w*:?\s\d+\s?%$/i;

/** Records what an annotation says; returns false if the text is not one. */
function annotate(text: string, notes: Notes): boolean {
  const bare = foldSpace(withoutEmoji(text)).toLowerCase();
  const complexity = complexityIn(bare);
  const minutes = minutesIn(bare);
  const day = /^days? \d/.test(bare) ? dayIn(bare) : null;
  const date = dateIn(bare);
  const score = isScoreWord(bare) ? scoreIn(bare) : null;
  const optional = /^optional$/.test(bare);
  const bucket = bucketOf(text);
  notes.complexity ??= complexity;
  notes.minutes ??= minutes;
  notes.day ??= day;
  notes.date ??= date;
  notes.score ??= score;
  notes.optional ||= optional;
  notes.status ??= bucket?.status ?? null;
  const noted = [complexity, minutes, day, date, score, bucket].some((value) => value !== null);
  return noted || optional || CROSS_REFERENCE.test(bare) || COUNT.test(bare);
}
