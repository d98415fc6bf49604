/** The validators that build/schema-plugin.js compiles from schemas/ while building and testing. */
declare module "virtual:validate-*" {
  interface SchemaError {
    readonly instancePath: string;
    readonly schemaPath: string;
    readonly keyword: string;
    readonly params: Readonly<Record<string, unknown>>;
  }
  interface Validate {
    (value: unknown): boolean;
    errors?: readonly SchemaError[] | null;
  }
  const validate: Validate;
  export default validate;
}
