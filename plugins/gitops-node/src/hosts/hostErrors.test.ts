import { delay, http, HttpResponse } from 'msw';
import { pull } from './__fixtures__/github';
import { merge, unauthorized } from './__fixtures__/gitlab';
import {
  CANARY,
  hostServer,
  openTestHost,
  rejection,
} from './__testUtils__/hostTest';

const { server, seen } = hostServer();

/** For each kind of host: its URLs, and a request that it lists. */
const KINDS = [
  {
    who: 'GitHub (git.example.com)',
    repoUrl: 'https://git.example.com/octocat/Hello-World.git',
    list: 'https://git.example.com/api/v3/repos/octocat/Hello-World/pulls',
    entry: pull,
  },
  {
    who: 'GitLab (lab.example.com)',
    repoUrl: 'https://lab.example.com/gitlab/g/p.git',
    list: 'https://lab.example.com/gitlab/api/v4/projects/:project/merge_requests',
    entry: merge,
  },
  {
    who: 'Gitea (tea.example.com)',
    repoUrl: 'https://tea.example.com/git/o/r.git',
    list: 'https://tea.example.com/git/api/v1/repos/o/r/pulls',
    entry: {
      number: 1,
      title: 't',
      html_url: 'https://tea.example.com/git/o/r/pulls/1',
      base: { ref: 'master', repo_id: 1 },
      head: { label: 'b', ref: 'refs/pull/1/head', repo_id: 1 },
    },
  },
];

describe.each(KINDS)('$who', ({ who, repoUrl, list, entry }) => {
  const answers = (...responses: Array<() => Response | Promise<Response>>) => {
    let calls = 0;
    server.use(
      http.get(list, () =>
        responses[Math.min(calls++, responses.length - 1)](),
      ),
    );
  };
  const fails = async (options = {}) => {
    const { host, waits } = await openTestHost(repoUrl, options);
    const error = await rejection(host.listOpen({ baseBranch: 'master' }));
    return { error, waits };
  };
  const answered =
    (status: number, init: ResponseInit = {}) =>
    () =>
      HttpResponse.json({ message: `No ${CANARY}` }, { ...init, status });

  it('lists its requests', async () => {
    answers(() => HttpResponse.json([entry]));
    const { host } = await openTestHost(repoUrl);
    expect(await host.listOpen({ baseBranch: 'master' })).toHaveLength(1);
    expect(await host.listOpen({ baseBranch: 'other' })).toEqual([]);
  });

  it.each([
    [401, 'are not valid or have expired'],
    [403, 'need the right to read and write pull requests'],
    [404, 'have no right to see it'],
  ])('reports %s as not allowed, without the token', async (status, way) => {
    answers(answered(status));
    const { error, waits } = await fails();
    expect(error.name).toBe('NotAllowedError');
    expect(error.message).toMatch(
      `${who} answered ${status} to "list open requests": No ***.`,
    );
    expect(error.message).toMatch(way);
    expect(waits).toEqual([]);
    expect(seen).toHaveLength(1);
  });

  it.each([405, 422, 500])('is not called again after %s', async status => {
    answers(answered(status));
    const { error } = await fails();
    expect(error.name).toBe('ServiceUnavailableError');
    expect(error.message).toBe(
      `${who} answered ${status} to "list open requests": No ***.`,
    );
    expect(seen).toHaveLength(1);
  });

  it.each([429, 502, 503, 504])(
    'is called three times after %s',
    async status => {
      answers(answered(status));
      const { error, waits } = await fails();
      expect(error.name).toBe('ServiceUnavailableError');
      expect(waits).toEqual([500, 1000]);
      expect(seen).toHaveLength(3);
    },
  );

  it('is called again after Retry-After', async () => {
    answers(answered(429, { headers: { 'Retry-After': '10' } }), () =>
      HttpResponse.json([entry]),
    );
    const { host, waits } = await openTestHost(repoUrl);
    expect(await host.listOpen({ baseBranch: 'master' })).toHaveLength(1);
    expect(waits).toEqual([10_000]);
  });

  it('is not called again when Retry-After is too long', async () => {
    answers(answered(429, { headers: { 'Retry-After': '11' } }));
    const { error, waits } = await fails();
    expect(error.message).toMatch('Try again in 11 s.');
    expect(waits).toEqual([]);
  });

  it('is called again when the connection breaks', async () => {
    answers(
      () => HttpResponse.error(),
      () => HttpResponse.json([entry]),
    );
    const { host } = await openTestHost(repoUrl);
    expect(await host.listOpen({ baseBranch: 'master' })).toHaveLength(1);
  });

  it('is given up after the time limit', async () => {
    answers(async () => {
      await delay('infinite');
      return HttpResponse.json([]);
    });
    const { error } = await fails({ timeoutMs: 20 });
    expect(error.name).toBe('ServiceUnavailableError');
    expect(error.message).toBe(
      `${who} could not be reached to "list open requests" (no answer within 0.02 s).`,
    );
    expect(seen).toHaveLength(1);
  });

  it('rejects with the reason when aborted, before and during a call', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    answers(async () => {
      controller.abort(reason);
      await delay('infinite');
      return HttpResponse.json([]);
    });
    const { host } = await openTestHost(repoUrl);
    const listed = () =>
      host.listOpen({ baseBranch: 'master', signal: controller.signal });
    await expect(listed()).rejects.toBe(reason);
    await expect(listed()).rejects.toBe(reason);
    expect(seen).toHaveLength(1);
  });

  it('stops waiting when aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    answers(answered(503));
    const { host } = await openTestHost(repoUrl, {
      wait: async () => controller.abort(reason),
    });
    await expect(
      host.listOpen({ baseBranch: 'master', signal: controller.signal }),
    ).rejects.toBe(reason);
  });

  it('sends no credentials to the target of a redirect on another origin', async () => {
    answers(
      () =>
        new HttpResponse(null, {
          status: 302,
          headers: { Location: 'https://evil.example.com/' },
        }),
    );
    const { error } = await fails();
    expect(error.message).toMatch('redirects to https://evil.example.com,');
    expect(seen).toHaveLength(1);
  });

  it('follows a redirect to another path of the same origin', async () => {
    const moved = `${new URL(list).origin}/moved`;
    server.use(http.get(moved, () => HttpResponse.json([entry])));
    answers(
      () =>
        new HttpResponse(null, { status: 301, headers: { Location: moved } }),
    );
    const { host } = await openTestHost(repoUrl);
    expect(await host.listOpen({ baseBranch: 'master' })).toHaveLength(1);
    expect(seen[1].headers.authorization).toBe(seen[0].headers.authorization);
  });

  it.each([
    ['a page', () => HttpResponse.html(`<p>${CANARY}</p>`)],
    ['something else', () => HttpResponse.json({ [CANARY]: 1 })],
    ['another list', () => HttpResponse.json([{ [CANARY]: 1 }])],
  ])('refuses %s as an answer', async (_, answer) => {
    answers(answer);
    const { error } = await fails();
    expect(error.name).toBe('ServiceUnavailableError');
    expect(error.message).toMatch('Check the URL of its API');
  });
});

