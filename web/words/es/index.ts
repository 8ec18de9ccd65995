import type { Catalogue } from '../en/index.ts';
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

export const es: Catalogue = {
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
