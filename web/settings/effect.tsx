import { useEffect, useId, useRef } from 'preact/hooks';
import type { ChangedPlanSettings } from '../../server/http/schemas.ts';
import { words } from '../words/words.ts';

export type Replay = NonNullable<ChangedPlanSettings['replay']>;

interface Props {
  readonly replay: Replay;
  readonly hasSurplus: boolean;
  readonly spread: boolean;
  readonly onSpread: (spread: boolean) => void;
  readonly onApply: () => void;
  readonly onBack: () => void;
}

/** What a change would do to the cards, to confirm before it is applied. */
export function Effect({ replay, hasSurplus, spread, onSpread, onApply, onBack }: Props) {
  const { moved, dueToday, dueTodayBefore } = replay;
  const say = words().settings;
  const id = useId();
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section class="effect" aria-labelledby={id} tabIndex={-1} ref={box}>
      <h3 id={id}>{say.effect}</h3>
      <p role="status">
        {moved > 0 ? say.moved(moved) : say.unmoved}{' '}
        {dueToday === dueTodayBefore ? say.dueAsNow(dueToday) : say.dueThen(dueToday, dueTodayBefore)}{' '}
        {dueToday > dueTodayBefore && say.limits}
      </p>
      {hasSurplus && (
        <label class="check">
          <input
            type="checkbox"
            checked={spread}
            onChange={(event) => onSpread(event.currentTarget.checked)}
          />
          <span>{say.spread}</span>
        </label>
      )}
      <div class="save-acts">
        <button type="button" class="button primary" onClick={onApply}>
          {say.apply}
        </button>
        <button type="button" class="button quiet" onClick={onBack}>
          {say.back}
        </button>
      </div>
    </section>
  );
}
