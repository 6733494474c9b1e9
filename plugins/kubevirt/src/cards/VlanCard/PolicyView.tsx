import { Flex, Text } from '@backstage/ui';
import type {
  PolicyProgress,
  VlanOnCluster,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { NodeTable } from '../../components/NodeTable';
import { StateText, Tone } from '../../components/StateText';
import { useTexts } from '../../translations';

const VERDICT_TONES: Record<PolicyProgress['verdict'], Tone> = {
  configured: 'good',
  progressing: 'busy',
  failed: 'bad',
  'no-matching-node': 'attention',
};

/** A policy that gives nodes the VLAN, and its progress on each node. */
export function PolicyView(props: {
  cluster: string;
  policy: VlanOnCluster['policies'][number];
}) {
  const { cluster, policy } = props;
  const { name, uplink, progress } = policy;
  const t = useTexts();
  const configured = String(progress.configured);
  return (
    <Flex direction="column" gap="2">
      <Text>
        {progress.ready === undefined
          ? t('vlanCard.policyUnknown', { policy: name, uplink, configured })
          : t('vlanCard.policy', {
              policy: name,
              uplink,
              configured,
              ready: String(progress.ready),
            })}
      </Text>
      <StateText tone={VERDICT_TONES[progress.verdict]}>
        {t(`verdict.${progress.verdict}`)}
      </StateText>
      <NodeTable
        label={t('vlanCard.poolsTable', { policy: name, cluster })}
        nodes={progress.nodes}
      />
    </Flex>
  );
}
