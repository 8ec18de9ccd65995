import { useRef } from 'preact/hooks';
import type { Rating } from '../../server/http/schemas.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import type { Entry } from '../offline/entry.ts';
import { ariaKeys, Key } from '../ui/key.tsx';
import { intervalWords } from '../words/format.ts';
import { intervalLabel } from '../words/interval.ts';
import { words } from '../words/words.ts';

/** Two clicks closer than this are one double click, whose second would hit the button that took the first's place. */
const DOUBLE_CLICK_MS = 300;

interface Props {
  readonly entry: Entry;
  readonly revealed: boolean;
  readonly suggested: Rating;
  /** Whether grades schedule nothing. */
  readonly practice: boolean;
  readonly onReveal: () => void;
  readonly onGrade: (rating: Rating) => void;
}

/** One button that shows the answer, then four to grade it, in the same place and of the same height. */
export function GradeBar({ entry, revealed, suggested, practice, onReveal, onGrade }: Props) {
  const say = words().review;
  const single = useSingleClicks();
  if (!revealed) {
    return (
      <div class="grade-bar">
        <button type="button" class="grade show" onClick={single(onReveal)}>
          <span class="grade-name">{say.showAnswer}</span>
          <span class="grade-hint">
            <Key action="go-on" />
          </span>
        </button>
      </div>
    );
  }
  const { ratings } = words().common;
  return (
    <fieldset class="grade-bar">
      <legend class="visually-hidden">{say.howWell}</legend>
      {RATINGS.map((rating) => {
        const effect = practice ? practiceEffect(rating) : effectOf(entry, rating);
        return (
          <button
            key={rating}
            type="button"
            class={`grade ${rating} ${rating === suggested ? 'suggested' : ''}`}
            aria-keyshortcuts={ariaKeys(rating)}
            onClick={single(() => onGrade(rating))}
          >
            <span class="grade-name">{ratings[rating]}</span>
            <span class="visually-hidden">
              {effect?.aloud}
              {rating === suggested && say.suggested}
            </span>
            <span class="grade-hint" aria-hidden="true">
              <Key action={rating} /> <span class="grade-interval">{effect?.label}</span>
            </span>
          </button>
        );
      })}
    </fieldset>
  );
}

/** Lets a click act unless it follows another within {@link DOUBLE_CLICK_MS}. Keys always act. */
function useSingleClicks() {
  const clickedMs = useRef(Number.NEGATIVE_INFINITY);
  return (act: () => void) =>
    ({ detail, timeStamp }: MouseEvent) => {
      const isKey = detail === 0;
      if (!isKey && timeStamp - clickedMs.current < DOUBLE_CLICK_MS) return;
      if (!isKey) clickedMs.current = timeStamp;
      act();
    };
}

/** What a grade does, as its button shows it. */
interface Effect {
  readonly label: string;
  readonly aloud: string;
}

/** Null if only the server could compute it. */
function effectOf({ card, asOfMs, unforeseen }: Entry, rating: Rating): Effect | null {
  if (unforeseen) return null;
  const preview = card.previews[rating];
  return {
    label: intervalLabel(preview, asOfMs),
    aloud: words().review.gradeAgain(intervalWords(preview, asOfMs)),
  };
}

function practiceEffect(rating: Rating): Effect {
  const { practiceHint, practiceAloud } = words().review;
  const effect = rating === 'again' ? 'again' : 'done';
  return { label: practiceHint[effect], aloud: practiceAloud[effect] };
}
