import { Html } from '../ui/html.tsx';
import { words } from '../words/words.ts';
import { suggestedRating } from './suggest.ts';

interface Props {
  readonly points: readonly string[];
  readonly ticked: readonly boolean[];
  readonly onTick: (point: number) => void;
}

/** The points of an explanation, to tick those that were mentioned. */
export function Points({ points, ticked, onTick }: Props) {
  const say = words().review;
  const earned = <strong>{words().common.ratings[suggestedRating(ticked)]}</strong>;
  const count = ticked.filter(Boolean).length;
  return (
    <fieldset class="points">
      <legend>{say.whatYouSaid}</legend>
      {points.map((html, i) => (
        <label key={i} class="point">
          <input type="checkbox" checked={ticked[i] ?? false} onChange={() => onTick(i)} />
          <Html html={html} />
        </label>
      ))}
      <p class="points-sum">{say.earns(count, points.length, earned)}</p>
    </fieldset>
  );
}
