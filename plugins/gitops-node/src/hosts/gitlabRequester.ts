import { MergeRequests } from '@gitbeaker/rest';
import { HostFetch } from './hostFetch';

type RequesterFn = NonNullable<
  NonNullable<ConstructorParameters<typeof MergeRequests>[0]>['requesterFn']
>;
type Requester = ReturnType<RequesterFn>;

function inSnakeCase(values: object): Array<[string, unknown]> {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [
      key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`),
      value,
    ]);
}

/**
 * What sends gitbeaker's requests. Its own one cannot be aborted, repeats a request up to ten times and keeps the
 * request with the token as the cause of its errors.
 */
export function gitlabRequester(options: {
  apiUrl: string;
  fetch: HostFetch;
}): RequesterFn {
  const { apiUrl, fetch } = options;
  const sender =
    (method: string): Requester['get'] =>
    async (endpoint, { searchParams = {}, body } = {}) => {
      const url = new URL(`${apiUrl}/${endpoint}`);
      inSnakeCase(searchParams).forEach(([key, value]) =>
        url.searchParams.set(key, String(value)),
      );
      const response = await fetch(url, {
        method,
        ...(body && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(Object.fromEntries(inSnakeCase(body))),
        }),
      });
      return {
        body: await response.json(),
        headers: Object.fromEntries(response.headers),
        status: response.status,
      };
    };
  return () => ({
    get: sender('GET'),
    post: sender('POST'),
    put: sender('PUT'),
    patch: sender('PATCH'),
    delete: sender('DELETE'),
  });
}
