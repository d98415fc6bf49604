import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const prefix = "diagnostic-";
const mostLines = 12;
const longestLine = 110;

/**
 * docs/diagnostics.md, from the scenarios `diagnostic-CODE`: their `given/wrong` is what the program complains of, their
 * `given/right` is the same mended, and their `why.txt` says why it matters.
 */
export function diagnosticsPage(scenarios) {
  const codes = readdirSync(scenarios)
    .filter(name => name.startsWith(prefix))
    .map(name => name.slice(prefix.length))
    .sort();
  const entries = codes.map(code => readEntry(code, scenarios));
  const rows = entries.map(({ code, severity, why }) => `| [${code}](#${code}) | ${severity} | ${why} |`);
  return `${[head, ["| code | is | why |", "| --- | --- | --- |", ...rows].join("\n"), ...entries.map(section)].join("\n\n")}\n`;
}

const head = `<!-- Made by npm run docs from test/scenarios/${prefix}*. Change those, not this. -->

# Diagnostics

Rollcall checks members.yaml, the files that it includes, the state file and the lists of \`import --csv\`, and shows all that is
wrong at once. Each kind of mistake has a code, in brackets behind the sentence. An error refuses the file: nothing is planned or
sent until it is mended. A warning asks you to look again, and changes nothing.

\`rollcall validate\` shows them and does nothing else. Those of a list (csv-…) are shown by \`rollcall import --csv\`, and
workspace-not-shown and email-rejected by \`rollcall apply\`, which learns them from Tally. What the program refuses for other
reasons is in [troubleshooting](troubleshooting.md).`;

function readEntry(code, scenarios) {
  const folder = join(scenarios, `${prefix}${code}`);
  const transcript = readFileSync(join(folder, "expected/transcript.txt"), "utf8");
  const [wrong] = transcript.split(/^\$ /m).filter(part => part.startsWith("rollcall "));
  const said = saidOf(code, wrong.split("\n"));
  return {
    code,
    severity: / (error|warning): /.exec(said[0])[1],
    why: readFileSync(join(folder, "why.txt"), "utf8").trim(),
    said,
    more: otherSentences(code, said, join(folder, "more.txt"), scenarios),
    files: changedFiles(join(folder, "given/wrong"), join(folder, "given/right")),
  };
}

/** The first diagnostic of a code in a transcript: its sentence, the line with its marker, and the other place. */
function saidOf(code, lines) {
  const texts = lines.map(line => line.slice(2));
  const start = texts.findIndex(text => text.endsWith(`  [${code}]`));
  if (start === -1) throw new Error(`${prefix}${code}: its first command does not say ${code}`);
  const rest = texts.slice(start + 1);
  const end = rest.findIndex(text => !/^ *\d* \| |^wrong\/.* first (?:listed|written) here$/.test(text));
  return [texts[start], ...rest.slice(0, end)].map(text => text.replaceAll("wrong/", ""));
}

/** What a code says of other mistakes, as the scenarios that `more.txt` names show: one sentence of each kind. */
function otherSentences(code, said, list, scenarios) {
  if (!existsSync(list)) return [];
  const pattern = new RegExp(` (?:error|warning): (.*)  \\[${code}\\]\\n(?:.*\\| (.*))?`, "g");
  const kinds = new Map([[kindOf(sentenceIn(said[0]), said[1] ?? ""), undefined]]);
  for (const name of readFileSync(list, "utf8").trim().split("\n")) {
    const transcript = readFileSync(join(scenarios, name, "expected/transcript.txt"), "utf8");
    for (const [, sentence, line = ""] of transcript.matchAll(pattern)) {
      const kind = kindOf(sentence, line);
      if (!kinds.has(kind)) kinds.set(kind, sentence);
    }
  }
  return [...kinds.values()].filter(sentence => sentence !== undefined);
}

