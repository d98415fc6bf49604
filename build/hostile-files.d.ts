export const hostileFiles: Readonly<Record<string, (bytes: number) => string>>;
