import type { PlaceName } from '../../places.ts';
import { counted, numberWords } from '../format.ts';
import { type Insert, rich } from '../rich.ts';

const PLACES: Record<PlaceName, string> = {
  gap: 'Add a gap',
  today: 'Today',
  plan: 'Plan',
  topics: 'Topics',
  cards: 'Cards',
  gaps: 'Gaps',
  statistics: 'Statistics',
  settings: 'Settings',
};

/** The frame around the pages, and the failures that any of them can show. */
export const frame = {
  skip: 'Skip to content',
  home: 'Tenax, today',
  main: 'Main',
  places: PLACES,
  more: 'More',
  lost: 'Page not found',
  noTopic: 'Topic not found',
  wayOn: (today: (text: string) => Insert, topics: (text: string) => Insert) =>
    rich`The address may be mistyped, or the topic may have been renamed. Go to ${today('today’s cards')} or look through ${topics('your topics')}.`,
  serverGone: 'Tenax isn’t answering',
  startIt: (command: Insert, kept: string) =>
    rich`The server seems to have stopped. Start it with ${command} in Tenax’s folder. Your answers are kept ${kept}.`,
  keptCards: (n: number, link: (text: string) => Insert) =>
    rich`${counted(n, { one: 'card is', other: 'cards are' })} kept in this browser: ${link('review them in the meantime')}.`,
  keptInPage: 'while this page stays open',
  keptInBrowser: 'in this browser until they are saved',
  serverGoneShort:
    'Tenax isn’t answering: the server seems to have stopped. What you typed is kept; try again once it runs.',
  unsaved: (n: number) => `${numberWords(n)} not yet saved`,
  unsavedFleeting: (n: number) => `${numberWords(n)} not yet saved, and kept only while this page stays open`,
  tryNow: 'Try now',
  refused: (n: number) => `${numberWords(n)} could not be saved`,
  refusedTitle: 'Could not be saved',
  refusedWhy: (n: number) =>
    `The server refused ${counted(n, { one: 'answer', other: 'answers' })}, and sending again would not help. See why below, then remove what you have dealt with.`,
  settled: 'Nothing left to deal with.',
  remove: 'Remove',
};
