// Recognises different spellings of one topic's title.
import { foldSpace, withoutEmoji, withoutEmphasis, withoutNumbering } from './text.ts';

/** A title taken apart: what it is about, and what narrows it down. */
export interface Subject {
  /** Words of the subject, singular, without endings that only say how deep it is treated. */
  readonly base: string;
  /** A dropped ending ("fundamentals") or a bracket ("istio linkerd"): '' where the title has none. */
  readonly qualifier: string;
}

const MAX_TITLE = 200;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}+#'’]*/gu;
const CROSS_REFERENCE =
  /(?:^|\s)(?:above|below|see|elsewhere|earlier|later|again|also|continued|optional)(?:\s|$)/;

/** Endings that leave the subject what it is: "Operators Pattern" are Operators, "Pod Security Standards" Pod Security. */
const ENDINGS: ReadonlySet<string> = new Set([
  'pattern',
  'standard',
  'standards',
  'basics',
  'fundamentals',
  'essentials',
  'overview',
  'introduction',
  'intro',
  'concepts',
  'deep dive',
]);

/** Whether two titles are spellings of one subject. */
export function sameSubject(a: string, b: string): boolean {
  const [one, other] = [subjectOf(a), subjectOf(b)];
  const narrowed = one.qualifier !== '' && other.qualifier !== '';
  return one.base === other.base && (!narrowed || one.qualifier === other.qualifier);
}

/** The key that all spellings of one subject share; two subjects that differ only in brackets may share it too. */
export function subjectKey(title: string): string {
  return subjectOf(title).base;
}

/**
 * A title's subject. Compared without case, plural, numbering and emoji; a bracket or ending that abbreviates the
 * title ("(CRDs)", "- HPA") or points elsewhere ("(mentioned above)") is dropped; of conjuncts ("Ingress and Ingress
 * Controllers") one whose words another holds adds nothing.
 */
export function subjectOf(title: string): Subject {
  const plain = withoutNumbering(
    foldSpace(withoutEmoji(withoutEmphasis(title.slice(0, MAX_TITLE).normalize('NFKC')))),
  );
  const [unbracketed, brackets] = takeBrackets(plain);
  const main = withoutAbbreviation(unbracketed);
  const [kept, ending] = takeEnding(main.toLowerCase());
  const base = conjunctsOf(kept).join(' & ') || plain.toLowerCase();
  const narrowing = brackets.filter(
    (text) => !abbreviates(text, main) && !CROSS_REFERENCE.test(text.toLowerCase()),
  );
  return {
    base,
    qualifier: [ending, ...narrowing.map((text) => wordsOf(text).join(' '))].filter(Boolean).join(' '),
  };
}

function takeBrackets(title: string): [string, string[]] {
  const brackets: string[] = [];
  const rest = title.replace(/\(([^()]*)\)/g, (_, inner: string) => {
    brackets.push(inner);
    return ' ';
  });
  return [foldSpace(rest), brackets];
}

/** "Horizontal Pod Autoscaling - HPA" without the dash and what it abbreviates. */
function withoutAbbreviation(title: string): string {
  const dash = Math.max(title.lastIndexOf(' - '), title.lastIndexOf(' – '), title.lastIndexOf(' — '));
  if (dash <= 0) return title;
  const [before, after] = [title.slice(0, dash), title.slice(dash + 3)];
  if (abbreviates(after, before)) return before;
  return abbreviates(before, after) ? after : title;
}

/** Whether a short text is made of the first letters of a title, plural or not: CRDs, HPA, RBAC. */
function abbreviates(short: string, title: string): boolean {
  const letters = short.trim().replace(/s$/, '');
  if (!/^[\p{Lu}\p{N}][\p{L}\p{N}]{1,7}$/u.test(letters)) return false;
  const words = title.match(/\p{Lu}?[\p{Ll}\p{N}]+|\p{Lu}+/gu) ?? [];
  let at = 0;
  for (const word of words) {
    if (word[0]?.toLowerCase() === letters[at]?.toLowerCase()) at++;
  }
  return at >= letters.length;
}

function takeEnding(title: string): [string, string] {
  const words = title.split(' ');
  for (const count of [2, 1]) {
    const ending = words.slice(-count).join(' ');
    if (words.length > count && ENDINGS.has(ending)) return [words.slice(0, -count).join(' '), ending];
  }
  return [title, ''];
}

function conjunctsOf(title: string): string[] {
  const conjuncts = title.split(/\s(?:and|&|\+)\s|\s?\/\s?|,\s/).map(wordsOf);
  const holding = conjuncts.filter(
    (words, at) =>
      words.length > 0 &&
      !conjuncts.some(
        (others, other) =>
          other !== at &&
          words.every((word) => others.includes(word)) &&
          (others.length > words.length || other < at),
      ),
  );
  return holding.map((words) => words.join(' '));
}

function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(WORD) ?? [];
  return words.filter((word) => word !== 'the' && word !== 'a' && word !== 'an').map(singular);
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 3 && /(?:ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && /[^su]s$/.test(word) && !word.endsWith('is') ? word.slice(0, -1) : word;
}
