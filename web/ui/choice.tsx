// A row of buttons, one of which is pressed.

interface Props<T extends string> {
  /** What is being chosen. */
  readonly legend: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChoose: (value: T) => void;
}

/** A choice among a few options. */
export function Choice<T extends string>({ legend, options, value, onChoose }: Props<T>) {
  return (
    <fieldset class="orders">
      <legend class="visually-hidden">{legend}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChoose(option.value)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
