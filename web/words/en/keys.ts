import type { OwnAction, Where } from '../../keys/table.ts';

const ACTIONS: Record<OwnAction, string> = {
  start: 'Start the review',
  'go-on': 'Show the answer; then take the suggested grade',
  again: 'Grade it: again',
  hard: 'Grade it: hard',
  good: 'Grade it: good',
  easy: 'Grade it: easy',
  undo: 'Take back the last answer, and the one before, and so on',
  edit: 'Edit this card’s note',
  gap: 'A gap found here: add it to the plan',
  bury: 'Put the card aside until tomorrow',
  suspend: 'Suspend the card',
  help: 'Show these keys',
};

const PLACES: Record<Where, string> = {
  everywhere: 'Everywhere',
  pages: 'Going to a page',
  today: 'Today',
  review: 'Review',
};

/** The keys and what they do. */
export const keys = {
  title: 'Keys',
  space: 'Space',
  enter: 'Enter',
  ctrl: 'Ctrl',
  places: PLACES,
  actions: ACTIONS,
  goTo: (place: string) => `Go to: ${place}`,
  singlesOff: 'Keys of a single letter, digit or sign are switched off in the settings.',
  singles: 'Keys of a single letter, digit or sign',
  singlesHint:
    'Switch them off if you speak to your computer, or press keys unmeant. Space, Enter and Ctrl keep working.',
  change: 'Change',
  changeOf: (action: string) => `Change the key: ${action}`,
  reset: 'Reset',
  resetOf: (action: string) => `Reset the key: ${action}`,
  resetAll: 'Reset all keys',
  press: 'Press a key… Escape cancels',
  taken: (key: string, action: string) => `${key} is taken already: ${action}. Choose another key.`,
  unusable: 'That key belongs to the browser. Choose a letter, digit or sign, Space or Enter.',
  changed: (key: string, action: string) => `${key} is the key now: ${action}`,
  none: 'off',
};
