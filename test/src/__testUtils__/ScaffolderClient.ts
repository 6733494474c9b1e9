/** The result of a task: its status, its log as one text, and its outputs. */
export interface TaskResult {
  id: string;
  status: string;
  log: string;
  output?: {
    text?: { title: string; content: string }[];
    branch?: string;
    commit?: string;
    entityRef?: string;
    pullRequestUrl?: string;
  };
}

/** The REST API's refusal to start a task: the parameters did not match the template's schema. */
export interface Refusal {
  refused: number;
  body: any;
}

/** The scaffolder's REST API, as a script of a user would call it. */
export class ScaffolderClient {
  readonly #fetch: (path: string, init?: RequestInit) => Promise<Response>;

  constructor(
    fetchPath: (path: string, init?: RequestInit) => Promise<Response>,
  ) {
    this.#fetch = fetchPath;
  }

  /** Starts a template and waits for the end. */
  async run(
    template: string,
    values: object,
    options: { secrets?: Record<string, string> } = {},
  ): Promise<TaskResult | Refusal> {
    const response = await this.#fetch('/api/scaffolder/v2/tasks', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        templateRef: `template:default/${template}`,
        values,
        ...options,
      }),
    });
    const body = await response.json();
    return response.status === 201
      ? this.#waitFor(body.id)
      : { refused: response.status, body };
  }

  /** The parameters of a template as its form gets them; undefined until the catalog has the template. */
  async parameters(template: string): Promise<any | undefined> {
    const response = await this.#fetch(
      `/api/scaffolder/v2/templates/default/template/${template}/parameter-schema`,
    );
    return response.ok ? response.json() : undefined;
  }

  /** A task as the API shows it, and its events. */
  async task(id: string): Promise<{ task: any; events: any[] }> {
    const path = `/api/scaffolder/v2/tasks/${id}`;
    return {
      task: await (await this.#fetch(path)).json(),
      events: await (await this.#fetch(`${path}/events`)).json(),
    };
  }

  /** An entity of the catalog's default namespace by `<kind>/<name>`, or undefined. */
  async entity(name: string): Promise<any | undefined> {
    const [kind, rest] = name.split('/');
    const path = `/api/catalog/entities/by-name/${kind}/default/${rest}`;
    const response = await this.#fetch(path);
    return response.ok ? response.json() : undefined;
  }

  async actions(): Promise<any[]> {
    return (await this.#fetch('/api/scaffolder/v2/actions')).json();
  }

  async #waitFor(id: string): Promise<TaskResult> {
    for (;;) {
      const task = await this.#fetch(`/api/scaffolder/v2/tasks/${id}`);
      const { status } = await task.json();
      if (['completed', 'failed', 'cancelled'].includes(status)) {
        const { events } = await this.task(id);
        return { id, status, ...summarize(events) };
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
}

function summarize(events: any[]): Pick<TaskResult, 'log' | 'output'> {
  const end = events.find(event => event.type === 'completion');
  return {
    log: events.map(event => event.body.message).join('\n'),
    output: end?.body.output,
  };
}
