// Hashes and fractions that never change.

/**
 * A 32-bit hash of a text, the same on every machine and in every release: FNV-1a over UTF-16 code units, then an
 * avalanche (the finaliser of MurmurHash3) that lets every bit of the text move every bit of the hash.
 */
export function hash32(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A fraction from 0 to below 1 that depends on the text alone. */
export function fractionOf(text: string): number {
  return hash32(text) / 2 ** 32;
}
