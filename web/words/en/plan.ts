import { counted, numberWords, plural } from '../format.ts';
import { type Insert, rich } from '../rich.ts';

const minutes = (n: number) => counted(n, { one: 'minute', other: 'minutes' });
const topics = (n: number) => counted(n, { one: 'topic', other: 'topics' });

export const plan = {
  title: 'Plan',
  plans: 'Plans',
  lead: (done: number, all: number) => `${numberWords(done)} of ${topics(all)} begun.`,
  progress: 'Progress',
  report: 'How it stands, as Markdown',
  roadmap: 'Roadmap',
  noRoadmap: 'This plan has no roadmap.',
  noRoadmapHow: (example: Insert) =>
    rich`A roadmap is a numbered list of topics, such as ${example}, below a heading that says so. Tenax then asks new cards along it.`,
  roadmapExample: '1. Pod Networking (complexity 9)',
  noPhase: 'Without a phase',
  optional: 'optional',
  complexity: (n: number) => `complexity ${numberWords(n)}`,
  takes: (from: number, to: number) => (from === to ? minutes(from) : `${numberWords(from)}–${minutes(to)}`),
  day: (day: string) => `day ${day}`,
  notATopic: 'no topic of the plan',
  left: (n: number) => `${topics(n)} to go`,
  allDone: 'done',
  milestones: 'Milestones',
  noMilestones: 'This plan names no milestones.',
  noMilestonesHow: (example: Insert) =>
    rich`A milestone is a line such as ${example} below a heading “Milestones”, with what is to be known by then as a list under it. Tenax then says what you will hold on that day.`,
  milestoneExample: '**Milestone 1 (Day 12):** Networking',
  reached: 'reached, says the plan',
  made: (n: number) => topics(n),
  expected: (percent: Insert, date: string) => rich`${percent} retention expected by ${date}`,
  without: (percent: string) => `${percent} if nothing were studied until then`,
  tooFar: 'Too far ahead to tell.',
  simulating: 'Simulating the days until then…',
  start: 'Day 1 of the plan',
  startHint: 'The days of milestones count from here.',
  assumptions: 'What the forecast takes for granted',
  goal: 'What would it take?',
  goalHint: 'The fewest new cards a day that bring a retention by a date.',
  goalOf: 'For',
  wholePlan: 'The whole plan',
  goalRetention: 'Retention in percent',
  goalDate: 'By',
  goalAsk: 'Work it out',
  goalBusy: 'Trying paces…',
  needs: (cards: Insert, time: string) => rich`${cards} a day will do, in about ${time} a day.`,
  newCards: (n: number) => counted(n, { one: 'new card', other: 'new cards' }),
  minutes: (n: number) => minutes(n),
  notReachable: (percent: string, cards: string) =>
    `Not by then: the best that any pace brings is ${percent}, with ${cards} a day.`,
  asNow: (percent: string, cards: string) =>
    `With your present limit of ${cards} a day it would be ${percent}.`,
  uncarded: (n: number) =>
    `${counted(n, { one: 'item has', other: 'items have' })} no card yet, so no studying covers ${plural(n, { one: 'it', other: 'them' })}.`,
  pace: 'Pace',
  assessment: 'What the plan says of you',
  strategy: 'How you study',
  bands: 'Bands',
  band: (from: string, to: string, meaning: string) => `${from}–${to}%: ${meaning}`,
  unread: (n: number) =>
    `${counted(n, { one: 'line', other: 'lines' })} of the plan that Tenax did not understand`,
  unreadHint: 'They are kept as they are, and nothing is made of them.',
  line: (n: number) => `line ${n}`,
};
