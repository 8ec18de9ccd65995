import type { Gap, GapChange } from '../../../server/http/schemas.ts';
import { counted, numberWords } from '../format.ts';
import { type Part, rich } from '../rich.ts';

const CHANGES: Record<GapChange['status'], string> = {
  open: 'found',
  carded: 'has cards',
  learning: 'being learnt',
  closed: 'closed',
  reopened: 'reopened',
  covered: 'covered in the plan',
  gone: 'left the plan',
};

const STATUSES: Record<Gap['status'], string> = {
  open: 'No card yet',
  carded: 'Cards wait',
  learning: 'Learning',
  closed: 'Closed',
  reopened: 'Reopened',
};

/** The Gaps page. */
export const gaps = {
  title: 'Gaps',
  lead: 'What you can’t explain yet, from finding it to holding it.',
  add: 'Add a gap',
  proposals: 'Perhaps gaps',
  proposalsHint: 'Covered items whose cards you forgot three times within 14 days.',
  forgotten: (n: number) => `${counted(n, { one: 'lapse', other: 'lapses' })}`,
  nameIt: 'How it will read in the plan',
  accept: 'It is a gap',
  dismiss: 'It is not',
  accepted: (text: string) => `${text} is a gap of your plan now.`,
  dismissed: 'Left out. Only new lapses bring it up again.',
  list: 'Gaps of your plans',
  filter: 'Which gaps',
  filters: { waiting: 'Without cards', learning: 'Learning', closed: 'Closed', all: 'All' },
  statuses: STATUSES,
  changes: CHANGES,
  seen: (seen: number, total: string) => `${numberWords(seen)} of ${total} seen`,
  recall: (percent: string) => `recall ${percent}`,
  weakest: (days: string) => `weakest card lasts ${days}`,
  life: 'Its life',
  changed: (what: string, date: string) => `${date}: ${what}`,
  since: (date: string) => `since ${date}`,
  closes:
    'A gap closes when all its cards have been seen, you recall them as well as you wish to, and each lasts at least 21 days. It reopens when you forget one of them.',
  addCards: 'Add cards',
  review: 'Review',
  addTo: (text: string) => `Cards for: ${text}`,
  none: 'No gap here.',
  noneAtAll: 'Your plans name no gap.',
  noneHow: (link: (text: string) => Part) =>
    rich`Whenever you can’t explain something, ${link('add it as a gap')} with a card or two: they come up today. Or list it in the plan below a heading such as “Gaps”.`,
};
