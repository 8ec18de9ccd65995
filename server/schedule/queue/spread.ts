// Spreads one list evenly among another.

/**
 * One list of both, each in its own order, with the guests spread evenly between the hosts: three guests among six
 * hosts stand after the first, the third and the fifth.
 */
export function spread<T>(hosts: readonly T[], guests: readonly T[]): readonly T[] {
  const placed = [...places(hosts), ...places(guests)];
  // The sort is stable: a host and a guest at one place stay in this order.
  return placed.sort((a, b) => a.at - b.at).map(({ value }) => value);
}

/** Each value in the middle of its equal share of the way from 0 to 1. */
function places<T>(values: readonly T[]): readonly { readonly at: number; readonly value: T }[] {
  return values.map((value, index) => ({ at: (index + 0.5) / values.length, value }));
}
