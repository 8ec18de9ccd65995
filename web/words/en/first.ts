import { type Insert, rich } from '../rich.ts';

/** The first steps, shown while there is no plan, no topic or no card. */
export const first = {
  noPlan: 'Start with a plan',
  noPlanHow: (path: Insert) =>
    rich`Tenax reads a learning plan written in Markdown. Save yours as ${path}: headings are topics, bullets are what you have covered and what is missing. For example:`,
  noPlanThen: 'It appears here as soon as you save the file.',
  examplePlan: `# My learning plan

## Deep dives

### Pod networking

**Topics covered:**
- How a Pod gets its address

**Gaps:**
- IPv6 mode
`,
  noTopics: 'No topics found in your plan',
  noTopicsHow: (path: Insert) =>
    rich`Tenax looks in ${path} for headings with lists of what you have covered and what is missing, or for a roadmap. For example:`,
  noTopicsWhy: (link: (text: string) => Insert) =>
    rich`The lines that Tenax did not understand are at the end of ${link('the plan’s page')}.`,
  noCards: 'Your plan has no cards yet',
  noCardsHow: (link: (text: string) => Insert, file: Insert) =>
    rich`The quickest way is to ${link('add a gap')} with a card or two. Or write a deck yourself, a Markdown file beside ${file}: each level-3 heading is a prompt, and the text below it is the answer.`,
  exampleDeck: `# Pod networking

## Covered: How a Pod gets its address

### Where does a Pod's IP come from?

From the node's subnet.
`,
  noCardsDerive: (command: Insert) =>
    rich`Or run ${command}: it writes a first card, or a draft of one, for every item of your plan.`,
};
