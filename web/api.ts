// Every API call of the web, typed by the server's schemas.

import type {
  ActBody,
  ActUndone,
  AnswerStats,
  Backup,
  Backups,
  BulkActBody,
  BulkActResult,
  CalibrationStats,
  CardDetail,
  CardNow,
  CardsPage,
  CardsQuery,
  ChangedLearnerSettings,
  ChangedPlanSettings,
  ChooseWeights,
  ChosenWeights,
  DaysStats,
  Dismissed,
  DistributionStats,
  DraftNote,
  Due,
  Examination,
  FileProblems,
  ForecastStats,
  Gap,
  GapBody,
  GapProposal,
  GapResult,
  GoalForecast,
  HardestStats,
  HourStats,
  ImportBody,
  ImportResult,
  LearnerSettings,
  LoadForecast,
  LoggedReview,
  MovedStats,
  Note,
  NotePatch,
  NotesMove,
  NotesMoved,
  OptimizeBody,
  OptimizeJob,
  OptimizeState,
  PlanDetail,
  PlanSettings,
  PlanSummary,
  Problem,
  Queue,
  QueueQuery,
  Rendered,
  RetentionForecast,
  RetentionStats,
  ReviewBody,
  ReviewResult,
  StreakStats,
  Tags,
  TodayStats,
  Topic,
  TopicDetail,
  UndoResult,
  WorkloadForecast,
} from '../server/http/schemas.ts';

import { Refused, Unreachable } from './errors.ts';
import { fetchServerWords } from './words/words.ts';

const TIMEOUT_MS = 20_000;
/** Simulating a year of a large library takes long; the server answers other requests meanwhile. */
const SIMULATION_TIMEOUT_MS = 180_000;
/** For requests that read the whole log or database. */
const LONG_MS = 15 * 60_000;

/** An answer with the server's time, from which the previews of its cards count. */
export interface Timed<T> {
  readonly value: T;
  readonly asOfMs: number;
}

interface Request {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly timeoutMs?: number;
}

