import { ResponseError } from '@backstage/errors';
import { KubevirtClient } from './KubevirtClient';

const answering = (body: unknown, init?: ResponseInit) => {
  const fetch = jest.fn(
    async () =>
      new Response(JSON.stringify(body), {
        headers: { 'content-type': 'application/json' },
        ...init,
      }),
  ) as jest.Mock;
  const client = new KubevirtClient({
    discoveryApi: { getBaseUrl: async id => `http://backstage/api/${id}` },
    fetchApi: { fetch },
  });
  return { client, fetch };
};

describe('KubevirtClient', () => {
  it('requests a page of VLANs, without undefined parameters', async () => {
    const page = { items: [], totalItems: 0 };
    const { client, fetch } = answering(page);
    const { signal } = new AbortController();
    await expect(
      client.getVlans(
        { offset: 50, limit: 50, search: 'a&b', permitted: true },
        { signal },
      ),
    ).resolves.toEqual(page);
    expect(fetch).toHaveBeenCalledWith(
      'http://backstage/api/kubevirt/vlans?offset=50&limit=50&search=a%26b&permitted=true',
      { signal },
    );
  });

  it('never sends a longer search text than the backend accepts', async () => {
    const { client, fetch } = answering({ items: [], totalItems: 0 });
    const search = 'x'.repeat(500);
    await client.getVlans({ offset: 0, limit: 1, search });
    await client.getNamespaces({ limit: 1, search });
    await client.getChoices({ kind: 'preferences', limit: 1, search });
    const [vlans, ...others] = fetch.mock.calls.map(
      ([url]) => new URL(url).searchParams,
    );
    expect(vlans.get('search')).toHaveLength(100);
    others.forEach(params => expect(params.get('q')).toHaveLength(100));
  });

  it.each([
    [
      (client: KubevirtClient) =>
        client.getNamespaces({ cluster: 'demo', vlanId: 1085, limit: 500 }),
      '/namespaces?cluster=demo&vlanId=1085&limit=500',
    ],
    [
      (client: KubevirtClient) =>
        client.getChoices({ kind: 'boot-sources', search: 'a&b', limit: 50 }),
      '/boot-sources?q=a%26b&limit=50',
    ],
  ])('returns a page of names (%#)', async (call, path) => {
    const page = { items: [{ name: 'a' }], totalItems: 1 };
    const { client, fetch } = answering(page);
    await expect(call(client)).resolves.toEqual(page);
    expect(fetch.mock.calls[0][0]).toBe(`http://backstage/api/kubevirt${path}`);
  });

  it('returns the clusters, which are not paged', async () => {
    const { client } = answering([{ name: 'demo' }]);
    await expect(client.getClusters()).resolves.toEqual([{ name: 'demo' }]);
  });

  it('does not let names address another endpoint', async () => {
    const { client, fetch } = answering({});
    await client.getVm({ cluster: '../x', namespace: 'a/b', name: 'c?d' });
    expect(fetch.mock.calls[0][0]).toBe(
      'http://backstage/api/kubevirt/vms/..%2Fx/a%2Fb/c%3Fd',
    );
    await client.getVmLinks({ cluster: '../x', namespace: 'a/b', name: 'c?d' });
    expect(fetch.mock.calls[1][0]).toBe(
      'http://backstage/api/kubevirt/vms/..%2Fx/a%2Fb/c%3Fd/links',
    );
    const up = { cluster: '..', namespace: '..', name: 'catalog' };
    await expect(client.getVm(up)).rejects.toThrow('Found the VM "catalog"');
    await expect(client.getVmLinks(up)).rejects.toThrow('".."');
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('posts the answers of a form', async () => {
    const { client, fetch } = answering({ steps: [] });
    const request = { templateRef: 'template:default/t', values: { a: 1 } };
    await expect(client.createPreview(request)).resolves.toEqual({ steps: [] });
    const [, init] = fetch.mock.calls[0];
    expect(init.method).toBe('POST');
    expect(JSON.parse(init.body)).toEqual(request);
  });

  it('passes on the error of the backend', async () => {
    const { client } = answering(
      {
        error: { name: 'NotAllowedError', message: 'not for you' },
        response: { statusCode: 403 },
      },
      { status: 403, statusText: 'Forbidden' },
    );
    const error = await client.getVlan({ id: 1085 }).catch(e => e);
    expect(ResponseError.is(error)).toBe(true);
    expect(error.statusCode).toBe(403);
    expect(error.cause.message).toBe('not for you');
  });
});
