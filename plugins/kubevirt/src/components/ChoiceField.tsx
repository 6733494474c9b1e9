import { Flex } from '@backstage/ui';
import type { ChoiceKind } from '../api';
import type { FieldTexts } from '../fields/fieldTexts';
import { useChoices } from '../hooks/useChoices';
import { ChoiceNote } from './ChoiceNote';
import { SuggestField } from './SuggestField';

/** A field for the name of a cluster's object that VMs are made from, with suggestions. */
export function ChoiceField(
  props: FieldTexts & {
    kind: ChoiceKind;
    /** Such as "the instance types". */
    what: string;
    cluster: string | undefined;
    value: string | undefined;
    onChange: (value: string | undefined) => void;
  },
) {
  const { kind, what, cluster, ...field } = props;
  const search = useChoices({ kind, cluster, text: field.value });
  return (
    <Flex direction="column" gap="2">
      <SuggestField
        {...field}
        isSearched={search.isSearched}
        suggestions={search.items.map(({ name, title }) => ({
          name,
          description: title,
        }))}
      />
      <ChoiceNote what={what} search={search} />
    </Flex>
  );
}
