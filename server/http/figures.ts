// The formats of instants and percentages in the API.
/** Milliseconds since the epoch as ISO 8601 in UTC. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

export function isoOrNull(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : iso(ms);
}

/** 0–1 as a percentage with one decimal. */
export function percent(share: number): number;
export function percent(share: number | null): number | null;
export function percent(share: number | null): number | null {
  return share === null ? null : Math.round(share * 1000) / 10;
}

/** A number with one decimal. */
export function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
