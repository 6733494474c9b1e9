import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import {
  NodeState,
  hasFailed,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { NodeTable } from '../../components/NodeTable';
import { useTexts } from '../../translations';
import type { Rollout } from './rolloutOf';

const OPEN: NodeState[] = ['waiting', 'pending', 'progressing', 'retrying'];

/** The progress of a step's policy on each node. */
export function RolloutCard(props: {
  step: string;
  rollout: Rollout;
  /** True if the task has ended, or its log can't be read: there are no further updates. */
  isOver: boolean;
}) {
  const { step, rollout, isOver } = props;
  const { nodes, configured, of } = rollout;
  const t = useTexts();
  const failed = nodes.filter(hasFailed).length;
  const isOpen = nodes.some(({ state }) => OPEN.includes(state));
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-x-small">
          {t('task.nodes')}
        </Text>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="2">
          <Text role="status">
            {t('task.count', {
              configured: String(configured),
              of: String(of),
            })}
            {failed > 0 && ` ${t('task.failed', { count: failed })}`}
            {isOver && isOpen && ` ${t('task.over')}`}
          </Text>
          <NodeTable label={t('task.table', { step })} nodes={nodes} />
        </Flex>
      </CardBody>
    </Card>
  );
}
