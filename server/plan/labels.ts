// Labels at the start of a line.
import { foldSpace, withoutEmphasis } from './text.ts';

/** `**Label:** value`, `Label: value`, `**Label**`. */
export interface Label {
  readonly label: string;
  /** What stands behind the label on its line; empty where nothing does. */
  readonly value: string;
  readonly bold: boolean;
}

const MAX_LABEL = 100;
const BOLD = ['**', '__'] as const;

/** Reads a line or bullet as a label, with or without a value behind it; null where it is neither bold nor has a colon. */
export function labelOf(text: string): Label | null {
  for (const mark of BOLD) {
    if (!text.startsWith(mark)) continue;
    const end = text.indexOf(mark, 2);
    return end > 2 && end <= MAX_LABEL * 2
      ? boldLabel(text.slice(2, end).trim(), text.slice(end + 2).trim())
      : null;
  }
  return plainLabel(text);
}

function boldLabel(inner: string, rest: string): Label | null {
  const colon = colonIn(inner);
  if (colon >= 0) {
    const value = `${inner.slice(colon + 1).trim()} ${rest}`.trim();
    return { label: foldSpace(inner.slice(0, colon)), value, bold: true };
  }
  if (rest === '' || isAside(rest)) return { label: foldSpace(`${inner} ${rest}`), value: '', bold: true };
  const behindBracket = rest[0] === '(' ? rest.indexOf(')') + 1 : 0;
  const separator = rest.slice(behindBracket).trimStart();
  if (!/^[:=–—-](?:\s|$)/.test(separator)) return null;
  const label = foldSpace(`${inner} ${rest.slice(0, behindBracket)}`);
  return { label, value: separator.slice(1).trim(), bold: true };
}

/** A bracket or emoji, with a colon or without, that only adds to the label. */
function isAside(rest: string): boolean {
  return rest === ':' || /^(?:\([^()]*\):?|[^\p{L}\p{N}:=–—-]*)$/u.test(rest);
}

function plainLabel(text: string): Label | null {
  const colon = colonIn(text);
  if (colon <= 0 || colon > MAX_LABEL) return null;
  const label = foldSpace(withoutEmphasis(text.slice(0, colon)));
  const sentence = /[.!?;]\s/.test(label);
  return label === '' || sentence ? null : { label, value: text.slice(colon + 1).trim(), bold: false };
}

/** The first colon that ends a label: not one inside a time, a URL or `a::b`. */
function colonIn(text: string): number {
  for (let at = text.indexOf(':'); at >= 0 && at <= MAX_LABEL * 2; at = text.indexOf(':', at + 1)) {
    const next = text[at + 1];
    if (next === undefined || next === ' ' || next === '*' || next === '_') return at;
  }
  return -1;
}
