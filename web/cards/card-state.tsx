import type { CardSummary } from '../../server/http/schemas.ts';
import { whenWords } from '../words/format.ts';
import { words } from '../words/words.ts';

type CardFlags = Pick<CardSummary, 'state' | 'leech' | 'suspended' | 'buried' | 'setAside'>;

/** A card's state, with marks such as leech or suspended. */
export function CardState({ card }: { readonly card: CardFlags }) {
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

/** When a card falls due, relative to now; empty if it never does in its present state. */
export function dueWords({
  dueAt,
  suspended,
  setAside,
}: Pick<CardSummary, 'dueAt' | 'suspended' | 'setAside'>): string {
  return dueAt === null || suspended || setAside ? words().common.none : whenWords(dueAt, Date.now());
}

/** Distinguishes the cards of one note, which share their prompt; empty if the note has only one. */
export function partWords({ kind, cardId }: Pick<CardSummary, 'kind' | 'cardId'>): string {
  const say = words().topic;
  if (kind === 'reverse') return say.reversed;
  return kind === 'cloze' ? say.blank(cardId.slice(cardId.lastIndexOf('.c') + 2)) : '';
}
