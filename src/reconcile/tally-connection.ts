import type { TallyReader } from "../core/apply/reader.ts";
import type { TallyWriter, WaitReason } from "../core/apply/writer.ts";
import type { TallyAccess } from "./tally-access.ts";

/** Tally for looking and for changing, both at one pace. */
export interface TallyConnection {
  readonly reader: TallyReader;
  writer(organization: string): TallyWriter;
}

/** How to behave at Tally. */
export interface ConnectOptions {
  /** For a response, in milliseconds. */
  readonly timeout: number;
  readonly stop: AbortSignal;
  readonly onWait: (reason: WaitReason, milliseconds: number | undefined) => void;
}

/** Opens Tally for reading only. */
export type ConnectReader = (access: TallyAccess, connectOptions: ConnectOptions) => Promise<TallyReader>;

/** Opens Tally for an apply. */
export type ConnectTally = (access: TallyAccess, connectOptions: ConnectOptions) => TallyConnection;
