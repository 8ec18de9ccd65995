// Simulates study days.
import { studyDayStart } from '../schedule/study-day.ts';
import type { StudyDay } from '../schedule/types.ts';
import { answerToday } from './answer.ts';
import { measure } from './measure.ts';
import { sessionOf } from './session.ts';
import { type SettingsGroups, settingsGroupsOf } from './settings-groups.ts';
import type { Measure, Scenario, SimulatedDay, Simulation, Start, Travelling } from './types.ts';

/** Sessions of later days start this long after their study day: at noon if days start at 04:00. */
const SESSION_AFTER_MS = 8 * 3_600_000;
/** An answer costs as much as looking at this many cards. */
const WORK_AN_ANSWER = 4;

/**
 * Simulates a plan's study days from today on: each day's session is `buildSession`'s, answered to its end together
 * with the steps that end on the day, by a learner of these habits. The same seed gives the same days.
 *
 * A generator, so that the caller can do other things between two days: it yields how much work a day was, in
 * cards looked at.
 */
export function* simulate(start: Start, scenario: Scenario, seed: number): Generator<number, Simulation> {
  const { calendar } = scenario;
  const cards = start.cards.map((card): Travelling => ({ ...card }));
  const asked = cards.filter(({ suspended }) => !suspended);
  const agenda = agendaOf(asked, start.studyDay);
  const groups = settingsGroupsOf(asked, start, scenario);

  const days: SimulatedDay[] = [];
  const measures = new Map<StudyDay, ReadonlyMap<string, Measure>>();
  for (let studyDay = start.studyDay; studyDay < start.studyDay + scenario.days; studyDay++) {
    const endMs = studyDayStart(studyDay + 1, calendar);
    const nowMs =
      studyDay === start.studyDay
        ? start.nowMs
        : Math.min(studyDayStart(studyDay, calendar) + SESSION_AFTER_MS, endMs - 1);
    const waiting = agenda.take(studyDay);
    const session = sessionOf(waiting, groups, { start, scenario, studyDay, nowMs, endMs });

    let answers = 0;
    // The cards of the day are not on the agenda until it is over.
    const load = {
      cardsOn: agenda.cardsOn,
      lastDay: Number.POSITIVE_INFINITY,
      toPlace: Math.max(1, session.cards.size),
    };
    for (const card of session.cards) {
      answers += answerToday(card, { studyDay, nowMs, endMs, load }, scenario, seed);
    }
    for (const card of new Set([...waiting, ...session.cards])) agenda.enter(card, studyDay + 1);
    if (session.introduced > 0) forgetIntroduced(groups);

    const { introduced, reviews, backlog } = session;
    days.push({ studyDay, introduced, reviews, answers, backlog });
    if (scenario.measured.has(studyDay)) measures.set(studyDay, measure(cards, endMs, scenario));
    yield waiting.length + WORK_AN_ANSWER * answers;
  }
  return { days, measures };
}

function forgetIntroduced(groups: SettingsGroups): void {
  for (const group of new Set(groups.values())) {
    group.fresh = group.fresh.filter(({ memory }) => memory.state === 'new');
  }
}

/** The seen cards by the study day on which they are next looked at. */
function agendaOf(cards: readonly Travelling[], today: StudyDay) {
  const days = new Map<StudyDay, Travelling[]>();
  const enter = (card: Travelling, earliest: StudyDay) => {
    const day = Math.max(earliest, card.due?.dueDay ?? earliest);
    const others = days.get(day);
    if (others) others.push(card);
    else days.set(day, [card]);
  };
  for (const card of cards) if (card.memory.state !== 'new') enter(card, today);
  return {
    enter,
    cardsOn: (day: StudyDay) => days.get(day)?.length ?? 0,
    take(day: StudyDay): readonly Travelling[] {
      const cardsOfDay = days.get(day) ?? [];
      days.delete(day);
      return cardsOfDay;
    },
  };
}
