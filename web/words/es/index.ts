import type { Catalogue } from '../en/index.ts';
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

export const es: Catalogue = {
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
