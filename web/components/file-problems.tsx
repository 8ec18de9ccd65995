import type { FileProblems as Found } from '../../server/http/schemas/index.ts';
import { faultWords } from '../words/told.ts';
import { toldWords, words } from '../words/words.ts';

/** More than these are a matter for the command line. */
const SHOWN = 5;

/** What the learner's own files hold that can't be read, with the line and what to do; nothing where all can. */
export function FileProblems({ found }: { readonly found: Found }) {
  const { failure, folder, files, problems } = found;
  const say = words().frame;
  if (failure !== null) {
    return (
      <section class="file-problems">
        <h2>{say.unreadFolder}</h2>
        <AsSent own={toldWords()?.folder(folder ?? '') ?? null} sent={failure} />
      </section>
    );
  }
  if (files === 0) return null;
  return (
    <section class="file-problems">
      <h2>{say.unread(files)}</h2>
      <ul>
        {problems.slice(0, SHOWN).map(({ path, line, message, fault }) => (
          <li key={`${path}:${line} ${message}`}>
            <code>{path}</code>, {say.unreadLine(line)}: <AsSent own={faultWords(fault)} sent={message} />
          </li>
        ))}
      </ul>
      {problems.length > SHOWN && <p>{say.unreadMore(<code>npx tenax check</code>)}</p>}
      <p class="hint">{say.unreadAfter}</p>
    </section>
  );
}

interface AsSentProps {
  readonly own: string | null;
  readonly sent: string;
}

/** What the server says, in the reader's language where there are words for it. */
function AsSent({ own, sent }: AsSentProps) {
  return own === null ? <span lang="en">{sent}</span> : <span>{own}</span>;
}
