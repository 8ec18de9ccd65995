import { useId } from 'preact/hooks';
import { type Look, Pattern } from './look.tsx';

export type Swatch = 'line' | 'bar' | 'band' | 'goal' | 'mark';

export interface LegendEntry {
  readonly label: string;
  readonly look: Look;
  readonly swatch: Swatch;
}

/** What the looks in a picture mean. With one look, the title is enough. */
export function Legend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  return (
    <ul class="chart-legend">
      {entries.map((entry) => (
        <li key={entry.label}>
          <Sample {...entry} />
          {entry.label}
        </li>
      ))}
    </ul>
  );
}

function Sample({ look, swatch }: LegendEntry) {
  const id = useId();
  return (
    <svg class={`tone-${look.tone}`} width="28" height="14" aria-hidden="true">
      {swatch === 'bar' && (
        <>
          <defs>
            <Pattern id={id} look={look} />
          </defs>
          <rect class="chart-bar" x="5" y="1" width="18" height="12" fill={`url(#${id})`} />
        </>
      )}
      {swatch === 'band' && <rect class="chart-band" x="1" y="2" width="26" height="10" />}
      {swatch === 'goal' && <path class="chart-goal" d="M1 7H27" />}
      {swatch === 'line' && <path class="chart-line" d="M1 7H27" stroke-dasharray={look.dash} />}
      {(swatch === 'line' || swatch === 'mark') && (
        <path class="chart-mark" d={look.mark} transform="translate(14 7)" />
      )}
    </svg>
  );
}
