import { numberWords } from '../format.ts';

export const topics = {
  title: 'Topics',
  lead: 'Retention is the share of a topic that you would get right if you were asked all of it now. The bar shows its likely range.',
  order: 'Order',
  orders: { plan: 'Plan order', weakest: 'Weakest first', strongest: 'Strongest first' },
  withoutCards: 'No cards yet',
  due: (n: number) => `${numberWords(n)} due`,
  seen: (seen: number, cards: string) => `${numberWords(seen)} of ${cards} seen`,
  coverage: (percent: string) => `coverage ${percent}`,
  recall: (percent: string) => `recall ${percent}`,
};
