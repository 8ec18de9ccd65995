// A topic's retention as a bar and in words, with its band.

import type { Topic } from '../../server/http/schemas.ts';
import { numberWords, percentWords } from '../words/format.ts';
import { words } from '../words/words.ts';

/** The range of the retention and its best estimate, on a scale from 0 to 100. The numbers are shown beside it. */
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
  if (value === null) return <span class="retention none">{words().common.none}</span>;
  // One decimal for measured values, so that they can be compared.
  const least = topic.band === 'unmeasured' ? 0 : 1;
  return (
    <span class={`retention ${topic.band}`}>
      <strong>{percentWords(value, 1, least)}</strong>
      {low !== null && high !== null && low < high && (
        <span class="range">
          <span class="visually-hidden">
            , {words().common.between(percentWords(low, 0), percentWords(high, 0))}
          </span>
          <span aria-hidden="true">
            {numberWords(low)}–{numberWords(high)}
          </span>
        </span>
      )}
    </span>
  );
}

/** The words for a band; a band that the plan itself names is shown as the plan writes it. */
export function bandWords(band: string): string {
  const ours: Readonly<Record<string, string>> = words().common.bands;
  return ours[band] ?? band;
}

/** The class that colours a band; bands that a plan names itself keep the neutral colour. */
export function bandClass(band: string): string {
  const known = ['strong', 'good', 'fair', 'needs-review', 'unmeasured'];
  return `band-${known.find((each) => each === band.toLowerCase().replace(/\s+/g, '-')) ?? 'other'}`;
}
