import { useEffect, useRef, useState } from 'preact/hooks';
import type { Rendered } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { Refused } from '../errors.ts';
import { Html } from '../ui/html.tsx';
import { errorWords, faultWords } from '../words/server-words.ts';
import { words } from '../words/words.ts';

const TYPING_PAUSE_MS = 300;

interface Props {
  readonly markdown: string;
  readonly topicId?: string | undefined;
}

/**
 * The cards that a note's Markdown yields, rendered by the server: once at the start, then after each pause in typing.
 */
export function Preview({ markdown, topicId }: Props) {
  const [rendered, setRendered] = useState<Rendered | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const isTyped = useRef(false);
  useEffect(() => {
    let gone = false;
    const pauseMs = isTyped.current ? TYPING_PAUSE_MS : 0;
    isTyped.current = true;
    const timer = setTimeout(() => {
      api.render(markdown, topicId).then(
        (result) => {
          if (gone) return;
          setRendered(result);
          setFailure(null);
        },
        (error: unknown) => {
          if (!gone) setFailure(error);
        },
      );
    }, pauseMs);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [markdown, topicId]);
  const say = words().note;
  if (failure instanceof Refused) return <p class="problem">{errorWords(failure)}</p>;
  if (failure) return <p class="hint">{say.previewWaits}</p>;
  if (!rendered) return null;
  return (
    <>
      {rendered.problems.map(({ line, message, fault }) => (
        <p key={`${line} ${message}`} class="problem">
          {say.problem(line, faultWords(fault) ?? message)}
        </p>
      ))}
      {rendered.cards.map((card, i) => (
        <div key={i} class="card small">
          <Html html={card.promptHtml} class="strong" />
          {card.points && (
            <ul class="preview-points">
              {card.points.map((html) => (
                <li key={html}>
                  <Html html={html} />
                </li>
              ))}
            </ul>
          )}
          {card.answerHtml && <Html html={card.answerHtml} class="card-answer" />}
        </div>
      ))}
      {rendered.cards.length === 0 && rendered.problems.length === 0 && <p class="hint">{say.draft}</p>}
    </>
  );
}
