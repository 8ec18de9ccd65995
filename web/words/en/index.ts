import { card, cards } from './cards.ts';
import { common } from './common.ts';
import { data } from './data.ts';
import { fields } from './fields.ts';
import { first } from './first.ts';
import { frame } from './frame.ts';
import { gap } from './gap.ts';
import { gaps } from './gaps.ts';
import { keys } from './keys.ts';
import { note } from './note.ts';
import { optimiser } from './optimiser.ts';
import { plan } from './plan.ts';
import { review } from './review.ts';
import { settings } from './settings.ts';
import { statistics } from './statistics.ts';
import { today } from './today.ts';
import { topic } from './topic.ts';
import { topics } from './topics.ts';

/** All words, by the page or the part of one that says them. A new page adds its file here, and in `es/`. */
export const en = {
  card,
  cards,
  common,
  data,
  fields,
  first,
  frame,
  gap,
  gaps,
  keys,
  note,
  optimiser,
  plan,
  review,
  settings,
  statistics,
  today,
  topic,
  topics,
};

/** What every language has: a word that is missing or one too many is an error of types. */
export type Catalogue = typeof en;
