import type { Act, CardSummary } from '../../server/http/schemas.ts';
import { ariaKeys, Key } from '../ui/key.tsx';
import { words } from '../words/words.ts';
import { MOST_AT_ONCE } from './changes.ts';

interface Props {
  /** The chosen cards among those shown. */
  readonly cards: readonly CardSummary[];
  readonly chosen: number;
  readonly total: number;
  readonly busy: boolean;
  readonly onAct: (act: Act) => void;
  readonly onMove: () => void;
  readonly onChooseAll: () => void;
  readonly onClear: () => void;
}

/** The bar of acts for the chosen cards. */
export function CardBulk({ cards, chosen, total, busy, onAct, onMove, onChooseAll, onClear }: Props) {
  const say = words().cards;
  const most = Math.min(total, MOST_AT_ONCE);
  return (
    <section class="card-bulk" aria-label={say.withChosen}>
      <p>
        <strong>{say.chosen(chosen)}</strong>{' '}
        {chosen < most && (
          <button type="button" class="link" disabled={busy} onClick={onChooseAll}>
            {most < total ? say.chooseFirst(most) : say.chooseAll(total)}
          </button>
        )}
      </p>
      <div class="card-bulk-acts">
        {actsFor(cards).map((act) => (
          <button
            key={act}
            type="button"
            class="button small"
            disabled={busy}
            aria-keyshortcuts={
              act === 'suspend'
                ? ariaKeys('suspend-chosen')
                : act === 'bury'
                  ? ariaKeys('bury-chosen')
                  : undefined
            }
            onClick={() => onAct(act)}
          >
            {say.acts[act]}
            {act === 'suspend' && <Key action="suspend-chosen" />}
            {act === 'bury' && <Key action="bury-chosen" />}
          </button>
        ))}
        <button
          type="button"
          class="button small"
          disabled={busy}
          aria-keyshortcuts={ariaKeys('move-chosen')}
          onClick={onMove}
        >
          {say.move}
          <Key action="move-chosen" />
        </button>
        <button type="button" class="icon-button" aria-label={say.clear} onClick={onClear}>
          <span aria-hidden="true">×</span>
        </button>
      </div>
    </section>
  );
}

/** The acts that change at least one of the cards. */
export function actsFor(
  cards: readonly Pick<CardSummary, 'suspended' | 'buried' | 'state'>[],
): readonly Act[] {
  const some = (is: (card: (typeof cards)[number]) => boolean) => cards.some(is);
  return [
    ...(some(({ suspended }) => !suspended) ? ['suspend' as const] : []),
    ...(some(({ suspended }) => suspended) ? ['unsuspend' as const] : []),
    ...(some(({ buried }) => !buried) ? ['bury' as const] : []),
    ...(some(({ buried }) => buried) ? ['unbury' as const] : []),
    ...(some(({ state }) => state !== 'new') ? ['reset' as const] : []),
  ];
}
