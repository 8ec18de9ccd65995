import { useState } from 'preact/hooks';
import type { GapProposal } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { announce } from '../ui/announce.tsx';
import { Inline } from '../ui/inline.tsx';
import { dayWords, listWords } from '../words/format.ts';
import { errorWords } from '../words/server-words.ts';
import { words } from '../words/words.ts';

interface Props {
  readonly proposals: readonly GapProposal[];
  readonly onDecided: () => void;
}

/** Items that were forgotten again and again; the learner decides whether they are gaps. */
export function Proposals({ proposals, onDecided }: Props) {
  const say = words().gaps;
  if (proposals.length === 0) return null;
  return (
    <section class="inbox-part" aria-labelledby="proposals">
      <h2 id="proposals">{say.proposals}</h2>
      <p class="hint">{say.proposalsHint}</p>
      <ul class="proposals">
        {proposals.map((proposal) => (
          <Proposal key={proposal.id} proposal={proposal} onDecided={onDecided} />
        ))}
      </ul>
    </section>
  );
}

function Proposal({
  proposal,
  onDecided,
}: {
  readonly proposal: GapProposal;
  readonly onDecided: () => void;
}) {
  const say = words().gaps;
  const [text, setText] = useState(proposal.text);
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const decide = async (decision: () => Promise<string>) => {
    setBusy(true);
    setTrouble('');
    try {
      announce(await decision());
      onDecided();
    } catch (error) {
      setTrouble(errorWords(error));
      setBusy(false);
    }
  };
  const accept = async () => {
    const { gap } = await api.acceptProposal(proposal.id, text.trim());
    return say.accepted(gap.text);
  };
  const dismiss = async () => {
    await api.dismissProposal(proposal.id);
    return say.dismissed;
  };
  return (
    <li>
      <h3>
        <Inline text={proposal.item.text} />
      </h3>
      <p class="hint">
        <bdi>{proposal.topic.title}</bdi> · {say.forgotten(proposal.lapses.length)}
      </p>
      <ul class="plain-list">
        {byCard(proposal.lapses).map(({ cardId, prompt, dates }) => (
          <li key={cardId}>
            <bdi>{prompt}</bdi> <span class="hint">{listWords(dates.map(dayWords))}</span>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void decide(accept);
        }}
      >
        <label class="field">
          <span>{say.nameIt}</span>
          <input
            required
            dir="auto"
            maxLength={500}
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        {trouble && (
          <p class="trouble" role="alert">
            {trouble}
          </p>
        )}
        <div class="actions">
          <button type="submit" class="button" disabled={busy}>
            {say.accept}
          </button>
          <button type="button" class="button quiet" disabled={busy} onClick={() => void decide(dismiss)}>
            {say.dismiss}
          </button>
        </div>
      </form>
    </li>
  );
}

/** Groups lapses by card, with the days of each. */
function byCard(lapses: GapProposal['lapses']) {
  const cards = new Map<
    string,
    { readonly cardId: string; readonly prompt: string; dates: readonly string[] }
  >();
  for (const { cardId, prompt, at } of lapses) {
    const known = cards.get(cardId);
    if (known) known.dates = [...known.dates, at];
    else cards.set(cardId, { cardId, prompt, dates: [at] });
  }
  return [...cards.values()];
}
