import type { SessionInput } from '../schedule/queue/session.ts';
import type { Candidate, StudyDay } from '../schedule/types.ts';
import type { Roster, RosterCard, TopicRoster } from './roster.ts';

/** What a plan's session is built of, but for the time and the learner's settings. */
export type Gathered = Pick<
  SessionInput,
  'candidates' | 'answeredNotesToday' | 'introducedToday' | 'reviewedToday'
>;

interface Gathering {
  readonly candidates: Candidate[];
  readonly answeredNotesToday: Set<string>;
  introducedToday: number;
  reviewedToday: number;
  /** Of the cards that fall due after today, the first. */
  next: RosterCard | null;
}

type ByPlan = ReadonlyMap<string, Gathering>;

const known = new WeakMap<TopicRoster, { readonly today: StudyDay; readonly byPlan: ByPlan }>();

/** Sorts out what today's sessions are built of, by plan; anew only the topics in which something has changed. */
export function gather(roster: Roster, today: StudyDay): ReadonlyMap<string, Gathered> {
  const plans = new Map<string, Gathering>();
  for (const topic of roster.topics.values()) {
    for (const [planId, more] of gatherTopic(topic, today)) add(planOf(plans, planId), more);
  }
  for (const { next, candidates } of plans.values()) {
    // A session is built of today's cards; of the later ones it only tells when the next falls due.
    if (next) candidates.push(candidateOf(next, today));
  }
  return plans;
}

function gatherTopic(topic: TopicRoster, today: StudyDay): ByPlan {
  const before = known.get(topic);
  if (before?.today === today) return before.byPlan;
  const plans = new Map<string, Gathering>();
  for (const card of topic.cards.values()) {
    const plan = planOf(plans, card.plan_id);
    if (card.last_study_day === today) countAnswered(plan, card, today);
    if (!mayBeAsked(card, today)) continue;
    if (card.due_day === null || card.due_day <= today) plan.candidates.push(candidateOf(card, today));
    else plan.next = firstDue(plan.next, card);
  }
  known.set(topic, { today, byPlan: plans });
  return plans;
}

function planOf(plans: Map<string, Gathering>, planId: string): Gathering {
  const plan = plans.get(planId) ?? {
    candidates: [],
    answeredNotesToday: new Set<string>(),
    introducedToday: 0,
    reviewedToday: 0,
    next: null,
  };
  plans.set(planId, plan);
  return plan;
}

function add(plan: Gathering, more: Gathering): void {
  for (const candidate of more.candidates) plan.candidates.push(candidate);
  for (const noteId of more.answeredNotesToday) plan.answeredNotesToday.add(noteId);
  plan.introducedToday += more.introducedToday;
  plan.reviewedToday += more.reviewedToday;
  plan.next = more.next ? firstDue(plan.next, more.next) : plan.next;
}

/** A card first seen today is used up of the limit on new cards, unless it was urgent; any other of that on reviews. */
function countAnswered(plan: Gathering, card: RosterCard, today: StudyDay): void {
  plan.answeredNotesToday.add(card.note_id);
  if (card.first_study_day !== today) plan.reviewedToday += 1;
  else if (card.urgent_day !== today) plan.introducedToday += 1;
}

/** Neither set aside nor suspended, nor buried on this study day. */
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
