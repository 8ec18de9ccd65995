import type { FileProblems as Found } from '../../server/http/schemas.ts';
import { faultWords } from '../words/server-words.ts';
import { serverWords } from '../words/words.ts';

/** Beyond this many, the command line is the better place. */
const SHOWN = 5;

/** Faults in the learner's files, each with its line and what to do; nothing if there are none. */
export function FileProblems({ found }: { readonly found: Found }) {
  const { failure, folder, files, problems } = found;
  const say = serverWords()?.files;
  if (failure !== null) {
    return (
      <section class="file-problems">
        {say && <h2>{say.folder}</h2>}
        <p>
          <Said own={say?.folderHow(folder ?? '') ?? null} sent={failure} />
        </p>
      </section>
    );
  }
  if (files === 0) return null;
  return (
    <section class="file-problems">
      {say && <h2>{say.unread(files)}</h2>}
      <ul>
        {problems.slice(0, SHOWN).map(({ path, line, message, fault }) => (
          <li key={`${path}:${line} ${message}`}>
            <code>{path}</code>, {say ? say.line(line) : line}:{' '}
            <Said own={faultWords(fault)} sent={message} />
          </li>
        ))}
      </ul>
      {say && problems.length > SHOWN && <p>{say.more(<code>npx tenax check</code>)}</p>}
      {say && <p class="hint">{say.after}</p>}
    </section>
  );
}

interface SaidProps {
  readonly own: string | null;
  readonly sent: string;
}

/** The server's sentence, in the reader's language if there are words for it. */
function Said({ own, sent }: SaidProps) {
  return own === null ? <span lang="en">{sent}</span> : <span>{own}</span>;
}
