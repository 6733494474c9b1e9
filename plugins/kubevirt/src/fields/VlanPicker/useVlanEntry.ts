import { useEffect, useState } from 'react';
import { useVlanSearch } from './useVlanSearch';
import { vlanIdOf, vlanLabel } from './vlanText';

/** The text of a field for a VLAN, its search results, and the change of the field's value by a text. */
export function useVlanEntry(options: {
  value: number | undefined;
  onChange: (id: number | undefined) => void;
}) {
  const { value, onChange } = options;
  const [text, setText] = useState(value === undefined ? '' : String(value));
  const search = useVlanSearch(text);
  const idOf = (entered: string) =>
    [...search.known.values()].find(vlan => vlanLabel(vlan) === entered)?.id ??
    vlanIdOf(entered.trim());
  const enter = (entered: string) => {
    setText(entered);
    if (idOf(entered) !== value) {
      onChange(idOf(entered));
    }
  };
  // The value was set from elsewhere, such as the page's URL.
  useEffect(() => {
    if (value !== undefined && idOf(text) !== value) {
      setText(String(value));
    }
    // Not when the text changes: an unfinished text is no id yet.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [value]);
  return { text, enter, ...search };
}
