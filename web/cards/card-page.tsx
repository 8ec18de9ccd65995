import { useMemo, useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import type { CardDetail } from '../../server/http/schemas.ts';
import { api, topicPath } from '../api.ts';
import { Failure } from '../frame/failure.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { announce } from '../ui/announce.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Html } from '../ui/html.tsx';
import { Inline } from '../ui/inline.tsx';
import { ariaKeys, Key } from '../ui/key.tsx';
import { Loading, Page } from '../ui/page.tsx';
import { useResource } from '../ui/resource.ts';
import { safeNodes } from '../ui/safe-html.ts';
import { daysWords, intervalWords, numberWords, percentWords } from '../words/format.ts';
import { words } from '../words/words.ts';
import { actsFor } from './card-bulk.tsx';
import { CardCurve } from './card-curve.tsx';
import { CardHistory } from './card-history.tsx';
import { CardState, dueWords, partWords } from './card-state.tsx';
import { ChangeOutcome } from './change-outcome.tsx';
import { acting, moving } from './changes.ts';
import { MoveDialog, NoteEditor } from './editors.ts';
import { addressOf, EVERYTHING } from './question.ts';
import { useChanges } from './use-changes.ts';

const RATINGS = ['again', 'hard', 'good', 'easy'] as const;

/** `/cards/:id`: everything about one card. */
export default function Card() {
  const { id = '' } = useRoute().params;
  const [card, reload] = useResource(() => api.card(id), id);
  const title = card.state === 'ready' ? card.value.value.prompt : words().card.title;
  return (
    <Page title={title} above={<a href="/cards">{words().cards.title}</a>}>
      {card.state === 'loading' && <Loading />}
      {card.state === 'failed' && <Failure error={card.error} retry={reload} />}
      {card.state === 'ready' && (
        <Detail card={card.value.value} asOfMs={card.value.asOfMs} reload={reload} />
      )}
    </Page>
  );
}

interface DetailProps {
  readonly card: CardDetail;
  readonly asOfMs: number;
  readonly reload: () => void;
}

function Detail({ card, asOfMs, reload }: DetailProps) {
  const say = words().card;
  const [beside, setBeside] = useState<'edit' | 'move' | null>(null);
  const changes = useChanges(reload);
  const acts = actsFor([card]);
  const act = (name: (typeof acts)[number]) => changes.run(acting(name, [card]));
  useKeys('card', (action) => {
    if (action === 'edit-card') setBeside('edit');
    else if (action === 'move-card') setBeside('move');
    else if (action === 'undo-card') changes.undo();
    else if (action === 'bury-card') act(card.buried ? 'unbury' : 'bury');
    else act(card.suspended ? 'unsuspend' : 'suspend');
  });
  const close = () => setBeside(null);
  return (
    <>
      {card.setAside && <p class="notice-box">{say.setAside}</p>}
      {card.leech && !card.suspended && <p class="notice-box">{say.leech}</p>}
      <CardText card={card} />
      <div class="actions">
        {!card.setAside && (
          <button
            type="button"
            class="button"
            aria-keyshortcuts={ariaKeys('edit-card')}
            onClick={() => setBeside('edit')}
          >
            {say.edit} <Key action="edit-card" />
          </button>
        )}
        {acts.map((name) => (
          <button
            key={name}
            type="button"
            class="button quiet"
            disabled={changes.busy}
            onClick={() => act(name)}
          >
            {words().cards.acts[name]}
            {(name === 'suspend' || name === 'unsuspend') && <Key action="suspend-card" />}
            {(name === 'bury' || name === 'unbury') && <Key action="bury-card" />}
          </button>
        ))}
        {!card.setAside && (
          <button
            type="button"
            class="button quiet"
            disabled={changes.busy}
            onClick={() => setBeside('move')}
          >
            {words().cards.move} <Key action="move-card" />
          </button>
        )}
      </div>
      {changes.outcome && <ChangeOutcome outcome={changes.outcome} onDismiss={changes.dismiss} />}
      <Facts card={card} />
      <NextIntervals card={card} asOfMs={asOfMs} />
      <CardCurve card={card} />
      <Siblings cards={card.siblings} />
      <CardHistory card={card} />
      {beside === 'edit' && (
        <Dialog title={words().review.editNote} wide onClose={close}>
          <NoteEditor
            noteId={card.noteId}
            onCancel={close}
            onSaved={() => {
              close();
              reload();
            }}
          />
        </Dialog>
      )}
      {beside === 'move' && (
        <MoveDialog
          cards={[card]}
          onClose={close}
          onMove={(to) => {
            close();
            changes.run(moving([card], to));
          }}
        />
      )}
    </>
  );
}

