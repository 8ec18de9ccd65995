import { useState } from 'preact/hooks';
import type { Examination } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { numberWords } from '../words/format.ts';
import { errorWords } from '../words/server-words.ts';
import { serverWords, words } from '../words/words.ts';

const SHOWN = 20;

type Course =
  | { readonly at: 'rest' | 'busy' }
  | { readonly at: 'done'; readonly examination: Examination }
  | { readonly at: 'failed'; readonly error: unknown };

/** Checks the database, and repairs what can be repaired. */
export function Check() {
  const [course, go] = useState<Course>({ at: 'rest' });
  const say = words().data;
  const run = async (repair: boolean) => {
    go({ at: 'busy' });
    try {
      go({ at: 'done', examination: await api.examine(repair) });
    } catch (error) {
      go({ at: 'failed', error });
    }
  };
  return (
    <section class="data-part">
      <h3>{say.check}</h3>
      <p class="hint">{say.checkHint}</p>
      <div class="data-act">
        <button type="button" class="button" disabled={course.at === 'busy'} onClick={() => void run(false)}>
          {say.checkNow}
        </button>
        <span role="status">
          {course.at === 'busy' && say.checking}
          {course.at === 'done' && verdict(course.examination)}
        </span>
      </div>
      {course.at === 'failed' && (
        <p class="trouble" role="alert">
          {errorWords(course.error)}
        </p>
      )}
      {course.at === 'done' && <Findings examination={course.examination} onRepair={() => void run(true)} />}
    </section>
  );
}

function verdict({ events, cards, found, repaired }: Examination): string {
  const say = words().data;
  const outcome = found === 0 ? say.well : say.wrong(found);
  return [say.checked(events, cards), outcome, ...(repaired > 0 ? [say.repaired(repaired)] : [])].join(' ');
}

interface FindingsProps {
  readonly examination: Examination;
  readonly onRepair: () => void;
}

function Findings({ examination: { findings, found, repaired }, onRepair }: FindingsProps) {
  const say = words().data;
  const own = serverWords()?.findings;
  if (found === 0) return null;
  const isRepairable = repaired === 0 && findings.some(({ repairable }) => repairable);
  const lasts = findings.some(({ repairable }) => !repairable);
  const shown = findings.slice(0, SHOWN);
  return (
    <>
      <ul class="plain-list findings">
        {shown.map(({ about, of, message }, i) => (
          <li key={i}>
            <strong>{own?.[about].name ?? about}</strong> {of !== null && <code>{of}</code>} {own?.[about].is}{' '}
            <span class="hint" lang="en">
              {message}
            </span>
          </li>
        ))}
        {found > shown.length && <li>{say.moreFindings(numberWords(found - shown.length))}</li>}
      </ul>
      {isRepairable && (
        <div class="data-act">
          <button type="button" class="button" onClick={onRepair}>
            {say.repair}
          </button>
          <span class="hint">{say.repairHint}</span>
        </div>
      )}
      {lasts && <p>{say.lasting}</p>}
    </>
  );
}
