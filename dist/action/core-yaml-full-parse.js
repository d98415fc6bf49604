const require_pulls = require("./github-pulls.js");
const require_dist = require("./dist2.js");

// src/core/yaml/syntax/quoted.ts
/** Returns whether a quotation mark is at an offset. */
function isQuoteAt(text, at) {
	return text[at] === "\"" || text[at] === "'";
}
/**
* Returns the offset after the quoted text that starts at an offset. Its further lines must be indented by more than `column`
* spaces. Throws `MistakeFound` if it isn't closed, or for an invalid escape.
*/
function scanQuoted(text, start, column) {
	const quote = text[start] ?? "";
	let at = start + 1;
	for (;;) {
		const character = text[at];
		if (character === void 0) throw unclosed(text, start, quote, at);
		if (character === "\n") {
			at = nextContent(text, at + 1);
			if (at >= text.length || at - lineStart(text, at) <= column) throw unclosed(text, start, quote, at);
		} else if (character === quote) {
			if (quote === "\"" || text[at + 1] !== quote) return at + 1;
			at += 2;
		} else if (character === "\\" && quote === "\"") at = scanEscape(text, at);
		else at += 1;
	}
}
/** Returns the offset after the quoted text that starts at an offset, if it ends on the same line. */
function quotedOnLine(text, start, end) {
	const pattern = text[start] === "\"" ? /"[^"\\]*(?:\\.[^"\\]*)*"/y : /'[^']*(?:''[^']*)*'/y;
	pattern.lastIndex = start;
	return pattern.exec(text.slice(0, end)) ? pattern.lastIndex : void 0;
}
/** Returns the mistake of an opening character without a closing one, which belongs on the last line before an offset. */
function unclosed(text, start, close, before) {
	const last = text.slice(start, before).trimEnd().length;
	const open = text[start] ?? "";
	const line = require_pulls.lineNumber(text, start + Math.max(last - 1, 0));
	return new require_pulls.MistakeFound({
		problem: "unclosed",
		open,
		close,
		line
	}, start, start + 1);
}
/** The offset of the first character after spaces and blank lines. */
function nextContent(text, start) {
	let at = start;
	while (text[at] === " " || text[at] === "\n" || text[at] === "\r") at += 1;
	return at;
}
function lineStart(text, at) {
	return text.lastIndexOf("\n", at - 1) + 1;
}
/** YAML 1.2.2, section 5.7. */
const escapes = /(?:[0abefnrtv "/\\N_LP\t\r\n]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})/y;
function scanEscape(text, at) {
	escapes.lastIndex = at + 1;
	if (!escapes.test(text)) {
		const end = Math.min(at + 2, require_pulls.endOfLine(text, at));
		throw new require_pulls.MistakeFound({
			problem: "escape",
			escape: text.slice(at, end)
		}, at, end);
	}
	return /[\r\n]/.test(text[at + 1] ?? "") ? require_pulls.nextLine(text, at) - 1 : escapes.lastIndex;
}

// src/core/yaml/syntax/flow.ts
/** Returns whether a list in brackets or a mapping in braces starts at an offset. */
function isFlowAt(text, at) {
	return text[at] === "[" || text[at] === "{";
}
/**
* Returns the offset after the brackets or braces that open at an offset. Further lines must be indented by more than `column`
* spaces. Throws `MistakeFound` or `NotScannable`.
*/
function scanFlow(text, start, column) {
	return new FlowScanner(text, column).scan(start);
}
var FlowScanner = class {
	#text;
	#column;
	#levels = [];
	#at = 0;
	constructor(text, column) {
		this.#text = text;
		this.#column = column;
	}
	scan(start) {
		this.#at = start;
		this.#open();
		for (let level = this.#levels.at(-1); level; level = this.#levels.at(-1)) {
			this.#skipSpace(level);
			this.#token(level);
		}
		return this.#at;
	}
	#token(level) {
		const text = this.#text;
		const character = text[this.#at] ?? "";
		if (character === "]" || character === "}") this.#close(level, character);
		else if (character === ",") this.#comma(level);
		else if (character === ":" && this.#isColon(level)) this.#colon(level);
		else if (level.last === "plain" && !isFlowAt(text, this.#at)) this.#plain(level);
		else if (level.last !== void 0) this.#missingComma(level);
		else if (isFlowAt(text, this.#at)) this.#open();
		else if (isQuoteAt(text, this.#at)) {
			this.#at = scanQuoted(text, this.#at, this.#column);
			this.#end(level, "quoted");
		} else this.#property(level, character);
	}
	#open() {
		const close = this.#text[this.#at] === "[" ? "]" : "}";
		const start = this.#at;
		this.#levels.push({
			start,
			close,
			hasEntry: false,
			hasColon: false,
			last: void 0,
			text: start
		});
		this.#at += 1;
	}
	#close(level, character) {
		if (character !== level.close) this.#mismatch(level, character);
		this.#at += 1;
		this.#levels.pop();
		const outer = this.#levels.at(-1);
		if (outer) this.#end(outer, "collection");
	}
	#mismatch({ start, close }, found) {
		if (this.#levels.some((outer) => outer.close === found)) throw unclosed(this.#text, start, close, this.#at);
		const open = this.#text[start] ?? "";
		throw new require_pulls.MistakeFound({
			problem: "mismatched",
			open,
			close,
			found
		}, this.#at, this.#at + 1);
	}
	#end(level, last) {
		level.hasEntry = true;
		level.last = last;
	}
	#comma(level) {
		if (!level.hasEntry) throw new require_pulls.MistakeFound({ problem: "extra-comma" }, this.#at, this.#at + 1);
		level.hasEntry = false;
		level.hasColon = false;
		level.last = void 0;
		this.#at += 1;
	}
	/** A colon ends a key if a space or a delimiter follows it, or if the key is quoted. */
	#isColon({ last }) {
		return last === "quoted" || last === "collection" || /[ \t\r\n,[\]{}]/.test(this.#text[this.#at + 1] ?? " ");
	}
	#colon(level) {
		if (level.hasColon) this.#secondColon(level);
		level.hasEntry = true;
		level.hasColon = true;
		level.last = void 0;
		this.#at += 1;
	}
	/** An entry has one colon: either a comma is missing before the key of the next one, or the value has a colon. */
	#secondColon(level) {
		const text = this.#text;
		const space = text.slice(level.text, this.#at).trimEnd().search(/[ \t\r\n][^ \t\r\n]*$/);
		if (level.last !== "plain" || space !== -1) {
			const at = level.last === "plain" ? level.text + space : this.#at;
			throw new require_pulls.MistakeFound({ problem: "no-comma" }, at, at + 1);
		}
		const rest = /^[^,\]}\r\n]*/.exec(text.slice(level.text, require_pulls.endOfLine(text, this.#at)))?.[0] ?? "";
		const quoted = require_pulls.inQuotes(rest.trim());
		throw new require_pulls.MistakeFound({
			problem: "colon-in-value",
			quoted,
			key: void 0
		}, level.text, level.text + rest.trimEnd().length);
	}
	#missingComma(level) {
		const text = this.#text;
		const at = this.#at;
		if (!(level.last === "quoted" && !isFlowAt(text, at) && !isQuoteAt(text, at))) throw new require_pulls.MistakeFound({ problem: "no-comma" }, at, at + 1);
		const end = at + (/[,\]}\r\n]|$/.exec(text.slice(at))?.index ?? 0);
		throw new require_pulls.MistakeFound({
			problem: "text-after-quote",
			quoted: void 0
		}, at, end);
	}
	/** An anchor, a tag, an alias, or plain text. */
	#property(level, character) {
		const text = this.#text;
		if (/[&!*]/.test(character)) {
			while (/[^ \t\r\n,[\]{}]/.test(text[this.#at] ?? " ")) this.#at += 1;
			level.hasEntry = true;
			if (character === "*") level.last = "collection";
		} else if (character === "?" && require_pulls.isSpaceAt(text, this.#at + 1)) throw new require_pulls.NotScannable();
		else this.#plain(level);
	}
	#plain(level) {
		const text = this.#text;
		const start = this.#at;
		const isFirst = level.last === void 0;
		const end = plainEnd(text, start);
		const character = text[start] ?? "";
		const isDash = character === "-" && /[ \t\r\n,[\]{}]/.test(text[start + 1] ?? " ");
		if (isDash && /^[ \t]*$/.test(text.slice(text.lastIndexOf("\n", start - 1) + 1, start))) throw unclosed(text, level.start, level.close, start);
		if (isFirst && (isDash || /[@`%|>]/.test(character))) {
			const quoted = require_pulls.inQuotes(text.slice(start, end).trim());
			throw new require_pulls.MistakeFound({
				problem: "special-start",
				character,
				quoted
			}, start, end);
		}
		if (isFirst) level.text = start;
		this.#at = Math.max(end, start + 1);
		this.#end(level, "plain");
	}
	/** Skips spaces, line breaks, and comments. The brackets are unclosed if a line isn't indented enough, or at the end. */
	#skipSpace(level) {
		const text = this.#text;
		for (;;) {
			const character = text[this.#at];
			if (character === "\n") {
				this.#at += 1;
				this.#checkIndentation(level);
			} else if (character === " " || character === "	" || character === "\r") this.#at += 1;
			else if (character === "#" && require_pulls.isSpaceAt(text, this.#at - 1)) this.#at = require_pulls.endOfLine(text, this.#at);
			else break;
		}
		if (this.#at >= text.length) throw unclosed(text, level.start, level.close, this.#at);
	}
	#checkIndentation(level) {
		const text = this.#text;
		let at = this.#at;
		while (text[at] === " ") at += 1;
		const spaces = at - this.#at;
		if (at < text.length && !/[\r\n#\t\]}]/.test(text[at] ?? "") && spaces <= this.#column) throw unclosed(text, level.start, level.close, at);
	}
};
/** The end of plain text in brackets: before a delimiter, a colon that ends a key, a comment, or the end of the line. */
function plainEnd(text, start) {
	let at = start;
	for (; at < text.length; at += 1) {
		const character = text[at] ?? "";
		if (/[,[\]{}\r\n]/.test(character)) break;
		if (character === ":" && /[ \t\r\n,[\]{}]/.test(text[at + 1] ?? " ")) break;
		if (character === "#" && at > start && require_pulls.isSpaceAt(text, at - 1)) break;
	}
	return at;
}

// src/core/yaml/syntax/value.ts
/** Reads a value to the end of its line, or of the line that closes it. Throws `MistakeFound` or `NotScannable`. */
function scanValue(text, from, column, isAfterKey) {
	const end = require_pulls.endOfLine(text, from);
	const start = skipProperties(text, require_pulls.skipSpace(text, from), end);
	const read = (kind, last = end) => ({
		value: {
			kind,
			column
		},
		next: require_pulls.nextLine(text, last)
	});
	if (start >= end || isCommentAt(text, start)) return read("none");
	if (isQuoteAt(text, start)) {
		const after = scanQuoted(text, start, column);
		checkAfterQuote(text, start, after, isAfterKey);
		return read("complete", after);
	}
	if (isFlowAt(text, start)) {
		const after = scanFlow(text, start, column);
		checkAfterBracket(text, start, after);
		return read("complete", after);
	}
	if (/^[|>](?:[+-]?[1-9]?|[1-9][+-])[ \t]*(?:[ \t]#.*)?$/.test(text.slice(start, end))) return read("block-scalar");
	checkPlain(text, start, end, isAfterKey);
	return read(text[start] === "*" ? "complete" : "plain");
}
function isCommentAt(text, at) {
	return text[at] === "#" && require_pulls.isSpaceAt(text, at - 1);
}
/** Skips an anchor and a tag. */
function skipProperties(text, start, end) {
	let at = start;
	while (/^(?:&[^ \t]|!)/.test(text.slice(at, at + 2))) {
		while (at < end && !require_pulls.isSpaceAt(text, at)) at += 1;
		at = require_pulls.skipSpace(text, at);
	}
	return at;
}
function checkAfterQuote(text, start, after, isAfterKey) {
	const end = require_pulls.endOfLine(text, after);
	const next = require_pulls.skipSpace(text, after);
	if (next >= end || isCommentAt(text, next)) return;
	const firstEnd = require_pulls.endOfLine(text, start);
	if (after > firstEnd) throw unclosed(text, start, text[start] ?? "", firstEnd);
	if (text[next] === ":" && !isAfterKey) throw new require_pulls.NotScannable();
	const until = require_pulls.plainEnd(text, start, end);
	if (text.slice(next, until) === ",") throw new require_pulls.MistakeFound({ problem: "extra-comma" }, next, until);
	throw new require_pulls.MistakeFound({
		problem: "text-after-quote",
		quoted: quotedAgain(text.slice(start, until))
	}, after, until);
}
/** A value that has quotation marks inside in quotes that fit. */
function quotedAgain(value) {
	const isAround = value.length > 2 && value[0] === value.at(-1);
	return require_pulls.inQuotes(isAround ? value.slice(1, -1) : value);
}
function checkAfterBracket(text, start, after) {
	const end = require_pulls.endOfLine(text, after);
	const next = require_pulls.skipSpace(text, after);
	if (next >= end || isCommentAt(text, next)) return;
	const character = text[next] ?? "";
	if (character === ":") throw new require_pulls.NotScannable();
	if (/[\]}]/.test(character)) throw new require_pulls.MistakeFound({
		problem: "unopened",
		close: character
	}, next, next + 1);
	const until = require_pulls.plainEnd(text, next, end);
	if (text.slice(next, until) === ",") throw new require_pulls.MistakeFound({ problem: "extra-comma" }, next, until);
	const from = Math.max(start, text.lastIndexOf("\n", after - 1) + 1);
	const quoted = require_pulls.inQuotes(text.slice(from, until).trim());
	throw new require_pulls.MistakeFound({
		problem: "text-after-bracket",
		close: text[after - 1] ?? "",
		quoted
	}, next, until);
}
function checkPlain(text, start, end, isAfterKey) {
	const until = require_pulls.plainEnd(text, start, end);
	const value = text.slice(start, until);
	if (require_pulls.isDashAt(text, start) && isAfterKey) throw new require_pulls.MistakeFound({
		problem: "list-after-key",
		quoted: require_pulls.inQuotes(value)
	}, start, until);
	if (/^\*\S+ *:(?:[ \t]|$)/.test(value)) throw new require_pulls.NotScannable();
	checkStart(text, start, until);
	if (require_pulls.colonIn(text, start, end) === void 0) return;
	if (/^[\u2018\u2019\u201c-\u201f]/.test(value)) {
		const quoted = require_pulls.inQuotes(value.replace(/^.|[\u2018-\u201f]$/gu, ""));
		throw new require_pulls.MistakeFound({
			problem: "curly-quotes",
			quoted
		}, start, until);
	}
	const key = /[ \t]([\p{L}_-]+):[ \t]/u.exec(value)?.[1];
	throw new require_pulls.MistakeFound({
		problem: "colon-in-value",
		quoted: require_pulls.inQuotes(value),
		key
	}, start, until);
}
/** Throws if the plain text between two offsets starts with a character that has another meaning there. */
function checkStart(text, start, end) {
	const value = text.slice(start, end);
	const character = value[0] ?? "";
	if (/^[\]}][\]},]*$/.test(value)) throw new require_pulls.MistakeFound({
		problem: "unopened",
		close: character
	}, start, start + 1);
	if (/^\*[^\s,[\]{}]+$/.test(value) || !/^(?:[@`%|>,*\]}]|[?&](?:[ \t]|$))/.test(value)) return;
	throw new require_pulls.MistakeFound({
		problem: "special-start",
		character,
		quoted: require_pulls.inQuotes(value)
	}, start, end);
}

// src/core/yaml/syntax/block.ts
/**
* Returns the first mistake in the syntax of a text, or undefined if there is none, or if the text has YAML that the scanner
* doesn't follow. In time in proportion to the text.
*/
function findMistake(text) {
	try {
		new BlockScanner(text).scan();
	} catch (error) {
		if (error instanceof require_pulls.MistakeFound) return error.mistake;
		if (!(error instanceof require_pulls.NotScannable)) throw error;
	}
}
/** The maximum depth of blocks that are followed. The yaml package reads no deeper ones. */
const maxDepth = 64;
/** Follows the blocks of a text line by line, as far as their indentation and their keys go. */
var BlockScanner = class {
	#text;
	#blocks = [];
	#at = 0;
	/** What the line before ended with, and the column of its key or dash. */
	#value = {
		kind: "none",
		column: -1
	};
	/** Whether the value before belongs to a key. */
	#hasKey = false;
	/** What is likely wrong with the line before if the current line doesn't fit. */
	#suspect;
	constructor(text) {
		this.#text = text;
	}
	scan() {
		while (this.#at < this.#text.length) {
			const line = require_pulls.readLine(this.#text, this.#at);
			this.#at = line.next;
			if (!require_pulls.isBlank(this.#text, line)) this.#line(line);
		}
	}
	#line(line) {
		const text = this.#text;
		const { kind, column } = this.#value;
		const isDeeper = line.spaces > column;
		if (kind === "block-scalar" && isDeeper) return;
		if (require_pulls.isComment(text, line)) {
			if (kind === "plain") this.#value = {
				kind: "complete",
				column
			};
			return;
		}
		if (line.spaces === 0 && /^(?:%|(?:---|\.\.\.)(?:[ \t\r\n]|$))/.test(text.slice(line.start, line.start + 4))) {
			if (kind !== "none" || column !== -1 || line.end !== line.start + 3) throw new require_pulls.NotScannable();
		} else if (text.startsWith("```", line.content)) throw new require_pulls.MistakeFound({ problem: "code-fence" }, line.content, line.end);
		else if (kind === "plain" && isDeeper) this.#continuation(line);
		else this.#entry(line);
	}
	/** A line that continues the plain text of the line before, unless it has a key. */
	#continuation(line) {
		const { content, end } = line;
		if (require_pulls.colonIn(this.#text, content, end) === void 0) return;
		throw require_pulls.misplaced(this.#text, line, this.#blocks, this.#suspect);
	}
	#entry(line) {
		const text = this.#text;
		const { spaces } = line;
		const content = require_pulls.skipSpace(text, line.content);
		checkFollowed(text, content);
		const isItem = require_pulls.isDashAt(text, content);
		const left = this.#countWithin(spaces, isItem);
		const top = this.#blocks[left - 1];
		const { kind, column } = this.#value;
		const isSibling = top?.column === spaces && top.kind === (isItem ? "list" : "mapping");
		const isNested = kind === "none" && (spaces > column || isItem && this.#hasKey && spaces === column);
		if (content > line.content && (!isNested || isItem || require_pulls.colonIn(text, content, line.end)) || !(isSibling || isNested)) throw require_pulls.misplaced(text, line, this.#blocks, this.#suspect);
		const closed = this.#blocks.splice(left);
		this.#suspect = isItem ? void 0 : {
			kind: "line",
			line,
			closed,
			blocks: left
		};
		if (isItem) this.#item(line, content);
		else this.#keyOrText(line, content, isSibling ? void 0 : {
			column,
			hasKey: this.#hasKey
		});
	}
	/** The number of blocks that a line leaves open: not those indented more, nor a list in the column of a line that isn't an item. */
	#countWithin(column, isItem) {
		return this.#blocks.findLastIndex((block) => block.column < column || block.column === column && (isItem || block.kind === "mapping")) + 1;
	}
	/** Notes an entry of a block in a column, which it opens if it isn't open. */
	#enter(kind, column, at) {
		const top = this.#blocks.at(-1);
		if (top?.kind === kind && top.column === column) top.last = at;
		else this.#blocks.push({
			kind,
			column,
			first: at,
			last: at
		});
	}
	#item(line, at) {
		const text = this.#text;
		if (this.#blocks.length > maxDepth) throw new require_pulls.NotScannable();
		const column = at - line.start;
		this.#enter("list", column, at);
		const content = require_pulls.skipSpace(text, at + 1);
		checkFollowed(text, content);
		if (require_pulls.isDashAt(text, content) || require_pulls.colonIn(text, content, line.end) !== void 0) {
			const tab = text.slice(at, content).indexOf("	");
			if (tab !== -1) throw new require_pulls.MistakeFound({ problem: "tab" }, at + tab, content);
		}
		if (content < line.end && require_pulls.isDashAt(text, content)) this.#item(line, content);
		else this.#keyOrText(line, content, {
			column,
			hasKey: false
		});
	}
	/** A key with its value, or a value. `parent`: the key or dash that it belongs to, if it isn't a further key. */
	#keyOrText(line, at, parent) {
		const text = this.#text;
		const column = at - line.start;
		const colon = this.#colonOfKey(at, line.end);
		if (colon !== void 0) {
			checkStart(text, at, colon);
			this.#enter("mapping", column, at);
			if (require_pulls.isGluedDash(text, at)) this.#suspect = {
				kind: "text",
				at,
				column
			};
			this.#read(colon + 1, {
				column,
				hasKey: true
			}, true);
		} else if (parent === void 0) throw require_pulls.withoutColon(text, at);
		else {
			this.#read(at, parent, false);
			if (this.#value.kind === "plain") this.#suspect = {
				kind: "text",
				at,
				column: parent.column
			};
		}
	}
	#read(at, { column, hasKey }, isAfterKey) {
		const { value, next } = scanValue(this.#text, at, column, isAfterKey);
		this.#value = value;
		this.#hasKey = hasKey;
		this.#at = next;
	}
	/** The offset of the colon that ends the key at an offset; undefined if there is no key. */
	#colonOfKey(start, end) {
		const text = this.#text;
		let at = start;
		while (/[&!]/.test(text[at] ?? "")) {
			const property = /^[^ \t]+[ \t]*/.exec(text.slice(at, end))?.[0] ?? "";
			at += property.length;
		}
		if (!isQuoteAt(text, at)) {
			const colon = /[[{|>]/.test(text[at] ?? "") ? void 0 : require_pulls.colonIn(text, at, end);
			if (text[at] === "*" && colon !== void 0) throw new require_pulls.NotScannable();
			return colon;
		}
		const after = quotedOnLine(text, at, end);
		if (after === void 0) return void 0;
		const colon = require_pulls.skipSpace(text, after);
		if (text[colon] !== ":") return void 0;
		if (require_pulls.isSpaceAt(text, colon + 1)) return colon;
		throw new require_pulls.MistakeFound({
			problem: "no-space",
			after: text.slice(at, colon + 1)
		}, at, end);
	}
};
/** Throws at an explicit key, or at a value without a key. */
function checkFollowed(text, at) {
	if (/[?:]/.test(text[at] ?? "") && require_pulls.isSpaceAt(text, at + 1)) throw new require_pulls.NotScannable();
}

