import type { FileProblems as Found } from '../../server/http/schemas/index.ts';
import { words } from '../words/words.ts';

/** More than these are a matter for the command line. */
const SHOWN = 5;

/** What the learner's own files hold that can't be read, with the line and what to do; nothing where all can. */
export function FileProblems({ found }: { readonly found: Found }) {
  const { failure, files, problems } = found;
  const say = words().frame;
  if (failure !== null) {
    return (
      <section class="file-problems">
        <h2>{say.unreadFolder}</h2>
        <p lang="en">{failure}</p>
      </section>
    );
  }
  if (files === 0) return null;
  return (
    <section class="file-problems">
      <h2>{say.unread(files)}</h2>
      <ul>
        {problems.slice(0, SHOWN).map(({ path, line, message }) => (
          <li key={`${path}:${line} ${message}`}>
            <code>{path}</code>, {say.unreadLine(line)}: <span lang="en">{message}</span>
          </li>
        ))}
      </ul>
      {problems.length > SHOWN && <p>{say.unreadMore(<code>npx tenax check</code>)}</p>}
      <p class="hint">{say.unreadAfter}</p>
    </section>
  );
}
