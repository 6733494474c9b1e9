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

/** Rules of single constructs, beyond that they are allowed; each says what is wrong, or nothing. */
const RULES: Record<string, (node: TemplateNode) => string | undefined> = {
  Symbol: node => (isName(node) ? undefined : `the name ${show(node.value)}`),
  // The compiler writes a regular expression into its output as it stands.
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
  visit(parser.parse(text, [], options));
}

function visit(node: TemplateNode): void {
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
  const fields = node.fields.map(field => node[field]);
  [...(node.children ?? []), ...fields].flat().filter(isNode).forEach(visit);
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
