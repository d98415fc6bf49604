/** A SARIF log, as far as GitHub reads it. */
interface Log {
  readonly version: string;
  readonly runs: readonly Run[];
}
interface Run {
  readonly automationDetails?: { readonly id: string };
  readonly columnKind?: string;
  readonly tool: { readonly driver: { name: string; semanticVersion?: string; rules: readonly Rule[] } };
  readonly results: readonly Result[];
}
interface Rule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown?: string };
  readonly helpUri: string;
  readonly defaultConfiguration: { readonly level: string };
  readonly properties: { readonly precision: string; readonly "problem.severity": string };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: PhysicalLocation }[];
  readonly relatedLocations?: readonly { readonly physicalLocation: PhysicalLocation }[];
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
}
interface PhysicalLocation {
  readonly artifactLocation: { readonly uri: string };
  readonly region: { startLine: number; startColumn: number; endLine: number; endColumn: number };
}

/**
 * Returns what GitHub's code scanning would reject, cut, or ignore in a SARIF log. These are the properties that its documentation calls
 * required or recommended, and its limits (SARIF support for code scanning), all of which the schema of SARIF leaves open.
 */
export function codeScanningProblems(log: unknown): string[] {
  const { version, runs } = log as Log;
  const problems: string[] = [];
  const check = (isRight: boolean, problem: string) => {
    if (!isRight) problems.push(problem);
  };
  const isText = (text: unknown, most: number) =>
    typeof text === "string" && text.trim() !== "" && text.length <= most;
  check(version === "2.1.0", "version");
  check(runs.length > 0 && runs.length <= 20, "number of runs");
  check(JSON.stringify(log).length < 10_000_000, "size");
  for (const { automationDetails, columnKind, tool, results } of runs) {
    const { name, semanticVersion, rules } = tool.driver;
    check(/^[^/]+\/$/.test(automationDetails?.id ?? ""), "category");
    check(columnKind === "utf16CodeUnits", "columnKind");
    check(isText(name, 255), "name of the tool");
    check(/^\d+\.\d+\.\d+$/.test(semanticVersion ?? ""), "semanticVersion");
    check(new Set(rules.map(({ id }) => id)).size === rules.length, "rules are unique");
    check(results.length <= 5000, "number of results that GitHub shows");
    for (const rule of rules) {
      const { id, shortDescription, fullDescription, help, helpUri, defaultConfiguration, properties } = rule;
      check(isText(rule.name, 255), `${id}: name`);
      check(isText(shortDescription.text, 1024), `${id}: shortDescription`);
      check(isText(fullDescription.text, 1024), `${id}: fullDescription`);
      check(fullDescription.text !== id.replaceAll("-", " "), `${id}: fullDescription repeats the code`);
      check(isText(help.text, 5000) && isText(help.markdown, 5000), `${id}: help`);
      check(URL.canParse(helpUri), `${id}: helpUri`);
      check(["error", "warning"].includes(defaultConfiguration.level), `${id}: level`);
      check(properties.precision === "very-high", `${id}: precision`);
      check(properties["problem.severity"] === defaultConfiguration.level, `${id}: severity`);
    }
    const seen = new Set<string>();
    for (const { ruleId, ruleIndex, level, message, locations, ...result } of results) {
      const rule = rules[ruleIndex];
      check(rule?.id === ruleId && rule.defaultConfiguration.level === level, `${ruleId}: rule of a result`);
      check(isText(message.text, 65_536), `${ruleId}: message`);
      check(locations.length === 1, `${ruleId}: locations`);
      for (const { physicalLocation } of [...locations, ...(result.relatedLocations ?? [])]) {
        const { startLine, startColumn, endLine, endColumn } = physicalLocation.region;
        const { uri } = physicalLocation.artifactLocation;
        check(/^(?!\.\.?\/|\/)[\w.!~*'()%/-]+$/.test(uri), `${ruleId}: ${uri} isn't relative or encoded`);
        check(startLine >= 1 && endLine >= startLine, `${ruleId}: lines`);
        check(startColumn >= 1 && (endLine > startLine || endColumn >= startColumn), `${ruleId}: columns`);
      }
      const { primaryLocationLineHash } = result.partialFingerprints;
      check(/^[0-9a-f]{16}:\d+$/.test(primaryLocationLineHash), `${ruleId}: fingerprint`);
      const key = `${locations[0]?.physicalLocation.artifactLocation.uri} ${primaryLocationLineHash}`;
      check(!seen.has(key), `${ruleId}: two results have one fingerprint`);
      seen.add(key);
    }
  }
  return problems;
}

/** Returns the IDs of the rules of a log. */
export function codesIn(log: unknown): readonly string[] {
  return (log as Log).runs.flatMap(({ tool }) => tool.driver.rules.map(({ id }) => id));
}
