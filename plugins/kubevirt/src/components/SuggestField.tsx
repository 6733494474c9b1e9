import { Combobox } from '@backstage/ui';
import type { FieldTexts } from '../fields/fieldTexts';

/** One suggestion; the field's text becomes its name. */
export interface Suggestion {
  name: string;
  description?: string;
  isDisabled?: boolean;
}

/**
 * A text field with suggestions. Other texts can be entered, too: there are no suggestions if the API can't be reached,
 * and the backend checks the value in any case.
 */
export function SuggestField(
  props: FieldTexts & {
    value: string | undefined;
    onChange: (value: string | undefined) => void;
    suggestions: Suggestion[];
    /** The suggestions are search results: they are not filtered by name again. */
    isSearched?: boolean;
  },
) {
  const { value = '', onChange, suggestions, isSearched, ...texts } = props;
  return (
    <Combobox
      {...texts}
      validationBehavior="aria"
      allowsCustomValue
      // Not on focus: an open list hides the rest of the page from screen readers.
      menuTrigger={suggestions.length === 0 && !isSearched ? 'manual' : 'input'}
      search={{
        mode: isSearched ? 'server' : undefined,
        inputValue: value,
        onInputChange: text => {
          if (text !== value) {
            onChange(text === '' ? undefined : text);
          }
        },
      }}
      options={suggestions.map(({ name, description, isDisabled }) => ({
        id: name,
        label: name,
        description,
        disabled: isDisabled,
      }))}
    />
  );
}
