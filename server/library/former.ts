// Recognises a plan whose folder was renamed, by its notes.
import type { Problem } from '../deck/types.ts';
import { normaliseText } from '../plan/text.ts';
import type { Plan } from '../plan/types.ts';
import type { PlanId } from '../schedule/ids.ts';
import { readJson } from '../store/errors.ts';
import type { PlanRow } from '../store/tables.ts';
import type { FileFault } from './faults.ts';
import { PLAN_FILE } from './folder.ts';

/** The rule of a plan that resembles a gone one. */
export const RENAMED_PLAN = 'plan-renamed';

/** A plan whose folder is gone. */
export interface GonePlan {
  readonly row: PlanRow;
  /** How many notes it ever had. */
  readonly notes: number;
}

/** A plan whose folder is new, or back. */
export interface NewPlan {
  readonly planId: PlanId;
  readonly plan: Plan | null;
  readonly isKnown: boolean;
  /** How many notes its decks have, with an id or without. */
  readonly notes: number;
  /** How many of them each plan had before, itself included. */
  readonly shared: ReadonlyMap<string, number>;
}

/**
 * The former id of each plan whose folder was renamed: that of the gone plan that had at least half of its notes. A plan
 * that never had notes is known by its plan.md.
 */
export function formerPlans(
  plans: readonly NewPlan[],
  gone: readonly GonePlan[],
): ReadonlyMap<PlanId, PlanId> {
  const former = new Map<PlanId, PlanId>();
  const pairs = plans.flatMap((plan) =>
    gone
      .map(({ row, notes }) => ({ plan, row, notes, shared: plan.shared.get(row.id) ?? 0 }))
      .filter(({ row, notes, shared }) =>
        shared > 0
          ? shared * 2 >= Math.min(plan.notes, notes) && shared > (plan.shared.get(plan.planId) ?? 0)
          : notes === 0 && !plan.isKnown && isSamePlan(plan.plan, row),
      ),
  );
  const taken = new Set<PlanId>();
  for (const { plan, row } of pairs.sort((a, b) => b.shared - a.shared)) {
    if (former.has(plan.planId) || taken.has(row.id)) continue;
    former.set(plan.planId, row.id);
    taken.add(row.id);
  }
  return former;
}

function isSamePlan(plan: Plan | null, { body }: PlanRow): boolean {
  return plan !== null && plan.topics.length > 0 && JSON.stringify(plan) === body;
}

/** Whether a plan looks like a gone one renamed, by its title and topics, although it has other notes. */
export function resembles(plan: Plan | null, { row, notes }: GonePlan): boolean {
  const before = readJson<Plan | null>(row.body, 'plans.body');
  if (!plan || !before || notes === 0 || normaliseText(plan.title) !== normaliseText(row.title)) return false;
  const slugs = new Set(before.topics.map(({ slug }) => slug));
  const known = plan.topics.filter(({ slug }) => slugs.has(slug)).length;
  return known > 0 && known * 2 >= plan.topics.length;
}

/** The problem of a plan that resembles a gone one. */
export function renamedPlan(planId: PlanId, before: PlanId): Problem {
  const fault: FileFault = { kind: 'plan-renamed', before };
  return {
    severity: 'warning',
    rule: RENAMED_PLAN,
    path: `${planId}/${PLAN_FILE}`,
    line: 1,
    message: `The folder ${before} is gone, and this plan has its title and topics, but less than half of its notes. So its settings and figures stay with the name ${before}. Rename the folder ${planId} to ${before}, or bring ${before} back.`,
    fault,
  };
}
