const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_action = require("../action.js");
const require_model = require("./render-document-model.js");

// src/render/text/markdown.ts
/** Returns a fenced code block that its content can't end. Control characters and invisible characters are made visible. */
function codeBlock(language, text) {
	const shown = require_action.escapeTerminalLines(text).trimEnd();
	const longest = [...shown.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 2);
	const fence = "`".repeat(longest + 1);
	return `${fence}${language}\n${shown}\n${fence}`;
}
/** Returns a block that opens when its head, which is HTML, is clicked. */
function detailsBlock(head, body) {
	return `<details><summary>${head}</summary>\n\n${body}\n\n</details>`;
}
/**
* Returns a link, whose text is HTML. Characters that aren't allowed in URLs are encoded, because some of them would end the link or
* the table cell around it.
*/
function markdownLink(html, url) {
	return `<a href="${url.replace(/[\p{Cc}\s"<>\\^`{|}]/gu, encodeURIComponent).replaceAll("&", "&amp;")}">${html}</a>`;
}

// src/render/text/truncate.ts
/** Cuts a list or a table to a limit. Returns its head, the rows that fit, and a line that counts the omitted rows. */
function truncateList(head, rows, limit, what) {
	const fit = countFitting(rows.map(byteLength), limit.bytes);
	const lines = [...head, ...rows.slice(0, fit)];
	const rest = fit < rows.length ? [omittedLine(rows.length - fit, what, limit)] : [];
	return [...lines.length > 0 ? [lines.join("\n")] : [], ...rest].join("\n\n");
}
/** Counts how many items fit into a number of bytes, starting with the first, with a line break after each. */
function countFitting(sizes, bytes) {
	let used = 0;
	const first = sizes.findIndex((size) => {
		used += size + 1;
		return used > bytes;
	});
	return first === -1 ? sizes.length : first;
}
/** Returns the line that counts omitted rows: `\u2026 and 3 more people: all of them are in the job summary of the run`. */
function omittedLine(left, what, { overflowHint }) {
	return `\u2026 and ${require_action.pluralize(left, `more ${what}`)}: ${overflowHint}`;
}
/** Returns the length of a text in bytes of UTF-8. */
function byteLength(text) {
	return new TextEncoder().encode(text).byteLength;
}

