// Media types that may be served from the decks folder.

/** What may be served from the decks folder, by file extension in lower case. No other file in it is served. */
export const MEDIA_TYPES: Readonly<Record<string, { readonly mime: string; readonly image: boolean }>> = {
  png: { mime: 'image/png', image: true },
  jpg: { mime: 'image/jpeg', image: true },
  jpeg: { mime: 'image/jpeg', image: true },
  gif: { mime: 'image/gif', image: true },
  webp: { mime: 'image/webp', image: true },
  avif: { mime: 'image/avif', image: true },
  svg: { mime: 'image/svg+xml', image: true },
  mp3: { mime: 'audio/mpeg', image: false },
  ogg: { mime: 'audio/ogg', image: false },
  wav: { mime: 'audio/wav', image: false },
  mp4: { mime: 'video/mp4', image: false },
  webm: { mime: 'video/webm', image: false },
  pdf: { mime: 'application/pdf', image: false },
};

/** The extension of a file name in lower case, or '' where it has none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** The media type of a file name, or undefined where such files are not served. */
export function mediaType(name: string): (typeof MEDIA_TYPES)[string] | undefined {
  const extension = extensionOf(name);
  return Object.hasOwn(MEDIA_TYPES, extension) ? MEDIA_TYPES[extension] : undefined;
}
