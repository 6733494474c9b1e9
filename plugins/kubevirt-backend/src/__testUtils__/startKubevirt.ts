import { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import Ajv from 'ajv';
import { createKubevirtPlugin } from '../plugin';
import { openapi } from '../schema/openapi';
import { FakeClusters } from './FakeClusters';
import { siteConfig } from './samples';

const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema({ $id: 'api', components: openapi.components });

/** The plugin in a backend of its own; each answer is held against the description of the API. */
export async function startKubevirt(options: {
  entities?: Entity[];
  clusters?: FakeClusters;
  kubevirt?: object;
  /** The rest of the configuration. */
  config?: JsonObject;
  features?: Array<BackendFeature>;
}) {
  const {
    entities = [],
    clusters = new FakeClusters(),
    features = [],
  } = options;
  const backend = await startTestBackend({
    features: [
      createKubevirtPlugin(() => clusters),
      catalogServiceMock.factory({ entities }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost' },
          ...options.config,
          kubevirt: { ...siteConfig, ...options.kubevirt },
        },
      }),
      ...features,
    ],
  });
  const url = `http://localhost:${backend.server.port()}/api/kubevirt`;
  const ask = async (
    path: string,
    init: {
      method?: string;
      body?: string;
      user?: string;
      signal?: AbortSignal;
    } = {},
  ) => {
    const { user = 'user:default/mia', ...request } = init;
    const response = await fetch(`${url}${path}`, {
      ...request,
      headers: {
        'content-type': 'application/json',
        authorization: mockCredentials.user.header(user),
      },
    });
    const body = await response.json();
    if (response.ok) {
      expectDescribed({ path, method: request.method ?? 'GET', body });
    }
    return { status: response.status, body };
  };
  const post = (path: string, body: unknown, more: object = {}) =>
    ask(path, { method: 'POST', body: JSON.stringify(body), ...more });
  return { ask, post, url, clusters, stop: () => backend.stop() };
}

/** Fails where an answer is not as the description of the API says. */
function expectDescribed(options: {
  path: string;
  method: string;
  body: unknown;
}): void {
  const { method, body } = options;
  const parts = options.path.split('?')[0].split('/');
  const found = Object.entries(openapi.paths).find(([template]) => {
    const expected = template.split('/');
    return (
      expected.length === parts.length &&
      expected.every((part, i) => part.startsWith('{') || part === parts[i])
    );
  });
  const operation = (
    found?.[1] as Record<string, { responses: any }> | undefined
  )?.[method.toLocaleLowerCase('en-US')];
  const { $ref } = operation!.responses[200].content['application/json'].schema;
  const validate = ajv.getSchema(`api${$ref}`)!;
  validate(body);
  expect(validate.errors ?? []).toEqual([]);
}
