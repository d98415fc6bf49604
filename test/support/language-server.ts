import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createMessageConnection, type MessageConnection } from "vscode-jsonrpc/node.js";

/** A preload script that ends the process if it uses the network, and reports it. */
const withoutNetwork = `const fail = () => {
  process.stderr.write("NETWORK\\n");
  process.exit(9);
};
require("net").Socket.prototype.connect = fail;
require("dns").lookup = fail;
globalThis.fetch = fail;`;

/** A diagnostic of the server: the line (from 1), the underlined text, and the message. */
export interface Underlined {
  readonly line: number;
  readonly text: string;
  readonly message: string;
}

/** The yaml-language-server, run in a folder as an editor does, with default settings except that the schema store is off, and with schemas for some files. */
export class LanguageServer {
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #connection: MessageConnection;
  readonly #published = new Map<string, (diagnostics: readonly Published[]) => void>();
  #stderr = "";
  readonly #ended: Promise<never>;

  private constructor(folder: string, child: ChildProcess, connection: MessageConnection) {
    this.#folder = folder;
    this.#child = child;
    this.#connection = connection;
    child.stderr?.on("data", chunk => {
      this.#stderr += chunk;
    });
    this.#ended = new Promise((_, reject) => {
      child.once("close", () => {
        // Otherwise, open requests would wait forever.
        connection.dispose();
        reject(new Error(`the language server exited: ${this.#stderr}`));
      });
    });
    this.#ended.catch(() => {});
  }

  /** Starts the server in a folder. `schemas`: the patterns of the files that each schema is for, by its path. */
  static async start(
    folder: string,
    schemas: Readonly<Record<string, readonly string[]>>,
  ): Promise<LanguageServer> {
    const guard = join(folder, "without-network.cjs");
    writeFileSync(guard, withoutNetwork);
    const bin = createRequire(import.meta.url).resolve("yaml-language-server/bin/yaml-language-server");
    const child = spawn(process.execPath, ["-r", guard, bin, "--stdio"], { cwd: folder });
    const connection = createMessageConnection(child.stdout, child.stdin);
    const server = new LanguageServer(folder, child, connection);
    const yaml = { schemas, schemaStore: { enable: false }, validate: true, hover: true, completion: true };
    connection.onRequest("workspace/configuration", ({ items }: { items: { section: string }[] }) =>
      items.map(({ section }) => (section === "yaml" ? yaml : {})),
    );
    connection.onRequest("client/registerCapability", () => null);
    connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }) =>
      server.#published.get(uri)?.(diagnostics),
    );
    connection.listen();
    const uri = pathToFileURL(folder).href;
    await connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "access" }],
      capabilities: {
        workspace: { configuration: true },
        textDocument: {
          hover: { contentFormat: ["markdown"] },
          completion: { completionItem: { documentationFormat: ["markdown"] } },
        },
      },
    });
    await connection.sendNotification("initialized", {});
    return server;
  }

  /** Opens a file of the folder as it is on disk. */
  async open(file: string): Promise<Opened> {
    const text = readFileSync(join(this.#folder, file), "utf8");
    const uri = pathToFileURL(join(this.#folder, file)).href;
    const published = new Promise<readonly Published[]>(resolve => this.#published.set(uri, resolve));
    await this.#connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "yaml", version: 1, text },
    });
    const lines = text.split("\n");
    const underlined = (await Promise.race([published, this.#ended])).map(
      ({ range: { start, end }, message }) => ({
        line: start.line + 1,
        text: (lines[start.line] ?? "").slice(start.character, end.character),
        message,
      }),
    );
    const at = (line: number, character: number) => ({
      textDocument: { uri },
      position: { line: line - 1, character },
    });
    return {
      underlined,
      complete: async line => {
        const position = at(line, lines[line - 1]?.length ?? 0);
        const { items } = await this.#connection.sendRequest<{ items: Item[] }>(
          "textDocument/completion",
          position,
        );
        return new Map(
          items.map(({ label, documentation }) => [label, documentation?.value ?? documentation ?? ""]),
        );
      },
      hover: async line => {
        const position = at(line, (lines[line - 1] ?? "").search(/[a-z]/) + 1);
        const shown = await this.#connection.sendRequest<Hover | null>("textDocument/hover", position);
        return shown?.contents.value;
      },
    };
  }

  /** Stops the server, and returns everything that it wrote to stderr. */
  async stop(): Promise<string> {
    const ended = new Promise(resolve => this.#child.once("close", resolve));
    if (this.#child.exitCode === null) {
      this.#child.kill();
      await ended;
    }
    return this.#stderr;
  }
}

/** An open file. Lines count from 1. */
export interface Opened {
  readonly underlined: readonly Underlined[];
  /** Returns the completions at the end of a line, with their documentation. */
  complete(line: number): Promise<ReadonlyMap<string, string>>;
  /** Returns the hover text of the first word of a line. */
  hover(line: number): Promise<string | undefined>;
}

interface Published {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly message: string;
}
interface Position {
  readonly line: number;
  readonly character: number;
}
interface Item {
  readonly label: string;
  readonly documentation?: string & { readonly value?: string };
}
interface Hover {
  readonly contents: { readonly value: string };
}
