import type { ComponentChildren } from 'preact';

interface Props {
  /** The fragment that links here. */
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  readonly children: ComponentChildren;
}

/** A part of the page that is saved by itself. */
export function Section({ id, title, lead, children }: Props) {
  return (
    <section class="settings-part" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <p class="hint">{lead}</p>
      {children}
    </section>
  );
}
