/** True for selectors with the same labels: those of a policy are the pool's to the letter. */
export function isSameSelector(a: object, b: object): boolean {
  const sorted = (map: object) =>
    JSON.stringify(Object.entries(map).sort(([x], [y]) => (x < y ? -1 : 1)));
  return sorted(a) === sorted(b);
}
