import nunjucks from 'nunjucks';

/** What nunjucks' types leave out: its parser, and nodes as nunjucks/src/nodes.js makes them. */
interface TemplateNode {
  typename: string;
  lineno: number;
  fields: string[];
  children?: TemplateNode[];
  value?: unknown;
  [field: string]: unknown;
}
const { parser } = nunjucks as unknown as {
  parser: {
    parse(text: string, extensions: [], options: object): TemplateNode;
  };
};

/** The filters that templates may use: none that calls back, and none whose result grows beyond its input. */
export const FILTERS = [
  'abs',
  'capitalize',
  'default',
  'dump',
  'first',
  'float',
  'indent',
  'int',
  'join',
  'last',
  'length',
  'lower',
  'replace',
  'reverse',
  'round',
  'string',
  'title',
  'trim',
  'upper',
  'yaml',
];
/** The tests that templates may use after `is`. */
export const TESTS = [
  'defined',
  'none',
  'null',
  'number',
  'string',
  'undefined',
];

/** Our largest template has 77 outputs, tags and comments, 1,503 characters in them, and 593 nodes. */
const MAX_TAGS = 1_000;
const MAX_CODE = 10_000;
const MAX_NODES = 5_000;

const OPERATORS = [
  ...['Or', 'And', 'Not', 'In', 'Compare', 'CompareOperand', 'Concat'],
  ...['Add', 'Sub', 'Mul', 'Div', 'FloorDiv', 'Mod', 'Pow', 'Neg', 'Pos'],
];
const VALUES = ['Literal', 'Symbol', 'Group', 'Array', 'Pair', 'Dict'];
const STATEMENTS = [
  ...['Root', 'NodeList', 'Output', 'TemplateData', 'Capture'],
  ...['If', 'InlineIf', 'For', 'Set', 'Include', 'Filter', 'Is', 'LookupVal'],
];
const ALLOWED = new Set([...OPERATORS, ...VALUES, ...STATEMENTS]);

/** Additional rules for allowed constructs. Each returns what is wrong, or nothing. */
const RULES: Record<string, (node: TemplateNode) => string | undefined> = {
  Symbol: node => (isName(node) ? undefined : `the name ${show(node.value)}`),
  // The compiler copies a regular expression into its output.
  Literal: node =>
    node.value instanceof RegExp ? 'a regular expression' : undefined,
  For: node => {
    const name = node.name as TemplateNode;
    const names = name.typename === 'Array' ? name.children! : [name];
    return names.every(isName) ? undefined : 'the name of a loop variable';
  },
  Set: node =>
    (node.targets as TemplateNode[]).every(isName)
      ? undefined
      : 'the name of a variable',
  Include: node =>
    typeof (node.template as TemplateNode).value === 'string'
      ? undefined
      : 'an include of a computed name',
  Filter: node =>
    isOneOf(node.name as TemplateNode, FILTERS)
      ? undefined
      : `the filter ${show((node.name as TemplateNode).value)}`,
  Is: node =>
    isOneOf(node.right as TemplateNode, TESTS)
      ? undefined
      : `the test ${show((node.right as TemplateNode).value)}`,
};

/**
 * Refuses a template that uses more of nunjucks than a manifest needs. nunjucks compiles templates to JavaScript, and
 * its calls, macros and imports, and names in quotes, lead to any code; what is left here leads to none: outputs, `if`,
 * `for`, `set`, `include`, operators, and the filters and tests above.
 *
 * @throws Error that names the construct and its line.
 */
export function refuseConstructs(text: string, options: object): void {
  refuseMuchCode(text);
  visit(parser.parse(text, [], options), { nodes: 0 }, 1);
}

/** Runs before nunjucks parses the text, which is slow for such texts. A closing bracket in quotes only ends the count early. */
function refuseMuchCode(text: string): void {
  const [, ...tags] = text.split(/\{(?=[{%#])/, MAX_TAGS + 2);
  if (tags.length > MAX_TAGS) {
    throw tooLarge(`${MAX_TAGS} outputs, tags and comments`);
  }
  const code = tags
    .filter(tag => !tag.startsWith('#'))
    .map(tag => tag.split(/[%}]\}/, 1)[0].length)
    .reduce((sum, length) => sum + length, 0);
  if (code > MAX_CODE) {
    throw tooLarge(`${MAX_CODE} characters of outputs and tags`);
  }
}

/** `copies`: how often nunjucks compiles the node, as a loop with two variables has its body twice, once for lists. */
function visit(
  node: TemplateNode,
  count: { nodes: number },
  copies: number,
): void {
  count.nodes += copies;
  if (count.nodes > MAX_NODES) {
    throw tooLarge(`${MAX_NODES} parts of expressions and tags`);
  }
  const problem = ALLOWED.has(node.typename)
    ? Object.hasOwn(RULES, node.typename) && RULES[node.typename](node)
    : `the construct ${node.typename}`;
  if (problem) {
    throw new Error(
      `line ${
        node.lineno + 1
      } has ${problem}; allowed: outputs, if, for, set, include, operators, the filters ${FILTERS.join(
        ', ',
      )}, and the tests ${TESTS.join(', ')}`,
    );
  }
  const below =
    node.typename === 'For' && (node.name as TemplateNode).children
      ? 2 * copies
      : copies;
  const fields = node.fields.map(field => node[field]);
  // The children of a list are a field too. Visiting both would double the time for each nested list.
  new Set([...(node.children ?? []), ...fields].flat().filter(isNode)).forEach(
    child => visit(child, count, below),
  );
}

function tooLarge(most: string): Error {
  return new Error(
    `found more than ${most}, allowed: that many; split the template into files of their own`,
  );
}

function isNode(value: unknown): value is TemplateNode {
  return typeof value === 'object' && value !== null && 'typename' in value;
}

/** An unquoted identifier that no object has by itself. */
function isName(node: TemplateNode): boolean {
  return (
    node.typename === 'Symbol' &&
    /^[A-Za-z_][A-Za-z0-9_]*$/.test(String(node.value)) &&
    !(String(node.value) in {})
  );
}

function isOneOf(node: TemplateNode, names: string[]): boolean {
  return isName(node) && names.includes(String(node.value));
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'in quotes';
}
