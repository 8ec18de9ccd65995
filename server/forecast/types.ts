// Types of a simulation.
import type { CardId, NoteId, TopicId } from '../schedule/ids.ts';
import type { TopicOffset } from '../schedule/offset.ts';
import type { Spent } from '../schedule/queue/types.ts';
import type {
  Calendar,
  Due,
  Memory,
  SchedulerSettings,
  SessionSettings,
  StudyDay,
} from '../schedule/types.ts';
import type { Habits } from './habits.ts';

/** A card of a plan as a simulation finds it. */
export interface StartCard {
  readonly cardId: CardId;
  readonly noteId: NoteId;
  readonly topicId: TopicId;
  readonly gapRank: 0 | 1;
  readonly position: number;
  /** Introduced on the first day whatever the limit. */
  readonly urgent: boolean;
  readonly memory: Memory;
  readonly due: Due | null;
  /** Never asked, but its memory counts. */
  readonly suspended: boolean;
  /** Not asked on the first day. */
  readonly buried: boolean;
}

/** A card on its way through the simulated days. */
export interface Travelling extends StartCard {
  memory: Memory;
  due: Due | null;
}

/** A learner's state of a plan: what today's session is built of, with the memories. */
export interface Start {
  readonly nowMs: number;
  readonly studyDay: StudyDay;
  readonly cards: readonly StartCard[];
  readonly answeredNotesToday: ReadonlySet<NoteId>;
  readonly introducedToday: number;
  readonly reviewedToday: number;
  /** The same by topic, where any of it was used up. */
  readonly spentIn: ReadonlyMap<string, Spent>;
  /** Of the measured topics, by which new cards may be ordered. */
  readonly topicRetention: ReadonlyMap<string, number>;
}

export interface Scenario {
  /** The settings of a topic: one object for each, since what is computed for it is kept. */
  schedulerOf(topicId: TopicId): SchedulerSettings;
  /** The plan's. */
  readonly session: SessionSettings;
  /** A topic's: the plan's object where they are the same. */
  sessionOf(topicId: TopicId): SessionSettings;
  readonly calendar: Calendar;
  readonly habits: Habits;
  /** By topic; a topic without one is recalled as its cards' memories predict. */
  readonly offsets: ReadonlyMap<string, Pick<TopicOffset, 'logit'>>;
  /** Study days from today on. */
  readonly days: number;
  /** The topics whose new cards are introduced; all where absent. */
  readonly introduce?: ReadonlySet<string>;
  /** The study days at whose end memory is measured. */
  readonly measured: ReadonlySet<StudyDay>;
}

/** What is done on one study day. */
export interface SimulatedDay {
  readonly studyDay: StudyDay;
  /** New cards asked for the first time. */
  readonly introduced: number;
  /** Cards in review asked. */
  readonly reviews: number;
  /** Gradings, including those on steps. */
  readonly answers: number;
  /** Cards in review that were due and that the limit held back. */
  readonly backlog: number;
}

/** What a topic's memory amounts to at an instant. */
export interface Measure {
  /** Σp of the seen cards' recall p, 0–1, moved by the topic's offset. */
  readonly recall: number;
  /** Σp(1 − p). */
  readonly variance: number;
  readonly seen: number;
}

export interface Simulation {
  readonly days: readonly SimulatedDay[];
  /** By study day, then topic; topics without a seen card are left out. */
  readonly measures: ReadonlyMap<StudyDay, ReadonlyMap<string, Measure>>;
}
