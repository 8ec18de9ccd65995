// Style rules about answers.
import { readBlocks } from '../blocks.ts';
import { atHeading, type Finding, type StyledNote } from './note.ts';
import { countWords, keywordsOf } from './words.ts';

const MAX_ANSWER_WORDS = 60;
const MIN_POINTS = 3;
const MAX_POINTS = 12;

/** Code blocks don't count: they are looked at, not recited. The points of an explain note are ticked one by one. */
export function longAnswer({ note, content, body }: StyledNote): string | null {
  const words = content.kind === 'explain' ? 0 : countWords(body);
  const what = note.kind === 'cloze' ? 'text' : 'answer';
  return words > MAX_ANSWER_WORDS
    ? `The ${what} has ${words} words besides code, more than ${MAX_ANSWER_WORDS}.`
    : null;
}

/** A list as an answer holds one fact per point, but gets one grade for all of them. */
export function listAnswer(styled: StyledNote): readonly Finding[] {
  const { path, note, content } = styled;
  if (content.kind !== 'basic') return [];
  return readBlocks(note.body)
    .filter(({ token }) => token.type === 'list')
    .map(({ line }) => ({ path, line: note.bodyLine + line - 1, what: 'The answer is a list.' }));
}

/** The answer's first sentence adds nothing to the prompt, or the prompt adds nothing to it on a reverse card. */
export function answerInPrompt(styled: StyledNote): readonly Finding[] {
  const { note, prompt, body, english } = styled;
  if (note.kind !== 'basic') return [];
  const isChoiceWithReason = english && /\b(?:why|how)\b/i.test(prompt);
  const said = new Set(keywordsOf(prompt));
  const answer = keywordsOf(firstSentence(body));
  const findings: Finding[] = [];
  if (!isChoiceWithReason && answer.length > 0 && answer.every((word) => said.has(word)))
    findings.push(atHeading(styled, 'The prompt already holds the answer.'));
  if (note.reverse && includesWords(keywordsOf(body), keywordsOf(prompt)))
    findings.push(atHeading(styled, 'The reverse card’s prompt already holds its answer.'));
  return findings;
}

function firstSentence(text: string): string {
  return text.split(/[.;!?](?:\s|$)|\n\n/, 1)[0] ?? '';
}

/** Whether the text contains the words in this order, one after the other. */
function includesWords(text: readonly string[], words: readonly string[]): boolean {
  return words.length > 0 && ` ${text.join(' ')} `.includes(` ${words.join(' ')} `);
}

/** Two points are a basic card, and nobody explains more than a dozen in one go. */
export function explainSize({ content }: StyledNote): string | null {
  if (content.kind !== 'explain') return null;
  const { length } = content.points;
  return length < MIN_POINTS || length > MAX_POINTS
    ? `The list has ${length} points, not ${MIN_POINTS} to ${MAX_POINTS}.`
    : null;
}
