/** The first unused name of `nic1`, `nic2` and so on. */
export function nextNicName(nics: Array<{ name?: string }>): string {
  const names = nics.map(({ name }) => name);
  let number = 1;
  while (names.includes(`nic${number}`)) {
    number += 1;
  }
  return `nic${number}`;
}
