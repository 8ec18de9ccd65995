import { type Flag, UsageError } from '../flags.ts';
import type {
  ChangedLearnerSettings,
  ChangedPlanSettings,
  LearnerSettings,
  PlanSettings,
} from '../http/settings/schema.ts';
import { withClient } from './client.ts';
import { asJson, CLIENT_FLAGS, type Command, counted, JSON_OUTPUT, TOPIC } from './command.ts';

type Changed = ChangedLearnerSettings | ChangedPlanSettings;
type Answer = LearnerSettings | PlanSettings | Changed;

const OF_PLAN: Flag = { name: 'plan', value: 'PLAN', meaning: "a plan's settings instead of the learner's" };
const DRY_RUN: Flag = { name: 'dry-run', meaning: 'only show how many cards would fall due' };
const SPREAD: Flag = {
  name: 'spread',
  meaning: 'spread the cards that would become due today over the coming days',
};

/** Settings whose value is always text. */
const TEXTS: ReadonlySet<string> = new Set(['zone', 'rollover', 'learningSteps', 'relearningSteps']);
/** Settings whose value is several numbers. */
const NUMBERS: ReadonlySet<string> = new Set(['weights', 'easyDays']);
const MOST_WORDS = 20;

export const settings: Command = {
  name: 'settings',
  words: '[KEY=VALUE …]',
  maxWords: MOST_WORDS,
  summary: 'show or change settings; KEY=default resets one',
  flags: [OF_PLAN, TOPIC, DRY_RUN, SPREAD, JSON_OUTPUT, ...CLIENT_FLAGS],
  run: (line, surroundings) =>
    withClient(line, surroundings, async (client) => {
      const path = pathOf(line.value('plan'), line.value('topic'));
      const patch = Object.fromEntries(line.words.map(readPair));
      const how = { dryRun: line.has('dry-run'), spread: line.has('spread') };
      const isChange = line.words.length > 0;
      const answer: Answer = isChange
        ? await client.patch<Changed>(path, { ...patch, ...how })
        : await client.get<Answer>(path);
      if (line.has('json')) surroundings.out(asJson(answer));
      else {
        for (const row of rowsOf(answer)) surroundings.out(row);
        if (isChanged(answer)) surroundings.err(consequence(answer));
      }
      return 0;
    }),
};

function pathOf(plan: string | undefined, topic: string | undefined): string {
  const planId = plan ?? topic?.split('/')[0];
  if (planId === undefined) return '/api/settings';
  const query = topic === undefined ? '' : `?topic=${encodeURIComponent(topic)}`;
  return `/api/plans/${encodeURIComponent(planId)}/settings${query}`;
}

/** `desiredRetention=0.92`; the API says what is allowed. @throws UsageError */
function readPair(word: string): readonly [string, unknown] {
  const [, key, text] = /^([A-Za-z]+)=(.*)$/s.exec(word) ?? [];
  if (key === undefined || text === undefined) {
    throw new UsageError(`"${word}" is not a setting: write KEY=VALUE, such as desiredRetention=0.92.`);
  }
  return [key, readValue(key, text)];
}

function readValue(key: string, text: string): unknown {
  if (text === 'default') return null;
  if (TEXTS.has(key)) return text;
  if (NUMBERS.has(key)) return text.split(/[\s,]+/).map(Number);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** One line per setting; those set here are marked. */
function rowsOf({ settings: values, own }: Answer): readonly string[] {
  const rows = Object.entries(values).map(([key, value]) => ({
    key,
    text: Array.isArray(value) ? value.join(' ') : String(value),
    mark: key in own ? '' : '  (default)',
  }));
  const width = Math.max(...rows.map(({ key }) => key.length));
  return rows.map(({ key, text, mark }) => `${key.padEnd(width)}  ${text}${mark}`);
}

function isChanged(answer: Answer): answer is Changed {
  return 'replay' in answer;
}

function consequence({ applied, replay }: Changed): string {
  const would = applied ? '' : 'Nothing was changed. ';
  if (!replay || replay.moved === 0) return `${would}No due time ${applied ? 'moves' : 'would move'}.`;
  const { cards, moved, dueToday, dueTodayBefore } = replay;
  return `${would}Of ${counted(cards, 'seen card')}, ${moved} ${applied ? 'move' : 'would move'}; ${dueToday} due today in place of ${dueTodayBefore}, limits aside.`;
}