function sentenceIn(head) {
  return / (?:error|warning): (.*) {2}\[/.exec(head)[1];
}

/** A sentence without numbers, suggestions, and the words that it takes from the line that it is about. */
function kindOf(sentence, line) {
  const taken = new Set(wordsOf(line.toLowerCase()));
  const plain = sentence
    .replace(/did you mean [^?]+\?/, "did you mean")
    .replace(/the number \S+;/, "the number");
  return wordsOf(plain)
    .filter(word => !/\d/.test(word) && !taken.has(word.toLowerCase()))
    .join(" ");
}

function wordsOf(text) {
  return text.split(/[^\p{L}\p{N}]+/u);
}

/** What is different in two folders: for each file the lines that are not the same, from the top-level key before them on. */
function changedFiles(wrong, right) {
  const names = [...new Set([...filesIn(wrong), ...filesIn(right)])].sort();
  return names.flatMap(name => {
    const [from, to] = [wrong, right].map(folder => linesOf(join(folder, name)));
    if (from?.join("\n") === to?.join("\n")) return [];
    if (!from || !to) return [{ name, wrong: from, right: to }];
    const start = sameAtStart(from, to);
    const same = sameAtEnd(from, to, start);
    return [{ name, wrong: from.slice(start, from.length - same), right: to.slice(start, to.length - same) }];
  });
}

function sameAtStart(from, to) {
  const different = from.findIndex((line, index) => line !== to[index]);
  let start = Math.max(0, (different === -1 ? from.length : different) - 1);
  while (start > 0 && /^ /.test(from[start])) start -= 1;
  return start;
}

/** How many lines at the end need not be shown: one that belongs to what is different is, or else nothing would be. */
function sameAtEnd(from, to, start) {
  let same = 0;
  while (same < Math.min(from.length, to.length) - start && from.at(-1 - same) === to.at(-1 - same))
    same += 1;
  const isOneLeft = Math.min(from.length, to.length) - start - same > 0;
  return same > 0 && (!isOneLeft || /^ /.test(from.at(-same))) ? same - 1 : same;
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true }).filter(name => statSync(join(folder, name)).isFile());
}

function linesOf(path) {
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, "utf8").replace(/\n$/, "");
  return text === "" ? [] : text.split("\n");
}

function section({ code, severity, why, said, more, files }) {
  const article = severity === "error" ? "An error." : "A warning.";
  const side = (word, lines) =>
    files
      .filter(file => lines(file) !== undefined)
      .map(file => `${word}, in \`${file.name}\`:\n\n${block(languageOf(file.name), lines(file))}`);
  const parts = [
    `## ${code}`,
    `${article} ${why}`,
    ...side("Wrong", file => file.wrong),
    `Rollcall says:\n\n${block("text", said)}`,
    ...(more.length > 0 ? [`Or, of other mistakes:\n\n${sentences(more)}`] : []),
    ...side("Right", file => file.right),
  ];
  return parts.join("\n\n");
}

/** Sentences stay whole, as people search for them; a word that nobody would write is cut. */
function sentences(texts) {
  const shown = texts.map(text => text.replace(/([^\s@.]{20})[^\s@.]{20,}/g, "$1…"));
  return ["```text", ...shown, "```"].join("\n");
}

function languageOf(name) {
  const ending = name.split(".").at(-1);
  return ending === "jsonl" ? "text" : ending;
}

/** A fenced block; what nobody would see in it is written out, and what is long is cut. */
function block(language, lines) {
  const shown = lines.slice(0, mostLines).map(cut);
  const rest = lines.length - shown.length;
  const more = rest > 0 ? [`… and ${rest} more lines`] : [];
  return [`\`\`\`${language}`, ...(lines.length === 0 ? ["(nothing)"] : [...shown, ...more]), "```"].join(
    "\n",
  );
}

function cut(line) {
  const visible = line.replace(/[\p{Cc}\p{Cf}]/gu, one => `\\u{${one.codePointAt(0).toString(16)}}`);
  // The sentence of a diagnostic is what people look for: it stays whole.
  const isSentence = / {2}\[[a-z0-9-]+\]$/.test(visible);
  return visible.length > longestLine && !isSentence ? `${visible.slice(0, longestLine)}…` : visible;
}
