import type { shortages as en } from '../en/shortages.ts';
import { counted, numberWords } from '../format.ts';

const reviews = (n: number) => counted(n, { one: 'repaso', many: 'de repasos', other: 'repasos' });

export const shortages: typeof en = {
  reviews: (n, least) =>
    `${reviews(n)} de los ${numberWords(least)} que hacen falta para entrenar. Sigue estudiando un tiempo.`,
  'later-reviews': (n) =>
    `Solo ${reviews(n)} un día o más después del anterior: muy pocos para aprender de ellos. Sigue estudiando un tiempo.`,
};
