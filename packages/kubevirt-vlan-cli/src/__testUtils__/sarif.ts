/** The violations of SARIF 2.1.0 (OASIS), and of GitHub's requirements, in words. */
export function sarifFaults(log: any): string[] {
  const faults: string[] = [];
  const must = (is: boolean, what: string) => is || faults.push(what);
  const isText = (value: unknown) => typeof value === 'string' && value !== '';
  must(log.version === '2.1.0', 'version'); // §3.13.2
  must(Array.isArray(log.runs), 'runs'); // §3.13.4
  for (const run of log.runs ?? []) {
    const driver = run.tool?.driver; // §3.14.6, §3.18.2
    must(isText(driver?.name), 'tool.driver.name'); // §3.19.8
    const rules = driver?.rules ?? [];
    const ids = rules.map((rule: any) => rule.id);
    must(ids.every(isText), 'rules[].id'); // §3.49.3
    must(new Set(ids).size === ids.length, 'rules: each once'); // §3.19.23
    rules.forEach((rule: any) => {
      must(isText(rule.shortDescription?.text), 'shortDescription.text'); // §3.11.8
      must(
        rule.helpUri === undefined || URL.canParse(rule.helpUri), // §3.49.12
        'rules[].helpUri',
      );
    });
    must(
      ['utf16CodeUnits', 'unicodeCodePoints'].includes(run.columnKind), // §3.14.17
      'columnKind',
    );
    run.invocations?.forEach((invocation: any) =>
      must(
        typeof invocation.executionSuccessful === 'boolean', // §3.20.14
        'executionSuccessful',
      ),
    );
    must(Array.isArray(run.results), 'results'); // §3.14.23
    for (const result of run.results ?? []) {
      must(isText(result.message?.text), 'message.text'); // §3.27.11
      must(['error', 'warning'].includes(result.level), 'level'); // §3.27.10
      must(ids[result.ruleIndex] === result.ruleId, 'ruleIndex'); // §3.27.6
      must(result.locations?.length === 1, 'locations');
      const { artifactLocation, region } =
        result.locations?.[0]?.physicalLocation ?? {};
      must(isUri(artifactLocation?.uri), 'uri'); // §3.4.3
      must(isCount(region?.startLine), 'startLine'); // §3.30.5
      must(isCount(region?.startColumn), 'startColumn'); // §3.30.6
    }
  }
  return faults;
}

/** A valid relative reference or URI of RFC 3986: no space, no control, no non-ASCII character. */
function isUri(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/.test(value) &&
    !/%(?![0-9A-Fa-f]{2})/.test(value) &&
    URL.canParse(value, 'file:///root/')
  );
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1;
}
