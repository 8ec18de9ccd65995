import { words } from '../words/words.ts';

/** All keys of a review. */
export function Help() {
  const { actions, space, enter, ctrl } = words().keys;
  const rows: readonly (readonly [keys: readonly string[], what: string])[] = [
    [[space, enter], actions.goOn],
    [['1', '2', '3', '4'], actions.grades],
    [['u', `${ctrl} Z`], actions.undo],
    [['e'], actions.edit],
    [['g'], actions.gap],
    [['-'], actions.bury],
    [['@'], actions.suspend],
    [['?'], actions.help],
  ];
  return (
    <dl class="keys">
      {rows.map(([keys, what]) => (
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
