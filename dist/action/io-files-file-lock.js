const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_system_error = require("./io-system-error.js");
let node_path = require("node:path");
let node_process = require("node:process");
node_process = require_rolldown_runtime.__toESM(node_process, 1);
let node_fs = require("node:fs");
let node_crypto = require("node:crypto");
let node_fs_promises = require("node:fs/promises");
let node_os = require("node:os");
let node_timers = require("node:timers");
let node_timers_promises = require("node:timers/promises");

// src/io/files/file-lock.ts
/** How often a holder refreshes its lock, and how often a waiting process checks it, in milliseconds. */
const refreshMs = 2e3;
const pollMs = 250;
/** How long a process waits for a lock that isn't refreshed before it takes the lock over, in milliseconds. */
const staleMs = 8e3;
const maxCommandLength = 200;
/**
* Takes the lock of the file at `path`, which may not exist yet. `name`: the file in messages. The lock of a process
* that has ended is taken over immediately if the process ran on this machine. Any other lock is taken over if it
* isn't refreshed during the wait. Only changes count; no two clocks are compared.
*/
async function acquireLock(name, path, { onWait, onLost }) {
	await (0, node_fs_promises.access)((0, node_path.dirname)(path), node_fs.constants.W_OK);
	const lock = await lockOf(name, path);
	const owner = describeProcess();
	let seen;
	let unchanged = 0;
	let waited = false;
	for (let polls = 0;; polls += 1) {
		if (createLock(lock.path, owner)) return {
			ok: true,
			value: holdLock(lock.path, owner, waited, onLost)
		};
		const found = readLock(lock.path);
		unchanged = found && found.version === seen ? unchanged + 1 : 0;
		seen = found?.version;
		if (found && (hasEnded(found.owner) || unchanged * pollMs >= staleMs) && await removeLock(lock.path, found)) continue;
		if (found && polls * pollMs >= 12 * 1e3) return {
			ok: false,
			problem: {
				path: lock.name,
				holder: found.owner
			}
		};
		if (!waited) onWait(lock.name);
		waited = true;
		await (0, node_timers_promises.setTimeout)(pollMs);
	}
}
/** Returns the lock of the file that a path resolves to, so that two paths to one file share a lock. */
async function lockOf(name, path) {
	const own = (0, node_path.join)(await (0, node_fs_promises.realpath)((0, node_path.dirname)(path)), (0, node_path.basename)(path));
	const target = await (0, node_fs_promises.realpath)(path).catch((error) => {
		if (require_system_error.codeOf(error) !== "ENOENT") throw error;
		return own;
	});
	return {
		name: `${target === own ? name : target}.lock`,
		path: `${target}.lock`
	};
}
function describeProcess() {
	const [, program = "", ...args] = node_process.default.argv;
	return {
		pid: node_process.default.pid,
		host: (0, node_os.hostname)(),
		command: [(0, node_path.basename)(program, ".js"), ...args].join(" ").slice(0, maxCommandLength),
		since: (/* @__PURE__ */ new Date()).toISOString(),
		id: (0, node_crypto.randomBytes)(6).toString("hex"),
		pidSpace: pidSpace()
	};
}
function pidSpace() {
	try {
		return (0, node_fs.readlinkSync)("/proc/self/ns/pid");
	} catch {
		return "";
	}
}
/** Whether the process that wrote a lock ran on this machine and has ended. */
function hasEnded(owner) {
	if (owner?.host !== (0, node_os.hostname)() || owner.pidSpace !== pidSpace()) return false;
	try {
		node_process.default.kill(owner.pid, 0);
		return false;
	} catch (error) {
		return require_system_error.codeOf(error) === "ESRCH";
	}
}
/** Writes a lock. Returns false if something is already at its path. */
function createLock(path, owner) {
	try {
		(0, node_fs.writeFileSync)(path, format(owner), { flag: "wx" });
		return true;
	} catch (error) {
		if (require_system_error.codeOf(error) === "EEXIST" || require_system_error.codeOf(error) === "EPERM" && readLock(path)) return false;
		throw error;
	}
}
function format(owner) {
	return `${JSON.stringify(owner)}\n`;
}
function readLock(path) {
	try {
		const stats = (0, node_fs.statSync)(path, { bigint: true });
		const kind = stats.isDirectory() ? "folder" : stats.isFile() ? "file" : "other";
		const text = kind === "file" ? (0, node_fs.readFileSync)(path, "utf8") : "";
		return {
			version: `${stats.ino}:${stats.mtimeNs}:${text}`,
			kind,
			text,
			owner: parseOwner(text)
		};
	} catch (error) {
		if (require_system_error.codeOf(error) === "ENOENT") return void 0;
		throw error;
	}
}
function parseOwner(text) {
	try {
		const owner = JSON.parse(text);
		const texts = [
			owner?.host,
			owner?.command,
			owner?.since,
			owner?.id,
			owner?.pidSpace
		];
		return Number.isInteger(owner?.pid) && texts.every((one) => typeof one === "string") ? owner : void 0;
	} catch {
		return;
	}
}
/** Removes a stale lock. Returns false if what is at the path isn't a lock. */
async function removeLock(path, { kind, text, version, owner }) {
	if (kind === "folder") return (0, node_fs_promises.rmdir)(path).then(() => true, () => false);
	const isBlank = text.replaceAll("\0", "").trim() === "";
	if (kind === "other" || !owner && !isBlank) return false;
	const aside = `${path}.${(0, node_crypto.randomBytes)(6).toString("hex")}`;
	try {
		await (0, node_fs_promises.rename)(path, aside);
		if (readLock(aside)?.version !== version) await (0, node_fs_promises.link)(aside, path).catch(() => {});
	} catch (error) {
		if (require_system_error.codeOf(error) !== "ENOENT") throw error;
	} finally {
		await (0, node_fs_promises.rm)(aside, { force: true });
	}
	return true;
}
/** Refreshes a lock until it is released or found to be lost. */
function holdLock(path, owner, waited, onLost) {
	const isOurs = () => (0, node_fs.readFileSync)(path, "utf8") === format(owner);
	let refreshedAt = performance.now();
	const refresh = () => {
		try {
			if (!isOurs()) return lose();
			const now = /* @__PURE__ */ new Date();
			(0, node_fs.utimesSync)(path, now, now);
			refreshedAt = performance.now();
		} catch (error) {
			if (require_system_error.codeOf(error) === "ENOENT" || performance.now() - refreshedAt > staleMs) lose();
		}
	};
	const timer = (0, node_timers.setInterval)(refresh, refreshMs).unref();
	const remove = () => {
		try {
			if (isOurs()) (0, node_fs.unlinkSync)(path);
		} catch {}
	};
	const stop = () => {
		(0, node_timers.clearInterval)(timer);
		node_process.default.off("exit", remove);
	};
	const lose = () => {
		stop();
		onLost();
	};
	node_process.default.on("exit", remove);
	return {
		waited,
		release: async () => {
			stop();
			remove();
		}
	};
}

exports.acquireLock = acquireLock;