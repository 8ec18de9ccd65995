// The session of a simulated day.
import type { CardId, NoteId } from '../schedule/ids.ts';
import { buildSession } from '../schedule/queue/session.ts';
import { orderedAs, waitingIn } from '../schedule/queue/waiting.ts';
import type { Candidate, StudyDay } from '../schedule/types.ts';
import { NOTHING_SPENT, type SettingsGroup, type SettingsGroups } from './settings-groups.ts';
import type { Scenario, Start, StartCard, Travelling } from './types.ts';

export interface DayOf {
  readonly start: Start;
  readonly scenario: Pick<Scenario, 'session'>;
  readonly studyDay: StudyDay;
  /** When the session starts, and when the study day is over. */
  readonly nowMs: number;
  readonly endMs: number;
}

export interface DaySession {
  /** Everything asked on the day: its queue, and the cards on a step that ends before the day does. */
  readonly cards: ReadonlySet<Travelling>;
  readonly introduced: number;
  readonly reviews: number;
  /** Reviews that are due and that the limit holds back. */
  readonly backlog: number;
}

/**
 * A study day's session as `buildSession` gives it for all cards of the plan, although it is handed only those that
 * can be in it: what waits on the day, and as many new cards as the limits let through.
 *
 * @param waiting the seen cards that are due by the day.
 * @param groups of the topics of all cards.
 */
export function sessionOf(waiting: readonly Travelling[], groups: SettingsGroups, day: DayOf): DaySession {
  const { start, scenario, studyDay, nowMs, endMs } = day;
  const isFirst = studyDay === start.studyDay;
  const spent = isFirst ? start : NOTHING_SPENT;
  const answeredNotes = isFirst ? start.answeredNotesToday : NO_NOTES;
  const present = isFirst ? waiting.filter(({ buried }) => !buried) : waiting;
  const today = { topicRetention: start.topicRetention, studyDay, studyDayEndMs: endMs };
  const ofPlan = { ...today, settings: scenario.session };
  const byId = new Map<CardId, Travelling>();
  const ofGroups = [...byGroup(present, groups)].map(([group, cards]) => {
    const { settings } = group;
    const left = isFirst ? group.spent : NOTHING_SPENT;
    const asked = [...cards, ...newcomers(group, cards, answeredNotes, isFirst)];
    for (const card of asked) byId.set(card.cardId, card);
    const candidates = asked.map((card) => candidateOf(card, isFirst));
    const some = waitingIn(candidates, answeredNotes, { ...today, ...left, settings });
    return settings === scenario.session ? some : orderedAs(some, ofPlan);
  });
  const { introducedToday, reviewedToday } = spent;
  const { queue, counts, backlog } = buildSession({
    ...ofPlan,
    waiting: ofGroups,
    introducedToday,
    reviewedToday,
    nowMs,
  });
  const stepsToday = present.filter((card) => isOnStep(card) && (card.due?.dueAtMs ?? nowMs) < endMs);
  const asked = queue.flatMap(({ cardId }) => byId.get(cardId) ?? []);
  return {
    cards: new Set([...stepsToday, ...asked]),
    introduced: counts.new,
    reviews: counts.review,
    backlog: backlog.review,
  };
}

const NO_NOTES: ReadonlySet<NoteId> = new Set();

/** The cards of each group, including groups without any. */
function byGroup(
  cards: readonly Travelling[],
  groups: SettingsGroups,
): ReadonlyMap<SettingsGroup, readonly Travelling[]> {
  const found = new Map<SettingsGroup, Travelling[]>();
  for (const group of groups.values()) if (!found.has(group)) found.set(group, []);
  for (const card of cards) {
    const group = groups.get(card.topicId);
    if (group) found.get(group)?.push(card);
  }
  return found;
}

/** The new cards of a group that its limit lets through on a day, given the group's other cards of that day. */
function newcomers(
  { settings, spent, fresh }: SettingsGroup,
  present: readonly Travelling[],
  answeredNotes: ReadonlySet<NoteId>,
  isFirst: boolean,
): readonly Travelling[] {
  const met = settings.burySiblings
    ? new Set([...answeredNotes, ...present.map(({ noteId }) => noteId)])
    : null;
  return isFirst
    ? firstNewcomers(fresh, met, settings.newPerDay - spent.introducedToday)
    : nextNewcomers(fresh, met, settings.newPerDay);
}

/** Those of the first day: urgent cards come first, whatever the limit. */
function firstNewcomers(
  fresh: readonly Travelling[],
  met: ReadonlySet<NoteId> | null,
  wanted: number,
): readonly Travelling[] {
  const present = fresh.filter(({ buried }) => !buried);
  const urgent = present.filter((card) => card.urgent);
  const others = present.filter((card) => !card.urgent);
  return [
    ...urgent,
    ...nextNewcomers(others, met && new Set([...met, ...urgent.map(({ noteId }) => noteId)]), wanted),
  ];
}

/**
 * The next new cards, up to the limit.
 *
 * @param met notes asked on the day: only one of siblings is asked. null if siblings may meet.
 */
function nextNewcomers(
  fresh: readonly Travelling[],
  met: ReadonlySet<NoteId> | null,
  wanted: number,
): readonly Travelling[] {
  if (!met) return fresh.slice(0, Math.max(0, wanted));
  const notes = new Set(met);
  const taken: Travelling[] = [];
  for (const card of fresh) {
    if (taken.length >= wanted) break;
    if (notes.has(card.noteId)) continue;
    notes.add(card.noteId);
    taken.push(card);
  }
  return taken;
}

/** Whether a card waits through a learning or relearning step. */
export function isOnStep({ memory }: Pick<StartCard, 'memory'>): boolean {
  return memory.state === 'learning' || memory.state === 'relearning';
}

function candidateOf(card: Travelling, isFirst: boolean): Candidate {
  const { cardId, noteId, topicId, gapRank, position, memory, due } = card;
  const seen = memory.state === 'new' ? null : memory;
  return {
    cardId,
    noteId,
    topicId,
    state: memory.state,
    gapRank,
    position,
    urgent: isFirst && card.urgent,
    dueAtMs: due?.dueAtMs ?? null,
    dueDay: due?.dueDay ?? null,
    lastReviewedAtMs: seen?.lastReviewedAtMs ?? null,
    stability: seen?.stability ?? null,
  };
}
