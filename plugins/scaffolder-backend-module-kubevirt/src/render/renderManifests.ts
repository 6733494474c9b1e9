import { InputError } from '@backstage/errors';
import {
  KubeObject,
  ObjectId,
  Plan,
  formatObjectId,
  objectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { RenderedManifest } from '@kubevirt-vlan/backstage-plugin-gitops-node';
import type { Environment } from 'nunjucks';
import { Document } from 'yaml';
import { ManifestTemplates, createEnvironment } from './createEnvironment';
import { parseManifests } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

/** Files with this suffix render to manifests. They may include other `*.njk` files. */
export const TEMPLATE_SUFFIX = '.yaml.njk';

/** The longest part of an error of nunjucks that is passed on. */
const MAX_MESSAGE = 2_000;

interface Rendered {
  template: string;
  object: KubeObject;
  document: Document;
}

/**
 * Renders a plan's manifests and proves that they are exactly the planned objects, in the plan's order.
 *
 * @throws InputError that names the template file for a template that fails, text that is no YAML, an object that is
 * not planned and one that is missing.
 */
export function renderManifests(options: {
  templates: ManifestTemplates;
  plan: Plan;
}): RenderedManifest[] {
  const { templates, plan } = options;
  const environment = createEnvironment(templates);
  const rendered = [...templates.keys()]
    .filter(name => name.endsWith(TEMPLATE_SUFFIX))
    .sort()
    .flatMap(template => renderTemplate({ environment, template, plan }));
  refuseUnplanned(rendered, plan);
  return plan.objects.map(planned => {
    const { object, document } = onlyOne(rendered, planned.id);
    return { ...planned, object, text: document.toString({ lineWidth: 0 }) };
  });
}

function renderTemplate(options: {
  environment: Environment;
  template: string;
  plan: Plan;
}): Rendered[] {
  const { environment, template, plan } = options;
  return parseManifests({
    name: template,
    text: renderText(),
    strict: true,
  }).map(parsed => ({ ...parsed, template }));

  function renderText(): string {
    try {
      // A copy, so that no template can reach the plan itself.
      return environment.render(template, structuredClone(plan.values));
    } catch (error) {
      throw new InputError(
        `Manifest template ${template} can't be rendered: ${endOf(
          (error as Error).message,
        )}. Nothing was written`,
      );
    }
  }
}

/** nunjucks puts the names of all templates that include each other before the message. The cause is at the end. */
function endOf(message: string): string {
  return message.length > MAX_MESSAGE
    ? `…${message.slice(-MAX_MESSAGE)}`
    : message;
}

function refuseUnplanned(rendered: Rendered[], plan: Plan): void {
  for (const { object, template } of rendered) {
    const id = objectId(object);
    if (!plan.objects.some(planned => isSameId(planned.id, id))) {
      throw new InputError(
        `Manifest template ${template} renders ${describeId(
          id,
        )}, which is not planned; allowed, and each once: ${plan.objects
          .map(planned => describeId(planned.id))
          .join(', ')}. Nothing was written`,
      );
    }
  }
}

function onlyOne(rendered: Rendered[], id: ObjectId): Rendered {
  const matches = rendered.filter(({ object }) =>
    isSameId(objectId(object), id),
  );
  if (matches.length !== 1) {
    throw new InputError(
      `The manifest templates render ${describeId(id)} ${
        matches.length === 0
          ? 'not at all'
          : `${matches.length} times (${matches
              .map(match => match.template)
              .join(', ')})`
      }; allowed: once. Nothing was written`,
    );
  }
  return matches[0];
}

function isSameId(a: ObjectId, b: ObjectId): boolean {
  return describeId(a) === describeId(b) && a.namespace === b.namespace;
}

function describeId(id: ObjectId): string {
  return `${formatObjectId(id)} (${id.apiVersion})`;
}
