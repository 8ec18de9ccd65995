import { useId, useState } from 'preact/hooks';
import type { Backups } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { Scrolls } from '../ui/scrolls.tsx';
import { sizeWords, timeWords } from '../words/format.ts';
import { errorWords } from '../words/server-words.ts';
import { words } from '../words/words.ts';

const SHOWN = 5;

/** The list of backups, a button that makes one, and how to restore one. */
export function BackupList({ first }: { readonly first: Backups }) {
  const [{ folder, kept, backups }, hold] = useState(first);
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState({ trouble: '', made: '' });
  const [all, showAll] = useState(false);
  const id = useId();
  const say = words().data;

  const make = async () => {
    setBusy(true);
    setResult({ trouble: '', made: '' });
    try {
      const { name, bytes } = await api.backUp();
      hold(await api.backups());
      setResult({ trouble: '', made: say.made(name, sizeWords(bytes)) });
    } catch (error) {
      setResult({ trouble: errorWords(error), made: '' });
    } finally {
      setBusy(false);
    }
  };

  const shown = all ? backups : backups.slice(0, SHOWN);
  return (
    <section class="data-part">
      <h3 id={id}>{say.backups}</h3>
      <p class="hint">{say.backupsHint(<code>{folder}</code>, kept)}</p>
      <div class="data-act">
        <button type="button" class="button" disabled={busy} onClick={make}>
          {say.backUp}
        </button>
        <span role="status">{busy ? say.backingUp : result.made}</span>
      </div>
      {result.trouble !== '' && (
        <p class="trouble" role="alert">
          {result.trouble}
        </p>
      )}
      {backups.length === 0 ? (
        <p>{say.noBackups}</p>
      ) : (
        <Scrolls labelledBy={id}>
          <table class="backups" aria-labelledby={id}>
            <thead>
              <tr>
                <th scope="col">{say.at}</th>
                <th scope="col">{say.size}</th>
                <th scope="col">{say.name}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ name, bytes, at, daily }) => (
                <tr key={name}>
                  <td>
                    {timeWords(at)} <span class="hint">{daily ? say.daily : say.byHand}</span>
                  </td>
                  <td>{sizeWords(bytes)}</td>
                  <td>
                    <code>{name}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolls>
      )}
      {shown.length < backups.length && (
        <button type="button" class="button quiet small" onClick={() => showAll(true)}>
          {say.more(backups.length - shown.length)}
        </button>
      )}
      <details class="settings-more">
        <summary>{say.restore}</summary>
        <ol class="restore-steps">
          {say
            .restoreSteps(<code>npx tenax restore {backups[0]?.name ?? say.example}</code>)
            .map((step, i) => (
              <li key={i}>{step}</li>
            ))}
        </ol>
      </details>
    </section>
  );
}
