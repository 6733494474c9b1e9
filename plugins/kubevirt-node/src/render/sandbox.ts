import nunjucks, { Environment } from 'nunjucks';

/** The parts of nunjucks that its types leave out (nunjucks/src/environment.js, runtime.js). */
type RenderFunction = (
  env: unknown,
  context: { ctx: Record<string, unknown> },
  frame: unknown,
  runtime: object,
  cb: unknown,
) => unknown;
interface Template {
  compile(): void;
  rootRenderFunc: RenderFunction;
  blocks: Record<string, RenderFunction>;
}
interface Internals {
  globals: Record<string, unknown>;
  getTemplate: (...args: any[]) => unknown;
  getFilter: (name: string) => unknown;
  getTest: (name: string) => unknown;
}

/**
 * Keeps the templates of an environment to data: a name or a property is found only where the data itself has it, and
 * what is found is never a function, but for the macros that a template defines. Without this, nunjucks lets
 * `"".constructor.constructor("…")()` run any code.
 *
 * Other users of nunjucks in the process are left alone: the lookups are replaced per template.
 */
export function sandbox(environment: Environment): Environment {
  const env = environment as unknown as Internals;
  // range, cycler, joiner: loops without a bound, and functions.
  env.globals = {};
  env.getFilter = ownOnly(env, 'filters', 'filter');
  env.getTest = ownOnly(env, 'tests', 'test');
  const getTemplate = env.getTemplate.bind(env);
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

const hardened = new WeakSet<Template>();

function harden(template: Template): Template {
  if (!hardened.has(template)) {
    hardened.add(template);
    template.compile();
    template.rootRenderFunc = withSafeRuntime(template.rootRenderFunc);
    template.blocks = Object.fromEntries(
      Object.entries(template.blocks).map(([name, block]) => [
        name,
        withSafeRuntime(block),
      ]),
    );
  }
  return template;
}

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
  ) => frame.lookup(name) ?? ownValue(context.ctx, name),
};

function withSafeRuntime(render: RenderFunction): RenderFunction {
  return (env, context, frame, _runtime, cb) =>
    render(env, context, frame, SAFE_RUNTIME, cb);
}

function ownValue(object: unknown, key: PropertyKey): unknown {
  return object !== undefined &&
    object !== null &&
    Object.hasOwn(Object(object), key)
    ? (object as Record<PropertyKey, unknown>)[key]
    : undefined;
}

function ownOnly(env: object, table: string, what: string) {
  return (name: string) => {
    const found = ownValue((env as Record<string, object>)[table], name);
    if (found === undefined) {
      throw new Error(`${what} not found: ${name}`);
    }
    return found;
  };
}
