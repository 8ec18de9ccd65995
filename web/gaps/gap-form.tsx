import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { GapBody, GapResult, Topic } from '../../server/http/schemas.ts';
import { asTopicId } from '../../server/schedule/ids.ts';
import { api } from '../api.ts';
import { Preview } from '../cards/preview.tsx';
import { useFirstFocus } from '../ui/first-focus.ts';
import { errorWords } from '../words/server-words.ts';
import { words } from '../words/words.ts';

interface Props {
  readonly topics: readonly Topic[];
  readonly topicId?: string | undefined;
  /** The gap's text, if it is already known. */
  readonly item?: string | undefined;
  readonly onAdded: (result: GapResult) => void;
}

interface CardText {
  readonly key: number;
  readonly prompt: string;
  readonly answer: string;
}

/** Adds a gap to a topic, with cards for it. What was typed stays until it is saved. */
export function GapForm({ topics, topicId: first = '', item = '', onAdded }: Props) {
  const [topicId, setTopicId] = useState(first);
  const [text, setText] = useState(item);
  const [cards, setCards] = useState<readonly CardText[]>([{ key: 0, prompt: '', answer: '' }]);
  const [trouble, setTrouble] = useState('');
  const [saving, setSaving] = useState(false);
  const say = words().gap;
  const start = useRef<HTMLElement>(null);
  useFirstFocus(start);
  useLayoutEffect(() => {
    // Selected, so that typing replaces a prefilled text and an arrow key keeps it.
    if (start.current instanceof HTMLInputElement) start.current.select();
  }, []);

  const change = (key: number, part: Partial<CardText>) =>
    setCards(cards.map((card) => (card.key === key ? { ...card, ...part } : card)));

  const add = async (event: Event) => {
    event.preventDefault();
    const missing = cards.some((card) => !card.prompt.trim() && card.answer.trim());
    if (missing) return setTrouble(say.noPrompt);
    setSaving(true);
    setTrouble('');
    try {
      onAdded(await api.addGap(bodyOf(topicId, text, cards)));
    } catch (error) {
      setTrouble(errorWords(error));
    } finally {
      setSaving(false);
    }
  };

  return (
    <form class="gap-form" onSubmit={(event) => void add(event)}>
      <label class="field">
        <span>{words().common.topic}</span>
        <select
          required
          value={topicId}
          ref={(at) => {
            if (!first) start.current = at;
          }}
          onChange={(event) => setTopicId(event.currentTarget.value)}
        >
          <option value="">{say.chooseTopic}</option>
          {topics.map((topic) => (
            <option key={topic.id} value={topic.id} dir="auto">
              {topic.title}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{say.what}</span>
        <input
          dir="auto"
          required
          maxLength={500}
          value={text}
          ref={(at) => {
            if (first) start.current = at;
          }}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <span class="hint">{say.whatHint}</span>
      </label>
      {cards.map((card, i) => (
        <CardFields
          key={card.key}
          number={i + 1}
          card={card}
          topicId={topicId}
          onChange={(part) => change(card.key, part)}
          onRemove={() => setCards(cards.filter((each) => each !== card))}
        />
      ))}
      <button
        type="button"
        class="button quiet"
        onClick={() => setCards([...cards, { key: Date.now(), prompt: '', answer: '' }])}
      >
        {say.anotherCard}
      </button>
      {trouble && (
        <p class="trouble" role="alert">
          {trouble}
        </p>
      )}
      <div class="actions">
        <button type="submit" class="button primary" disabled={saving}>
          {say.add}
        </button>
      </div>
    </form>
  );
}

interface FieldsProps {
  readonly number: number;
  readonly card: CardText;
  readonly topicId: string;
  readonly onChange: (part: Partial<CardText>) => void;
  readonly onRemove: () => void;
}

function CardFields({ number, card, topicId, onChange, onRemove }: FieldsProps) {
  const say = words().gap;
  const filled = card.prompt.trim() !== '' && card.answer.trim() !== '';
  return (
    <fieldset class="card-fields">
      <legend>{say.card(number)}</legend>
      <button type="button" class="icon-button" aria-label={say.removeCard(number)} onClick={onRemove}>
        <span aria-hidden="true">×</span>
      </button>
      <label class="field">
        <span>{say.prompt}</span>
        <input
          dir="auto"
          maxLength={1000}
          value={card.prompt}
          onInput={(event) => onChange({ prompt: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{say.answer}</span>
        <textarea
          dir="auto"
          rows={3}
          value={card.answer}
          onInput={(event) => onChange({ answer: event.currentTarget.value })}
        />
        <span class="hint">{say.answerHint(<code>{'{{c1::…}}'}</code>)}</span>
      </label>
      {filled && (
        <section aria-label={say.previewOf(number)}>
          <Preview
            markdown={`### ${card.prompt.trim()}\n\n${card.answer}\n`}
            topicId={topicId || undefined}
          />
        </section>
      )}
    </fieldset>
  );
}

function bodyOf(topicId: string, text: string, cards: readonly CardText[]): GapBody {
  const written = cards
    .filter((card) => card.prompt.trim() !== '')
    .map(({ prompt, answer }) => ({ prompt: prompt.trim(), answer: answer.trim() }));
  return {
    topicId: asTopicId(topicId),
    text: text.trim(),
    ...(written.length > 0 ? { cards: written } : {}),
  };
}
