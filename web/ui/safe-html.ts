// Sanitises the server's HTML once more before it is shown.

import DOMPurify from 'dompurify';

// Links open in a new tab, so that the page is not lost.
DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  if (node.nodeName !== 'A' || !node.hasAttribute('href')) return;
  node.setAttribute('target', '_blank');
  node.setAttribute('rel', 'noopener noreferrer');
});

/**
 * The server's safe HTML, sanitised once more, as nodes of this page. They never pass through `innerHTML`, so what was
 * checked is what is shown.
 */
export function safeNodes(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, {
    USE_PROFILES: { html: true, mathMl: true },
    FORBID_TAGS: ['style', 'form'],
    // Names and ids of the content must not shadow those of the page.
    FORBID_ATTR: ['style', 'id', 'name'],
    RETURN_DOM_FRAGMENT: true,
  });
}
