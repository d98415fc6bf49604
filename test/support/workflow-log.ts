/** A command that GitHub's runner finds in the output of a step. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/**
 * Returns the commands in a log as the runner reads them (actions/runner, src/Runner.Common/ActionCommand.cs): in each line, after `::`
 * at the start (leading whitespace is ignored), or after `##[` anywhere. Accepts any command name, even if the runner doesn't know it.
 */
export function commandsIn(log: string): readonly WorkflowCommand[] {
  return log.split(/\r\n|\r|\n/).flatMap(line => {
    const found = readNew(line) ?? readOld(line);
    return found ? [found] : [];
  });
}

/** Leading whitespace in .NET: as in JavaScript, but with NEL. (.NET doesn't include the byte order mark, which this pattern does.) */
const leadingSpace = /^[\s\u0085]+/;

function readNew(line: string): WorkflowCommand | undefined {
  const text = line.replace(leadingSpace, "");
  const end = text.indexOf("::", 2);
  if (!text.startsWith("::") || end === -1) return undefined;
  return read(text.slice(2, end), ",", text.slice(end + 2));
}

function readOld(line: string): WorkflowCommand | undefined {
  const start = line.indexOf("##[");
  const end = line.indexOf("]", start);
  if (start === -1 || end === -1) return undefined;
  return read(line.slice(start + 3, end), ";", line.slice(end + 1));
}

function read(info: string, separator: string, message: string): WorkflowCommand {
  const [name = "", ...rest] = info.trim().split(" ");
  const pairs = rest
    .join(" ")
    .split(separator)
    .map(part => part.split(/=(.*)/s))
    .filter(([key, value]) => key && value)
    .map(([key = "", value = ""]) => [key.trim(), unescapeProperty(value)]);
  return { name, properties: Object.fromEntries(pairs), message: unescapeMessage(message) };
}

function unescapeMessage(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}

function unescapeProperty(text: string): string {
  return unescapeMessage(text.replaceAll("%3A", ":").replaceAll("%2C", ","));
}
