// Style rules about prompts.
import type { StyledNote } from './note.ts';
import { countWords } from './words.ts';

const MAX_PROMPT_CHARACTERS = 140;
const MIN_PROMPT_WORDS = 3;

/** A question that a reader has to read twice asks for two things, or starts with a story. */
export function longPrompt({ prompt }: StyledNote): string | null {
  const length = [...prompt].length;
  return length > MAX_PROMPT_CHARACTERS
    ? `The prompt has ${length} characters, more than ${MAX_PROMPT_CHARACTERS}.`
    : null;
}

/** Cards are shown mixed, far from their heading and their neighbours. */
export function barePrompt({ note, prompt, english }: StyledNote): string | null {
  // The heading of a cloze or explain note is a label; that of a reverse one is an answer, too.
  if (note.kind !== 'basic' || note.reverse) return null;
  if (countWords(prompt) < MIN_PROMPT_WORDS)
    return `The prompt “${prompt}” is too short to be understood alone.`;
  const pronoun = english
    ? /^(?:what|why|how|when|where) (?:do|does|did|can) (it|they)\b(?! (?:take|mean|matter|help)\b)/i.exec(
        prompt,
      )
    : null;
  return pronoun ? `The prompt says “${pronoun[1]}” without saying what it refers to.` : null;
}

const AUXILIARY =
  "(?:(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may|might)(?:n't|n’t)?|cannot|shall)";
const CLOSED = new RegExp(`^(?:and |or |but |so |then )?${AUXILIARY}\\b`, 'i');
const OPEN = new RegExp(
  `^(?:and |or |but |so |then )?(?:\\w+ )?(?:what|which|who|whom|whose|why|how|(?:when|where) ${AUXILIARY})\\b`,
  'i',
);

/** Half of all guesses would be right. A further question (“and why?”) makes it a question after all. */
export function yesNoPrompt({ note, prompt, body, english }: StyledNote): string | null {
  if (note.kind !== 'basic' || !english) return null;
  const clauses = prompt.split(/[.?!,;:–—] ?| - | (?=and )/).map((clause) => clause.trim());
  if (clauses.some((clause) => OPEN.test(clause))) return null;
  const isClosed =
    prompt.endsWith('?') && (clauses.some((clause) => CLOSED.test(clause)) || /^(?:yes|no)\b/i.test(body));
  return isClosed || /^true or false\b/i.test(prompt) ? 'The prompt can be answered by a guess.' : null;
}

const WHOLE_LIST = /^(?:list|enumerate|name (?:all|every|each))\b/i;
const MANY =
  /(?:^|[.,;:] )(?:what are|which are|name|which) (?:the |all )*(?:four|five|six|seven|eight|nine|ten|[4-9]|1\d) /i;

/** A list is graded as a whole: one point forgotten, and all others are asked again with it. */
export function listPrompt({ note, prompt, english }: StyledNote): string | null {
  const asks = note.kind === 'basic' && english && (WHOLE_LIST.test(prompt) || MANY.test(prompt));
  return asks ? 'The prompt asks for a whole list at once.' : null;
}
