import { formatStudyDay } from '../../schedule/study-day.ts';
import type { Calibration } from '../../stats/calibration.ts';
import type { ActiveDay, Activity } from '../../stats/days.ts';
import type { Distribution, Distributions } from '../../stats/distributions.ts';
import type { HardCard } from '../../stats/hardest.ts';
import type { Hour } from '../../stats/hours.ts';
import type { Retention, Tested } from '../../stats/retention.ts';
import { share } from '../../stats/share.ts';
import type { Run } from '../../stats/streak.ts';
import type { Today } from '../../stats/today.ts';
import { iso, percent } from '../figures.ts';
import type {
  CalibrationStats,
  DaysStats,
  DistributionStats,
  HardestStats,
  HourStats,
  RetentionStats,
  StreakStats,
  TodayStats,
} from '../schemas.ts';
import { presentSpan } from './span.ts';

export function presentToday(today: Today, nowMs: number): TodayStats {
  const { studyDay, ms, timed, answers, retention, left } = today;
  return {
    asOf: iso(nowMs),
    studyDay: formatStudyDay(studyDay),
    ...presentActivity(today),
    secondsPerReview: timed === 0 ? null : rounded(ms / timed / 1000, 1),
    answers,
    retention: presentRetention(retention),
    left,
  };
}

export function presentDays(days: readonly ActiveDay[]): Omit<DaysStats, 'from' | 'to'> {
  const sum = (of: (day: ActiveDay) => number) => days.reduce((all, day) => all + of(day), 0);
  return {
    days: days.map((day) => ({ studyDay: formatStudyDay(day.studyDay), ...presentActivity(day) })),
    total: {
      days: days.length,
      reviews: sum((day) => day.reviews),
      newCards: sum((day) => day.introduced),
      minutes: minutes(sum((day) => day.ms)),
    },
  };
}

function presentActivity({ reviews, cards, introduced, ms, crammed, crammedMs }: Activity) {
  return {
    reviews,
    cards,
    newCards: introduced,
    minutes: minutes(ms),
    crammed: { reviews: crammed, minutes: minutes(crammedMs) },
  };
}

export function presentRetention({ young, mature, all }: Retention): RetentionStats['total'] {
  return { young: presentTested(young), mature: presentTested(mature), all: presentTested(all) };
}

function presentTested({ reviews, passed }: Tested) {
  return { reviews, passed, percent: percent(share(passed, reviews)) };
}

export function presentCalibration(found: Calibration): Omit<CalibrationStats, 'from' | 'to'> {
  return {
    reviews: found.reviews,
    predictedPercent: percent(found.predicted),
    measuredPercent: percent(found.measured),
    logLoss: roundedOrNull(found.logLoss, 5),
    rmseBins: roundedOrNull(found.rmseBins, 5),
    bins: found.bins.map(({ from, to, reviews, predicted, measured }) => ({
      fromPercent: rounded(from * 100, 1),
      toPercent: rounded(to * 100, 1),
      reviews,
      predictedPercent: percent(predicted),
      measuredPercent: percent(measured),
    })),
  };
}

export function presentDistributions(found: Distributions, nowMs: number): DistributionStats {
  return {
    asOf: iso(nowMs),
    seen: found.seen,
    unseen: found.unseen,
    stabilityDays: presentDistribution(found.stability),
    difficulty: presentDistribution(found.difficulty),
    recallPercent: presentDistribution(found.recall, 100),
  };
}

function presentDistribution({ buckets, median, mean }: Distribution, scale = 1) {
  const shown = (figure: number | null) => (figure === null ? null : rounded(figure * scale, 1));
  return {
    buckets: buckets.map(({ from, to, cards }) => ({ from: rounded(from * scale, 1), to: shown(to), cards })),
    median: shown(median),
    mean: shown(mean),
  };
}

export function presentHour({ hour, reviews, tested }: Hour): HourStats['hours'][number] {
  return { hour, reviews, retention: presentTested(tested) };
}

export function presentHardCard(card: HardCard, prompt: string): HardestStats['cards'][number] {
  return {
    cardId: card.cardId,
    topic: card.topic,
    prompt,
    difficulty: rounded(card.difficulty, 2),
    lapses: card.lapses,
    reviews: card.reviews,
    stabilityDays: rounded(card.stability, 1),
    recallPercent: rounded(card.recall * 100, 1),
  };
}

export function presentRun(run: Run | null): StreakStats['current'] {
  return run && { ...presentSpan(run), days: run.days };
}

function minutes(ms: number): number {
  return rounded(ms / 60_000, 1);
}

function rounded(figure: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(figure * scale) / scale;
}

function roundedOrNull(figure: number | null, decimals: number): number | null {
  return figure === null ? null : rounded(figure, decimals);
}
