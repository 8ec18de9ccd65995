import type { Ref } from 'preact';
import { useId } from 'preact/hooks';
import type { Tags, Topic } from '../../server/http/schemas.ts';
import { ariaKeys, Key } from '../ui/key.tsx';
import { numberWords } from '../words/format.ts';
import { words } from '../words/words.ts';
import { CARD_STATUSES, type Question, SORTS } from './question.ts';
import { TopicOptions } from './topic-options.tsx';

interface Props {
  readonly question: Question;
  /** @param typed whether it comes from the search field, where typing may go on */
  readonly onChange: (question: Question, typed: boolean) => void;
  readonly topics: readonly Topic[];
  readonly tags: Tags['tags'];
  readonly field: Ref<HTMLInputElement>;
  /** Called when the down arrow leaves the search field for the table. */
  readonly onDown: () => void;
}

/** The search field and the filters of the Cards page. */
export function CardFilters({ question, onChange, topics, tags, field, onDown }: Props) {
  const say = words().cards;
  const id = useId();
  const set = (part: Partial<Question>) => onChange({ ...question, ...part }, false);
  return (
    <search class="card-filters">
      <div class="card-search">
        <label for={id} class="visually-hidden">
          {say.search}
        </label>
        <input
          id={id}
          ref={field}
          type="search"
          dir="auto"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          enterkeyhint="search"
          placeholder={say.placeholder}
          aria-keyshortcuts={ariaKeys('find')}
          value={question.text}
          onInput={({ currentTarget }) => onChange({ ...question, text: currentTarget.value }, true)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            onDown();
          }}
        />
        <Key action="find" />
      </div>
      <div class="card-choices">
        <Choice
          label={say.topic}
          any={say.anyTopic}
          value={question.topic}
          onChange={(topic) => set({ topic })}
        >
          <TopicOptions topics={topics} />
        </Choice>
        <Choice
          label={say.state}
          any={say.anyState}
          value={question.status}
          onChange={(value) => set({ status: CARD_STATUSES.find((status) => status === value) ?? '' })}
        >
          {CARD_STATUSES.map((status) => (
            <option key={status} value={status}>
              {say.statuses[status]}
            </option>
          ))}
        </Choice>
        <Choice label={say.tag} any={say.anyTag} value={question.tag} onChange={(tag) => set({ tag })}>
          {tags.map(({ tag, cards }) => (
            <option key={tag} value={tag} dir="auto">
              {`${tag} (${numberWords(cards)})`}
            </option>
          ))}
        </Choice>
        <Choice
          label={say.sort}
          any={say.sorts.none}
          value={question.sort}
          onChange={(value) => set({ sort: SORTS.find((sort) => sort === value) ?? '' })}
        >
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {say.sorts[sort]}
            </option>
          ))}
        </Choice>
      </div>
    </search>
  );
}

interface ChoiceProps {
  readonly label: string;
  /** The label of the empty choice. */
  readonly any: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: preact.ComponentChildren;
}

function Choice({ label, any, value, onChange, children }: ChoiceProps) {
  return (
    <select
      aria-label={label}
      class={value === '' ? undefined : 'chosen'}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    >
      <option value="">{any}</option>
      {children}
    </select>
  );
}

/** How to search, with examples that can be clicked. */
export function SearchWays() {
  const { ways } = words().cards;
  return (
    <ul class="search-ways">
      <li>{ways.words(<code>vpc cni</code>)}</li>
      <li>{ways.exact(<code>"warm pool"</code>)}</li>
      <li>{ways.filter(<code>tag:cni</code>, <code>is:due</code>, <code>topic:pod-networking</code>)}</li>
      <li>{ways.not(<code>-is:suspended</code>)}</li>
    </ul>
  );
}
