import nunjucks, { Environment } from 'nunjucks';
import { FILTERS, TESTS, refuseConstructs } from './refuseConstructs';

/** The parts of nunjucks that its types leave out (nunjucks/src/environment.js, runtime.js). */
type RenderFunction = (
  env: unknown,
  context: { ctx: Record<string, unknown> },
  frame: unknown,
  runtime: object,
  cb: (error: unknown, text?: unknown) => void,
) => unknown;
interface Template {
  tmplStr: string;
  path: string;
  compile(): void;
  rootRenderFunc: RenderFunction;
}
interface Internals {
  opts: object;
  globals: object;
  filters: Record<string, (...args: any[]) => unknown>;
  tests: Record<string, unknown>;
  getTemplate: (...args: any[]) => unknown;
}

/** nunjucks' runtime, with lookups that see only data. */
const SAFE_RUNTIME = {
  ...(nunjucks as unknown as { runtime: object }).runtime,
  memberLookup: (object: unknown, key: PropertyKey) => {
    const value = ownValue(object, key);
    return typeof value === 'function' ? undefined : value;
  },
  contextOrFrameLookup: (
    context: { ctx: Record<string, unknown> },
    frame: { lookup: (name: string) => unknown },
    name: string,
  ) => {
    const value = frame.lookup(name);
    return value !== undefined ? value : ownValue(context.ctx, name);
  },
  fromIterator: (value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return value;
    }
    if (Object.hasOwn(value, 'length')) {
      throw new Error('a mapping with the key "length" takes no loop');
    }
    return Object.assign(Object.create(null), value);
  },
};

const MAX_INDENT = 100;
/** The rounds of all loops of all templates. A VM of 20 NICs takes fewer than 100. */
const MAX_ITERATIONS = 5_000;
/** The includes of all templates. Ours have none. */
const MAX_INCLUDES = 100;
const MAX_INCLUDE_DEPTH = 10;

/** Limits for all templates of one environment together: nested loops and includes multiply. */
class Limits {
  /** The templates that are being rendered, each included by the one before it. */
  readonly #active = new Set<string>();
  #iterations = 0;
  #includes = 0;

  enter(name: string): void {
    if (this.#active.has(name)) {
      const names = [...this.#active, name].slice(-5).join(', then ');
      throw new Error(
        `${name} includes itself (${names}), allowed: includes that end; use a loop, or take the include out`,
      );
    }
    this.#includes += 1;
    if (this.#includes > MAX_INCLUDES) {
      throw new Error(
        `found more than ${MAX_INCLUDES} includes up to ${name}, allowed: ${MAX_INCLUDES}; include once, and loop inside of it`,
      );
    }
    if (this.#active.size > MAX_INCLUDE_DEPTH) {
      throw new Error(
        `found includes more than ${MAX_INCLUDE_DEPTH} deep in each other up to ${name}, allowed: ${MAX_INCLUDE_DEPTH}; put the templates into one`,
      );
    }
    this.#active.add(name);
  }

  leave(name: string): void {
    this.#active.delete(name);
  }

  /** The values that a loop iterates over. */
  loop(value: unknown): unknown {
    const items =
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.keys(value)
        : value;
    this.#iterations += (items as { length?: number } | null)?.length ?? 0;
    if (this.#iterations > MAX_ITERATIONS) {
      throw new Error(
        `found loops of more than ${MAX_ITERATIONS} rounds in all, allowed: ${MAX_ITERATIONS}; loop over less, or take loops out of each other`,
      );
    }
    return value;
  }
}

/**
 * Keeps the templates of an environment to data: only the constructs of `refuseConstructs`, and names and properties
 * only where the data itself has them. No function is ever reached, and each loop goes over data.
 *
 * Other users of nunjucks in the process are not affected: everything is replaced per environment and template.
 */
export function sandbox(environment: Environment): Environment {
  const env = environment as unknown as Internals;
  env.globals = Object.create(null);
  env.filters = only(env.filters, FILTERS);
  env.tests = only(env.tests, TESTS);
  const { indent } = env.filters;
  env.filters.indent = (text: unknown, width: unknown = 4, first: unknown) => {
    if (!Number.isInteger(width) || Number(width) > MAX_INDENT) {
      throw new Error(`indent takes a width of at most ${MAX_INDENT}`);
    }
    return indent(text, width, first);
  };
  const getTemplate = env.getTemplate.bind(env);
  const limits = new Limits();
  const harden = (template: Template) => hardened(template, env.opts, limits);
  env.getTemplate = (...args) => {
    const callback = args.findIndex(arg => typeof arg === 'function');
    if (callback < 0) {
      return harden(getTemplate(...args) as Template);
    }
    const answer = args[callback];
    args[callback] = (error: unknown, template?: Template) =>
      answer(error, template && harden(template));
    return getTemplate(...args);
  };
  return environment;
}

const done = new WeakSet<Template>();

function hardened(
  template: Template,
  options: object,
  limits: Limits,
): Template {
  // An include with "ignore missing" gets a template without text.
  if (!done.has(template) && typeof template.tmplStr === 'string') {
    const { path } = template;
    refuseConstructs(template.tmplStr, options);
    template.compile();
    const render = template.rootRenderFunc;
    const runtime = {
      ...SAFE_RUNTIME,
      fromIterator: (value: unknown) =>
        limits.loop(SAFE_RUNTIME.fromIterator(value)),
    };
    template.rootRenderFunc = (env, context, frame, _runtime, cb) => {
      limits.enter(path);
      // Called before the including template continues.
      return render(env, context, frame, runtime, (...answer) => {
        limits.leave(path);
        cb(...answer);
      });
    };
    done.add(template);
  }
  return template;
}

function ownValue(object: unknown, key: PropertyKey): unknown {
  return object !== undefined &&
    object !== null &&
    Object.hasOwn(Object(object), key)
    ? (object as Record<PropertyKey, unknown>)[key]
    : undefined;
}

function only<T>(table: Record<string, T>, names: string[]): Record<string, T> {
  return Object.assign(
    Object.create(null),
    Object.fromEntries(names.map(name => [name, table[name]])),
  );
}
