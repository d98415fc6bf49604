export const configuration: unknown;
