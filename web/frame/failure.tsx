// What is shown in place of content that failed to load.

import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../../server/http/schemas.ts';
import { Refused } from '../errors.ts';
import { shelf } from '../offline/keep.ts';
import { loadAway } from '../offline/load-away.ts';
import { outbox } from '../offline/sending.ts';
import { problemWords } from '../words/server-words.ts';
import { words } from '../words/words.ts';

/** Why something could not be shown, and what to do. */
export function Failure({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const say = words().frame;
  if (error instanceof Refused && error.problem.type.endsWith('unknown-topic')) {
    return (
      <section role="alert">
        <h2>{say.noTopic}</h2>
        <WayOn />
      </section>
    );
  }
  return (
    <section class="failure" role="alert">
      {error instanceof Refused ? (
        <Refusal problem={error.problem} />
      ) : (
        <>
          <h2>{say.serverGone}</h2>
          <p>
            {say.startIt(<code>npm start</code>, outbox.fleeting.value ? say.keptInPage : say.keptInBrowser)}
          </p>
          <KeptCards />
        </>
      )}
      <button type="button" class="button" onClick={retry}>
        {words().common.tryAgain}
      </button>
    </section>
  );
}

/** The server's own sentence comes last, in small type. */
function Refusal({ problem }: { readonly problem: Problem }) {
  const { title, detail, asSent } = problemWords(problem);
  return (
    <>
      <h2>{title}</h2>
      <p>{detail}</p>
      {asSent !== '' && (
        <p class="hint" lang="en">
          {asSent}
        </p>
      )}
    </>
  );
}

/** Offers to go on with the cards that the browser kept. */
function KeptCards() {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const unsent = outbox.unsent.peek().map(({ act }) => act);
    Promise.all([shelf.read(), loadAway()]).then(
      ([kept, { queueFrom }]) =>
        setCount(kept ? queueFrom(kept, undefined, unsent, Date.now()).entries.length : 0),
      () => undefined,
    );
  }, []);
  if (count === 0 || location.pathname === '/review') return null;
  return (
    <p>
      {words().frame.keptCards(count, (text) => (
        <a href="/review">{text}</a>
      ))}
    </p>
  );
}

/** Where to go from an address that leads nowhere. */
export function WayOn() {
  return (
    <p>
      {words().frame.wayOn(
        (text) => (
          <a href="/">{text}</a>
        ),
        (text) => (
          <a href="/topics">{text}</a>
        ),
      )}
    </p>
  );
}
