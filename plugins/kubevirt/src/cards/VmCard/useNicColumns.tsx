import { Cell, Text } from '@backstage/ui';
import { vlanEntityRef } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { VmDetails } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Fragment } from 'react';
import { EntityLink } from '../../components/EntityLink';
import { ListColumn } from '../../components/ListTable';
import { StateText } from '../../components/StateText';
import { TextCell } from '../../components/TextCell';
import { useTexts } from '../../translations';
import { LinkState } from './LinkState';

type Nic = VmDetails['nics'][number];

/** The columns of the table of a VM's NICs. */
export function useNicColumns(): ListColumn<Nic>[] {
  const t = useTexts();
  return [
    {
      id: 'nic',
      label: t('vmCard.nic'),
      isRowHeader: true,
      cell: nic => <TextCell>{nic.name}</TextCell>,
    },
    {
      id: 'network',
      label: t('vmCard.network'),
      cell: ({ network }) => (
        <TextCell>{network ?? t('vmCard.podNetwork')}</TextCell>
      ),
    },
    {
      id: 'vlans',
      label: t('vmCard.vlans'),
      cell: nic => (
        <Cell>
          <NicVlans nic={nic} />
        </Cell>
      ),
    },
    {
      id: 'mac',
      label: t('vmCard.mac'),
      cell: ({ mac }) => (
        <TextCell>
          {mac === undefined ? t('vmCard.unknown') : <Mac address={mac} />}
        </TextCell>
      ),
    },
    {
      id: 'addresses',
      label: t('vmCard.addresses'),
      cell: ({ addresses }) => (
        <TextCell>{addresses.join(', ') || t('vmCard.unknown')}</TextCell>
      ),
    },
    {
      id: 'link',
      label: t('vmCard.link'),
      cell: ({ linkState }) => (
        <Cell>
          <LinkState state={linkState} />
        </Cell>
      ),
    },
  ];
}

/** The VLANs of a NIC, or why they are not known. */
function NicVlans(props: { nic: Nic }) {
  const { vlans, vlansUnknown } = props.nic;
  const t = useTexts();
  switch (vlansUnknown) {
    case 'network-missing':
      return <StateText tone="bad">{t('vmCard.networkMissing')}</StateText>;
    case 'unreadable':
      return (
        <StateText tone="attention">{t('vmCard.vlansUnreadable')}</StateText>
      );
    default:
      return <VlanLinks vlans={vlans} />;
  }
}

function VlanLinks(props: { vlans: number[] }) {
  const t = useTexts();
  return props.vlans.length === 0 ? (
    <Text variant="body-small">{t('vmCard.none')}</Text>
  ) : (
    <>
      {props.vlans.map((id, i) => (
        <Fragment key={id}>
          {i > 0 && ', '}
          <EntityLink entityRef={vlanEntityRef(id)}>
            {t('vlan.name', { id: String(id) })}
          </EntityLink>
        </Fragment>
      ))}
    </>
  );
}

/** A MAC address that may wrap between two bytes. */
function Mac(props: { address: string }) {
  return (
    <>
      {props.address.split(':').map((byte, i) => (
        // Bytes may repeat: only their position identifies them.
        <Fragment key={String(i)}>
          {i > 0 && (
            <>
              :<wbr />
            </>
          )}
          {byte}
        </Fragment>
      ))}
    </>
  );
}
