// Makes a library to measure with.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '../test/support/random.ts';
import { title, word, words } from './prose.ts';

export const PLAN = 'bench';

const CARDS_AT_ONCE = 10;
const ITEMS = 10;
/** The number of cards of a topic is a multiple of this. */
export const CARDS_A_TOPIC = CARDS_AT_ONCE * ITEMS;
const GAPS = 3;
const ITEMS_WITHOUT_CARDS = 2;

interface MadeTopic {
  readonly name: string;
  readonly title: string;
  readonly items: readonly MadeItem[];
}

interface MadeItem {
  readonly kind: 'Covered' | 'Gap';
  readonly text: string;
}

/** How large a library is. */
export interface LibrarySize {
  readonly topics: number;
  /** A multiple of a hundred. */
  readonly cardsPerTopic: number;
}

/**
 * Writes a decks folder with one plan: topics of equal size, their cards spread evenly over ten items, and two items without
 * cards. Always the same for the same size.
 *
 * @param plan its folder; the ids of the cards of another plan than the usual one begin with its name
 */
export async function writeLibrary(root: string, size: LibrarySize, plan = PLAN): Promise<void> {
  const random = new Random(1);
  const taken = new Set<string>();
  const topics = Array.from({ length: size.topics }, () => makeTopic(random, taken));
  const folder = join(root, plan);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'plan.md'), planText(topics));
  const tens = size.cardsPerTopic / CARDS_A_TOPIC;
  for (const topic of topics)
    await writeFile(
      join(folder, `${topic.name}.md`),
      deckText(topic, tens, random, plan === PLAN ? '' : `${plan}-`),
    );
}

function makeTopic(random: Random, taken: Set<string>): MadeTopic {
  const made = title(random, taken);
  const items = Array.from(
    { length: ITEMS + ITEMS_WITHOUT_CARDS },
    (_, index): MadeItem => ({
      kind: index < GAPS ? 'Gap' : 'Covered',
      text: `${title(random, taken)}: ${words(random, 5).toLowerCase()}`,
    }),
  );
  return { title: made, name: made.toLowerCase().replace(' ', '-'), items };
}

function planText(topics: readonly MadeTopic[]): string {
  return `# A plan to measure with\n\n## Completed deep dives\n\n${topics.map(planSection).join('\n')}`;
}

function planSection({ title, items }: MadeTopic): string {
  const bullets = (kind: MadeItem['kind']) =>
    items.flatMap((item) => (item.kind === kind ? [`- ${item.text}\n`] : [])).join('');
  return `### ${title}\n\n**Topics covered:**\n\n${bullets('Covered')}\n**Gaps:**\n\n${bullets('Gap')}`;
}

function deckText(topic: MadeTopic, tens: number, random: Random, before: string): string {
  const sections = topic.items.slice(0, ITEMS).map(({ kind, text }, index) => {
    const cards = Array.from({ length: tens }, (_, ten) =>
      tenCards(`${before}${topic.name}-${index}${ten === 0 ? '' : `-${ten}`}`, random),
    );
    return `## ${kind}: ${text}\n\n${cards.join('\n')}`;
  });
  return `# ${topic.title}\n\n${sections.join('\n')}`;
}

/** Eight notes that yield ten cards of every kind. */
function tenCards(id: string, random: Random): string {
  const says = (count: number) => words(random, count);
  const question = () => `${says(12)}?`;
  const point = () => `- [ ] ${says(8)}`;
  const notes = [
    ...Array.from({ length: 4 }, () => ({ prompt: question(), body: `${says(24)}.`, more: '' })),
    { prompt: question(), body: `${says(10)}:\n\n\`\`\`sh\n${code(random)}\n\`\`\``, more: '' },
    { prompt: `Explain: ${says(6)}`, body: [point(), point(), point(), point()].join('\n'), more: '' },
    { prompt: says(3), body: `${says(8)}.`, more: '; reverse' },
    {
      prompt: says(4),
      body: `${says(6)} {{c1::${says(2)}}} ${says(5)} {{c2::${says(3)}::${says(1)}}}.`,
      more: '',
    },
  ];
  return notes
    .map(({ prompt, body, more }, index) => `### ${prompt}\n<!-- id: ${id}-${index}${more} -->\n\n${body}\n`)
    .join('\n');
}

function code(random: Random): string {
  return Array.from(
    { length: 3 },
    () => `${word(random)} --${word(random)}=${word(random)} # ${word(random)}`,
  ).join('\n');
}
