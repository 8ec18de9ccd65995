import type { Topic } from '../../server/http/schemas/index.ts';
import { percentWords } from '../words.ts';

/** The range in which the retention lies, and its best guess, on a scale from 0 to 100. The numbers stand beside it. */
export function RetentionBar({ topic }: { readonly topic: Topic }) {
  const { retentionPercent: value, lowPercent: low, highPercent: high } = topic;
  if (value === null) return <div class="bar" aria-hidden="true" />;
  const from = low ?? value;
  const to = high ?? value;
  return (
    <div class={`bar ${bandClass(topic.band)}`} aria-hidden="true">
      <div class="bar-range" style={{ insetInlineStart: `${from}%`, width: `${to - from}%` }} />
      <div class="bar-value" style={{ insetInlineStart: `${value}%` }} />
    </div>
  );
}

/** `72.4%, between 64% and 80%`. */
export function RetentionText({ topic }: { readonly topic: Topic }) {
  const { retentionPercent: value, lowPercent: low, highPercent: high } = topic;
  if (value === null) return <span class="retention none">–</span>;
  return (
    <span class={`retention ${topic.band}`}>
      <strong>{percentWords(value)}</strong>
      {low !== null && high !== null && low < high && (
        <span class="range">
          <span class="visually-hidden">, between </span>
          {Math.round(low)}–{Math.round(high)}
        </span>
      )}
    </span>
  );
}

/** The class that colours a band; bands that a plan names itself keep the neutral colour. */
export function bandClass(band: string): string {
  const known = ['strong', 'good', 'fair', 'needs-review', 'unmeasured'];
  return `band-${known.find((each) => each === band.toLowerCase().replace(/\s+/g, '-')) ?? 'other'}`;
}
