import { card, cards } from './cards.ts';
import { gaps } from './gaps.ts';
import { plan } from './plan.ts';
import { topic } from './topic.ts';
import { topics } from './topics.ts';

/** The words of the pages that are visited all the time. */
export const pages = { card, cards, gaps, plan, topic, topics };
