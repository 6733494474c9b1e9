import type { NamedChoice } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { useEffect, useRef } from 'react';
import type { NameSearch } from '../../hooks/useNameSearch';
import type { BootSourcePickerProps } from './schema';

/** The namespace of OpenShift Virtualization's own boot sources. */
const USUAL_NAMESPACE = 'openshift-virtualization-os-images';

/** Changes the field's value. The namespace follows the name until the user enters one. */
export function useBootSource(options: {
  props: BootSourcePickerProps;
  search: NameSearch<NamedChoice>;
}) {
  const { props, search } = options;
  const { formData, onChange } = props;
  // Keep a namespace that was given or entered.
  const isMeant = useRef(formData?.namespace !== undefined);
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
  return {
    enterName: (name: string | undefined) =>
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
      ),
    enterNamespace: (namespace: string) => {
      isMeant.current = true;
      if (formData) {
        onChange({ ...formData, namespace });
      }
    },
  };
}

function namespaceOf(name: string, choices: NamedChoice[]) {
  return choices.find(choice => choice.name === name)?.namespace;
}
