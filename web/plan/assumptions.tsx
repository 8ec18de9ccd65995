import type { LoadForecast } from '../../server/http/schemas.ts';
import { assumptionWords } from '../words/server-words.ts';
import { words } from '../words/words.ts';

type Props = Pick<LoadForecast, 'assumptions' | 'assumed'>;

/** What a forecast assumes, folded away until it is opened. */
export function Assumptions({ assumptions, assumed }: Props) {
  const say = words().plan;
  return (
    <details class="assumptions">
      <summary>{say.assumptions}</summary>
      <ul class="plain-list">
        {assumptions.map((sent, i) => {
          const own = assumptionWords(assumed[i]);
          return (
            <li key={sent} lang={own === null ? 'en' : undefined}>
              {own ?? sent}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