// src/render/document/markdown.ts
var markdown_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ writeMarkdown: () => writeMarkdown });
/** Formats a document as Markdown. If it exceeds the limit, lists are cut after whole rows, the longest lists first. */
function writeMarkdown(document, limit = noLimit) {
	const { title, alerts = [], blocks, summary, footer } = document;
	const before = [...title ? [`### ${html(title)}`] : [], ...alerts.map((text) => `<b>Blocked</b>: ${html(text)}`)];
	const after = [...summary ? [html(summary)] : [], ...footer ? [`<sub>${html(footer)}</sub>`] : []];
	const used = byteLength([...before, ...after].join("\n\n"));
	return `${[
		...before,
		...writeBlocks(blocks, {
			...limit,
			bytes: limit.bytes - used
		}),
		...after
	].join("\n\n")}\n`;
}
const noLimit = {
	bytes: Infinity,
	overflowHint: ""
};
/** Formats a text as HTML for Markdown. */
function html(text) {
	if (typeof text === "string") return text;
	if ("map" in text) return text.map(html).join("");
	if ("strong" in text) return `<b>${text.strong}</b>`;
	if ("code" in text) return require_action.escapeMarkdown(text.code);
	if ("atTerminal" in text) return "";
	if ("inMarkdown" in text) return html(text.inMarkdown);
	if ("link" in text) return markdownLink(html(text.text), text.link);
	const { value, id, max } = text;
	return id === void 0 ? require_action.escapeMarkdown(value, max) : workspaceHtml(value, id);
}
/** The formatted workspaces. Cached, because the rows of thousands of people have the same few workspaces. */
const knownWorkspaces = /* @__PURE__ */ new Map();
const maxKnownWorkspaces = 1e3;
function workspaceHtml(name, id) {
	const key = `${id.length} ${id}${name}`;
	const known = knownWorkspaces.get(key) ?? `<code>${require_action.inert(name)} (${require_action.inert(id)})</code>`;
	if (knownWorkspaces.size < maxKnownWorkspaces) knownWorkspaces.set(key, known);
	return known;
}
/**
* Formats blocks within a limit. Paragraphs are never cut. The other blocks share the remaining bytes, and only the longer ones
* are cut.
*/
function writeBlocks(blocks, limit) {
	const parts = blocks.map((block) => ({
		block,
		whole: writeBlock(block, {
			...limit,
			bytes: Infinity
		})
	}));
	if (limit.bytes === Infinity) return parts.map(({ whole }) => whole);
	const sizes = parts.map(({ whole }) => byteLength(whole) + 2);
	const fixed = sizes.reduce((sum, size, index) => sum + (blocks[index]?.kind === "paragraph" ? size : 0), 0);
	const limits = shareOut(limit.bytes - fixed, sizes.map((size, index) => blocks[index]?.kind === "paragraph" ? 0 : size));
	return parts.map(({ block, whole }, index) => {
		const bytes = limits[index] ?? 0;
		return block.kind === "paragraph" || (sizes[index] ?? 0) <= bytes ? whole : writeBlock(block, {
			...limit,
			bytes
		});
	});
}
/** Divides a size: each gets what it wants if possible, and all that want more get equal shares. */
function shareOut(size, wanted) {
	const shares = wanted.map(() => 0);
	const byWish = [...wanted.entries()].sort(([, a], [, b]) => a - b);
	let left = Math.max(size, 0);
	for (const [at, [index, wish]] of byWish.entries()) {
		const share = Math.min(wish, Math.floor(left / (byWish.length - at)));
		shares[index] = share;
		left -= share;
	}
	return shares;
}
function writeBlock(block, limit) {
	switch (block.kind) {
		case "paragraph": {
			const text = block.sentences.map(html).join(" ");
			return block.isWarning ? `> [!WARNING]\n> ${text}` : text;
		}
		case "sections": return writeSections(block.sections, limit);
		case "fold": {
			const head = html(block.head);
			const bytes = limit.bytes - byteLength(head) - maxRest;
			return detailsBlock(head, writeBlocks(block.blocks, {
				...limit,
				bytes
			}).join("\n\n"));
		}
		case "lines": return codeBlock(block.language, truncateList([], block.lines, {
			...limit,
			bytes: limit.bytes - maxRest
		}, block.unit));
	}
}
/** The maximum size, in bytes, of the tags of a fold or a fence and the line that counts omitted rows. */
const maxRest = 160;
/** Formats as many sections as have headings that fit into half of the limit, and as many of their rows as fit into the rest. */
function writeSections(sections, limit) {
	const parts = sections.map((section) => {
		const rows = section.rows.map((row) => section.columns ? tableRow(row, section.columns) : listRow(row));
		const head = [html(section.head), html(section.sentence ?? "")].join(" ");
		return {
			section,
			rows,
			overhead: byteLength(head) + maxRest,
			bytes: byteLength(rows.join("\n")) + 1
		};
	});
	const heads = parts.map(({ overhead }) => overhead);
	const used = (list) => list.reduce((sum, size) => sum + size, 0);
	const isWhole = used(heads) + used(parts.map(({ bytes }) => bytes)) <= limit.bytes;
	const shown = isWhole ? parts : parts.slice(0, countFitting(heads, limit.bytes / 2));
	const limits = shareOut(limit.bytes - used(shown.map(({ overhead }) => overhead)), shown.map(({ bytes }) => bytes));
	const written = shown.map(({ section, rows }, index) => writeSection(section, rows, {
		...limit,
		bytes: isWhole ? Infinity : limits[index] ?? 0
	}));
	const omitted = parts.slice(shown.length).reduce((sum, { rows }) => sum + rows.length, 0);
	const unit = sections[0]?.unit ?? "person";
	return [...written, ...omitted > 0 ? [omittedLine(omitted, unit, limit)] : []].join("\n\n");
}
function writeSection(section, rows, limit) {
	const { head, sentence, columns, unit, isFolded } = section;
	const fit = countFitting(rows.map(byteLength), limit.bytes);
	const isCut = fit < rows.length;
	const table = columns ? [`| ${columns.join(" | ")} |`, `| ${columns.map(() => "---").join(" | ")} |`] : [];
	const list = truncateList(table, rows, limit, unit);
	const title = html(head);
	if (title === "") return list;
	const text = sentence ? html(sentence) : "";
	if (isFolded || isCut || rows.length > 10) {
		const opened = isCut && fit > 0 && !sentence ? `${title} (first ${fit} shown)` : title;
		return detailsBlock(opened, text === "" ? list : `${text}\n\n${list}`);
	}
	return `${text === "" ? title : `${title}. ${text}`}\n\n${list}`;
}
function listRow(row) {
	return `- ${html(require_model.rowText(row, " "))}`;
}
function tableRow({ subject, workspaces = [], note = "", sources = [] }, columns) {
	return `| ${[
		subject,
		workspaces,
		note,
		require_model.joinTexts(sources, ", ")
	].slice(0, columns.length).map(html).join(" | ")} |`;
}

Object.defineProperty(exports, "markdown_exports", {
  enumerable: true,
  get: function () {
    return markdown_exports;
  }
});
Object.defineProperty(exports, "writeMarkdown", {
  enumerable: true,
  get: function () {
    return writeMarkdown;
  }
});