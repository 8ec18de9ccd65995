/** A line of text whose `code` and **strong** words are shown as such. Everything else is text. */
export function Inline({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part) => {
        if (/^`[^`]+`$/.test(part)) return <code>{part.slice(1, -1)}</code>;
        return /^\*\*[^*]+\*\*$/.test(part) ? <strong>{part.slice(2, -2)}</strong> : part;
      })}
    </>
  );
}
