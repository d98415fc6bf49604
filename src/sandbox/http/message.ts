/** An HTTP request to the mock Tally. */
export interface MockRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Names are in lowercase. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** An HTTP response. Header names are in lowercase. */
export interface MockResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty if the response has none. */
  readonly body: string;
}

/** What the mock sends for a request: a response, the part of one before the connection ends, or nothing. */
export type Transmission =
  | { readonly kind: "response"; readonly response: MockResponse }
  | { readonly kind: "partial"; readonly response: MockResponse; readonly cut: "head" | "body" }
  | { readonly kind: "raw"; readonly bytes: string }
  | { readonly kind: "reset" }
  | { readonly kind: "hang" };

/** Returns a response with a JSON body. */
export function jsonResponse(status: number, value: unknown): MockResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}
