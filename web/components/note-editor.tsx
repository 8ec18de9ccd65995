import { useEffect, useRef, useState } from 'preact/hooks';
import type { Note } from '../../server/http/schemas/index.ts';
import { api, Refused } from '../api.ts';
import { words } from '../words/words.ts';
import { errorWords, Failure } from './failure.tsx';
import { Loading } from './page.tsx';
import { Preview } from './preview.tsx';
import { useResource } from './resource.ts';

interface Props {
  readonly noteId: string;
  readonly onSaved: (note: Note) => void;
  readonly onCancel: () => void;
}

/** A text and the version of the note that it was made from. */
interface Draft {
  readonly text: string;
  readonly etag: string;
}

/** What was typed and not saved when an editor closed; it is there when the note is opened again. */
const leftOver = new Map<string, Draft>();

/** Edits a note's Markdown as it stands in the deck file. */
export function NoteEditor(props: Props) {
  const [note, reload] = useResource(() => api.note(props.noteId), props.noteId);
  if (note.state === 'loading') return <Loading />;
  if (note.state === 'failed') return <Failure error={note.error} retry={reload} />;
  return <Editor {...props} note={note.value} />;
}

function Editor({ note, onSaved, onCancel }: Props & { readonly note: Note }) {
  const kept = leftOver.get(note.id);
  const [draft, setDraft] = useState<Draft>(kept ?? { text: note.markdown, etag: note.etag });
  const [theirs, setTheirs] = useState<string | null>(null);
  const [trouble, setTrouble] = useState('');
  const [saving, setSaving] = useState(false);
  const say = words().note;
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);

  const write = (next: Draft) => {
    setDraft(next);
    if (next.text === note.markdown) leftOver.delete(note.id);
    else leftOver.set(note.id, next);
  };

  const save = async () => {
    if (saving) return;
    setSaving(true);
    setTrouble('');
    try {
      const saved = await api.saveNote(note.id, draft.text, draft.etag);
      leftOver.delete(note.id);
      onSaved(saved);
    } catch (error) {
      if (!isConflict(error)) setTrouble(errorWords(error));
      else await showTheirs();
    } finally {
      setSaving(false);
    }
  };

  const showTheirs = async () => {
    try {
      const now = await api.note(note.id);
      setTheirs(now.markdown);
      write({ text: draft.text, etag: now.etag });
    } catch (error) {
      setTrouble(errorWords(error));
    }
  };

  return (
    <form
      class="editor"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
      }}
    >
      {kept && theirs === null && <p class="hint">{say.before}</p>}
      {theirs !== null && (
        <Conflict
          theirs={theirs}
          onSwap={() => {
            write({ ...draft, text: theirs });
            setTheirs(draft.text);
          }}
        />
      )}
      {trouble && (
        <p class="trouble" role="alert">
          {trouble}
        </p>
      )}
      <div class="editor-panes">
        <label class="field">
          <span>{say.markdown}</span>
          <textarea
            ref={area}
            class="code-input"
            rows={12}
            spellcheck={false}
            value={draft.text}
            onInput={(event) => write({ ...draft, text: event.currentTarget.value })}
          />
          <span class="hint">{say.hint(note.path, note.line)}</span>
        </label>
        <section class="editor-preview" aria-label={say.preview}>
          <Preview markdown={draft.text} topicId={note.topic.id} />
        </section>
      </div>
      <div class="actions">
        <button type="submit" class="button primary" disabled={saving}>
          {theirs === null ? say.save : say.saveThis}{' '}
          <kbd>
            {words().keys.ctrl} {words().keys.enter}
          </kbd>
        </button>
        <button type="button" class="button quiet" onClick={onCancel}>
          {words().common.close}
        </button>
      </div>
    </form>
  );
}

function Conflict({ theirs, onSwap }: { readonly theirs: string; readonly onSwap: () => void }) {
  const say = words().note;
  return (
    <section class="conflict" role="alert">
      <h3>{say.changed}</h3>
      <p>{say.changedHow}</p>
      <pre>{theirs}</pre>
      <button type="button" class="button quiet" onClick={onSwap}>
        {say.swap}
      </button>
    </section>
  );
}

function isConflict(error: unknown): boolean {
  return error instanceof Refused && (error.problem.status === 412 || error.problem.status === 409);
}
