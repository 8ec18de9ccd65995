import { numberWords } from '../format.ts';
import { type Insert, rich } from '../rich.ts';

/** The form that adds a gap. */
export const gap = {
  title: 'Add a gap',
  lead: 'Noticed something you can’t explain? Name it while it is fresh. New cards come up today.',
  reviewNow: 'Review this topic now',
  another: 'Add another',
  chooseTopic: 'Choose a topic…',
  what: 'What don’t you know yet?',
  whatHint: 'One line, as it will appear in your plan’s list of gaps.',
  anotherCard: '+ Another card',
  add: 'Add to the plan',
  card: (n: number) => `Card ${numberWords(n)}`,
  removeCard: (n: number) => `Remove card ${numberWords(n)}`,
  previewOf: (n: number) => `Preview of card ${numberWords(n)}`,
  prompt: 'Prompt',
  answer: 'Answer',
  answerHint: (cloze: Insert) =>
    rich`Markdown; ${cloze} makes a blank. If you leave it empty, the card is a draft.`,
  noPrompt: 'One card has an answer but no prompt. Write what it asks.',
  known: (gap: Insert, topic: Insert) => rich`${gap} is already a gap of ${topic}.`,
  written: (gap: Insert, topic: Insert, file: Insert, line: number) =>
    rich`${gap} is now a gap of ${topic}: ${file}, line ${line}.`,
  noCards: 'No cards were added.',
  wentInto: (cards: string, file: Insert, ids: Insert) => rich`Added ${cards} to ${file}: ${ids}`,
};
