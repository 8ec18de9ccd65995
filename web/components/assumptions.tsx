import { words } from '../words/words.ts';

interface Props {
  readonly assumptions: readonly string[];
  readonly runs: number;
}

/** What a forecast rests on, for who wants to know. */
export function Assumptions({ assumptions, runs }: Props) {
  const say = words().plan;
  return (
    <details class="assumptions">
      <summary>{say.assumptions}</summary>
      <ul class="plain-list">
        {assumptions.map((each) => (
          <li key={each}>{each}</li>
        ))}
        <li>{say.averaged(runs)}</li>
      </ul>
    </details>
  );
}
