import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { NodeTable } from '../../components/NodeTable';
import { useTexts } from '../../translations';
import type { Rollout } from './rolloutOf';

/** The nodes of a step's policy, each as far as it is. */
export function RolloutCard(props: { step: string; rollout: Rollout }) {
  const { step, rollout } = props;
  const { nodes, configured, of } = rollout;
  const t = useTexts();
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
          </Text>
          <NodeTable label={t('task.table', { step })} nodes={nodes} />
        </Flex>
      </CardBody>
    </Card>
  );
}
