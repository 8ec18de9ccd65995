import { Refused } from '../api.ts';
import { outbox } from '../review/sending.ts';

/** Why something could not be shown, and what to do. */
export function Failure({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  if (error instanceof Refused && error.problem.type.endsWith('unknown-topic')) {
    return (
      <section role="alert">
        <h2>There is no such topic</h2>
        <WayOn />
      </section>
    );
  }
  return (
    <section class="failure" role="alert">
      {error instanceof Refused ? (
        <>
          <h2>{error.problem.title}</h2>
          <p>{error.problem.detail}</p>
        </>
      ) : (
        <>
          <h2>Tenax isn’t answering</h2>
          <p>
            Its server seems to be stopped. Start it with <code>npm start</code> in Tenax’s folder. Whatever
            you answered is kept{' '}
            {outbox.fleeting.value ? 'as long as this page stays open' : 'in this browser until it is saved'}.
          </p>
        </>
      )}
      <button type="button" class="button" onClick={retry}>
        Try again
      </button>
    </section>
  );
}

/** What to do at an address that leads nowhere. */
export function WayOn() {
  return (
    <p>
      The address may be mistyped, or the topic was renamed. Go to <a href="/">today’s cards</a> or look
      through <a href="/topics">your topics</a>.
    </p>
  );
}

/** What to do about an error, in a sentence, where there is no room for more. */
export function errorWords(error: unknown): string {
  if (error instanceof Refused) return `${error.problem.title}. ${error.problem.detail}`;
  return 'Tenax isn’t answering: its server seems to be stopped. What you typed is kept; try again when it runs.';
}
