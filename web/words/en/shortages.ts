import { counted, numberWords } from '../format.ts';

/** Why there are too few reviews to train weights. */
export const shortages = {
  reviews: (n: number, least: number) =>
    `You have ${numberWords(n)} of the ${counted(least, { one: 'review', other: 'reviews' })} that training needs. Keep studying for a while.`,
  'later-reviews': (n: number, _least: number) =>
    `Only ${counted(n, { one: 'review', other: 'reviews' })} came a day or more after the one before: too few to learn from. Keep studying for a while.`,
};
