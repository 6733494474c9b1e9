import { Flex } from '@backstage/ui';
import { useTaskEventStream } from '@backstage/plugin-scaffolder-react';
import {
  DefaultTemplateOutputs,
  ScaffolderTemplateOutputsComponent,
} from '@backstage/plugin-scaffolder-react/alpha';
import { useParams } from 'react-router-dom';
import { RolloutCard } from './RolloutCard';
import { rolloutOf } from './rolloutOf';

/** The nodes that a task gives a VLAN, updated while it runs, and the scaffolder's own outputs when it has ended. */
export const TaskOutputs: ScaffolderTemplateOutputsComponent = ({ output }) => {
  const { taskId } = useParams();
  return (
    <>
      {taskId !== undefined && <Rollouts taskId={taskId} />}
      <DefaultTemplateOutputs output={output} />
    </>
  );
};

function Rollouts(props: { taskId: string }) {
  const { task, stepLogs, completed, cancelled } = useTaskEventStream(
    props.taskId,
  );
  const rollouts = (task?.spec.steps ?? []).flatMap(({ id, name }) => {
    const rollout = rolloutOf(stepLogs[id] ?? []);
    return rollout ? [{ id, name, rollout }] : [];
  });
  return rollouts.length === 0 ? null : (
    <Flex direction="column" gap="4" mb="4">
      {rollouts.map(({ id, name, rollout }) => (
        <RolloutCard
          key={id}
          step={name}
          rollout={rollout}
          isOver={completed || cancelled}
        />
      ))}
    </Flex>
  );
}