it('treats a 403 with Retry-After as a rate limit', async () => {
  server.use(
    http.get(KINDS[0].list, () =>
      HttpResponse.json(
        { message: 'API rate limit exceeded' },
        { status: 403, headers: { 'Retry-After': '60' } },
      ),
    ),
  );
  const { host } = await openTestHost(KINDS[0].repoUrl);
  const error = await rejection(host.listOpen({ baseBranch: 'master' }));
  expect(error.name).toBe('ServiceUnavailableError');
  expect(error.message).toMatch('Try again in 60 s.');
});

describe('Retry-After', () => {
  /** What the list of requests fails with, and the pauses between the attempts. */
  const refused = async (status: number, retryAfter: string) => {
    server.use(
      http.get(KINDS[0].list, () =>
        HttpResponse.json(
          { message: 'API rate limit exceeded' },
          { status, headers: { 'Retry-After': retryAfter } },
        ),
      ),
    );
    const { host, waits } = await openTestHost(KINDS[0].repoUrl);
    const error = await rejection(host.listOpen({ baseBranch: 'master' }));
    return { error, waits };
  };

  it('may have a fraction', async () => {
    const { error, waits } = await refused(403, '1.5');
    expect(error.name).toBe('ServiceUnavailableError');
    expect(error.message).toMatch('Try again in 2 s.');
    expect(waits).toEqual([1500, 1500]);
  });

  it('may be a date without GMT', async () => {
    const inAMinute = new Date(Date.now() + 60_000).toISOString();
    const { error, waits } = await refused(403, inAMinute);
    expect(error.name).toBe('ServiceUnavailableError');
    expect(error.message).toMatch(/Try again in (59|60) s\./);
    expect(waits).toEqual([]);
  });

  it('ends the attempts when it is longer than any pause', async () => {
    const { error, waits } = await refused(429, '9999999999');
    expect(error.message).toMatch('Try again in 9999999999 s.');
    expect(waits).toEqual([]);
  });

  it('does not count when it is neither a number nor a date', async () => {
    const { error } = await refused(403, 'soon');
    expect(error.name).toBe('NotAllowedError');
  });
});

