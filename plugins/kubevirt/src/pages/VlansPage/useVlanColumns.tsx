import { Cell } from '@backstage/ui';
import type { VlanSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { useMemo } from 'react';
import type { ListColumn } from '../../components/ListTable';
import { TextCell } from '../../components/TextCell';
import { EntityLink } from '../../components/EntityLink';
import { StateText } from '../../components/StateText';
import { useTexts } from '../../translations';
import { VlanStateText } from './VlanStateText';

/** The columns of the table of VLANs. */
export function useVlanColumns(): ListColumn<VlanSummary>[] {
  const t = useTexts();
  return useMemo(
    () => [
      {
        id: 'vlan',
        label: t('vlansPage.vlan'),
        isRowHeader: true,
        cell: ({ entityRef, title }) => (
          <Cell>
            <EntityLink entityRef={entityRef}>{title}</EntityLink>
          </Cell>
        ),
      },
      {
        id: 'state',
        label: t('vlansPage.state'),
        cell: vlan => (
          <Cell>
            <VlanStateText vlan={vlan} />
          </Cell>
        ),
      },
      {
        id: 'owner',
        label: t('vlansPage.owner'),
        cell: ({ owner }) => (
          <Cell>
            <EntityLink entityRef={owner} />
          </Cell>
        ),
      },
      {
        id: 'subnet',
        label: t('vlansPage.subnet'),
        cell: ({ subnet }) => <TextCell>{subnet ?? '–'}</TextCell>,
      },
      {
        id: 'use',
        label: t('vlansPage.use'),
        cell: ({ vms, networks }) => (
          <TextCell>{`${t('vlan.vms', { count: vms })}, ${t('vlan.networks', {
            count: networks,
          })}`}</TextCell>
        ),
      },
      {
        id: 'permit',
        label: t('vlansPage.permit'),
        cell: ({ permit }) => (
          <Cell>
            <StateText tone={permit.allowed ? 'good' : 'attention'}>
              {permit.allowed ? t('vlan.allowed') : t('vlan.denied')}
            </StateText>
          </Cell>
        ),
      },
    ],
    [t],
  );
}
