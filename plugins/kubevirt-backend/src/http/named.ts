/** Something that people know by its name, or by a title. */
interface Named {
  name: string;
  title?: string;
}

/**
 * Of a list, what has a text in its name or its title, whatever the case. What has it for its name comes first: however
 * many others there are, it is on the first page.
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
