// Makes an element that scrolls reachable by keyboard while it scrolls.

/** An element that scrolls by itself, and what it holds, where nothing else names it. */
export interface ScrollFrame {
  readonly element: HTMLElement;
  readonly name?: string;
}

/**
 * Lets the keyboard reach what scrolls by itself, as long as there is something to scroll: who has no pointer
 * could not read the rest.
 *
 * @returns what ends it
 */
export function followScrolling(frames: readonly ScrollFrame[]): () => void {
  if (frames.length === 0) return () => {};
  const observer = new ResizeObserver(() => frames.forEach(setReachable));
  for (const { element } of frames) {
    observer.observe(element);
    // What lies within may grow while the frame does not.
    if (element.firstElementChild) observer.observe(element.firstElementChild);
  }
  return () => observer.disconnect();
}

function setReachable({ element, name }: ScrollFrame): void {
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
  const scrolls = scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1;
  const attributes = { tabindex: '0', ...(name !== undefined && { role: 'group', 'aria-label': name }) };
  for (const [attribute, value] of Object.entries(attributes)) {
    if (scrolls) element.setAttribute(attribute, value);
    else element.removeAttribute(attribute);
  }
}
