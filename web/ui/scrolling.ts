// Makes a scrolling element reachable by keyboard while it scrolls.

/** An element that scrolls by itself, and the label of its content if nothing else names it. */
export interface ScrollFrame {
  readonly element: HTMLElement;
  readonly name?: string;
}

/**
 * Makes elements focusable while they have something to scroll: without a pointer, the rest could not be read.
 *
 * @returns a function that stops it
 */
export function followScrolling(frames: readonly ScrollFrame[]): () => void {
  if (frames.length === 0) return () => {};
  const observer = new ResizeObserver(() => frames.forEach(setReachable));
  for (const { element } of frames) {
    observer.observe(element);
    // The content may grow while the frame does not.
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
