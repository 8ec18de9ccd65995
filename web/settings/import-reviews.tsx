import { useRef, useState } from 'preact/hooks';
import {
  type LineFault,
  type PastGrading,
  portionsOf,
  REQUIRED,
  readReviewFile,
} from '../../server/schedule/review-file.ts';
import { api } from '../api.ts';
import { announce } from '../ui/announce.tsx';
import { errorWords } from '../words/server-words.ts';
import { words } from '../words/words.ts';

const FAULTS_SHOWN = 10;

/** The result of what was sent so far. */
interface Sum {
  /** Reviews that the server has accepted. */
  readonly sent: number;
  /** Those of them that it did not have before. */
  readonly added: number;
  /** Cards that are in no deck. */
  readonly waiting: readonly string[];
}

type Course =
  | { readonly at: 'nothing' | 'reading' }
  | { readonly at: 'unreadable'; readonly why: 'unreadable' | 'vanished' | 'empty' }
  | { readonly at: 'faulty'; readonly faults: readonly LineFault[] }
  | { readonly at: 'read'; readonly gradings: readonly PastGrading[] }
  | { readonly at: 'sending'; readonly gradings: readonly PastGrading[]; readonly sum: Sum }
  | {
      readonly at: 'stopped';
      readonly gradings: readonly PastGrading[];
      readonly sum: Sum;
      readonly why?: string;
    }
  | { readonly at: 'done'; readonly sum: Sum };

const NOTHING: Sum = { sent: 0, added: 0, waiting: [] };

/**
 * Imports reviews from a file: checks the whole file first, then sends it in portions, and continues after a failure.
 */
export function ImportReviews() {
  const [course, go] = useState<Course>({ at: 'nothing' });
  const stopped = useRef(false);
  const say = words().data;

  const read = async (file: File | undefined) => {
    if (!file) return go({ at: 'nothing' });
    go({ at: 'reading' });
    go(await courseOf(file));
  };

  const send = async (gradings: readonly PastGrading[]) => {
    stopped.current = false;
    let sum = NOTHING;
    try {
      for (const portion of portionsOf(gradings)) {
        go({ at: 'sending', gradings, sum });
        const { added, withoutCard } = await api.importReviews({ reviews: [...portion] });
        sum = {
          sent: sum.sent + portion.length,
          added: sum.added + added,
          waiting: [...new Set([...sum.waiting, ...withoutCard])],
        };
        if (stopped.current && sum.sent < gradings.length) return go({ at: 'stopped', gradings, sum });
      }
      go({ at: 'done', sum });
      announce(words().data.imported(sum.added));
    } catch (error) {
      go({ at: 'stopped', gradings, sum, why: errorWords(error) });
    }
  };

  const isBusy = course.at === 'sending' || course.at === 'reading';
  return (
    <section class="data-part">
      <h3>{say.import}</h3>
      <p class="hint">
        {say.importHint(<code>{REQUIRED.join(', ')}</code>, <code>review_duration, review_id</code>)}
      </p>
      <label class="field">
        <span>{say.choose}</span>
        <input
          type="file"
          accept=".csv,text/csv"
          disabled={isBusy}
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            void read(file).then(() => {
              // So that the same file can be chosen again once it is corrected.
              currentTarget.value = '';
            });
          }}
        />
      </label>
      <div class="import-course">
        {course.at === 'reading' && <p role="status">{say.reading}</p>}
        {course.at === 'unreadable' && (
          <p class="trouble" role="alert">
            {say[course.why]}
          </p>
        )}
        {course.at === 'faulty' && <Faults faults={course.faults} />}
        {course.at === 'read' && (
          <>
            <p role="status">{say.found(course.gradings.length, cardsOf(course.gradings))}</p>
            <button type="button" class="button" onClick={() => void send(course.gradings)}>
              {say.send(course.gradings.length)}
            </button>
          </>
        )}
        {course.at === 'sending' && (
          <>
            <progress aria-label={say.progress} max={course.gradings.length} value={course.sum.sent} />
            <p class="hint">{say.sending(course.sum.sent, course.gradings.length)}</p>
            <button
              type="button"
              class="button quiet small"
              onClick={() => {
                stopped.current = true;
              }}
            >
              {say.stop}
            </button>
          </>
        )}
        {course.at === 'stopped' && (
          <>
            <p class="trouble" role="alert">
              {course.why === undefined
                ? say.stopped(course.sum.sent)
                : say.brokenOff(course.sum.sent, course.why)}
            </p>
            <button type="button" class="button" onClick={() => void send(course.gradings)}>
              {say.goOn}
            </button>
          </>
        )}
        {course.at === 'done' && <Done sum={course.sum} />}
      </div>
    </section>
  );
}

function Done({ sum: { sent, added, waiting } }: { readonly sum: Sum }) {
  const say = words().data;
  return (
    <p role="status">
      <strong>{say.imported(added)}</strong> {sent > added && say.known(sent - added)}{' '}
      {waiting.length > 0 && say.waiting(waiting.length)}
    </p>
  );
}

function Faults({ faults }: { readonly faults: readonly LineFault[] }) {
  const say = words().data;
  const shown = faults.slice(0, FAULTS_SHOWN);
  return (
    <div class="trouble" role="alert">
      <p>{say.faults(faults.length)}</p>
      <ul class="plain-list">
        {shown.map(({ line, kind, given }) => (
          <li key={line}>{say.fault(line, say.kinds[kind](given))}</li>
        ))}
        {faults.length > shown.length && <li>{say.moreFaults(faults.length - shown.length)}</li>}
      </ul>
    </div>
  );
}

async function courseOf(file: File): Promise<Course> {
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    return { at: 'unreadable', why: 'vanished' };
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { at: 'unreadable', why: 'unreadable' };
  }
  const { gradings, faults } = readReviewFile(text, Date.now());
  if (faults) return { at: 'faulty', faults };
  return gradings.length > 0 ? { at: 'read', gradings } : { at: 'unreadable', why: 'empty' };
}

function cardsOf(gradings: readonly PastGrading[]): number {
  return new Set(gradings.map(({ cardId }) => cardId)).size;
}
