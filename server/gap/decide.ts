// Accepts and dismisses proposed gaps.
import type { Library } from '../library/library.ts';
import type { NewNote } from '../library/topic-files.ts';
import type { ReviewDesk } from '../log/desk.ts';
import type { TopicId } from '../schedule/ids.ts';
import type { GapDecisionRow } from '../store/tables.ts';
import { addGapWithCards, type GapAdded } from './add.ts';
import { listProposals, type Proposal } from './proposals.ts';

export type Accepted =
  | { readonly outcome: 'accepted'; readonly topicId: TopicId; readonly added: GapAdded }
  | NotDecided;
export type Dismissal = { readonly outcome: 'dismissed'; readonly atMs: number } | NotDecided;

type NotDecided =
  /** The proposal was decided in another way before. */
  | { readonly outcome: 'conflict'; readonly decision: GapDecisionRow }
  /** There is no such proposal, or no longer: one of its lapses was undone, or it has expired. */
  | { readonly outcome: 'unknown' };

/**
 * Adds a proposed gap to the plan, with its own text or another, and with cards. Doing so again changes nothing, or
 * completes an interrupted call.
 *
 * @throws LibraryError as {@link addGapWithCards} does. Nothing is decided then.
 */
export async function acceptProposal(
  desk: ReviewDesk,
  library: Library,
  id: string,
  { text, cards = [] }: { readonly text?: string; readonly cards?: readonly NewNote[] },
): Promise<Accepted> {
  const decision = await decisionOn(desk, id);
  const isOther = text !== undefined && decision?.gap_text !== text.trim();
  if (decision && (decision.decision !== 'accepted' || isOther)) return { outcome: 'conflict', decision };
  const proposal = decision ? null : await proposalOf(desk, id);
  const topicId = decision?.topic_id ?? proposal?.topic.id;
  const wording = text ?? decision?.gap_text ?? proposal?.text;
  if (topicId === undefined || wording === undefined) return { outcome: 'unknown' };
  const added = await addGapWithCards(desk, library, { topicId, text: wording, cards });
  if (proposal) await keep(desk, proposal, 'accepted', wording.trim());
  return { outcome: 'accepted', topicId, added };
}

/** Dismisses a proposed gap. Its lapses will not propose a gap again, but three new ones will. */
export async function dismissProposal(desk: ReviewDesk, id: string): Promise<Dismissal> {
  const decision = await decisionOn(desk, id);
  if (decision && decision.decision !== 'dismissed') return { outcome: 'conflict', decision };
  if (decision) return { outcome: 'dismissed', atMs: decision.at_ms };
  const proposal = await proposalOf(desk, id);
  if (!proposal) return { outcome: 'unknown' };
  const atMs = await keep(desk, proposal, 'dismissed', null);
  return { outcome: 'dismissed', atMs };
}

async function decisionOn(desk: ReviewDesk, id: string): Promise<GapDecisionRow | undefined> {
  return desk.store.read
    .selectFrom('gap_decisions')
    .selectAll()
    .where('learner_id', '=', desk.learner.id)
    .where('id', '=', id)
    .executeTakeFirst();
}

async function proposalOf(desk: ReviewDesk, id: string): Promise<Proposal | undefined> {
  return (await listProposals(desk)).find((proposal) => proposal.id === id);
}

async function keep(
  desk: ReviewDesk,
  { id, topic, item, lapses }: Proposal,
  decision: GapDecisionRow['decision'],
  gap_text: string | null,
): Promise<number> {
  // The decision covers all its lapses, even one with a time ahead of the clock.
  const at_ms = Math.max(desk.clock(), ...lapses.map(({ atMs }) => atMs));
  const place = { topic_id: topic.id, item_key: item.key };
  const learner_id = desk.learner.id;
  await desk.store.write(
    async (tx) => {
      await tx
        .insertInto('gap_decisions')
        .values({ learner_id, id, ...place, at_ms, decision, gap_text })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    { touches: 'no card' },
  );
  return at_ms;
}
