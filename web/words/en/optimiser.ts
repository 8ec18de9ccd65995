import { counted, numberWords } from '../format.ts';

/** Training weights, and the sets that were in use. */
export const optimiser = {
  lead: 'Learns from your reviews how your memory fades, so that intervals fit you. The new weights come into use at once, with all due times, if they predict your later reviews better than those in use; going back is one press.',
  reviews: (n: number) => `Your log holds ${counted(n, { one: 'review', other: 'reviews' })}.`,
  least: (n: number) => `It takes ${numberWords(n)} at least, and gets better with a thousand and more.`,
  of: 'Whose weights',
  allPlans: 'All plans',
  force: 'Use the new weights even if they predict no better',
  start: 'Optimise',
  cancel: 'Cancel',
  cancelling: 'Cancelling…',
  reading: 'Reading your reviews…',
  training: (percent: string) => `Training: ${percent}`,
  progress: 'Training',
  cancelled: 'Cancelled. The weights are as they were.',
  failed: 'The training failed.',
  tooFew: {
    reviews: (n: number, least: number) =>
      `${counted(n, { one: 'review', other: 'reviews' })} of the ${numberWords(least)} that training takes. Go on studying for a while.`,
    'later-reviews': (n: number, _least: number) =>
      `Only ${counted(n, { one: 'review', other: 'reviews' })} a day or more after the one before: too few to learn from. Go on studying for a while.`,
  },
  adopted: 'The new weights predict better and are in use.',
  forced: 'The new weights predict no better, and are in use as you asked.',
  kept: 'The weights in use predict as well or better, so they stay.',
  before: 'In use before',
  after: 'Trained',
  figure: 'Measure',
  logLoss: 'Log loss',
  rmse: 'RMSE',
  rests: (n: number) =>
    `On ${counted(n, { one: 'review', other: 'reviews' })}, each predicted only from those before it. Lower is better.`,
  comparison: 'How well both predict',
  lost: 'Tenax isn’t answering, so how far it is can’t be seen. Trying again…',
  sets: 'Sets of weights',
  setsOf: (plan: string) => `Sets of weights of ${plan}`,
  setsHint: 'Every set that was ever in use, the latest first.',
  since: (date: string) => `since ${date}`,
  fromStart: 'from the start',
  inUse: 'in use',
  use: 'Use again',
  useOf: (set: string) => `Use again: ${set}`,
  sources: {
    default: 'The default',
    optimised: 'Trained on your reviews',
    'optimised, though no better': 'Trained, though no better',
    settings: 'Typed in the settings',
    'chosen again': 'Chosen again',
  } as Readonly<Record<string, string>>,
  trainedOn: (n: number, logLoss: string) =>
    `${counted(n, { one: 'review', other: 'reviews' })}, log loss ${logLoss}`,
  usedAgain: 'These weights are in use again.',
};
