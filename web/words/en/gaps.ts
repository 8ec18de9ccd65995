import type { Gap, GapChange } from '../../../server/http/schemas.ts';
import { counted, numberWords } from '../format.ts';
import { type Insert, rich } from '../rich.ts';

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
  open: 'No cards yet',
  carded: 'Cards ready',
  learning: 'Learning',
  closed: 'Closed',
  reopened: 'Reopened',
};

/** The Gaps page. */
export const gaps = {
  title: 'Gaps',
  lead: 'What you can’t explain yet, from finding it to knowing it.',
  add: 'Add a gap',
  proposals: 'Possible gaps',
  proposalsHint: 'Covered items whose cards you forgot three times within 14 days.',
  forgotten: (n: number) => `${counted(n, { one: 'lapse', other: 'lapses' })}`,
  nameIt: 'Wording in the plan',
  accept: 'It’s a gap',
  dismiss: 'It’s not',
  accepted: (text: string) => `${text} is now a gap of your plan.`,
  dismissed: 'Dismissed. Only new lapses bring it up again.',
  list: 'Gaps in your plans',
  filter: 'Show',
  filters: { waiting: 'Without cards', learning: 'Learning', closed: 'Closed', all: 'All' },
  statuses: STATUSES,
  changes: CHANGES,
  seen: (seen: number, total: string) => `${numberWords(seen)} of ${total} seen`,
  recall: (percent: string) => `recall ${percent}`,
  weakest: (days: string) => `weakest card lasts ${days}`,
  life: 'History',
  changed: (what: string, date: string) => `${date}: ${what}`,
  since: (date: string) => `since ${date}`,
  closes:
    'A gap closes when you have seen all its cards, recall them at your desired retention, and each lasts at least 21 days. It reopens when you forget one of them.',
  addCards: 'Add cards',
  review: 'Review',
  addTo: (text: string) => `Cards for: ${text}`,
  none: 'No gaps here.',
  noneAtAll: 'Your plans have no gaps yet.',
  noneHow: (link: (text: string) => Insert) =>
    rich`Whenever you can’t explain something, ${link('add it as a gap')} with a card or two: they come up today. Or list it in the plan under a heading such as “Gaps”.`,
};