// src/core/yaml/syntax/explain.ts
const maxLines = 10;
/** Returns the first merge conflict of a text that has one with both ends, or undefined if there is none. */
function findWholeConflict(text) {
	return /(?:^|\n)<{7} /.test(text) && /\n>{7}(?:[ \r\n]|$)/.test(text) ? findMarker(text) : void 0;
}
function findMarker(text) {
	const marker = /^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|$)/gm;
	const found = [];
	for (let one = marker.exec(text); one && found.length < maxLines; one = marker.exec(text)) found.push(one.index);
	const [start] = found;
	if (start === void 0) return void 0;
	return {
		problem: {
			problem: "merge-conflict",
			lines: found.map((at) => require_pulls.lineNumber(text, at))
		},
		start,
		end: require_pulls.endOfLine(text, start)
	};
}
/** Returns what is wrong with a text that isn't valid YAML: the first mistake, in words of someone who edits it. */
function explainSyntax(text, error) {
	const [start, end] = error.pos;
	return findMarker(text) ?? findMistake(text) ?? {
		problem: {
			problem: "other",
			code: error.code
		},
		start,
		end
	};
}

// src/core/yaml/full/compose.ts
/** The parser keeps up to three tokens on its stack for each level. */
const maxStackLength = 192;
/**
* The maximum number of tokens: words, indicators, spaces, and line breaks. A text of several lines counts as its lines. The
* yaml package takes up to 250 bytes for each.
*/
const maxTokens = 2e6;
/** The number of tokens that an alias counts as. The yaml package takes 1,600 bytes for it. */
const tokensPerAlias = 8;
/**
* Parses YAML like `parseDocument` of yaml, but stops at the first error, at a second document, and before the limits are
* exceeded. yaml 2.9.1 would collect an error with a stack trace for each of millions of tokens, and abort Node.js if
* collections are nested too deep.
*/
function compose(text) {
	const composer = new require_dist.Composer({
		version: "1.2",
		schema: "core",
		uniqueKeys: false,
		prettyErrors: false,
		logLevel: "silent"
	});
	stopAtErrors(composer);
	try {
		const excess = composeTokens(composer, text);
		const [document] = [...composer.end(true, text.length)];
		const [error] = document?.errors ?? [];
		const version = versionIn(document?.directives ?? composer.streamInfo().directives);
		if (error) return {
			error,
			version
		};
		return {
			...document && { document },
			...excess && { excess },
			version
		};
	} catch (stop) {
		if (!(stop instanceof Stop)) throw stop;
		return {
			error: composer.streamInfo().errors[0],
			version: versionIn(composer.streamInfo().directives)
		};
	}
}
/** Thrown to leave the composer at the first error. */
var Stop = class extends Error {};
/** Makes a composer throw `Stop` once it has an error, and ignore warnings. The yaml package has no option for that. */
function stopAtErrors(composer) {
	const hooks = composer;
	const report = hooks.onError;
	hooks.onError = (source, code, message, isWarning) => {
		if (isWarning) return;
		report(source, code, message);
		throw new Stop();
	};
}
/** Passes the tokens of a text to a composer. Stops at an error, or returns which limit stopped it. */
function composeTokens(composer, text) {
	const parser = new require_dist.Parser();
	let count = 0;
	let hasDocument = false;
	for (const lexeme of new require_dist.Lexer().lex(text)) {
		count += lexeme.startsWith("*") ? tokensPerAlias : Math.max(lineFeedsIn(lexeme), 1);
		if (count > 2e6) return {
			of: "tokens",
			offset: parser.offset
		};
		for (const token of parser.next(lexeme)) {
			if (token.type === "document" && hasDocument) return {
				of: "documents",
				offset: token.offset
			};
			hasDocument ||= token.type === "document";
			for (const _ of composer.next(token));
			if (token.type === "error") return void 0;
		}
		if (parser.stack.length > maxStackLength) return {
			of: "depth",
			offset: parser.offset
		};
	}
	for (const token of parser.end()) {
		if (token.type === "document" && hasDocument) return {
			of: "documents",
			offset: token.offset
		};
		for (const _ of composer.next(token));
	}
}
function lineFeedsIn(text) {
	let count = 0;
	for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
	return count;
}
function versionIn({ yaml: { explicit, version } }) {
	return explicit ? version : void 0;
}

