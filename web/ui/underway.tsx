// A progress bar.

import { percentWords } from '../words/format.ts';
import { words } from '../words/words.ts';

/** The progress of something that takes seconds. @param share 0–1 */
export function Underway({ share }: { readonly share: number }) {
  const percent = Math.floor(100 * share);
  return (
    <div class="underway">
      <progress aria-label={words().common.underway} max={100} value={percent} />
      <span class="hint" aria-hidden="true">
        {percentWords(percent)}
      </span>
    </div>
  );
}