describe('secrets in the texts of a host', () => {
  /** The message of the error when the host answers so. */
  const messageFor = async (
    answer: () => Response,
    secret = 'never-in-an-answer',
  ) => {
    server.use(http.get(KINDS[0].list, answer));
    const { host } = await openTestHost(KINDS[0].repoUrl, {
      redact: text => text.replaceAll(secret, '***'),
    });
    return (await rejection(host.listOpen({ baseBranch: 'master' }))).message;
  };

  it('are redacted although they are escaped in the JSON', async () => {
    const body = JSON.stringify({
      message: `a&b<c and ${CANARY}`,
    })
      .replace('&', '\\u0026')
      .replace('<', '\\u003c')
      .replace('canary', '\\u0063anary');
    const message = await messageFor(
      () => new HttpResponse(body, { status: 500 }),
      'a&b<c',
    );
    expect(message).toMatch('"list open requests": *** and ***.');
  });

  it('are redacted in the status text, which is cut', async () => {
    const statusText = `No ${CANARY} for s3cret ${'x'.repeat(1000)}`;
    const message = await messageFor(
      () => new HttpResponse(null, { status: 500, statusText }),
      's3cret',
    );
    expect(message).toMatch(
      /"list open requests": No \*\*\* for \*\*\* x{400,500}…\.$/,
    );
  });

  it.each([CANARY, 'S3cret'])(
    'are redacted in the target of a redirect: %s',
    async secret => {
      const Location = `https://${secret}.evil.example.com/`;
      const message = await messageFor(
        () => new HttpResponse(null, { status: 302, headers: { Location } }),
        'S3cret',
      );
      expect(message).toMatch('redirects to https://***.evil.example.com,');
    },
  );

  it('are cut in the target of a redirect', async () => {
    const Location = `https://${'x.'.repeat(1000)}example.com/`;
    const message = await messageFor(
      () => new HttpResponse(null, { status: 302, headers: { Location } }),
    );
    expect(message).toMatch(/redirects to https:\/\/[x.]{400,500}…, which/);
  });
});

it.each(['message', 'error', 'errors'])(
  'reports a refusal with a "%s" that is nested without end',
  async name => {
    const deep = `${'['.repeat(200_000)}"x"${']'.repeat(200_000)}`;
    const list = `[{"code":"invalid","field":${deep}}]`;
    const bodies = [`{"${name}":${deep}}`, `{"${name}":${list}}`];
    for (const body of bodies) {
      server.use(
        http.get(
          KINDS[0].list,
          () => new HttpResponse(body, { status: 422, statusText: 'Invalid' }),
        ),
      );
      const { host } = await openTestHost(KINDS[0].repoUrl);
      const error = await rejection(host.listOpen({ baseBranch: 'master' }));
      expect(error.name).toBe('ServiceUnavailableError');
      expect(error.message).toMatch(/"list open requests": .*[Ii]nvalid/);
    }
  },
);

it('reports that no credentials are configured', async () => {
  server.use(
    http.get('https://anonymous.example.com/api/v3/repos/o/r/pulls', () =>
      HttpResponse.json(unauthorized, { status: 401 }),
    ),
  );
  const { host } = await openTestHost('https://anonymous.example.com/o/r');
  const error = await rejection(host.listOpen({ baseBranch: 'master' }));
  expect(error.message).toMatch(
    'There are no credentials for anonymous.example.com in "integrations".',
  );
  expect(seen[0].headers.authorization).toBeUndefined();
});

it.each([
  ['https://tea.example.com/git/o/r', `basic ${btoa(`robot:${CANARY}`)}`],
  ['https://token.example.com/o/r', `token ${CANARY}`],
])('sends the credentials for %s', async (repoUrl, authorization) => {
  server.use(http.get('*/repos/o/r/pulls', () => HttpResponse.json([])));
  const { host } = await openTestHost(repoUrl);
  await host.listOpen({ baseBranch: 'main' });
  expect(seen[0].headers.authorization).toBe(authorization);
});
