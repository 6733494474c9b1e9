import nunjucks, { Environment } from 'nunjucks';
import { FILTERS, TESTS, refuseConstructs } from './refuseConstructs';

/** The parts of nunjucks that its types leave out (nunjucks/src/environment.js, runtime.js). */
type RenderFunction = (
  env: unknown,
  context: { ctx: Record<string, unknown> },
  frame: unknown,
  runtime: object,
  cb: unknown,
) => unknown;
interface Template {
  tmplStr: string;
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

/** nunjucks' runtime, with lookups that see data alone. */
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

/**
 * Keeps the templates of an environment to data: only the constructs of `refuseConstructs`, and names and properties
 * only where the data itself has them. No function is ever reached, and each loop goes over data.
 *
 * Other users of nunjucks in the process are left alone: everything is replaced per environment and template.
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
  const harden = (template: Template) => hardened(template, env.opts);
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

function hardened(template: Template, options: object): Template {
  // An include that may be missing gets a template without text.
  if (!done.has(template) && typeof template.tmplStr === 'string') {
    refuseConstructs(template.tmplStr, options);
    template.compile();
    const render = template.rootRenderFunc;
    template.rootRenderFunc = (env, context, frame, _runtime, cb) =>
      render(env, context, frame, SAFE_RUNTIME, cb);
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
