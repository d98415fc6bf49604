import type { TallyReader } from "./reader.ts";
import type { TallyWriter, WaitReason } from "./writer.ts";

/** Where Tally is and how to get in, from the environment. The key is never an argument, so that no process list shows it. */
export interface TallyAccess {
  readonly url: URL;
  readonly key: string;
  readonly tallyVersion: string | undefined;
}

/** How to behave at Tally. */
export interface ConnectOptions {
  /** For the head of a response, and for its body, in milliseconds. */
  readonly timeout: number;
  readonly stop: AbortSignal;
  readonly onWait: (reason: WaitReason, milliseconds: number | undefined) => void;
}

/** Tally for looking and for changing, both at one pace. */
export interface TallyConnection {
  readonly reader: TallyReader;
  writer(organization: string): TallyWriter;
}

/** Opens Tally for reading only. */
export type ConnectReader = (access: TallyAccess, connectOptions: ConnectOptions) => Promise<TallyReader>;

/** Opens Tally for an apply. */
export type ConnectTally = (access: TallyAccess, connectOptions: ConnectOptions) => TallyConnection;
