// Streak, gaps and the next milestone, below today's session.

import type { ComponentChildren } from 'preact';
import type { PlanDetail, StreakStats } from '../../server/http/schemas.ts';
import { words } from '../words/words.ts';

/** The learner's figures besides what is due. */
export interface GlanceFacts {
  readonly streak: StreakStats;
  readonly waiting: { readonly proposals: number; readonly drafts: number; readonly withoutCards: number };
  readonly milestone: {
    readonly planId: string;
    readonly milestone: PlanDetail['milestones'][number];
  } | null;
}

/** Streak, gaps and the next milestone; their room is kept while they load. */
export function Glance({ facts }: { readonly facts: GlanceFacts | null }) {
  const say = words().today;
  return (
    <dl class="glance">
      <Fact title={say.streak}>{facts && <Streak streak={facts.streak} />}</Fact>
      <Fact title={say.gapsWaiting}>{facts && <Waiting waiting={facts.waiting} />}</Fact>
      <Fact title={say.milestone}>{facts && <Milestone next={facts.milestone} />}</Fact>
    </dl>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Streak({ streak: { current, longest, isTodayDone } }: Pick<GlanceFacts, 'streak'>) {
  const say = words().today;
  if (!current) return <strong>{say.streakNone}</strong>;
  return (
    <>
      <strong>{say.streakDays(current.days)}</strong>
      <span class="hint">
        {isTodayDone ? longest && say.streakLongest(say.streakDays(longest.days)) : say.streakOpen}
      </span>
    </>
  );
}

function Waiting({ waiting: { proposals, drafts, withoutCards } }: Pick<GlanceFacts, 'waiting'>) {
  const say = words().today;
  const parts = [
    ...(proposals > 0 ? [say.proposals(proposals)] : []),
    ...(drafts > 0 ? [say.drafts(drafts)] : []),
    ...(withoutCards > 0 ? [say.withoutCards(withoutCards)] : []),
  ];
  if (parts.length === 0) return <strong>{say.gapsNone}</strong>;
  return (
    <a href="/gaps">
      <strong>{parts.join(' · ')}</strong>
    </a>
  );
}

function Milestone({ next }: { readonly next: GlanceFacts['milestone'] }) {
  const say = words().today;
  if (!next) return <strong>{say.milestoneNone}</strong>;
  const { title, day } = next.milestone;
  return (
    <span>
      <a href={`/plan/${encodeURIComponent(next.planId)}`}>
        <strong>
          <bdi>{title}</bdi>
        </strong>
      </a>{' '}
      {day !== null && <span class="hint">{say.milestoneDay(day)}</span>}
    </span>
  );
}
