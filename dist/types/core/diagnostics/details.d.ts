import type { InvalidAddress } from "../values/address-in-text.js";
import type { FileFormat } from "../values/file-format.js";
import type { ChangedOnCheckout, IrregularFile } from "../values/file-problem.js";
import type { WorkspaceId } from "../values/workspace-id.js";
/** The result of looking up a workspace by its name or ID. */
export type WorkspaceMatch = {
    readonly found: "one";
    readonly id: WorkspaceId;
} | {
    readonly found: "several";
    readonly ids: readonly WorkspaceId[];
}
/** `names`: those of all workspaces. */
 | {
    readonly found: "none";
    readonly suggestion: string | undefined;
    readonly names: readonly string[];
};
/** The details of each kind of diagnostic. The keys are the stable codes that users see. */
export interface DiagnosticDetails {
    "file-too-large": {
        readonly bytes: number;
        readonly limit: number;
    };
    /** The file and the files read before it exceed the limit together. */
    "files-too-large": {
        readonly limit: number;
    };
    "not-utf8": {
        readonly looksLike: FileFormat | undefined;
    };
    "control-character": {
        readonly codePoint: number;
    };
    /** Changes the order in which the text around it is displayed. */
    "reordering-character": {
        readonly codePoint: number;
    };
    "invisible-character": {
        readonly codePoint: number;
    };
    "empty-file": {
        readonly kind: "main" | "included";
    };
    "yaml-syntax": SyntaxProblem;
    "yaml-documents": object;
    "yaml-directive": {
        readonly directive: string;
    };
    "yaml-tag": {
        readonly tag: string;
    };
    "yaml-depth": {
        readonly limit: number;
    };
    "yaml-tokens": {
        readonly limit: number;
    };
    "yaml-key": object;
    "yaml-alias": {
        readonly problem: "undefined" | "recursive" | "too-large";
        readonly name: string;
    };
    /**
     * no-dash: it repeats the first key of a list item, so the next item may lack its dash. misplaced: its value is of another kind, so it
     * may belong to another mapping.
     */
    "duplicate-key": {
        readonly key: string;
        readonly cause: "no-dash" | "misplaced" | undefined;
    };
    "merge-key": object;
    /** `home`: where the key belongs instead. */
    "unknown-key": {
        readonly key: string;
        readonly known: readonly string[];
        readonly suggestion: string | undefined;
        readonly home: KeyHome | undefined;
    };
    "key-of-main-file": {
        readonly key: string;
    };
    "missing-key": {
        readonly key: string;
    };
    "wrong-type": {
        readonly key: string;
        readonly expected: string;
        readonly found: string;
        /** The value that YAML read from an unquoted word, such as 1000 from `1e3`, if text was expected. */
        readonly made?: string;
        readonly hint?: TypeHint;
    };
    "wrong-value": {
        readonly key: string;
        readonly rule: ValueRule;
        readonly suggestion: string | undefined;
    };
    "empty-list": {
        readonly key: string;
    };
    /** An ID that `rollcall init` wrote and that wasn't replaced. */
    placeholder: {
        readonly key: string;
        readonly value: string;
    };
    /** The ID of a workspace is also the name of one. */
    "name-as-id": {
        readonly id: string;
    };
    /** `suggestion`: the day that is likely meant. */
    "invalid-date": {
        readonly value: string;
        readonly suggestion: string | undefined;
    };
    "invalid-address": InvalidAddress;
    "invalid-domain": {
        readonly value: string;
    };
    "domain-not-allowed": {
        readonly domain: string;
        /** The first of the allowed domains, and the number of the others. */
        readonly allowed: readonly string[];
        readonly omitted: number;
        readonly suggestion: string | undefined;
    };
    "no-mailbox": {
        readonly email: string;
    };
    "likely-misspelling": {
        readonly domain: string;
        readonly suggestion: string;
    };
    /** `like`: the domain that it resembles. If undefined, the domain mixes alphabets. */
    "lookalike-domain": {
        readonly domain: string;
        readonly ascii: string;
        readonly like: string | undefined;
    };
    /** `like`: the address that it resembles. */
    "lookalike-address": {
        readonly email: string;
        readonly like: string;
    };
    /** Two members who may be the same person. */
    "same-person": {
        readonly email: string;
        readonly other: string;
        readonly because: "plus-tag" | "dots" | "name";
    };
    "duplicate-member": {
        readonly email: string;
    };
    "member-in-two-files": {
        readonly email: string;
    };
    /** A previous address listed by the member `of` is also a member, maybe the same. */
    "previous-address-in-use": {
        readonly email: string;
        readonly of: string;
    };
    /** A previous address is already one of the member `of`. */
    "duplicate-previous-address": {
        readonly email: string;
        readonly of: string;
    };
    "member-without-workspaces": object;
    /** Members have too many workspaces in total, counting those of their groups. */
    "too-many-grants": {
        readonly limit: number;
    };
    "unknown-workspace": {
        readonly name: string;
        readonly suggestion: string | undefined;
        readonly isGroup: boolean;
        /** Whether a group lists the name, not a member. */
        readonly isInGroup: boolean;
        /** The name of the workspace whose ID it is. */
        readonly idOf: string | undefined;
    };
    "unknown-group": {
        readonly name: string;
        readonly suggestion: string | undefined;
        readonly isWorkspace: boolean;
        readonly idOf: string | undefined;
    };
    /** Members need access to a workspace that Tally doesn't list. */
    "workspace-not-shown": {
        readonly id: string;
        readonly suggestion: string | undefined;
    };
    /** Tally rejected a call with only this address. */
    "email-rejected": {
        readonly address: string;
        readonly problem: string;
    };
    "duplicate-workspace-id": {
        readonly id: string;
        readonly first: string;
    };
    "duplicate-group": {
        readonly name: string;
    };
    "repeated-name": {
        readonly name: string;
    };
    "include-leaves-folder": {
        readonly pattern: string;
    };
    "include-too-complex": {
        readonly pattern: string;
    };
    "include-too-many": {
        readonly limit: number;
    };
    "include-matches-nothing": {
        readonly pattern: string;
    };
    /** `others`: how many more files of its folder aren't included. `pattern`: what would include them. */
    "file-not-included": {
        readonly others: number;
        readonly pattern: string;
    };
    "include-not-found": {
        readonly path: string;
    };
    "not-regular-file": IrregularFile;
    "changed-on-checkout": ChangedOnCheckout;
    "no-main-file": {
        readonly folder: string;
    };
    "two-main-files": object;
    "state-empty": object;
    "state-header": object;
    "state-too-new": {
        readonly version: number;
        readonly supported: number;
    };
    "state-organization": {
        readonly recorded: string;
        readonly configured: string;
    };
    "state-line": {
        readonly problem: StateLineProblem;
    };
    "state-torn-line": {
        readonly characters: number;
    };
    "csv-syntax": {
        readonly problem: CsvProblem;
    };
    "csv-header": HeaderProblem;
    "csv-cells": {
        readonly cells: number;
        readonly columns: number;
        readonly delimiter: Delimiter;
    };
    "csv-workspace": {
        readonly name: string;
    } & Exclude<WorkspaceMatch, {
        readonly found: "one";
    }>;
    "csv-no-workspace": object;
    /** The people who the file says aren't active, each with the reason. */
    "csv-inactive": {
        readonly people: readonly string[];
    };
    /** The people that the file has only sign-in names of. */
    "csv-no-mailbox": {
        readonly people: readonly string[];
    };
    "csv-nobody": object;
    /** Errors that exist but aren't listed. `atLeast`: how many are known. */
    "more-errors": {
        readonly atLeast: number;
    };
    "more-warnings": {
        readonly atLeast: number;
    };
}
/** Why a text isn't valid YAML, as someone who edits it would name the mistake. Lines count from 1. */
export type SyntaxProblem = 
/** `lines`: the first lines that are markers. */
{
    readonly problem: "merge-conflict";
    readonly lines: readonly number[];
}
/** The three backticks around code in Markdown. */
 | {
    readonly problem: "code-fence";
} | {
    readonly problem: "tab";
}
/** A space other than U+0020. `after`: what it follows, or undefined if it indents the line. */
 | {
    readonly problem: "odd-space";
    readonly codePoint: number;
    readonly after: string | undefined;
} | {
    readonly problem: "no-space";
    readonly after: string;
} | {
    readonly problem: "no-colon";
    readonly text: string;
} | {
    readonly problem: "no-dash";
} | {
    readonly problem: "no-comma" | "extra-comma";
}
/** `line`: where the closing character belongs. */
 | {
    readonly problem: "unclosed";
    readonly open: string;
    readonly close: string;
    readonly line: number;
} | {
    readonly problem: "unopened";
    readonly close: string;
} | {
    readonly problem: "mismatched";
    readonly open: string;
    readonly close: string;
    readonly found: string;
}
/** In spaces. `expected`: the columns of keys or dashes that this one could line up with. */
 | {
    readonly problem: "indentation";
    readonly spaces: number;
    readonly of: "key" | "dash";
    readonly expected: readonly {
        readonly spaces: number;
        readonly line: number;
    }[];
}
/** `quoted`: the value in quotes. `key`: a word in it that may be meant as a key. */
 | {
    readonly problem: "colon-in-value";
    readonly quoted: string;
    readonly key: string | undefined;
} | {
    readonly problem: "special-start";
    readonly character: string;
    readonly quoted: string;
} | {
    readonly problem: "curly-quotes";
    readonly quoted: string;
} | {
    readonly problem: "text-after-quote";
    readonly quoted: string | undefined;
} | {
    readonly problem: "text-after-bracket";
    readonly close: string;
    readonly quoted: string;
} | {
    readonly problem: "list-after-key";
    readonly quoted: string;
} | {
    readonly problem: "escape";
    readonly escape: string;
}
/** `code`: the error code of the yaml package. */
 | {
    readonly problem: "other";
    readonly code: string;
};
/** Where a key belongs: at the top level, in an entry of members, or under another key. */
export type KeyHome = "top" | "member" | "settings" | "workspaces" | "groups";
/** What is likely meant by a value of the wrong type. */
export type TypeHint = 
/** The value as it should be written. */
{
    readonly hint: "write";
    readonly text: string;
}
/** YAML reads the value as a comment or an anchor, so it is empty. `quoted`: the value in quotes. */
 | {
    readonly hint: "comment" | "anchor";
    readonly quoted: string;
}
/** An entry of members that is only text. `others`: how many of the entries after it are as well. */
 | {
    readonly hint: "member";
    readonly email: string | undefined;
    readonly others: number;
}
/** A list of members as something else. */
 | {
    readonly hint: "member-each";
    readonly email: string | undefined;
} | {
    readonly hint: "one-member-each";
}
/** A list of names instead of a mapping of names to values. `example`: an entry of the mapping. */
 | {
    readonly hint: "name-each";
    readonly example: string;
}
/** A list without its dashes, or a mapping with dashes. */
 | {
    readonly hint: "add-dashes" | "remove-dashes";
} | {
    readonly hint: "no-members";
};
/** A rule of the schema that a value of the right type breaks. */
export type ValueRule = {
    readonly rule: "one-of";
    readonly allowed: readonly string[];
} | {
    readonly rule: "at-least";
    readonly limit: number;
} | {
    readonly rule: "at-most";
    readonly limit: number;
} | {
    readonly rule: "longest";
    readonly limit: number;
} | {
    readonly rule: "not-empty";
} | {
    readonly rule: "id";
} | {
    readonly rule: "name";
} | {
    readonly rule: "share";
};
/** Why a line of the state file is invalid. */
export type StateLineProblem = "not-json" | "merge-conflict" | "unknown-event" | "wrong-shape" | "second-header" | "call-repeated" | "call-unknown";
/**
 * What a column of a CSV file has. The last five tell whether a person is active: as a word, as a yes or no, as a yes, no, or date, as
 * bits, and as whether members.yaml requests the grant.
 */
export type ColumnKind = "email" | "sign-in name" | "workspaces" | "name" | "first name" | "last name" | "expires" | "note" | "status" | "enabled" | "disabled" | "account control" | "desired";
/** Why the header of a CSV file is invalid. `addressColumns`: the names of the columns that contain email addresses. */
export type HeaderProblem = {
    readonly problem: "empty";
} | {
    readonly problem: "no-email";
    readonly addressColumns: readonly string[];
}
/** The line has an email address itself. `headerLine`: the number of a line below that looks like the header. */
 | {
    readonly problem: "no-header";
    readonly headerLine: number | undefined;
} | {
    readonly problem: "no-column";
    readonly name: string;
    readonly addressColumns: readonly string[];
} | {
    readonly problem: "no-workspaces";
} | {
    readonly problem: "twice";
    readonly kind: ColumnKind;
};
/** The character between cells. Spreadsheets write a semicolon in locales with a decimal comma. */
export type Delimiter = "," | ";" | "\t";
/** Why a file isn't valid CSV. */
export type CsvProblem = "unclosed-quote" | "stray-quote";
