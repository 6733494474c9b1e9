import { Flex, TextField } from '@backstage/ui';
import type { NamedChoice } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ChoiceNote } from '../../components/ChoiceNote';
import { StateText } from '../../components/StateText';
import { SuggestField } from '../../components/SuggestField';
import { useChoices } from '../../hooks/useChoices';
import { useTexts } from '../../translations';
import { clusterOf } from '../clusterOptions';
import { fieldTexts } from '../fieldTexts';
import type { BootSourcePickerProps } from './schema';
import { useBootSource } from './useBootSource';

/** A field of a template's form: a DataSource to copy a VM's disk from; `{ name, namespace }`. */
export function BootSourcePicker(props: BootSourcePickerProps) {
  const { formData, errorSchema = {} } = props;
  const t = useTexts();
  const search = useChoices({
    kind: 'boot-sources',
    cluster: clusterOf(props),
    text: formData?.name,
  });
  const { enterName, enterNamespace } = useBootSource({ props, search });
  const texts = fieldTexts(props, { label: t('choice.bootSource') });
  // Each part has its own errors, which the form does not show beside this field.
  const isNameless = hasErrors(errorSchema.name);
  return (
    <Flex direction="column" gap="2">
      <SuggestField
        {...texts}
        isInvalid={texts.isInvalid || isNameless}
        value={formData?.name}
        onChange={enterName}
        isSearched={search.isSearched}
        suggestions={distinct(search.items).map(choice => ({
          name: choice.name,
          description: [
            choice.title,
            choice.namespace &&
              t('choice.inNamespace', { namespace: choice.namespace }),
          ]
            .filter(Boolean)
            .join(' '),
        }))}
      />
      <TextField
        label={t('choice.bootSourceNamespace')}
        isInvalid={hasErrors(errorSchema.namespace)}
        validationBehavior="aria"
        isDisabled={texts.isDisabled || formData === undefined}
        value={formData?.namespace ?? ''}
        onChange={enterNamespace}
      />
      {isNameless && (
        <StateText tone="bad">{t('choice.bootSourceMissing')}</StateText>
      )}
      <ChoiceNote what={t('what.bootSources')} search={search} />
    </Flex>
  );
}

function hasErrors(part: { __errors?: string[] } | undefined): boolean {
  return (part?.__errors ?? []).length > 0;
}

/** The first option of each name; another namespace can be entered. */
function distinct(choices: NamedChoice[]): NamedChoice[] {
  return choices.filter(
    ({ name }, i) => choices.findIndex(other => other.name === name) === i,
  );
}
