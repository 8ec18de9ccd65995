import { card, cards } from './cards.ts';
import { core } from './core.ts';
import { data } from './data.ts';
import { fields } from './fields.ts';
import { gaps } from './gaps.ts';
import { optimiser } from './optimiser.ts';
import { plan } from './plan.ts';
import { settings } from './settings.ts';
import { statistics } from './statistics.ts';
import { topic } from './topic.ts';
import { topics } from './topics.ts';

/** All words, by the page or the part of one that says them. A new page adds its file here, and in `es/`. */
export const en = {
  ...core,
  card,
  cards,
  data,
  fields,
  gaps,
  optimiser,
  plan,
  settings,
  statistics,
  topic,
  topics,
};

/** What every language has: a word that is missing or one too many is an error of types. */
export type Catalogue = typeof en;
