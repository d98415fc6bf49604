export const coreFolders: readonly string[];
export const layers: readonly { readonly name: string; readonly uses: readonly string[] }[];
