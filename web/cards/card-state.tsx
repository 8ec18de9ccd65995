import type { CardSummary } from '../../server/http/schemas.ts';
import { whenWords } from '../words/format.ts';
import { words } from '../words/words.ts';

type Standing = Pick<CardSummary, 'state' | 'leech' | 'suspended' | 'buried' | 'setAside'>;

/** How a card stands: its state, and what sets it apart. */
export function CardState({ card }: { readonly card: Standing }) {
  const { marks } = words().cards;
  const shown = [
    ...(card.leech ? ['leech' as const] : []),
    ...(card.suspended ? ['suspended' as const] : []),
    ...(card.buried ? ['buried' as const] : []),
    ...(card.setAside ? ['set-aside' as const] : []),
  ];
  return (
    <>
      {words().common.states[card.state]}
      {shown.map((mark) => (
        <span key={mark} class={`card-mark ${mark}`}>
          {marks[mark]}
        </span>
      ))}
    </>
  );
}

/** When a card falls due, seen from now; nothing where it never does as it stands. */
export function dueWords({
  dueAt,
  suspended,
  setAside,
}: Pick<CardSummary, 'dueAt' | 'suspended' | 'setAside'>): string {
  return dueAt === null || suspended || setAside ? words().common.none : whenWords(dueAt, Date.now());
}

/** Tells the cards of one note apart, which share their prompt; empty where it has one. */
export function partWords({ kind, cardId }: Pick<CardSummary, 'kind' | 'cardId'>): string {
  const say = words().topic;
  if (kind === 'reverse') return say.reversed;
  return kind === 'cloze' ? say.blank(cardId.slice(cardId.lastIndexOf('.c') + 2)) : '';
}
