// The section “Your data”.

import type { Backups } from '../../server/http/schemas.ts';
import { onDemand } from '../ui/on-demand.tsx';
import { words } from '../words/words.ts';
import { BackupList } from './backups.tsx';
import { Check } from './check.tsx';
import { Section } from './section.tsx';

const ImportReviews = onDemand(async () => (await import('./import-reviews.tsx')).ImportReviews);

interface Props {
  readonly backups: Backups;
}

/** Export, import, check and backups. */
export function YourData({ backups }: Props) {
  const say = words().data;
  return (
    <Section id="data" title={words().settings.sections.data} lead={words().settings.dataLead}>
      <BackupList first={backups} />
      <section class="data-part">
        <h3>{say.export}</h3>
        <p class="hint">{say.exportHint}</p>
        <a class="button" href="/api/export/reviews.csv" download="reviews.csv">
          {say.download}
        </a>
      </section>
      <ImportReviews />
      <Check />
    </Section>
  );
}
