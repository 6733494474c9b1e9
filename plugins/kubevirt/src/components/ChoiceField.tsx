import { Flex } from '@backstage/ui';
import type { ChoiceKind } from '../api';
import type { FieldTexts } from '../fields/fieldTexts';
import { useChoices } from '../hooks/useChoices';
import { ChoiceNote } from './ChoiceNote';
import { SuggestField } from './SuggestField';

/** The name of something that a cluster has for VMs, with what it has as suggestions. */
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
  const { load, choices } = useChoices({ kind, cluster });
  return (
    <Flex direction="column" gap="2">
      <SuggestField
        {...field}
        suggestions={choices.map(({ name, title }) => ({
          name,
          description: title,
        }))}
      />
      <ChoiceNote what={what} load={load} />
    </Flex>
  );
}
