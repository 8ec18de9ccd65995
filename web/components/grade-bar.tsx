import type { Rating } from '../../server/http/schemas/index.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import type { Entry } from '../review/session.ts';
import { intervalLabel, intervalWords } from '../time.ts';
import { RATING_WORDS } from '../words.ts';

interface Props {
  readonly entry: Entry;
  readonly revealed: boolean;
  readonly suggested: Rating;
  readonly onReveal: () => void;
  readonly onGrade: (rating: Rating) => void;
}

/** One button to see the answer, then four to grade it, in the same place and of the same height. */
export function GradeBar({ entry, revealed, suggested, onReveal, onGrade }: Props) {
  if (!revealed) {
    return (
      <div class="grade-bar">
        <button type="button" class="grade show" onClick={onReveal}>
          <span class="grade-name">Show answer</span>
          <span class="grade-hint">
            <kbd>Space</kbd>
          </span>
        </button>
      </div>
    );
  }
  const { previews } = entry.card;
  return (
    <fieldset class="grade-bar">
      <legend class="visually-hidden">How well did you know it?</legend>
      {RATINGS.map((rating, i) => {
        const preview = entry.unforeseen ? null : previews[rating];
        const again = preview ? `, again ${intervalWords(preview, entry.asOfMs)}` : '';
        return (
          <button
            key={rating}
            type="button"
            class={`grade ${rating} ${rating === suggested ? 'suggested' : ''}`}
            aria-label={`${RATING_WORDS[rating]}${again}, key ${i + 1}${rating === suggested ? ', suggested' : ''}`}
            aria-keyshortcuts={String(i + 1)}
            onClick={() => onGrade(rating)}
          >
            <span class="grade-name">{RATING_WORDS[rating]}</span>
            <span class="grade-hint">
              <kbd>{i + 1}</kbd>{' '}
              <span class="grade-interval">{preview && intervalLabel(preview, entry.asOfMs)}</span>
            </span>
          </button>
        );
      })}
    </fieldset>
  );
}
