import {
  TemplateAction,
  TemplateExample,
} from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';
import { runAction } from './runAction';

/** Runs an example as it is written, and gives what it put out. */
export async function runExample(options: {
  action: TemplateAction<any, any, any>;
  example: TemplateExample;
  folder: string;
}) {
  const { action, example, folder } = options;
  const [step] = yaml.parse(example.example).steps;
  expect(step.action).toBe(action.id);
  return runAction({ action, input: step.input, folder });
}
