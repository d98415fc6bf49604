import type { TallyAccess } from "../core/apply/connection.ts";
import type { Failure, KeyProblem } from "../core/failure/failure.ts";
import type { Result } from "../core/values/result.ts";
import type { Io } from "../io/io.ts";
import { isLoopback } from "../io/loopback.ts";

/** Reads TALLY_API_KEY, TALLY_API_URL, and TALLY_API_VERSION. `name` is the name of the key's source in messages. */
export function readTallyAccess(env: Io["env"], name = "TALLY_API_KEY"): Result<TallyAccess, Failure> {
  const key = env["TALLY_API_KEY"] ?? "";
  if (key === "") return { ok: false, problem: { reason: "no-key" } };
  const problem = keyProblem(key);
  if (problem) return { ok: false, problem: { reason: "bad-key", name, problem } };
  const url = readUrl(env["TALLY_API_URL"] || "https://api.tally.so");
  if (!url.ok) return url;
  const tallyVersion = env["TALLY_API_VERSION"] || undefined;
  if (tallyVersion !== undefined && !/^[0-9A-Za-z.-]{1,40}$/.test(tallyVersion)) {
    return { ok: false, problem: { reason: "bad-version", value: tallyVersion } };
  }
  return { ok: true, value: { url: url.value, key, tallyVersion } };
}

/** In characters. Tally's documentation shows keys of about forty. */
const maxKeyLength = 1000;

function keyProblem(key: string): KeyProblem | undefined {
  if (key.trim() !== key) return "around";
  if (/^["'`]|["'`]$/.test(key)) return "quoted";
  if (/^bearer\b/i.test(key)) return "scheme";
  if (!/^[\x21-\x7e]+$/.test(key)) return "inside";
  return key.length > maxKeyLength ? "too-long" : undefined;
}

function readUrl(value: string): Result<URL, Failure> {
  const rejected = (problem: "not-a-url" | "not-https" | "has-extras", shown = value) =>
    ({ ok: false, problem: { reason: "bad-url", value: shown, problem } }) as const;
  if (!URL.canParse(value)) return rejected("not-a-url");
  const url = new URL(value);
  if (url.protocol !== "https:" && url.protocol !== "http:") return rejected("not-a-url");
  if (url.username || url.password || url.search || url.hash) return rejected("has-extras", url.origin);
  if (url.protocol === "http:" && !isLoopback(url.hostname)) return rejected("not-https");
  return { ok: true, value: url };
}
