/** Something with a name, and perhaps a title. */
interface Named {
  name: string;
  title?: string;
}

/**
 * The items of a list whose name or title contains a text, whatever its case. The item with exactly that name comes first,
 * so that it is always on the first page.
 */
export function named<T extends Named>(all: T[], text: string = ''): T[] {
  const wanted = folded(text.trim());
  const found = all.filter(({ name, title = '' }) =>
    [name, title].some(part => folded(part).includes(wanted)),
  );
  const isExact = ({ name }: T) => folded(name) === wanted;
  return [...found.filter(isExact), ...found.filter(item => !isExact(item))];
}

function folded(text: string): string {
  return text.toLocaleLowerCase('en-US');
}
