import * as initial from './0001_initial.ts';
import * as dailyRollups from './0002_daily_rollups.ts';
import * as retention from './0003_retention.ts';
import * as settings from './0004_settings.ts';
import * as gaps from './0005_gaps.ts';
import * as cardIndex from './0006_card_index.ts';
import * as workDays from './0007_work_days.ts';
import * as weightsScores from './0009_weights_scores.ts';
import * as historyRanges from './0010_history_ranges.ts';
import * as arrivals from './0011_arrivals.ts';
import * as cardNumbers from './0012_card_numbers.ts';
import * as dayValues from './0013_day_values.ts';

/** Every change of the tables, in order. A change that was released is never edited: the next one gets a new file. */
export const migrations = {
  '0001_initial': initial,
  '0002_daily_rollups': dailyRollups,
  '0003_retention': retention,
  '0004_settings': settings,
  '0005_gaps': gaps,
  '0006_card_index': cardIndex,
  '0007_work_days': workDays,
  '0009_weights_scores': weightsScores,
  '0010_history_ranges': historyRanges,
  '0011_arrivals': arrivals,
  '0012_card_numbers': cardNumbers,
  '0013_day_values': dayValues,
} as const;