async function call<T>(path: string, request: Request = {}): Promise<Timed<T>> {
  const { method = 'GET', body, headers = {}, timeoutMs = TIMEOUT_MS } = request;
  const response = await send(path, {
    method,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const json: unknown = await response.json().catch(() => undefined);
  if (response.ok && json !== undefined) {
    return { value: json as T, asOfMs: Date.parse(response.headers.get('date') ?? '') || Date.now() };
  }
  if (isProblem(json)) {
    await fetchServerWords();
    throw new Refused(json);
  }
  throw new Unreachable(`${response.status} ${response.statusText}`);
}

const early = new Map<string, Promise<Response>>();

/**
 * Sends a request before the page that needs it has loaded. The first caller to ask for the same path gets the answer.
 */
export function askEarly(path: string): void {
  const answer = fetch(`/api${path}`);
  answer.catch(() => early.delete(path));
  early.set(path, answer);
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    const asked = init.method === 'GET' ? early.get(path) : undefined;
    early.delete(path);
    return await (asked ?? fetch(`/api${path}`, init));
  } catch (error) {
    throw new Unreachable(error instanceof Error ? error.message : String(error));
  }
}

function isProblem(json: unknown): json is Problem {
  return typeof json === 'object' && json !== null && 'title' in json && 'detail' in json;
}

async function ask<T>(path: string, request?: Request): Promise<T> {
  return (await call<T>(path, request)).value;
}

/** An answer that takes a simulation. It lists the forecast's assumptions, so their words are fetched too. */
function simulate<T>(path: string): Promise<T> {
  return withWords(ask<T>(path, { timeoutMs: SIMULATION_TIMEOUT_MS }));
}

/** An answer whose words are loaded before it is shown, see {@link fetchServerWords}. */
async function withWords<T>(answer: Promise<T>, isNeeded: (value: T) => boolean = () => true): Promise<T> {
  const value = await answer;
  if (isNeeded(value)) await fetchServerWords();
  return value;
}

function query(values: Record<string, string | number | boolean | undefined>): string {
  const pairs = Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

const segment = encodeURIComponent;

/** The path of a topic below `/topics/`, both in the API and in the address bar. */
export function topicPath(topicId: string): string {
  return topicId.split('/').map(segment).join('/');
}

/** A span of study days, including both ends. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** The settings to change, and how. */
export interface SettingsBody {
  readonly [field: string]: unknown;
  readonly dryRun?: boolean;
  readonly spread?: boolean;
}

/** Every API call of the web. All reject with {@link Refused} or {@link Unreachable}. */
export const api = {
  due: (topic?: string) => ask<Due>(`/due${query({ topic })}`),
  /** Today's session without its cards. */
  session: async () => (await ask<Queue>(`/queue${query({ limit: 1 })}`)).session,
  streak: () => ask<StreakStats>('/stats/streak'),
  moved: () => ask<MovedStats>('/stats/moved'),
  /** Leaves out the default mode, so that the address is the one that was requested early. */
  queue: ({ mode, ...sought }: Omit<QueueQuery, 'limit'>, limit: number) =>
    ask<Queue>(`/queue${query({ ...(mode && mode !== 'due' && { mode }), ...sought, limit })}`),
  review: (body: ReviewBody) => call<ReviewResult>('/reviews', { method: 'POST', body }),
  undo: (reviewId: string) => call<UndoResult>(`/reviews/${segment(reviewId)}`, { method: 'DELETE' }),
  latestReviews: async (limit: number) =>
    (await ask<{ reviews: LoggedReview[] }>(`/reviews${query({ limit })}`)).reviews,
  act: (cardId: string, body: ActBody) =>
    call<CardNow>(`/cards/${segment(cardId)}/acts`, { method: 'POST', body }),
  actOnAll: (body: BulkActBody) => ask<BulkActResult>('/acts', { method: 'POST', body }),
  undoAct: (actId: string) => ask<ActUndone>(`/acts/${segment(actId)}`, { method: 'DELETE' }),
  cards: (sought: CardsQuery) => ask<CardsPage>(`/cards${query(sought)}`),
  tags: async () => (await ask<Tags>('/tags')).tags,
  card: (cardId: string) => call<CardDetail>(`/cards/${segment(cardId)}`),
  topics: (plan?: string) => ask<Topic[]>(`/topics${query({ plan })}`),
  topic: (topicId: string) => ask<TopicDetail>(`/topics/${topicPath(topicId)}`),
  plans: () => ask<PlanSummary[]>('/plans'),
  plan: (planId: string) => ask<PlanDetail>(`/plans/${segment(planId)}`),
  forecast: (plan: string, start?: string) =>
    simulate<RetentionForecast>(`/forecast${query({ plan, start })}`),
  goal: (plan: string, milestone: string | undefined, retention: number, date: string) =>
    simulate<GoalForecast>(`/forecast/goal${query({ plan, milestone, retention, date })}`),
  gaps: (topic?: string) => ask<Gap[]>(`/gaps${query({ topic })}`),
  proposals: () => ask<GapProposal[]>('/gaps/proposals'),
  acceptProposal: (id: string, text: string) =>
    ask<GapResult>(`/gaps/proposals/${segment(id)}/accept`, { method: 'POST', body: { text } }),
  dismissProposal: (id: string) =>
    ask<Dismissed>(`/gaps/proposals/${segment(id)}/dismiss`, { method: 'POST', body: {} }),
  drafts: () => ask<DraftNote[]>('/drafts'),
  /** Faults in the files: all of them, or those of a plan or a topic. */
  problems: (of: { readonly plan?: string; readonly topic?: string } = {}) =>
    withWords(
      ask<FileProblems>(`/problems${query(of)}`),
      ({ failure, files }) => failure !== null || files > 0,
    ),
  stats: {
    today: () => ask<TodayStats>('/stats/today'),
    days: (span: Span) => ask<DaysStats>(`/stats/days${query({ ...span })}`),
    answers: (span: Span) => ask<AnswerStats>(`/stats/answers${query({ ...span })}`),
    hours: (span: Span) => ask<HourStats>(`/stats/hours${query({ ...span })}`),
    retention: (span: Span, by: 'day' | 'week' | 'month') =>
      ask<RetentionStats>(`/stats/retention${query({ ...span, by })}`),
    calibration: (span: Span) => ask<CalibrationStats>(`/stats/calibration${query({ ...span })}`),
    distributions: (plan?: string) => ask<DistributionStats>(`/stats/distributions${query({ plan })}`),
    hardest: (limit: number, plan?: string) => ask<HardestStats>(`/stats/hardest${query({ plan, limit })}`),
    due: (days: number, plan?: string) => ask<ForecastStats>(`/stats/forecast${query({ plan, days })}`),
  },
  load: (days: number, plan?: string) => simulate<LoadForecast>(`/forecast/load${query({ plan, days })}`),
  workload: (desiredRetention: number, plan?: string) =>
    simulate<WorkloadForecast>(`/forecast/workload${query({ plan, desiredRetention })}`),
  addGap: (body: GapBody) => ask<GapResult>('/gaps', { method: 'POST', body }),
  note: (noteId: string) => ask<Note>(`/notes/${segment(noteId)}`),
  saveNote: (noteId: string, body: NotePatch, etag: string) =>
    ask<Note>(`/notes/${segment(noteId)}`, { method: 'PATCH', body, headers: { 'if-match': etag } }),
  moveNotes: (body: NotesMove) => ask<NotesMoved>('/notes/move', { method: 'POST', body }),
  settings: () => ask<LearnerSettings>('/settings'),
  changeSettings: (body: SettingsBody) =>
    ask<ChangedLearnerSettings>('/settings', { method: 'PATCH', body, timeoutMs: LONG_MS }),
  planSettings: (plan: string, topic?: string) =>
    ask<PlanSettings>(`/plans/${segment(plan)}/settings${query({ topic })}`),
  changePlanSettings: (plan: string, topic: string | undefined, body: SettingsBody) =>
    ask<ChangedPlanSettings>(`/plans/${segment(plan)}/settings${query({ topic })}`, {
      method: 'PATCH',
      body,
      timeoutMs: LONG_MS,
    }),
  /** How many reviews the log holds. */
  reviewsEver: async () => {
    const { again, hard, good, easy } = (await ask<AnswerStats>('/stats/answers?from=1970-01-01')).all;
    return again + hard + good + easy;
  },
  optimizing: () =>
    withWords(ask<OptimizeState>('/optimize'), ({ result }) => result?.shortage !== undefined),
  optimize: (body: OptimizeBody) => ask<OptimizeJob>('/optimize', { method: 'POST', body }),
  cancelOptimizing: () => ask<OptimizeJob>('/optimize', { method: 'DELETE', timeoutMs: LONG_MS }),
  chooseWeights: (body: ChooseWeights) =>
    ask<ChosenWeights>('/optimize/weights', { method: 'POST', body, timeoutMs: LONG_MS }),
  backups: () => ask<Backups>('/backups'),
  backUp: () => ask<Backup>('/backup', { method: 'POST', body: {}, timeoutMs: LONG_MS }),
  importReviews: (body: ImportBody) =>
    ask<ImportResult>('/import/reviews', { method: 'POST', body, timeoutMs: LONG_MS }),
  examine: (repair: boolean) =>
    withWords(
      ask<Examination>('/doctor', { method: 'POST', body: { repair }, timeoutMs: LONG_MS }),
      ({ found }) => found > 0,
    ),
  render: (markdown: string, topicId?: string) =>
    withWords(
      ask<Rendered>('/render', {
        method: 'POST',
        body: topicId === undefined ? { markdown } : { markdown, topicId },
      }),
      ({ problems }) => problems.length > 0,
    ),
};
