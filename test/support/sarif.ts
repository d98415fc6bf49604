/** The parts of a SARIF log that Rollcall writes. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly semanticVersion: string; readonly rules: readonly SarifRule[] };
    };
    readonly automationDetails: { readonly id: string };
    readonly columnKind: string;
    readonly results: readonly SarifResult[];
  }[];
}
interface SarifRule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly helpUri: string;
  readonly defaultConfiguration: { readonly level: string };
  readonly properties: { readonly precision: string; readonly "problem.severity": string };
}
interface SarifLocation {
  readonly id?: number;
  readonly message?: { readonly text: string };
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region: Readonly<Record<"startLine" | "startColumn" | "endLine" | "endColumn", number>>;
  };
}
interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly SarifLocation[];
  readonly relatedLocations?: readonly SarifLocation[];
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
}

/** GitHub rejects a file above these limits ("SARIF support for code scanning"). */
const maxResults = 25_000;
const maxRules = 25_000;
/** In characters. */
const maxNameLength = 255;
const maxDescriptionLength = 1024;

/**
 * Returns what is wrong with a SARIF log for GitHub's code scanning, by the rules in "SARIF support for code scanning" that the
 * schema of SARIF doesn't have. `texts`: the texts of the files, by path.
 */
export function sarifProblems(log: SarifLog, texts: ReadonlyMap<string, string>): readonly string[] {
  const [run, other] = log.runs;
  if (!run || other) return ["not exactly one run"];
  const { driver } = run.tool;
  const checks: [string, boolean][] = [
    ["version", log.version === "2.1.0" && log.$schema.endsWith("sarif-schema-2.1.0.json")],
    ["semantic version", /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(driver.semanticVersion)],
    ["category", /^rollcall\/[^\s]+\/$/.test(run.automationDetails.id)],
    ["kind of columns", run.columnKind === "utf16CodeUnits"],
    ["number of results", run.results.length <= maxResults],
    ["number of rules", driver.rules.length <= maxRules],
    ["rule twice", new Set(driver.rules.map(rule => rule.id)).size === driver.rules.length],
    ["unused rule", driver.rules.every(rule => run.results.some(result => result.ruleId === rule.id))],
  ];
  return [
    ...checks.filter(([, isFine]) => !isFine).map(([what]) => what),
    ...driver.rules.flatMap(problemsOfRule),
    ...run.results.flatMap(result => problemsOfResult(result, driver.rules, texts)),
  ];
}

function problemsOfRule(rule: SarifRule): string[] {
  const { level } = rule.defaultConfiguration;
  const checks: [string, boolean][] = [
    ["name", /^[A-Z][A-Za-z0-9]*$/.test(rule.name) && rule.name.length <= maxNameLength],
    ["short description", isDescription(rule.shortDescription.text)],
    ["full description", isDescription(rule.fullDescription.text)],
    ["begins alike", rule.fullDescription.text.startsWith(rule.shortDescription.text)],
    ["help", rule.help.text.includes(rule.helpUri) && rule.help.markdown.includes(`](${rule.helpUri})`)],
    ["level", ["error", "warning"].includes(level)],
    ["severity", rule.properties["problem.severity"] === level],
    ["precision", ["very-high", "high", "medium", "low"].includes(rule.properties.precision)],
  ];
  return checks.filter(([, isFine]) => !isFine).map(([what]) => `rule ${rule.id}: ${what}`);
}

function isDescription(text: string): boolean {
  return /^[^\s`][^\n`]+\.$/.test(text) && text.length <= maxDescriptionLength;
}

function problemsOfResult(
  result: SarifResult,
  rules: readonly SarifRule[],
  texts: ReadonlyMap<string, string>,
): string[] {
  const { message, locations, relatedLocations = [] } = result;
  const ids = relatedLocations.map(one => one.id);
  const linked = [...message.text.matchAll(/\]\((\d+)\)/g)].map(match => Number(match[1]));
  const checks: [string, boolean][] = [
    ["index of the rule", rules[result.ruleIndex]?.id === result.ruleId],
    ["level", rules[result.ruleIndex]?.defaultConfiguration.level === result.level],
    ["message", message.text.trim() !== "" && !/[\p{Cc}\p{Cs}]/u.test(message.text)],
    ["number of locations", locations.length === 1],
    ["links to related locations", JSON.stringify(linked) === JSON.stringify(ids)],
    ["related locations without a message", relatedLocations.every(one => one.message?.text)],
    ["fingerprint", /^[0-9a-f]{1,16}:[1-9]\d*$/.test(result.partialFingerprints.primaryLocationLineHash)],
    ...[...locations, ...relatedLocations].map(
      one => ["location", isLocation(one, texts)] as [string, boolean],
    ),
  ];
  return checks.filter(([, isFine]) => !isFine).map(([what]) => `${result.ruleId}: ${what}`);
}

/** Returns whether a location is in a file of the repository, and inside its line or one column behind it. */
function isLocation({ physicalLocation }: SarifLocation, texts: ReadonlyMap<string, string>): boolean {
  const { artifactLocation, region } = physicalLocation;
  const { uri, uriBaseId } = artifactLocation;
  const { startLine, startColumn, endLine, endColumn } = region;
  if (uriBaseId !== "%SRCROOT%" || !/^(?![./])[\w.!~*'()%/-]+$/.test(uri)) return false;
  if (new URL(uri, "file:///root/").pathname !== `/root/${uri}`) return false;
  const line = texts.get(decodeURIComponent(uri))?.split("\n")[startLine - 1];
  if (line === undefined || startLine !== endLine) return false;
  return startColumn >= 1 && startColumn < endColumn && endColumn <= line.length + 2;
}
