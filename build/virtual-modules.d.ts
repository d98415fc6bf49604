/** The validators that build/schema-plugin.js compiles from schemas/ during builds and tests. */
declare module "virtual:validate-*" {
  const validate: (value: unknown) => boolean;
  export default validate;
}

/** The validators of the files that people write. Returns the first `max` errors, and the number of the others by schema path. */
type ConfigValidator = (
  value: unknown,
  max: number,
) => { readonly errors: readonly SchemaError[]; readonly omitted: ReadonlyMap<string, number> };
interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}
declare module "virtual:validate-members" {
  const validate: ConfigValidator;
  export default validate;
}
declare module "virtual:validate-included" {
  const validate: ConfigValidator;
  export default validate;
}

/** The keys that configuration files can have, which build/schema-plugin.js reads from schemas/. */
declare module "virtual:keys" {
  const keys: Readonly<Record<"main" | "included" | "member" | "settings", readonly string[]>>;
  export default keys;
}

/** The texts of examples/workflows/, by file name without `rollcall-` and `.yml`. */
declare module "virtual:workflows" {
  const texts: Readonly<Record<"plan" | "apply" | "drift" | "plan-forks", string>>;
  export default texts;
}

/** Why each kind of diagnostic matters, by code. */
declare module "virtual:reasons" {
  const reasons: Readonly<Record<string, string>>;
  export default reasons;
}

/** The texts of shell scripts, which build/shell-plugin.js provides. */
declare module "*.bash" {
  const text: string;
  export default text;
}
declare module "*.zsh" {
  const text: string;
  export default text;
}
declare module "*.fish" {
  const text: string;
  export default text;
}

/** The script and the style of the report page, which build/page-plugin.js builds from src/report-page. */
declare module "virtual:page" {
  interface Page {
    readonly script: string;
    readonly style: string;
    /** `sha256-` and the digest in base64, in the form for a content security policy. */
    readonly scriptDigest: string;
    readonly styleDigest: string;
  }
  const page: Page;
  export default page;
}