/** The question and answer. The page's title already shows the prompt, and nothing is hidden here. */
function CardText({ card }: { readonly card: CardDetail }) {
  const say = words().card;
  const isTitle = useMemo(() => textOf(card.promptHtml) === card.prompt, [card.promptHtml, card.prompt]);
  return (
    <article class="card card-sides" lang={card.lang ?? undefined}>
      {!isTitle && (
        <section aria-label={say.question}>
          <Html html={card.promptHtml} class="strong" />
        </section>
      )}
      <section aria-label={say.answer} class="card-answer">
        {card.points && (
          <ul class="preview-points">
            {card.points.map((html) => (
              <li key={html}>
                <Html html={html} />
              </li>
            ))}
          </ul>
        )}
        {card.answerHtml && <Html html={card.answerHtml} />}
      </section>
    </article>
  );
}

function textOf(html: string): string {
  const nodes = safeNodes(html);
  return nodes.querySelector('img, pre, math') ? '' : (nodes.textContent ?? '').trim();
}

function Facts({ card }: { readonly card: CardDetail }) {
  const say = words().card;
  const { none } = words().common;
  const source = `${card.path}:${card.line}`;
  return (
    <section class="card-part" aria-label={say.facts}>
      <dl class="plan-facts">
        <Fact name={say.state}>
          <CardState card={card} />
        </Fact>
        <Fact name={say.due}>{dueWords(card)}</Fact>
        <Fact name={say.recall}>{card.recallPercent === null ? none : percentWords(card.recallPercent)}</Fact>
        <Fact name={say.stability}>
          {card.stability === null ? (
            none
          ) : (
            <>
              {daysWords(card.stability)} <span class="hint">{say.stabilityHint(percentWords(90))}</span>
            </>
          )}
        </Fact>
        <Fact name={say.difficulty}>
          {card.difficulty === null ? none : say.difficultyOf(numberWords(card.difficulty, 1))}
        </Fact>
        <Fact name={say.reviews}>
          {`${words().common.reviews(card.reps)}, ${words().cards.lapsesAloud(card.lapses)}`}
        </Fact>
        <Fact name={say.topic}>
          <a href={`/topics/${topicPath(card.topic.id)}`}>
            <bdi>{card.topic.title}</bdi>
          </a>
        </Fact>
        {card.item !== null && (
          <Fact name={say.item}>
            <Inline text={card.item} />
          </Fact>
        )}
        {card.tags.length > 0 && (
          <Fact name={say.tags}>
            <span class="card-tags">
              {card.tags.map((tag) => (
                <a key={tag} href={addressOf({ ...EVERYTHING, tag: tag.toLowerCase() })}>
                  {tag}
                </a>
              ))}
            </span>
          </Fact>
        )}
        <Fact name={say.source}>
          <code>{card.path}</code>, {say.line(card.line)}{' '}
          <button
            type="button"
            class="link"
            onClick={() => void navigator.clipboard.writeText(source).then(() => announce(say.copied))}
          >
            {say.copy}
          </button>
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What each grade would schedule now. */
function NextIntervals({ card, asOfMs }: { readonly card: CardDetail; readonly asOfMs: number }) {
  const { ratings } = words().common;
  return (
    <section class="card-part">
      <h2>{words().card.next}</h2>
      <dl class="next-intervals">
        {RATINGS.map((rating) => (
          <div key={rating}>
            <dt class={`rating-word ${rating}`}>{ratings[rating]}</dt>
            <dd>{intervalWords(card.previews[rating], asOfMs)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Siblings({ cards }: { readonly cards: CardDetail['siblings'] }) {
  if (cards.length === 0) return null;
  return (
    <section class="card-part">
      <h2>{words().card.siblings}</h2>
      <ul class="card-rows">
        {cards.map((card) => (
          <li key={card.cardId}>
            <a class="topic-link" href={`/cards/${card.cardId}`}>
              {partWords(card) || card.prompt}
            </a>
            <span class="card-row-facts">
              <CardState card={card} /> · {dueWords(card)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
