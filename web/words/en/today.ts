import { numberWords, plural } from '../format.ts';
import { type Part, rich } from '../rich.ts';

export const today = {
  title: 'Today',
  dueToday: 'Due today',
  toGo: (n: number, shown: Part) => rich`${shown} ${plural(n, { one: 'card', other: 'cards' })} to go`,
  start: 'Start',
  byTopic: 'By topic',
  together: ', together ',
  kinds: {
    new: (n: number) => `${numberWords(n)} new`,
    learning: (n: number) => `${numberWords(n)} learning`,
    review: (n: number) => `${numberWords(n)} review`,
  },
  allDone: 'All done for today',
  nextDue: (when: Part) => rich`The next card falls due ${when}.`,
  noneLater: 'No card waits for a later day yet.',
  seeTopics: 'See what you hold',
  gapHint: (link: (text: string) => Part) =>
    rich`Noticed something you can’t explain? ${link('Add it as a gap')}.`,
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
  noCards: 'Your plan has no cards yet',
  noCardsHow: (link: (text: string) => Part, file: Part) =>
    rich`The quickest way is to ${link('add a gap')} with a card or two. Or write a deck by hand, a Markdown file beside ${file}: each heading of level 3 asks, the text below it answers.`,
  exampleDeck: `# Pod networking

## Covered: How a Pod gets its address

### Where does a Pod's IP come from?

From the node's subnet.
`,
};
