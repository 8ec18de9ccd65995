// Cards of a plan grouped by their session settings.
import { usualNewOrder } from '../schedule/queue/new-order.ts';
import type { Spent } from '../schedule/queue/types.ts';
import type { SessionSettings } from '../schedule/types.ts';
import type { Scenario, Start, Travelling } from './types.ts';

/** The cards of a plan that share session settings: those of a topic with its own, or those of all other topics. */
export interface SettingsGroup {
  readonly settings: SessionSettings;
  /** How much of the group's limits is used up today. */
  readonly spent: Spent;
  /** New cards, in the order in which the queue introduces them. */
  fresh: readonly Travelling[];
}

/** Groups by topic id. Topics without settings of their own share one. */
export type SettingsGroups = ReadonlyMap<string, SettingsGroup>;

/** @param cards those that may be asked; new ones are introduced if the scenario introduces their topic. */
export function settingsGroupsOf(
  cards: readonly Travelling[],
  start: Start,
  scenario: Scenario,
): SettingsGroups {
  const { session, sessionOf, introduce } = scenario;
  const { introducedToday, reviewedToday, spentIn } = start;
  const shared: SettingsGroup = { settings: session, spent: { introducedToday, reviewedToday }, fresh: [] };
  const groups = new Map<string, SettingsGroup>();
  const fresh = new Map<SettingsGroup, Travelling[]>();
  for (const card of cards) {
    const { topicId, memory } = card;
    let group = groups.get(topicId);
    if (!group) {
      const settings = sessionOf(topicId);
      const spent = spentIn.get(topicId) ?? NOTHING_SPENT;
      group = settings === session ? shared : { settings, spent, fresh: [] };
      groups.set(topicId, group);
    }
    if (memory.state !== 'new' || introduce?.has(topicId) === false) continue;
    const others = fresh.get(group);
    if (others) others.push(card);
    else fresh.set(group, [card]);
  }
  for (const [group, some] of fresh)
    group.fresh = some.sort(usualNewOrder({ ...start, settings: group.settings }));
  return groups;
}

export const NOTHING_SPENT: Spent = { introducedToday: 0, reviewedToday: 0 };
