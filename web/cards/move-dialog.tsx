import { useRef, useState } from 'preact/hooks';
import type { CardSummary, Topic } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { Failure } from '../frame/failure.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useFirstFocus } from '../ui/first-focus.ts';
import { Loading } from '../ui/page.tsx';
import { useResource } from '../ui/resource.ts';
import { words } from '../words/words.ts';
import type { CardTouched, Destination } from './changes.ts';
import { TopicOptions } from './topic-options.tsx';

export interface Props {
  readonly cards: readonly CardTouched[];
  readonly onMove: (to: Destination) => void;
  readonly onClose: () => void;
}

/** Asks which topic and item the notes move to. */
export function MoveDialog({ cards, onMove, onClose }: Props) {
  const say = words().cards;
  const [topics, reload] = useResource(() => api.topics());
  const notes = new Set(cards.map(({ noteId }) => noteId));
  return (
    <Dialog title={say.moveTitle(notes.size)} onClose={onClose}>
      {topics.state === 'loading' && <Loading />}
      {topics.state === 'failed' && <Failure error={topics.error} retry={reload} />}
      {topics.state === 'ready' && (
        <MoveForm topics={topics.value} first={cards[0]?.topic} onMove={onMove} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface FormProps extends Omit<Props, 'cards'> {
  readonly topics: readonly Topic[];
  readonly first: CardSummary['topic'] | undefined;
}

function MoveForm({ topics, first, onMove, onClose }: FormProps) {
  const say = words().cards;
  const [topicId, setTopicId] = useState(first?.id ?? '');
  const [item, setItem] = useState('');
  const start = useRef<HTMLSelectElement>(null);
  useFirstFocus(start);
  const topic = topics.find(({ id }) => id === topicId);
  const [detail] = useResource(() => (topic ? api.topic(topic.id) : Promise.resolve(null)), topicId);
  const items = detail.state === 'ready' ? (detail.value?.itemList ?? []) : [];
  return (
    <form
      class="gap-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (topic) onMove({ topic: { id: topic.id, title: topic.title }, item: item === '' ? null : item });
      }}
    >
      <label class="field">
        <span>{say.topic}</span>
        <select
          required
          ref={start}
          value={topicId}
          onChange={({ currentTarget }) => {
            setTopicId(currentTarget.value);
            setItem('');
          }}
        >
          <TopicOptions topics={topics} />
        </select>
      </label>
      <label class="field">
        <span>{say.moveItem}</span>
        <select value={item} onChange={({ currentTarget }) => setItem(currentTarget.value)}>
          <option value="">{say.noItem}</option>
          {items.map(({ key, text }) => (
            <option key={key} value={text} dir="auto">
              {text}
            </option>
          ))}
        </select>
      </label>
      <p class="hint">{say.moveHint}</p>
      <div class="actions">
        <button type="submit" class="button primary" disabled={!topic}>
          {say.moveNow}
        </button>
        <button type="button" class="button quiet" onClick={onClose}>
          {say.cancel}
        </button>
      </div>
    </form>
  );
}
