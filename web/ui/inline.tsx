/** A line of text in which `code` and **strong** are formatted. Everything else is plain text, in its own direction. */
export function Inline({ text }: { readonly text: string }) {
  return (
    <bdi>
      {text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part) => {
        if (/^`[^`]+`$/.test(part)) return <code dir="ltr">{part.slice(1, -1)}</code>;
        return /^\*\*[^*]+\*\*$/.test(part) ? <strong>{part.slice(2, -2)}</strong> : part;
      })}
    </bdi>
  );
}
