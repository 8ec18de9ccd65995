import { counted, numberWords, plural, workWords } from '../format.ts';
import { type Insert, rich } from '../rich.ts';

export const today = {
  title: 'Today',
  dueToday: 'Due today',
  toGo: (n: number, shown: Insert) => rich`${shown} ${plural(n, { one: 'card', other: 'cards' })} to go`,
  start: 'Start',
  takes: (minutes: number) => `about ${workWords(minutes)}`,
  only: (minutes: number) => `Only ${counted(minutes, { one: 'minute', other: 'minutes' })}`,
  shorter: 'A shorter session',
  streak: 'Streak',
  streakDays: (n: number) => counted(n, { one: 'day', other: 'days' }),
  streakNone: 'starts today',
  streakOpen: 'one answer keeps it',
  streakLongest: (days: string) => `longest ${days}`,
  gapsWaiting: 'Gaps waiting',
  gapsNone: 'none',
  proposals: (n: number) => counted(n, { one: 'proposal', other: 'proposals' }),
  drafts: (n: number) => counted(n, { one: 'draft', other: 'drafts' }),
  withoutCards: (n: number) => `${numberWords(n)} without cards`,
  milestone: 'Next milestone',
  milestoneNone: 'none in the plan',
  milestoneDay: (day: string) => `day ${day}`,
  moved: 'What changed yesterday',
  movedFrom: (from: string, to: string) => `from ${from} to ${to}`,
  backlogClears: (days: number) =>
    `At your daily limits, the backlog clears in ${counted(days, { one: 'day', other: 'days' })}.`,
  backlogGrows:
    'At your daily limits, the backlog won’t clear within a year: raise “Reviews a day” in Settings.',
  byTopic: 'By topic',
  together: ', together ',
  kinds: {
    new: (n: number) => `${numberWords(n)} new`,
    learning: (n: number) => `${numberWords(n)} learning`,
    review: (n: number) => `${numberWords(n)} review`,
  },
  allDone: 'All done for today',
  nextDue: (when: Insert) => rich`The next card is due ${when}.`,
  noneLater: 'No cards are scheduled for a later day yet.',
  seeTopics: 'See your topics',
  ahead: 'Study ahead',
  gapHint: (link: (text: string) => Insert) =>
    rich`Noticed something you can’t explain? ${link('Add it as a gap')}.`,
};
