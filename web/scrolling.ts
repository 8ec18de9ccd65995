/**
 * Lets the keyboard reach what scrolls by itself, as long as there is something to scroll: who has no pointer
 * could not read the rest.
 *
 * @returns what ends it
 */
export function followScrolling(frames: readonly HTMLElement[]): () => void {
  if (frames.length === 0) return () => {};
  const observer = new ResizeObserver(() => frames.forEach(setReachable));
  for (const frame of frames) {
    observer.observe(frame);
    // What lies within may grow while the frame does not.
    if (frame.firstElementChild) observer.observe(frame.firstElementChild);
  }
  return () => observer.disconnect();
}

function setReachable(frame: HTMLElement): void {
  const scrolls = frame.scrollWidth > frame.clientWidth + 1 || frame.scrollHeight > frame.clientHeight + 1;
  if (scrolls) frame.tabIndex = 0;
  else frame.removeAttribute('tabindex');
}
