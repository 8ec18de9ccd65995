// Gathers the cards that today's sessions are built from, topic by topic.
import type { Roster, RosterCard, TopicRoster } from '../log/roster.ts';
import { asPlanId, type NoteId, type PlanId, type TopicId } from '../schedule/ids.ts';
import { memoizedByObject } from '../schedule/memoized.ts';
import type { Day, Spent, Waiting } from '../schedule/queue/types.ts';
import { orderedAs, waitingIn } from '../schedule/queue/waiting.ts';
import type { Candidate, SessionSettings, StudyDay } from '../schedule/types.ts';
import { Remembered } from '../store/remembered.ts';
import { yieldAfter } from '../store/yielding.ts';

/** Yield to the event loop after this many. */
const CARDS_A_PIECE = 5_000;

/** A topic's part in today's session of its plan. */
export interface TopicToday extends Spent {
  readonly topicId: TopicId;
  readonly planId: PlanId;
  /** The waiting cards in the topic's own order and limits, for a session of the topic. */
  readonly waiting: Waiting;
  /** The same cards in the plan's order, for a session of the plan. */
  readonly inPlan: Waiting;
  /** The notes with a card that was answered on this study day. */
  readonly answeredNotes: ReadonlySet<NoteId>;
}

/** Returns the current study day with the settings of a plan or a topic. */
type DayOf = (id: string) => Day;

/** The study day with the settings of a topic, and with those of its plan. */
interface Days {
  readonly own: Day;
  readonly ofPlan: Day;
}

/** What a topic's part depends on. The retention of topics is left out: within one topic it does not matter. */
interface Ground extends Pick<Day, 'studyDay' | 'studyDayEndMs'> {
  readonly own: SessionSettings;
  readonly ofPlan: SessionSettings;
}

const gatheredOf = memoizedByObject((_: TopicRoster) => new Remembered<Ground, TopicToday>());

/** Returns each topic's part in today's sessions. Gathers only the topics that have changed. */
export function gather(roster: Roster, dayOf: DayOf): readonly TopicToday[] {
  const topics: TopicToday[] = [];
  for (const topic of roster.topics.values()) {
    const days = daysIn(topic, dayOf);
    if (days) topics.push(today(topic, days));
  }
  return topics;
}

/** Gathers the topics that have changed, for a later call of `gather`. Yields to the event loop in between. */
export async function gatherInPieces(roster: Roster, dayOf: DayOf): Promise<void> {
  const pieces = yieldAfter(CARDS_A_PIECE);
  for (const topic of [...roster.topics.values()]) {
    const days = daysIn(topic, dayOf);
    if (!days || gatheredOf(topic).known(groundOf(days))) continue;
    today(topic, days);
    await pieces(topic.cards.size);
  }
}

/** The current study day in a topic and in its plan; null for a topic without cards. */
function daysIn({ topicId, cards }: TopicRoster, dayOf: DayOf): Days | null {
  for (const { plan_id: planId } of cards.values()) return { own: dayOf(topicId), ofPlan: dayOf(planId) };
  return null;
}

function today(topic: TopicRoster, days: Days): TopicToday {
  return gatheredOf(topic).value(groundOf(days), () => gatherTopic(topic, days));
}

function groundOf({ own: { settings, studyDay, studyDayEndMs }, ofPlan }: Days): Ground {
  return { own: settings, ofPlan: ofPlan.settings, studyDay, studyDayEndMs };
}

function gatherTopic(topic: TopicRoster, { own, ofPlan }: Days): TopicToday {
  const { studyDay } = own;
  const candidates: Candidate[] = [];
  const answeredNotes = new Set<NoteId>();
  let planId = asPlanId('');
  let [introducedToday, reviewedToday] = [0, 0];
  /** The first card that is due after today. */
  let next: RosterCard | null = null;
  for (const card of topic.cards.values()) {
    planId = card.plan_id;
    if (card.last_study_day === studyDay) {
      answeredNotes.add(card.note_id);
      if (isIntroduced(card, studyDay)) introducedToday += 1;
      else if (card.first_study_day !== studyDay) reviewedToday += 1;
    }
    if (!mayBeAsked(card, studyDay)) continue;
    if (card.due_day === null || card.due_day <= studyDay) candidates.push(candidateOf(card, studyDay));
    else next = firstDue(next, card);
  }
  // A session has today's cards. Of the later ones only the next is needed, for its due time.
  if (next) candidates.push(candidateOf(next, studyDay));
  const spent = { introducedToday, reviewedToday };
  const waiting = waitingIn(candidates, answeredNotes, { ...own, ...spent });
  const inPlan = own.settings === ofPlan.settings ? waiting : orderedAs(waiting, ofPlan);
  return { topicId: topic.topicId, planId, waiting, inPlan, answeredNotes, ...spent };
}

/** Whether a card counts against today's limit of new cards: first seen today, and not urgent. */
function isIntroduced(card: RosterCard, today: StudyDay): boolean {
  return card.first_study_day === today && card.urgent_day !== today;
}

/** Whether a card may be asked: not set aside, not suspended, and not buried on this study day. */
export function mayBeAsked({ live, suspended, buried_day: buriedDay }: RosterCard, today: StudyDay): boolean {
  return live === 1 && suspended !== 1 && (buriedDay === null || buriedDay < today);
}

function firstDue(a: RosterCard | null, b: RosterCard): RosterCard {
  return a === null || (b.due_at_ms ?? 0) < (a.due_at_ms ?? 0) ? b : a;
}

function candidateOf(card: RosterCard, today: StudyDay): Candidate {
  return {
    cardId: card.id,
    noteId: card.note_id,
    topicId: card.topic_id,
    state: card.state ?? 'new',
    gapRank: card.gap_rank,
    position: card.position,
    urgent: card.urgent_day === today,
    dueAtMs: card.due_at_ms,
    dueDay: card.due_day,
    lastReviewedAtMs: card.last_reviewed_at_ms,
    stability: card.stability,
  };
}
