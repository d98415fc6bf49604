const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was reset",
  ENOTFOUND: "the host name is unknown",
  EAI_AGAIN: "the host name could not be looked up",
  ETIMEDOUT: "the connection timed out",
  EPIPE: "the connection was closed",
  ENETUNREACH: "the network cannot be reached",
  EHOSTUNREACH: "the host cannot be reached",
};

/** Describes why a connection failed. */
export function describeConnectionError(error: NodeJS.ErrnoException): string {
  const sentence = sentences[error.code ?? ""];
  return sentence ? `${sentence} (${error.code})` : error.message;
}