// src/core/yaml/full/values.ts
const coreTags = new Set([
	"map",
	"seq",
	"str",
	"int",
	"float",
	"bool",
	"null"
].map((name) => `tag:yaml.org,2002:${name}`));
/** A longer text counts as several values, because the text of each use of an alias is checked. */
const charactersPerValue = 16;
/**
* Converts composed nodes to plain values with locations. Accepts only text keys, no duplicate keys, and no custom tags.
* Shares the values of aliases, and limits their number. Replaces `toJS` of the yaml package, whose search for duplicate
* keys is quadratic, and whose limit on aliases rejects an anchor that is used a hundred times.
*/
function readNodes(root, lineMap) {
	const reader = new NodeReader(lineMap);
	const { value, part } = reader.read(root);
	return {
		value,
		locate: (path, wanted = "value") => reader.tree.locate(part, path, wanted),
		diagnostics: reader.diagnostics.all()
	};
}
var NodeReader = class {
	tree;
	diagnostics = new require_pulls.DiagnosticList();
	#lineMap;
	#anchors = /* @__PURE__ */ new Map();
	/** The number of values that aliases have expanded to so far. */
	#expanded = 0;
	constructor(lineMap) {
		this.tree = new require_pulls.LocationTree(lineMap);
		this.#lineMap = lineMap;
	}
	/** Reads a node. `isItem`: whether it is an item of a list. */
	read(node, isItem = false) {
		if (require_dist.isAlias(node)) return this.#alias(node);
		const { tag, anchor } = node;
		if (tag !== void 0 && !coreTags.has(tag)) this.#report("yaml-tag", { tag: String(tag) }, node);
		if (anchor) this.#anchors.set(anchor, "open");
		const sized = this.#content(node, isItem);
		if (anchor) this.#anchors.set(anchor, sized);
		return sized;
	}
	#content(node, isItem) {
		if (require_dist.isMap(node)) return this.#mapping(node, node.items, isItem);
		if (!require_dist.isSeq(node)) return this.#scalar(node, require_dist.isScalar(node) ? node.value : null);
		const values = [];
		const parts = [];
		let size = 1;
		for (const item of node.items) {
			const sized = this.read(item, true);
			values.push(sized.value);
			parts.push(sized.part);
			size += sized.size;
		}
		return {
			value: values,
			part: this.tree.list(parts, ...spanOf(node)),
			size
		};
	}
	#scalar(node, value) {
		const size = typeof value === "string" ? 1 + Math.floor(value.length / charactersPerValue) : 1;
		return {
			value,
			part: this.tree.scalar(...spanOf(node)),
			size
		};
	}
	#mapping(node, pairs, isItem) {
		const mapping = Object.create(null);
		const firsts = /* @__PURE__ */ new Map();
		const spans = [];
		const parts = [];
		let size = 1;
		let isNextItem = false;
		for (const pair of pairs) {
			const item = pair.value && this.read(pair.value);
			size += item?.size ?? 1;
			const key = textKey(pair.key);
			if (key === void 0) this.#report("yaml-key", {}, pair.key);
			const name = key ?? writtenKey(pair.key);
			if (name === void 0) continue;
			const first = firsts.get(name);
			if (!first) {
				firsts.set(name, pair);
				spans.push(...spanOf(pair.key));
				parts.push(item?.part);
				mapping[name] = item?.value ?? null;
			} else if (!isNextItem) {
				isNextItem = isItem && first === pairs[0];
				const cause = isNextItem ? "no-dash" : causeOfDuplicate(first, pair);
				this.#report("duplicate-key", {
					key: name,
					cause
				}, pair.key, first.key);
			}
		}
		const entries = {
			names: [...firsts.keys()],
			spans,
			values: parts
		};
		return {
			value: mapping,
			part: this.tree.mapping(entries, ...spanOf(node)),
			size
		};
	}
	#alias(node) {
		const target = this.#anchors.get(node.source);
		if (target !== void 0 && target !== "open") {
			const before = this.#expanded;
			this.#expanded += target.size;
			const max = require_pulls.maxExpandedValues(this.#lineMap.length);
			if (this.#expanded <= max) return {
				...target,
				part: this.tree.alias(target.part, ...spanOf(node))
			};
			if (before > max) return this.#scalar(node, null);
		}
		const problem = target === void 0 ? "undefined" : target === "open" ? "recursive" : "too-large";
		this.#report("yaml-alias", {
			problem,
			name: node.source
		}, node);
		return this.#scalar(node, null);
	}
	#report(code, details, node, related) {
		const locationOf = (one) => this.#lineMap.locationOf(...spanOf(one));
		this.diagnostics.report(code, () => {
			return {
				details,
				location: locationOf(node),
				related: related && locationOf(related)
			};
		});
	}
};
function textKey(key) {
	return require_dist.isScalar(key) && typeof key.value === "string" && !key.anchor ? key.value : void 0;
}
/** A number or another word that YAML doesn't read as a string, as it is written. */
function writtenKey(key) {
	return require_dist.isScalar(key) && !key.anchor && key.source ? key.source : void 0;
}
/** Keys with values of different kinds may belong to different mappings. */
function causeOfDuplicate(first, second) {
	return kindOf(first.value) === kindOf(second.value) ? void 0 : "misplaced";
}
function kindOf(node) {
	return require_dist.isMap(node) ? "mapping" : require_dist.isSeq(node) ? "list" : "scalar";
}
function spanOf(node) {
	const [start, end] = node?.range ?? [0, 0];
	return [start, end];
}

