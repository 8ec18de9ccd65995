const PLAN = `# My learning plan

## Deep dives

### Pod networking

**Topics covered:**
- How a Pod gets its address

**Gaps:**
- IPv6 mode
`;

const DECK = `# Pod networking

## Covered: How a Pod gets its address

### Where does a Pod's IP come from?

From the node's subnet.
`;

/** No plan was found: how to make one. */
export function NoPlan() {
  return (
    <section class="first-steps">
      <h2>Start with a plan</h2>
      <p>
        Tenax reads the learning plan that you keep as Markdown. Put yours at{' '}
        <code>decks/&lt;name&gt;/plan.md</code>; headings are topics, bullets are what you covered and what
        you miss. It may look like this:
      </p>
      <pre>{PLAN}</pre>
      <p>It shows up here by itself as soon as the file is saved.</p>
    </section>
  );
}

/** A plan without cards: how to write the first. */
export function NoCards() {
  return (
    <section class="first-steps">
      <h2>Your plan has no cards yet</h2>
      <p>
        The quickest way is to <a href="/gap">add a gap</a> with a card or two. Or write a deck by hand, a
        Markdown file beside <code>plan.md</code>: each heading of level 3 asks, the text below it answers.
      </p>
      <pre>{DECK}</pre>
    </section>
  );
}
