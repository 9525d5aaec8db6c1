/**
 * Does the work; what breaks in it is told in the console and stops nothing that comes after.
 * @template Result
 * @param {() => Result} work
 */
export function survive(work) {
  try {
    return work();
  } catch (error) {
    console.warn("protocol: something broke, and the rest goes on", error);
  }
}
