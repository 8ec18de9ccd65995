import { useEffect, useRef, useState } from 'preact/hooks';
import type { Note, NotePatch } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { Refused } from '../errors.ts';
import { Failure } from '../frame/failure.tsx';
import { useFirstFocus } from '../ui/first-focus.ts';
import { Loading } from '../ui/page.tsx';
import { useResource } from '../ui/resource.ts';
import { Scrolls } from '../ui/scrolls.tsx';
import { uuid } from '../uuid.ts';
import { errorWords } from '../words/server-words.ts';
import { words } from '../words/words.ts';
import { Preview } from './preview.tsx';
import { dropTyped, keepTyped, type Typed, typedBefore } from './typed.ts';

export interface Props {
  readonly noteId: string;
  readonly onSaved: (note: Note) => void;
  readonly onCancel: () => void;
}

type Meaning = NonNullable<NotePatch['meaning']>;

/** Edits a note's Markdown as it is in the deck file. */
export function NoteEditor(props: Props) {
  const [note, reload] = useResource(() => api.note(props.noteId), props.noteId);
  if (note.state === 'loading') return <Loading />;
  if (note.state === 'failed') return <Failure error={note.error} retry={reload} />;
  return <Editor {...props} note={note.value} />;
}

function Editor({ note, onSaved, onCancel }: Props & { readonly note: Note }) {
  const [kept] = useState(() => typedBefore(note.id));
  const [draft, setDraft] = useState<Typed>(kept ?? { text: note.markdown, etag: note.etag });
  const [theirs, setTheirs] = useState<string | null>(null);
  const [meaning, setMeaning] = useState<Meaning>('same');
  const [trouble, setTrouble] = useState('');
  const [saving, setSaving] = useState(false);
  const say = words().note;
  const area = useRef<HTMLTextAreaElement>(null);
  useFirstFocus(area);
  /** The same for every attempt to save, so that cards are reset only once. */
  const [id] = useState(uuid);
  const latest = useRef(draft);
  latest.current = draft;

  const write = (next: Typed) => {
    setDraft(next);
    if (next.text === note.markdown) dropTyped(note.id);
    else keepTyped(note.id, next);
  };

  const showTheirs = (now: Note) => {
    setTheirs(now.markdown);
    write({ text: latest.current.text, etag: now.etag });
  };

  const save = async () => {
    if (saving) return;
    setSaving(true);
    setTrouble('');
    try {
      const change = meaning === 'new' ? { meaning, id } : {};
      const saved = await api.saveNote(note.id, { markdown: draft.text, ...change }, draft.etag);
      dropTyped(note.id);
      onSaved(saved);
    } catch (error) {
      const now = noteNow(error);
      if (now) showTheirs(now);
      else setTrouble(errorWords(error));
    } finally {
      setSaving(false);
    }
  };

  // The file may have been changed in another program while this window was in the background.
  useEffect(() => {
    const look = async () => {
      const now = await api.note(note.id).catch(() => null);
      const { etag, text } = latest.current;
      if (now && now.etag !== etag && now.markdown !== text) showTheirs(now);
    };
    const onFocus = () => void look();
    addEventListener('focus', onFocus);
    return () => removeEventListener('focus', onFocus);
  }, [note.id]);

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
            dir="auto"
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
      {note.seen > 0 && draft.text !== note.markdown && (
        <MeaningChoice meaning={meaning} cards={note.cards.length} onChoose={setMeaning} />
      )}
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

interface MeaningProps {
  readonly meaning: Meaning;
  readonly cards: number;
  readonly onChoose: (meaning: Meaning) => void;
}

/**
 * Asks whether the edit keeps the meaning: the memory then stays; otherwise the cards start over. Only the author
 * knows.
 */
function MeaningChoice({ meaning, cards, onChoose }: MeaningProps) {
  const say = words().note;
  const choices = [
    { value: 'same', label: say.same, hint: say.sameHint },
    { value: 'new', label: say.fresh, hint: say.freshHint(cards) },
  ] as const;
  return (
    <fieldset class="meaning">
      <legend>{say.meaning}</legend>
      {choices.map(({ value, label, hint }) => (
        <label key={value} class="meaning-choice">
          <input type="radio" name="meaning" checked={meaning === value} onChange={() => onChoose(value)} />
          <span>
            <strong>{label}</strong>
            <span class="hint">{hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Conflict({ theirs, onSwap }: { readonly theirs: string; readonly onSwap: () => void }) {
  const say = words().note;
  const top = useRef<HTMLElement>(null);
  useEffect(() => top.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <section class="conflict" role="alert" ref={top}>
      <h3 id="their-text">{say.changed}</h3>
      <p>{say.changedHow}</p>
      <Scrolls labelledBy="their-text">
        <pre>{theirs}</pre>
      </Scrolls>
      <button type="button" class="button quiet" onClick={onSwap}>
        {say.swap}
      </button>
    </section>
  );
}

/** The current note from the server, if saving failed because it had changed. */
function noteNow(error: unknown): Note | null {
  if (!(error instanceof Refused) || error.problem.status !== 412) return null;
  const { note } = error.problem as { readonly note?: Note };
  return note ?? null;
}
