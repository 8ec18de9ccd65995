import { useState } from 'preact/hooks';
import { NoteEditor } from '../cards/editors.ts';
import { announce } from '../ui/announce.tsx';
import { Inline } from '../ui/inline.tsx';
import { words } from '../words/words.ts';

interface Draft {
  readonly noteId: string;
  readonly prompt: string;
  /** Shown if the drafts belong to several topics. */
  readonly topic?: { readonly title: string };
}

interface Props {
  readonly drafts: readonly Draft[];
  readonly onAnswered: () => void;
}

/** Notes without an answer yet; it can be written here. */
export function Drafts({ drafts, onAnswered }: Props) {
  const [open, setOpen] = useState<string | null>(null);
  if (drafts.length === 0) return null;
  const say = words().topic;
  return (
    <section class="drafts" aria-labelledby="drafts">
      <h2 id="drafts">{say.waiting}</h2>
      <ul>
        {drafts.map(({ noteId, prompt, topic }) => (
          <li key={noteId}>
            <span class="item-text">
              <Inline text={prompt} />
              {topic && (
                <span class="hint">
                  {' '}
                  <bdi>{topic.title}</bdi>
                </span>
              )}
            </span>
            {open === noteId ? (
              <NoteEditor
                noteId={noteId}
                onCancel={() => setOpen(null)}
                onSaved={(note) => {
                  setOpen(null);
                  announce(note.draft ? say.stillDraft : say.comesToday);
                  onAnswered();
                }}
              />
            ) : (
              <button type="button" class="button quiet" onClick={() => setOpen(noteId)}>
                {say.answerIt}
                <span class="visually-hidden">: {prompt}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
