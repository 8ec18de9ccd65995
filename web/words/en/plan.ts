import { counted, numberWords, plural } from '../format.ts';
import { type Insert, rich } from '../rich.ts';

const minutes = (n: number) => counted(n, { one: 'minute', other: 'minutes' });
const topics = (n: number) => counted(n, { one: 'topic', other: 'topics' });

export const plan = {
  title: 'Plan',
  plans: 'Plans',
  lead: (done: number, all: number) => `${numberWords(done)} of ${topics(all)} started.`,
  progress: 'Progress',
  report: 'Report in Markdown',
  roadmap: 'Roadmap',
  noRoadmap: 'This plan has no roadmap.',
  noRoadmapHow: (example: Insert) =>
    rich`A roadmap is a numbered list of topics, such as ${example}, under a heading “Roadmap”. Tenax then asks new cards in that order.`,
  roadmapExample: '1. Pod Networking (complexity 9)',
  noPhase: 'No phase',
  optional: 'optional',
  complexity: (n: number) => `complexity ${numberWords(n)}`,
  takes: (from: number, to: number) => (from === to ? minutes(from) : `${numberWords(from)}–${minutes(to)}`),
  day: (day: string) => `day ${day}`,
  notATopic: 'not a topic of the plan',
  left: (n: number) => `${topics(n)} to go`,
  allDone: 'done',
  milestones: 'Milestones',
  noMilestones: 'This plan has no milestones.',
  noMilestonesHow: (example: Insert) =>
    rich`A milestone is a line such as ${example} under a heading “Milestones”, with a list of what you want to know by then. Tenax then forecasts your retention on that day.`,
  milestoneExample: '**Milestone 1 (Day 12):** Networking',
  reached: 'reached, according to the plan',
  made: (n: number) => topics(n),
  expected: (percent: Insert, date: string) => rich`${percent} retention expected by ${date}`,
  without: (percent: string) => `${percent} if you studied nothing until then`,
  tooFar: 'Too far ahead to forecast.',
  simulating: 'Simulating the days until then…',
  start: 'Day 1 of the plan',
  startHint: 'The days of milestones count from here.',
  assumptions: 'What the forecast assumes',
  goal: 'What would it take?',
  goalHint: 'The fewest new cards a day that reach a retention by a date.',
  goalOf: 'For',
  wholePlan: 'The whole plan',
  goalRetention: 'Retention in percent',
  goalDate: 'By',
  goalAsk: 'Work it out',
  goalBusy: 'Trying different paces…',
  needs: (cards: Insert, time: string) => rich`${cards} a day will do, taking about ${time} a day.`,
  newCards: (n: number) => counted(n, { one: 'new card', other: 'new cards' }),
  minutes: (n: number) => minutes(n),
  notReachable: (percent: string, cards: string) =>
    `Not by then: the best pace reaches ${percent}, with ${cards} a day.`,
  asNow: (percent: string, cards: string) =>
    `With your current limit of ${cards} a day it would be ${percent}.`,
  uncarded: (n: number) =>
    `${counted(n, { one: 'item has', other: 'items have' })} no cards yet, so studying can’t cover ${plural(n, { one: 'it', other: 'them' })}.`,
  pace: 'Pace',
  assessment: 'What the plan says about you',
  strategy: 'How you study',
  bands: 'Bands',
  band: (from: string, to: string, meaning: string) => `${from}–${to}%: ${meaning}`,
  unread: (n: number) =>
    `${counted(n, { one: 'line', other: 'lines' })} of the plan that Tenax did not understand`,
  unreadHint: 'They stay as they are and have no effect.',
  line: (n: number) => `line ${n}`,
};
