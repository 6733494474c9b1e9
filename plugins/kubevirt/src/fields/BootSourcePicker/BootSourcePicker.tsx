import { Flex, TextField } from '@backstage/ui';
import type { NamedChoice } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { useEffect, useRef } from 'react';
import { ChoiceNote } from '../../components/ChoiceNote';
import { StateText } from '../../components/StateText';
import { SuggestField } from '../../components/SuggestField';
import { useChoices } from '../../hooks/useChoices';
import { useTexts } from '../../translations';
import { clusterOf } from '../clusterOptions';
import { fieldTexts } from '../fieldTexts';
import type { BootSourcePickerProps } from './schema';

/** The namespace of OpenShift Virtualization's own boot sources. */
const USUAL_NAMESPACE = 'openshift-virtualization-os-images';

/** A field of a template's form: a DataSource to copy a VM's disk from; `{ name, namespace }`. */
export function BootSourcePicker(props: BootSourcePickerProps) {
  const { formData, onChange, errorSchema = {} } = props;
  const t = useTexts();
  const search = useChoices({
    kind: 'boot-sources',
    cluster: clusterOf(props),
    text: formData?.name,
  });
  const texts = fieldTexts(props, { label: t('choice.bootSource') });
  // Each part has its own errors, which the form does not show beside this field.
  const isNameless = hasErrors(errorSchema.name);
  // Keep a namespace that was given or entered.
  const isMeant = useRef(formData?.namespace !== undefined);
  const enter = (name: string | undefined) =>
    onChange(
      name === undefined
        ? undefined
        : {
            name,
            namespace:
              namespaceOf(name, search.items) ??
              (isMeant.current ? formData?.namespace : undefined) ??
              USUAL_NAMESPACE,
          },
    );
  // If the backend searches, a name is found after it was entered.
  const found =
    search.load.status === 'ready' && formData && !isMeant.current
      ? namespaceOf(formData.name, search.items)
      : undefined;
  useEffect(() => {
    if (formData && found !== undefined && found !== formData.namespace) {
      onChange({ ...formData, namespace: found });
    }
  }, [found, formData, onChange]);
  return (
    <Flex direction="column" gap="2">
      <SuggestField
        {...texts}
        isInvalid={texts.isInvalid || isNameless}
        value={formData?.name}
        onChange={enter}
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
        onChange={namespace => {
          isMeant.current = true;
          if (formData) {
            onChange({ ...formData, namespace });
          }
        }}
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

function namespaceOf(name: string, choices: NamedChoice[]) {
  return choices.find(choice => choice.name === name)?.namespace;
}

/** The first option of each name; another namespace can be entered. */
function distinct(choices: NamedChoice[]): NamedChoice[] {
  return choices.filter(
    ({ name }, i) => choices.findIndex(other => other.name === name) === i,
  );
}
