import type { Rating } from '../../server/http/schemas/index.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import type { Entry } from '../review/session.ts';
import { intervalWords } from '../words/format.ts';
import { intervalLabel } from '../words/interval.ts';
import { words } from '../words/words.ts';
import { ariaKeys, Key } from './key.tsx';

interface Props {
  readonly entry: Entry;
  readonly revealed: boolean;
  readonly suggested: Rating;
  readonly onReveal: () => void;
  readonly onGrade: (rating: Rating) => void;
}

/** One button to see the answer, then four to grade it, in the same place and of the same height. */
export function GradeBar({ entry, revealed, suggested, onReveal, onGrade }: Props) {
  const say = words().review;
  if (!revealed) {
    return (
      <div class="grade-bar">
        <button type="button" class="grade show" onClick={onReveal}>
          <span class="grade-name">{say.showAnswer}</span>
          <span class="grade-hint">
            <Key action="go-on" />
          </span>
        </button>
      </div>
    );
  }
  const { previews } = entry.card;
  const { ratings } = words().common;
  return (
    <fieldset class="grade-bar">
      <legend class="visually-hidden">{say.howWell}</legend>
      {RATINGS.map((rating) => {
        const preview = entry.unforeseen ? null : previews[rating];
        return (
          <button
            key={rating}
            type="button"
            class={`grade ${rating} ${rating === suggested ? 'suggested' : ''}`}
            aria-keyshortcuts={ariaKeys(rating)}
            onClick={() => onGrade(rating)}
          >
            <span class="grade-name">{ratings[rating]}</span>
            <span class="visually-hidden">
              {preview && say.gradeAgain(intervalWords(preview, entry.asOfMs))}
              {rating === suggested && say.suggested}
            </span>
            <span class="grade-hint" aria-hidden="true">
              <Key action={rating} />{' '}
              <span class="grade-interval">{preview && intervalLabel(preview, entry.asOfMs)}</span>
            </span>
          </button>
        );
      })}
    </fieldset>
  );
}
