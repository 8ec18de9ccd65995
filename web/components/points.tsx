import { suggestedRating } from '../review/suggest.ts';
import { RATING_WORDS } from '../words.ts';
import { Html } from './html.tsx';

interface Props {
  readonly points: readonly string[];
  readonly told: readonly boolean[];
  readonly onTick: (point: number) => void;
}

/** The points of an explanation, to be ticked as far as they were told. */
export function Points({ points, told, onTick }: Props) {
  const toldCount = told.filter(Boolean).length;
  return (
    <fieldset class="points">
      <legend>What did you tell?</legend>
      {points.map((html, i) => (
        <label key={i} class="point">
          <input type="checkbox" checked={told[i] ?? false} onChange={() => onTick(i)} />
          <Html html={html} />
        </label>
      ))}
      <p class="points-sum">
        {toldCount} of {points.length}: that earns <strong>{RATING_WORDS[suggestedRating(told)]}</strong>
      </p>
    </fieldset>
  );
}
