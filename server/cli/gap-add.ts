import { type Flag, type Line, UsageError } from '../flags.ts';
import type { GapBody, GapResult } from '../http/gaps/schema.ts';
import { asTopicId } from '../schedule/ids.ts';
import { ANSWER, bodyOf, PROMPT, required } from './body.ts';
import { withClient } from './client.ts';
import { asJson, CLIENT_FLAGS, type Command, JSON_OUTPUT, TOPIC } from './command.ts';

/** Cards for a gap: each prompt with its answer. */
export const CARD_FLAGS: readonly Flag[] = [
  { ...PROMPT, repeats: true, meaning: `${PROMPT.meaning}; repeat it with --answer for further cards` },
  { ...ANSWER, repeats: true },
];

const FLAGS = [TOPIC, ...CARD_FLAGS, JSON_OUTPUT];

export const gapAdd: Command = {
  name: 'gap add',
  words: '"TEXT" | -',
  maxWords: 1,
  summary: 'write a gap into the plan, with cards for it; - reads {topicId, text, cards} from stdin',
  flags: [...FLAGS, ...CLIENT_FLAGS],
  async run(line, surroundings) {
    const sent = await bodyOf(line, surroundings, FLAGS, () => gapOf(line));
    return withClient(line, surroundings, async (client) => {
      const { created, body } = await client.post<GapResult>('/api/gaps', sent);
      if (line.has('json')) surroundings.out(asJson(body));
      else for (const text of gapInWords(body, created)) surroundings.out(text);
      return 0;
    });
  },
};

function gapOf(line: Line): GapBody {
  const topicId = asTopicId(required(line, TOPIC));
  const text = line.words[0];
  if (text === undefined) throw new UsageError(`The gap's text is missing: tenax gap add ${gapAdd.words}`);
  const cards = cardsFrom(line);
  return { topicId, text, ...(cards.length > 0 && { cards }) };
}

/** @throws UsageError if a prompt has no answer. */
export function cardsFrom(line: Line): NonNullable<GapBody['cards']> {
  const prompts = line.values('prompt');
  const answers = line.values('answer');
  if (prompts.length !== answers.length) {
    throw new UsageError(
      `Every --prompt needs an --answer: there are ${prompts.length} prompts and ${answers.length} answers.`,
    );
  }
  return prompts.map((prompt, index) => ({ prompt, answer: answers[index] ?? '' }));
}

/** The result as lines of text. */
export function gapInWords({ gap, addedCards, planLine }: GapResult, created: boolean): readonly string[] {
  const where = planLine === null ? '' : ` (line ${planLine} of plan.md)`;
  const verb = created ? 'Added to' : 'Known in';
  return [`${verb} ${gap.topic.id}: ${gap.text}${where}`, ...addedCards.map((cardId) => `  card ${cardId}`)];
}
