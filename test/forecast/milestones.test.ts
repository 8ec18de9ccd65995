import { describe, expect, it } from 'vitest';
import { studyDayOfMilestone, topicsOfMilestone } from '../../server/forecast/milestones.ts';
import type { ForecastTopic } from '../../server/forecast/topics.ts';
import type { RoadmapEntry } from '../../server/plan/types.ts';
import { asPlanId, asTopicId } from '../../server/schedule/ids.ts';

const topic = (slug: string): ForecastTopic => ({
  id: asTopicId(`eks/${slug}`),
  planId: asPlanId('eks'),
  title: slug,
  slug,
  units: 1,
  uncarded: 0,
  offset: { logit: 0, variance: 0 },
  calibrationError: 0,
});
const entry = (slug: string, day: string | null): RoadmapEntry => ({
  number: 1,
  title: slug,
  topic: slug,
  complexity: null,
  minutes: null,
  phase: null,
  day,
  done: false,
  optional: false,
  remark: null,
  line: 1,
});

const TOPICS = ['done', 'early', 'between', 'range', 'late', 'aside'].map(topic);
const ROADMAP = [
  entry('done', null),
  entry('early', '2'),
  entry('between', null),
  entry('range', '4-5'),
  entry('late', '6'),
];

describe('a milestone', () => {
  const slugsOf = (day: string | null, roadmap = ROADMAP) =>
    topicsOfMilestone({ day }, { roadmap }, TOPICS).map(({ slug }) => slug);

  it('covers the roadmap up to its day', () => {
    expect(slugsOf('5')).toEqual(['done', 'early', 'between', 'range']);
    expect(slugsOf('4')).toEqual(['done', 'early']);
    expect(slugsOf('7-8')).toEqual(['done', 'early', 'between', 'range', 'late']);
    expect(slugsOf('1')).toEqual([]);
  });

  it('leaves out earlier lines of the roadmap with a later day', () => {
    expect(slugsOf('2', [entry('late', '6'), entry('early', '2')])).toEqual(['early']);
  });

  it('covers the whole roadmap if no day is stated, and all topics without a roadmap', () => {
    expect(slugsOf(null)).toEqual(['done', 'early', 'between', 'range', 'late']);
    expect(slugsOf('5', [entry('early', null), entry('late', null)])).toEqual(['early', 'late']);
    expect(slugsOf('5', [])).toHaveLength(TOPICS.length);
  });

  it('is on a study day counted from the first day of the plan', () => {
    expect(studyDayOfMilestone({ day: '1' }, 20_000)).toBe(20_000);
    expect(studyDayOfMilestone({ day: '12' }, 20_000)).toBe(20_011);
    expect(studyDayOfMilestone({ day: '7-8' }, 20_000)).toBe(20_007);
    expect(studyDayOfMilestone({ day: null }, 20_000)).toBeNull();
  });
});
