import { words } from '../words/words.ts';

/** No plan was found: how to make one. */
export function NoPlan() {
  const say = words().today;
  return (
    <section class="first-steps">
      <h2>{say.noPlan}</h2>
      <p>{say.noPlanHow(<code>decks/&lt;name&gt;/plan.md</code>)}</p>
      <pre>{say.examplePlan}</pre>
      <p>{say.noPlanThen}</p>
    </section>
  );
}

/** A plan without cards: how to write the first. */
export function NoCards() {
  const say = words().today;
  return (
    <section class="first-steps">
      <h2>{say.noCards}</h2>
      <p>
        {say.noCardsHow(
          (text) => (
            <a href="/gap">{text}</a>
          ),
          <code>plan.md</code>,
        )}
      </p>
      <pre>{say.exampleDeck}</pre>
    </section>
  );
}
