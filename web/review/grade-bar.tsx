import { useRef } from 'preact/hooks';
import type { Rating } from '../../server/http/schemas.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import type { Entry } from '../offline/entry.ts';
import { ariaKeys, Key } from '../ui/key.tsx';
import { intervalWords } from '../words/format.ts';
import { intervalLabel } from '../words/interval.ts';
import { words } from '../words/words.ts';

/** Nobody reads a card in this time: a click so soon was meant for the button that was there before. */
const SOON_MS = 300;

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
  const clicks = useClicks();
  if (!revealed) {
    return (
      <div class="grade-bar">
        <button type="button" class="grade show" onClick={clicks.reveal(onReveal)}>
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
            onClick={clicks.grade(() => onGrade(rating))}
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

/**
 * Lets a click act unless it comes so soon after a grade, or is the second of the double click that showed the answer:
 * it would hit the button that took the place of the one that was meant. Keys always act.
 */
function useClicks() {
  const gradedMs = useRef(Number.NEGATIVE_INFINITY);
  const revealedMs = useRef(Number.NEGATIVE_INFINITY);
  const isKey = ({ detail }: MouseEvent) => detail === 0;
  const isAfterGrade = ({ timeStamp }: MouseEvent) => timeStamp - gradedMs.current < SOON_MS;
  const isDouble = ({ detail, timeStamp }: MouseEvent) =>
    detail > 1 && timeStamp - revealedMs.current < SOON_MS;
  return {
    reveal: (act: () => void) => (event: MouseEvent) => {
      if (!isKey(event) && isAfterGrade(event)) return;
      revealedMs.current = event.timeStamp;
      act();
    },
    grade: (act: () => void) => (event: MouseEvent) => {
      if (!isKey(event) && (isAfterGrade(event) || isDouble(event))) return;
      gradedMs.current = event.timeStamp;
      act();
    },
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
