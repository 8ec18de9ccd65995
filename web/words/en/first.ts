import { type Part, rich } from '../rich.ts';

/** The first steps, shown while there is no plan, no topic or no card. */
export const first = {
  noPlan: 'Start with a plan',
  noPlanHow: (path: Part) =>
    rich`Tenax reads the learning plan that you keep as Markdown. Put yours at ${path}; headings are topics, bullets are what you covered and what you miss. It may look like this:`,
  noPlanThen: 'It shows up here by itself as soon as the file is saved.',
  examplePlan: `# My learning plan

## Deep dives

### Pod networking

**Topics covered:**
- How a Pod gets its address

**Gaps:**
- IPv6 mode
`,
  noTopics: 'No topic was found in your plan',
  noTopicsHow: (path: Part) =>
    rich`Tenax looks in ${path} for headings, each with lists of what you covered and what you miss, or for a roadmap. It may look like this:`,
  noTopicsWhy: (link: (text: string) => Part) =>
    rich`The lines that were not understood stand at the end of ${link('the plan’s page')}.`,
  noCards: 'Your plan has no cards yet',
  noCardsHow: (link: (text: string) => Part, file: Part) =>
    rich`The quickest way is to ${link('add a gap')} with a card or two. Or write a deck by hand, a Markdown file beside ${file}: each heading of level 3 asks, the text below it answers.`,
  exampleDeck: `# Pod networking

## Covered: How a Pod gets its address

### Where does a Pod's IP come from?

From the node's subnet.
`,
  noCardsDerive: (command: Part) =>
    rich`Or run ${command}: it writes a first card, or a draft of one, for every item of your plan.`,
};