// src/core/yaml/full/parse.ts
/** Reads a file with the yaml package. Returns a value with locations, or diagnostics. */
function readYaml(file, text) {
	const lineMap = new require_pulls.LineMap(file, text);
	const conflict = findWholeConflict(text);
	if (conflict) return {
		source: require_pulls.unreadable(file, text),
		diagnostics: [syntaxDiagnostic(conflict, lineMap)]
	};
	const composed = compose(text);
	const problem = problemOf(composed, text, lineMap);
	if (problem) return {
		source: require_pulls.unreadable(file, text),
		diagnostics: [problem]
	};
	const root = composed.document?.contents;
	if (!root) return {
		source: require_pulls.emptySource(file, text),
		diagnostics: require_pulls.findInvisible(text, lineMap)
	};
	const { value, locate, diagnostics } = readNodes(root, lineMap);
	return {
		source: {
			file,
			text,
			value,
			locate
		},
		diagnostics: [...require_pulls.findInvisible(text, lineMap), ...diagnostics]
	};
}
function problemOf({ document, error, excess, version }, text, lineMap) {
	const contentStart = document?.contents?.range?.[0] ?? error?.pos[0];
	if (version !== void 0 && (version !== "1.2" || hasRepeatedVersion(text.slice(0, contentStart)))) return lineMap.diagnostic("yaml-directive", { directive: `%YAML ${version}` }, 0, 1);
	if (error) return syntaxDiagnostic(explainSyntax(text, error), lineMap);
	if (!excess) return void 0;
	const { of, offset } = excess;
	switch (of) {
		case "depth": return lineMap.diagnostic("yaml-depth", { limit: 64 }, offset, offset + 1);
		case "tokens": {
			const mistake = findMistake(text);
			if (mistake) return syntaxDiagnostic(mistake, lineMap);
			return lineMap.diagnostic("yaml-tokens", { limit: maxTokens }, offset, offset + 1);
		}
		case "documents": return lineMap.diagnostic("yaml-documents", {}, offset, offset + 3);
	}
}
function syntaxDiagnostic({ problem, start, end }, lineMap) {
	return lineMap.diagnostic("yaml-syntax", problem, start, end);
}
/**
* Whether the text before a document has two %YAML directives. YAML 1.2.2, section 6.8.1, forbids that, but the yaml
* package accepts it.
*/
function hasRepeatedVersion(head) {
	return [...head.matchAll(/^%YAML/gm)].length > 1;
}

exports.readYaml = readYaml;