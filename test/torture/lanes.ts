// Many like things, two at a time.
/** Two processes keep two cores busy. */
const LANES = 2;

/** Does the work for all, two at a time. Stops at the first that throws. */
export async function inLanes<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const lane = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
