// The frame of a chart: title, sentence, and its numbers as a table.

import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Scrolls } from '../ui/scrolls.tsx';
import { words } from '../words/words.ts';

/** The numbers of a figure as a table. */
export interface FigureTable {
  /** What the table lists. */
  readonly caption: string;
  readonly columns: readonly string[];
  /** One cell per column; the first is the row's header. */
  readonly rows: readonly (readonly ComponentChildren[])[];
  /** The label that opens the table, if “The numbers” is too vague. */
  readonly label?: string;
}

interface Props {
  readonly title: string;
  /** What the figure shows, in a sentence. */
  readonly sentence: ComponentChildren;
  /** Absent if the children bring their own table. */
  readonly table?: FigureTable;
  /** Controls that choose what is shown. */
  readonly choices?: ComponentChildren;
  readonly level?: 2 | 3;
  readonly children: ComponentChildren;
}

/** A chart under its title and sentence, with the same numbers as a table behind it. */
export function Figure({ title, sentence, table, choices, level = 2, children }: Props) {
  const Heading = `h${level}` as const;
  return (
    <figure class="figure">
      <figcaption>
        <div class="section-head">
          <Heading>{title}</Heading>
          {choices}
        </div>
        <p class="hint">{sentence}</p>
      </figcaption>
      {children}
      {table && <Numbers {...table} />}
    </figure>
  );
}

/** A figure's numbers as a table, closed at first. */
export function Numbers({ caption, columns, rows, label = words().common.numbers }: FigureTable) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <details class="figure-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      {/* A table of a year has hundreds of rows, so they are rendered only when it is opened. */}
      {open && (
        <Scrolls labelledBy={id}>
          <table>
            <caption id={id}>{caption}</caption>
            <thead>
              <tr>
                {columns.map((column, index) => (
                  <th key={index} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([name, ...cells], row) => (
                <tr key={row}>
                  <th scope="row">{name}</th>
                  {cells.map((cell, column) => (
                    <td key={column}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolls>
      )}
    </details>
  );
}
