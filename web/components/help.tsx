const KEYS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['Space', 'Enter'], 'Show the answer; then take the suggested grade'],
  [['1', '2', '3', '4'], 'Again, hard, good, easy'],
  [['u', 'Ctrl Z'], 'Take back the last answer, and the one before, and so on'],
  [['e'], 'Edit this card’s note'],
  [['g'], 'A gap found here: add it to the plan'],
  [['-'], 'Put the card aside until tomorrow'],
  [['@'], 'Suspend the card'],
  [['?'], 'These keys'],
];

/** All keys of a review. */
export function Help() {
  return (
    <dl class="keys">
      {KEYS.map(([keys, what]) => (
        <div key={what}>
          <dt>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
