const require_rolldown_runtime = require("./rolldown-runtime.js");

// node_modules/fastest-levenshtein/mod.js
var require_fastest_levenshtein = /* @__PURE__ */ require_rolldown_runtime.__commonJSMin(((exports) => {
	exports.__esModule = true;
	exports.distance = exports.closest = void 0;
	var peq = /* @__PURE__ */ new Uint32Array(65536);
	var myers_32 = function(a, b) {
		var n = a.length;
		var m = b.length;
		var lst = 1 << n - 1;
		var pv = -1;
		var mv = 0;
		var sc = n;
		var i = n;
		while (i--) peq[a.charCodeAt(i)] |= 1 << i;
		for (i = 0; i < m; i++) {
			var eq = peq[b.charCodeAt(i)];
			var xv = eq | mv;
			eq |= (eq & pv) + pv ^ pv;
			mv |= ~(eq | pv);
			pv &= eq;
			if (mv & lst) sc++;
			if (pv & lst) sc--;
			mv = mv << 1 | 1;
			pv = pv << 1 | ~(xv | mv);
			mv &= xv;
		}
		i = n;
		while (i--) peq[a.charCodeAt(i)] = 0;
		return sc;
	};
	var myers_x = function(b, a) {
		var n = a.length;
		var m = b.length;
		var mhc = [];
		var phc = [];
		var hsize = Math.ceil(n / 32);
		var vsize = Math.ceil(m / 32);
		for (var i = 0; i < hsize; i++) {
			phc[i] = -1;
			mhc[i] = 0;
		}
		var j = 0;
		for (; j < vsize - 1; j++) {
			var mv_1 = 0;
			var pv_1 = -1;
			var start_1 = j * 32;
			var vlen_1 = Math.min(32, m) + start_1;
			for (var k = start_1; k < vlen_1; k++) peq[b.charCodeAt(k)] |= 1 << k;
			for (var i = 0; i < n; i++) {
				var eq = peq[a.charCodeAt(i)];
				var pb = phc[i / 32 | 0] >>> i & 1;
				var mb = mhc[i / 32 | 0] >>> i & 1;
				var xv = eq | mv_1;
				var xh = ((eq | mb) & pv_1) + pv_1 ^ pv_1 | eq | mb;
				var ph = mv_1 | ~(xh | pv_1);
				var mh = pv_1 & xh;
				if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
				if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
				ph = ph << 1 | pb;
				mh = mh << 1 | mb;
				pv_1 = mh | ~(xv | ph);
				mv_1 = ph & xv;
			}
			for (var k = start_1; k < vlen_1; k++) peq[b.charCodeAt(k)] = 0;
		}
		var mv = 0;
		var pv = -1;
		var start = j * 32;
		var vlen = Math.min(32, m - start) + start;
		for (var k = start; k < vlen; k++) peq[b.charCodeAt(k)] |= 1 << k;
		var score = m;
		for (var i = 0; i < n; i++) {
			var eq = peq[a.charCodeAt(i)];
			var pb = phc[i / 32 | 0] >>> i & 1;
			var mb = mhc[i / 32 | 0] >>> i & 1;
			var xv = eq | mv;
			var xh = ((eq | mb) & pv) + pv ^ pv | eq | mb;
			var ph = mv | ~(xh | pv);
			var mh = pv & xh;
			score += ph >>> m - 1 & 1;
			score -= mh >>> m - 1 & 1;
			if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
			if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
			ph = ph << 1 | pb;
			mh = mh << 1 | mb;
			pv = mh | ~(xv | ph);
			mv = ph & xv;
		}
		for (var k = start; k < vlen; k++) peq[b.charCodeAt(k)] = 0;
		return score;
	};
	var distance = function(a, b) {
		if (a.length < b.length) {
			var tmp = b;
			b = a;
			a = tmp;
		}
		if (b.length === 0) return a.length;
		if (a.length <= 32) return myers_32(a, b);
		return myers_x(a, b);
	};
	exports.distance = distance;
	var closest = function(str, arr) {
		var min_distance = Infinity;
		var min_index = 0;
		for (var i = 0; i < arr.length; i++) {
			var dist = distance(str, arr[i]);
			if (dist < min_distance) {
				min_distance = dist;
				min_index = i;
			}
		}
		return arr[min_index];
	};
	exports.closest = closest;
}));

// src/core/text/suggest.ts
var import_fastest_levenshtein = require_fastest_levenshtein();
/** Limits the comparisons: an untrusted file may declare and misspell 100,000 names. */
const max = {
	candidates: 1e3,
	characters: 200
};
/**
* Returns the candidate that `text` most likely means: at most two in five letters differ. Compares only the first
* 1,000 candidates, and none longer than 200 characters.
*/
function suggest(text, candidates) {
	if (text.length > max.characters) return void 0;
	const lower = text.toLowerCase();
	let compared = 0;
	let best;
	let bestDistance = Math.max(1, Math.floor(text.length * .4)) + 1;
	for (const candidate of candidates) {
		compared += 1;
		if (compared > max.candidates) break;
		if (candidate.length > max.characters) continue;
		const between = (0, import_fastest_levenshtein.distance)(lower, candidate.toLowerCase());
		if (between >= bestDistance) continue;
		best = candidate;
		bestDistance = between;
	}
	return best;
}
const commonMailDomains = [
	"aol.com",
	"comcast.net",
	"fastmail.com",
	"gmail.com",
	"gmx.de",
	"gmx.net",
	"googlemail.com",
	"hotmail.com",
	"icloud.com",
	"live.com",
	"mail.com",
	"mail.ru",
	"me.com",
	"msn.com",
	"orange.fr",
	"outlook.com",
	"proton.me",
	"protonmail.com",
	"web.de",
	"yahoo.com",
	"yandex.ru",
	"ymail.com"
];
const knownMailDomains = /* @__PURE__ */ new Set([
	...commonMailDomains,
	"email.com",
	"gmx.at",
	"gmx.ch",
	"gmx.com",
	"hotmail.fr",
	"live.fr"
]);
/**
* Returns the common mail domain that is one typo away from this domain, if any: an extra, missing, or wrong letter,
* or two that are swapped. Skips short domains, because too many valid domains are one letter away from `me.com`.
*/
function suggestMailDomain(domain) {
	if (domain.length < 8 || knownMailDomains.has(domain)) return void 0;
	return commonMailDomains.find((common) => common.length >= 8 && isOneTypo(domain, common));
}
function isOneTypo(domain, common) {
	const between = (0, import_fastest_levenshtein.distance)(domain, common);
	return between === 1 || between === 2 && sortedLetters(domain) === sortedLetters(common);
}
function sortedLetters(text) {
	return [...text].sort().join("");
}

Object.defineProperty(exports, "suggest", {
  enumerable: true,
  get: function () {
    return suggest;
  }
});
Object.defineProperty(exports, "suggestMailDomain", {
  enumerable: true,
  get: function () {
    return suggestMailDomain;
  }
});