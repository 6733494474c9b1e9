import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

/** Makes examples of one action: a description and an input become a template's step in YAML. */
export function exampleOf(step: { id: string; name: string; action: string }) {
  return (description: string, input: object): TemplateExample => ({
    description,
    example: yaml.stringify({ steps: [{ ...step, input }] }),
  });
}
