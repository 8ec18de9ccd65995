// The comment under a note's heading: id, tags, flags.
import type { NoteId } from '../schedule/ids.ts';
import type { DeckFault } from './faults.ts';
import { isNoteId, MAX_ID_LENGTH } from './ids.ts';
import { splitOutside } from './split.ts';
import type { Allowance, NoteDraft } from './types.ts';

/** What the comment under a note's heading says. */
export interface NoteComment {
  readonly id: NoteId | null;
  /** Whether the comment has the key `id`, even with an invalid value. */
  readonly hasId: boolean;
  readonly tags: readonly string[];
  readonly reverse: boolean;
  readonly draft: boolean;
  readonly allow: readonly Allowance[];
  readonly faults: readonly CommentFault[];
  /** Offset of the first key within the block. */
  readonly keysAt: number;
  /** Offset after the `-->` within the block. */
  readonly end: number;
}

interface CommentFault {
  readonly rule: string;
  readonly message: string;
  readonly fault: DeckFault;
}

const KEYS = ['id', 'tags', 'reverse', 'draft', 'allow'] as const;
const COMMENT = /^ {0,3}<!--(\s*)([\s\S]*?)-->/;

/**
 * Reads `id: x; tags: a, b; reverse; draft; allow: RULE (reason)` from an HTML block.
 * Entries are separated by `;` or line ends outside brackets.
 * @returns null if the block is not a comment or does not start with a known key: then it is content.
 */
export function readNoteComment(block: string): NoteComment | null {
  const match = COMMENT.exec(block);
  const entries = splitOutside(match?.[2] ?? '', [';', '\n']).map(readEntry);
  const first = entries[0];
  if (!match || !first || !isKey(first.key)) return null;

  const faults: CommentFault[] = [];
  const seen = new Set<string>();
  let id: NoteId | null = null;
  let tags: readonly string[] = [];
  const allow: Allowance[] = [];
  const add = (fault: DeckFault, message: string) => faults.push({ rule: fault.kind, message, fault });

  for (const { key, value } of entries) {
    if (!isKey(key)) {
      const known = KEYS.join(', ');
      add(
        { kind: 'unknown-key', key, known },
        `The comment has the unknown key “${key}”. Known keys are ${known}.`,
      );
      continue;
    }
    if (seen.has(key) && key !== 'allow')
      add({ kind: 'repeated-key', key }, `The comment names “${key}” twice. Keep one.`);
    seen.add(key);
    if (key === 'id') {
      if (value !== null && isNoteId(value)) id = value;
      else
        add(
          { kind: 'malformed-id', id: value ?? '', most: MAX_ID_LENGTH },
          `“${value ?? ''}” is not an id. Use a–z, 0–9 and -, beginning with a letter or digit, at most ${MAX_ID_LENGTH} characters.`,
        );
    } else if (key === 'tags') {
      tags = (value ?? '')
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== '');
    } else if (key === 'allow') {
      for (const text of splitOutside(value ?? '', [','])) {
        const allowance = readAllowance(text);
        if (allowance) allow.push(allowance);
        else
          add(
            { kind: 'malformed-allow', text },
            `“${text}” excuses nothing. Write the rule and the reason: allow: RULE (reason).`,
          );
      }
    } else if (value !== null) {
      add({ kind: 'malformed-flag', key }, `“${key}” takes no value. Write just ${key}.`);
    }
  }
  return {
    id,
    hasId: seen.has('id'),
    tags,
    reverse: seen.has('reverse'),
    draft: seen.has('draft'),
    allow,
    faults,
    keysAt: match[0].indexOf('<!--') + 4 + (match[1] ?? '').length,
    end: match[0].length,
  };
}

/** The comment of a note that Tenax writes. */
export function writeNoteComment(draft: Pick<NoteDraft, 'id' | 'tags' | 'reverse' | 'draft'>): string {
  const entries = [`id: ${draft.id}`];
  if (draft.tags && draft.tags.length > 0) entries.push(`tags: ${draft.tags.join(', ')}`);
  if (draft.reverse) entries.push('reverse');
  if (draft.draft) entries.push('draft');
  return `<!-- ${entries.join('; ')} -->`;
}

/**
 * Whether the text of a comment has an entry `id`, also where it is not its first one, or is not written as it should
 * be: `id = x`. A sentence with “id:” in it is not.
 */
export function mentionsId(text: string): boolean {
  if (!/id/i.test(text)) return false;
  if (/^[-\s>]*["']?id["']?\s*[:=\uff1a]/i.test(text)) return true;
  if (/^\s*id\s+[a-z0-9][a-z0-9-]*\s*$/i.test(text)) return true;
  return splitOutside(text, [';', '\n', ',']).some((entry) =>
    /^[->\s]*["']?id["']?\s*[:=\uff1a]\s*\S+$/i.test(entry),
  );
}

/** The language of `<!-- lang: es -->`, or null where the block is something else or names no language. */
export function readLang(block: string): string | null {
  const lang = /^ {0,3}<!--\s*lang\s*:\s*([A-Za-z0-9-]+)\s*-->\s*$/i.exec(block)?.[1];
  return lang !== undefined && isLanguage(lang) ? lang : null;
}

/** Whether a tag is well-formed (BCP 47). Codes of languages have two or three letters: `spanish` is not. */
function isLanguage(tag: string): boolean {
  try {
    return new Intl.Locale(tag).language.length <= 3;
  } catch {
    return false;
  }
}

function readEntry(text: string): { readonly key: string; readonly value: string | null } {
  const colon = text.indexOf(':');
  // Without a colon the whole entry is the key: `draft this later` is a remark, not the flag.
  if (colon === -1) return { key: text.toLowerCase(), value: null };
  return { key: text.slice(0, colon).trim().toLowerCase(), value: text.slice(colon + 1).trim() };
}

function readAllowance(text: string): Allowance | null {
  const match = /^([\w-]+)\s*\(([\s\S]*)\)$/.exec(text);
  const reason = match?.[2]?.trim();
  return match?.[1] && reason ? { rule: match[1], reason } : null;
}

function isKey(key: string): key is (typeof KEYS)[number] {
  return (KEYS as readonly string[]).includes(key);
}
