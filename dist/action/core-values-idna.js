const require_rolldown_runtime = require("./rolldown-runtime.js");

// node_modules/punycode/punycode.js
var require_punycode = /* @__PURE__ */ require_rolldown_runtime.__commonJSMin(((exports, module) => {
	/** Highest positive signed 32-bit float value */
	const maxInt = 2147483647;
	/** Bootstring parameters */
	const base = 36;
	const tMin = 1;
	const tMax = 26;
	const skew = 38;
	const damp = 700;
	const initialBias = 72;
	const initialN = 128;
	const delimiter = "-";
	/** Regular expressions */
	const regexPunycode = /^xn--/;
	const regexNonASCII = /[^\0-\x7F]/;
	const regexSeparators = /[\x2E\u3002\uFF0E\uFF61]/g;
	/** Error messages */
	const errors = {
		"overflow": "Overflow: input needs wider integers to process",
		"not-basic": "Illegal input >= 0x80 (not a basic code point)",
		"invalid-input": "Invalid input"
	};
	/** Convenience shortcuts */
	const baseMinusTMin = 35;
	const floor = Math.floor;
	const stringFromCharCode = String.fromCharCode;
	/**
	* A generic error utility function.
	* @private
	* @param {String} type The error type.
	* @returns {Error} Throws a `RangeError` with the applicable error message.
	*/
	function error(type) {
		throw new RangeError(errors[type]);
	}
	/**
	* A generic `Array#map` utility function.
	* @private
	* @param {Array} array The array to iterate over.
	* @param {Function} callback The function that gets called for every array
	* item.
	* @returns {Array} A new array of values returned by the callback function.
	*/
	function map(array, callback) {
		const result = [];
		let length = array.length;
		while (length--) result[length] = callback(array[length]);
		return result;
	}
	/**
	* A simple `Array#map`-like wrapper to work with domain name strings or email
	* addresses.
	* @private
	* @param {String} domain The domain name or email address.
	* @param {Function} callback The function that gets called for every
	* character.
	* @returns {String} A new string of characters returned by the callback
	* function.
	*/
	function mapDomain(domain, callback) {
		const parts = domain.split("@");
		let result = "";
		if (parts.length > 1) {
			result = parts[0] + "@";
			domain = parts[1];
		}
		domain = domain.replace(regexSeparators, ".");
		const encoded = map(domain.split("."), callback).join(".");
		return result + encoded;
	}
	/**
	* Creates an array containing the numeric code points of each Unicode
	* character in the string. While JavaScript uses UCS-2 internally,
	* this function will convert a pair of surrogate halves (each of which
	* UCS-2 exposes as separate characters) into a single code point,
	* matching UTF-16.
	* @see `punycode.ucs2.encode`
	* @see <https://mathiasbynens.be/notes/javascript-encoding>
	* @memberOf punycode.ucs2
	* @name decode
	* @param {String} string The Unicode input string (UCS-2).
	* @returns {Array} The new array of code points.
	*/
	function ucs2decode(string) {
		const output = [];
		let counter = 0;
		const length = string.length;
		while (counter < length) {
			const value = string.charCodeAt(counter++);
			if (value >= 55296 && value <= 56319 && counter < length) {
				const extra = string.charCodeAt(counter++);
				if ((extra & 64512) == 56320) output.push(((value & 1023) << 10) + (extra & 1023) + 65536);
				else {
					output.push(value);
					counter--;
				}
			} else output.push(value);
		}
		return output;
	}
	/**
	* Creates a string based on an array of numeric code points.
	* @see `punycode.ucs2.decode`
	* @memberOf punycode.ucs2
	* @name encode
	* @param {Array} codePoints The array of numeric code points.
	* @returns {String} The new Unicode string (UCS-2).
	*/
	const ucs2encode = (codePoints) => String.fromCodePoint(...codePoints);
	/**
	* Converts a basic code point into a digit/integer.
	* @see `digitToBasic()`
	* @private
	* @param {Number} codePoint The basic numeric code point value.
	* @returns {Number} The numeric value of a basic code point (for use in
	* representing integers) in the range `0` to `base - 1`, or `base` if
	* the code point does not represent a value.
	*/
	const basicToDigit = function(codePoint) {
		if (codePoint >= 48 && codePoint < 58) return 26 + (codePoint - 48);
		if (codePoint >= 65 && codePoint < 91) return codePoint - 65;
		if (codePoint >= 97 && codePoint < 123) return codePoint - 97;
		return base;
	};
	/**
	* Converts a digit/integer into a basic code point.
	* @see `basicToDigit()`
	* @private
	* @param {Number} digit The numeric value of a basic code point.
	* @returns {Number} The basic code point whose value (when used for
	* representing integers) is `digit`, which needs to be in the range
	* `0` to `base - 1`. If `flag` is non-zero, the uppercase form is
	* used; else, the lowercase form is used. The behavior is undefined
	* if `flag` is non-zero and `digit` has no uppercase form.
	*/
	const digitToBasic = function(digit, flag) {
		return digit + 22 + 75 * (digit < 26) - ((flag != 0) << 5);
	};
	/**
	* Bias adaptation function as per section 3.4 of RFC 3492.
	* https://tools.ietf.org/html/rfc3492#section-3.4
	* @private
	*/
	const adapt = function(delta, numPoints, firstTime) {
		let k = 0;
		delta = firstTime ? floor(delta / damp) : delta >> 1;
		delta += floor(delta / numPoints);
		for (; delta > 455; k += base) delta = floor(delta / baseMinusTMin);
		return floor(k + 36 * delta / (delta + skew));
	};
	/**
	* Converts a Punycode string of ASCII-only symbols to a string of Unicode
	* symbols.
	* @memberOf punycode
	* @param {String} input The Punycode string of ASCII-only symbols.
	* @returns {String} The resulting string of Unicode symbols.
	*/
	const decode = function(input) {
		const output = [];
		const inputLength = input.length;
		let i = 0;
		let n = initialN;
		let bias = initialBias;
		let basic = input.lastIndexOf(delimiter);
		if (basic < 0) basic = 0;
		for (let j = 0; j < basic; ++j) {
			if (input.charCodeAt(j) >= 128) error("not-basic");
			output.push(input.charCodeAt(j));
		}
		for (let index = basic > 0 ? basic + 1 : 0; index < inputLength;) {
			const oldi = i;
			for (let w = 1, k = base;; k += base) {
				if (index >= inputLength) error("invalid-input");
				const digit = basicToDigit(input.charCodeAt(index++));
				if (digit >= base) error("invalid-input");
				if (digit > floor((maxInt - i) / w)) error("overflow");
				i += digit * w;
				const t = k <= bias ? tMin : k >= bias + tMax ? tMax : k - bias;
				if (digit < t) break;
				const baseMinusT = base - t;
				if (w > floor(maxInt / baseMinusT)) error("overflow");
				w *= baseMinusT;
			}
			const out = output.length + 1;
			bias = adapt(i - oldi, out, oldi == 0);
			if (floor(i / out) > maxInt - n) error("overflow");
			n += floor(i / out);
			i %= out;
			output.splice(i++, 0, n);
		}
		return String.fromCodePoint(...output);
	};
	/**
	* Converts a string of Unicode symbols (e.g. a domain name label) to a
	* Punycode string of ASCII-only symbols.
	* @memberOf punycode
	* @param {String} input The string of Unicode symbols.
	* @returns {String} The resulting Punycode string of ASCII-only symbols.
	*/
	const encode = function(input) {
		const output = [];
		input = ucs2decode(input);
		const inputLength = input.length;
		let n = initialN;
		let delta = 0;
		let bias = initialBias;
		for (const currentValue of input) if (currentValue < 128) output.push(stringFromCharCode(currentValue));
		const basicLength = output.length;
		let handledCPCount = basicLength;
		if (basicLength) output.push(delimiter);
		while (handledCPCount < inputLength) {
			let m = maxInt;
			for (const currentValue of input) if (currentValue >= n && currentValue < m) m = currentValue;
			const handledCPCountPlusOne = handledCPCount + 1;
			if (m - n > floor((maxInt - delta) / handledCPCountPlusOne)) error("overflow");
			delta += (m - n) * handledCPCountPlusOne;
			n = m;
			for (const currentValue of input) {
				if (currentValue < n && ++delta > maxInt) error("overflow");
				if (currentValue === n) {
					let q = delta;
					for (let k = base;; k += base) {
						const t = k <= bias ? tMin : k >= bias + tMax ? tMax : k - bias;
						if (q < t) break;
						const qMinusT = q - t;
						const baseMinusT = base - t;
						output.push(stringFromCharCode(digitToBasic(t + qMinusT % baseMinusT, 0)));
						q = floor(qMinusT / baseMinusT);
					}
					output.push(stringFromCharCode(digitToBasic(q, 0)));
					bias = adapt(delta, handledCPCountPlusOne, handledCPCount === basicLength);
					delta = 0;
					++handledCPCount;
				}
			}
			++delta;
			++n;
		}
		return output.join("");
	};
	/**
	* Converts a Punycode string representing a domain name or an email address
	* to Unicode. Only the Punycoded parts of the input will be converted, i.e.
	* it doesn't matter if you call it on a string that has already been
	* converted to Unicode.
	* @memberOf punycode
	* @param {String} input The Punycoded domain name or email address to
	* convert to Unicode.
	* @returns {String} The Unicode representation of the given Punycode
	* string.
	*/
	const toUnicode = function(input) {
		return mapDomain(input, function(string) {
			return regexPunycode.test(string) ? decode(string.slice(4).toLowerCase()) : string;
		});
	};
	/**
	* Converts a Unicode string representing a domain name or an email address to
	* Punycode. Only the non-ASCII parts of the domain name will be converted,
	* i.e. it doesn't matter if you call it with a domain that's already in
	* ASCII.
	* @memberOf punycode
	* @param {String} input The domain name or email address to convert, as a
	* Unicode string.
	* @returns {String} The Punycode representation of the given domain name or
	* email address.
	*/
	const toASCII = function(input) {
		return mapDomain(input, function(string) {
			return regexNonASCII.test(string) ? "xn--" + encode(string) : string;
		});
	};
	/** Define the public API */
	const punycode = {
		/**
		* A string representing the current Punycode.js version number.
		* @memberOf punycode
		* @type String
		*/
		"version": "2.3.1",
		/**
		* An object of methods to convert from JavaScript's internal character
		* representation (UCS-2) to Unicode code points, and back.
		* @see <https://mathiasbynens.be/notes/javascript-encoding>
		* @memberOf punycode
		* @type Object
		*/
		"ucs2": {
			"decode": ucs2decode,
			"encode": ucs2encode
		},
		"decode": decode,
		"encode": encode,
		"toASCII": toASCII,
		"toUnicode": toUnicode
	};
	module.exports = punycode;
}));

// node_modules/tr46/lib/regexes.js
var require_regexes = /* @__PURE__ */ require_rolldown_runtime.__commonJSMin(((exports, module) => {
	const combiningMarks = /[\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u0711\u0730-\u074A\u07A6-\u07B0\u07EB-\u07F3\u07FD\u0816-\u0819\u081B-\u0823\u0825-\u0827\u0829-\u082D\u0859-\u085B\u0897-\u089F\u08CA-\u08E1\u08E3-\u0903\u093A-\u093C\u093E-\u094F\u0951-\u0957\u0962\u0963\u0981-\u0983\u09BC\u09BE-\u09C4\u09C7\u09C8\u09CB-\u09CD\u09D7\u09E2\u09E3\u09FE\u0A01-\u0A03\u0A3C\u0A3E-\u0A42\u0A47\u0A48\u0A4B-\u0A4D\u0A51\u0A70\u0A71\u0A75\u0A81-\u0A83\u0ABC\u0ABE-\u0AC5\u0AC7-\u0AC9\u0ACB-\u0ACD\u0AE2\u0AE3\u0AFA-\u0AFF\u0B01-\u0B03\u0B3C\u0B3E-\u0B44\u0B47\u0B48\u0B4B-\u0B4D\u0B55-\u0B57\u0B62\u0B63\u0B82\u0BBE-\u0BC2\u0BC6-\u0BC8\u0BCA-\u0BCD\u0BD7\u0C00-\u0C04\u0C3C\u0C3E-\u0C44\u0C46-\u0C48\u0C4A-\u0C4D\u0C55\u0C56\u0C62\u0C63\u0C81-\u0C83\u0CBC\u0CBE-\u0CC4\u0CC6-\u0CC8\u0CCA-\u0CCD\u0CD5\u0CD6\u0CE2\u0CE3\u0CF3\u0D00-\u0D03\u0D3B\u0D3C\u0D3E-\u0D44\u0D46-\u0D48\u0D4A-\u0D4D\u0D57\u0D62\u0D63\u0D81-\u0D83\u0DCA\u0DCF-\u0DD4\u0DD6\u0DD8-\u0DDF\u0DF2\u0DF3\u0E31\u0E34-\u0E3A\u0E47-\u0E4E\u0EB1\u0EB4-\u0EBC\u0EC8-\u0ECE\u0F18\u0F19\u0F35\u0F37\u0F39\u0F3E\u0F3F\u0F71-\u0F84\u0F86\u0F87\u0F8D-\u0F97\u0F99-\u0FBC\u0FC6\u102B-\u103E\u1056-\u1059\u105E-\u1060\u1062-\u1064\u1067-\u106D\u1071-\u1074\u1082-\u108D\u108F\u109A-\u109D\u135D-\u135F\u1712-\u1715\u1732-\u1734\u1752\u1753\u1772\u1773\u17B4-\u17D3\u17DD\u180B-\u180D\u180F\u1885\u1886\u18A9\u1920-\u192B\u1930-\u193B\u1A17-\u1A1B\u1A55-\u1A5E\u1A60-\u1A7C\u1A7F\u1AB0-\u1ADD\u1AE0-\u1AEB\u1B00-\u1B04\u1B34-\u1B44\u1B6B-\u1B73\u1B80-\u1B82\u1BA1-\u1BAD\u1BE6-\u1BF3\u1C24-\u1C37\u1CD0-\u1CD2\u1CD4-\u1CE8\u1CED\u1CF4\u1CF7-\u1CF9\u1DC0-\u1DFF\u20D0-\u20F0\u2CEF-\u2CF1\u2D7F\u2DE0-\u2DFF\u302A-\u302F\u3099\u309A\uA66F-\uA672\uA674-\uA67D\uA69E\uA69F\uA6F0\uA6F1\uA802\uA806\uA80B\uA823-\uA827\uA82C\uA880\uA881\uA8B4-\uA8C5\uA8E0-\uA8F1\uA8FF\uA926-\uA92D\uA947-\uA953\uA980-\uA983\uA9B3-\uA9C0\uA9E5\uAA29-\uAA36\uAA43\uAA4C\uAA4D\uAA7B-\uAA7D\uAAB0\uAAB2-\uAAB4\uAAB7\uAAB8\uAABE\uAABF\uAAC1\uAAEB-\uAAEF\uAAF5\uAAF6\uABE3-\uABEA\uABEC\uABED\uFB1E\uFE00-\uFE0F\uFE20-\uFE2F\u{101FD}\u{102E0}\u{10376}-\u{1037A}\u{10A01}-\u{10A03}\u{10A05}\u{10A06}\u{10A0C}-\u{10A0F}\u{10A38}-\u{10A3A}\u{10A3F}\u{10AE5}\u{10AE6}\u{10D24}-\u{10D27}\u{10D69}-\u{10D6D}\u{10EAB}\u{10EAC}\u{10EFA}-\u{10EFF}\u{10F46}-\u{10F50}\u{10F82}-\u{10F85}\u{11000}-\u{11002}\u{11038}-\u{11046}\u{11070}\u{11073}\u{11074}\u{1107F}-\u{11082}\u{110B0}-\u{110BA}\u{110C2}\u{11100}-\u{11102}\u{11127}-\u{11134}\u{11145}\u{11146}\u{11173}\u{11180}-\u{11182}\u{111B3}-\u{111C0}\u{111C9}-\u{111CC}\u{111CE}\u{111CF}\u{1122C}-\u{11237}\u{1123E}\u{11241}\u{112DF}-\u{112EA}\u{11300}-\u{11303}\u{1133B}\u{1133C}\u{1133E}-\u{11344}\u{11347}\u{11348}\u{1134B}-\u{1134D}\u{11357}\u{11362}\u{11363}\u{11366}-\u{1136C}\u{11370}-\u{11374}\u{113B8}-\u{113C0}\u{113C2}\u{113C5}\u{113C7}-\u{113CA}\u{113CC}-\u{113D0}\u{113D2}\u{113E1}\u{113E2}\u{11435}-\u{11446}\u{1145E}\u{114B0}-\u{114C3}\u{115AF}-\u{115B5}\u{115B8}-\u{115C0}\u{115DC}\u{115DD}\u{11630}-\u{11640}\u{116AB}-\u{116B7}\u{1171D}-\u{1172B}\u{1182C}-\u{1183A}\u{11930}-\u{11935}\u{11937}\u{11938}\u{1193B}-\u{1193E}\u{11940}\u{11942}\u{11943}\u{119D1}-\u{119D7}\u{119DA}-\u{119E0}\u{119E4}\u{11A01}-\u{11A0A}\u{11A33}-\u{11A39}\u{11A3B}-\u{11A3E}\u{11A47}\u{11A51}-\u{11A5B}\u{11A8A}-\u{11A99}\u{11B60}-\u{11B67}\u{11C2F}-\u{11C36}\u{11C38}-\u{11C3F}\u{11C92}-\u{11CA7}\u{11CA9}-\u{11CB6}\u{11D31}-\u{11D36}\u{11D3A}\u{11D3C}\u{11D3D}\u{11D3F}-\u{11D45}\u{11D47}\u{11D8A}-\u{11D8E}\u{11D90}\u{11D91}\u{11D93}-\u{11D97}\u{11EF3}-\u{11EF6}\u{11F00}\u{11F01}\u{11F03}\u{11F34}-\u{11F3A}\u{11F3E}-\u{11F42}\u{11F5A}\u{13440}\u{13447}-\u{13455}\u{1611E}-\u{1612F}\u{16AF0}-\u{16AF4}\u{16B30}-\u{16B36}\u{16F4F}\u{16F51}-\u{16F87}\u{16F8F}-\u{16F92}\u{16FE4}\u{16FF0}\u{16FF1}\u{1BC9D}\u{1BC9E}\u{1CF00}-\u{1CF2D}\u{1CF30}-\u{1CF46}\u{1D165}-\u{1D169}\u{1D16D}-\u{1D172}\u{1D17B}-\u{1D182}\u{1D185}-\u{1D18B}\u{1D1AA}-\u{1D1AD}\u{1D242}-\u{1D244}\u{1DA00}-\u{1DA36}\u{1DA3B}-\u{1DA6C}\u{1DA75}\u{1DA84}\u{1DA9B}-\u{1DA9F}\u{1DAA1}-\u{1DAAF}\u{1E000}-\u{1E006}\u{1E008}-\u{1E018}\u{1E01B}-\u{1E021}\u{1E023}\u{1E024}\u{1E026}-\u{1E02A}\u{1E08F}\u{1E130}-\u{1E136}\u{1E2AE}\u{1E2EC}-\u{1E2EF}\u{1E4EC}-\u{1E4EF}\u{1E5EE}\u{1E5EF}\u{1E6E3}\u{1E6E6}\u{1E6EE}\u{1E6EF}\u{1E6F5}\u{1E8D0}-\u{1E8D6}\u{1E944}-\u{1E94A}\u{E0100}-\u{E01EF}]/u;
	const combiningClassVirama = /[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D3B\u0D3C\u0D4D\u0DCA\u0E3A\u0EBA\u0F84\u1039\u103A\u1714\u1715\u1734\u17D2\u1A60\u1B44\u1BAA\u1BAB\u1BF2\u1BF3\u2D7F\uA806\uA82C\uA8C4\uA953\uA9C0\uAAF6\uABED\u{10A3F}\u{11046}\u{11070}\u{1107F}\u{110B9}\u{11133}\u{11134}\u{111C0}\u{11235}\u{112EA}\u{1134D}\u{113CE}-\u{113D0}\u{11442}\u{114C2}\u{115BF}\u{1163F}\u{116B6}\u{1172B}\u{11839}\u{1193D}\u{1193E}\u{119E0}\u{11A34}\u{11A47}\u{11A99}\u{11C3F}\u{11D44}\u{11D45}\u{11D97}\u{11F41}\u{11F42}\u{1612F}]/u;
	const validZWNJ = /[\u0620\u0626\u0628\u062A-\u062E\u0633-\u063F\u0641-\u0647\u0649\u064A\u066E\u066F\u0678-\u0687\u069A-\u06BF\u06C1\u06C2\u06CC\u06CE\u06D0\u06D1\u06FA-\u06FC\u06FF\u0712-\u0714\u071A-\u071D\u071F-\u0727\u0729\u072B\u072D\u072E\u074E-\u0758\u075C-\u076A\u076D-\u0770\u0772\u0775-\u0777\u077A-\u077F\u07CA-\u07EA\u0841-\u0845\u0848\u084A-\u0853\u0855\u0860\u0862-\u0865\u0868\u0886\u0889-\u088D\u088F\u08A0-\u08A9\u08AF\u08B0\u08B3-\u08B8\u08BA-\u08C8\u1807\u1820-\u1878\u1887-\u18A8\u18AA\uA840-\uA872\u{10AC0}-\u{10AC4}\u{10ACD}\u{10AD3}-\u{10ADC}\u{10ADE}-\u{10AE0}\u{10AEB}-\u{10AEE}\u{10B80}\u{10B82}\u{10B86}-\u{10B88}\u{10B8A}\u{10B8B}\u{10B8D}\u{10B90}\u{10BAD}\u{10BAE}\u{10D00}-\u{10D21}\u{10D23}\u{10EC3}\u{10EC4}\u{10EC6}\u{10EC7}\u{10F30}-\u{10F32}\u{10F34}-\u{10F44}\u{10F51}-\u{10F53}\u{10F70}-\u{10F73}\u{10F76}-\u{10F81}\u{10FB0}\u{10FB2}\u{10FB3}\u{10FB8}\u{10FBB}\u{10FBC}\u{10FBE}\u{10FBF}\u{10FC1}\u{10FC4}\u{10FCA}\u{10FCB}\u{1E900}-\u{1E943}][\xAD\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u061C\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u070F\u0711\u0730-\u074A\u07A6-\u07B0\u07EB-\u07F3\u07FD\u0816-\u0819\u081B-\u0823\u0825-\u0827\u0829-\u082D\u0859-\u085B\u0897-\u089F\u08CA-\u08E1\u08E3-\u0902\u093A\u093C\u0941-\u0948\u094D\u0951-\u0957\u0962\u0963\u0981\u09BC\u09C1-\u09C4\u09CD\u09E2\u09E3\u09FE\u0A01\u0A02\u0A3C\u0A41\u0A42\u0A47\u0A48\u0A4B-\u0A4D\u0A51\u0A70\u0A71\u0A75\u0A81\u0A82\u0ABC\u0AC1-\u0AC5\u0AC7\u0AC8\u0ACD\u0AE2\u0AE3\u0AFA-\u0AFF\u0B01\u0B3C\u0B3F\u0B41-\u0B44\u0B4D\u0B55\u0B56\u0B62\u0B63\u0B82\u0BC0\u0BCD\u0C00\u0C04\u0C3C\u0C3E-\u0C40\u0C46-\u0C48\u0C4A-\u0C4D\u0C55\u0C56\u0C62\u0C63\u0C81\u0CBC\u0CBF\u0CC6\u0CCC\u0CCD\u0CE2\u0CE3\u0D00\u0D01\u0D3B\u0D3C\u0D41-\u0D44\u0D4D\u0D62\u0D63\u0D81\u0DCA\u0DD2-\u0DD4\u0DD6\u0E31\u0E34-\u0E3A\u0E47-\u0E4E\u0EB1\u0EB4-\u0EBC\u0EC8-\u0ECE\u0F18\u0F19\u0F35\u0F37\u0F39\u0F71-\u0F7E\u0F80-\u0F84\u0F86\u0F87\u0F8D-\u0F97\u0F99-\u0FBC\u0FC6\u102D-\u1030\u1032-\u1037\u1039\u103A\u103D\u103E\u1058\u1059\u105E-\u1060\u1071-\u1074\u1082\u1085\u1086\u108D\u109D\u135D-\u135F\u1712-\u1714\u1732\u1733\u1752\u1753\u1772\u1773\u17B4\u17B5\u17B7-\u17BD\u17C6\u17C9-\u17D3\u17DD\u180B-\u180D\u180F\u1885\u1886\u18A9\u1920-\u1922\u1927\u1928\u1932\u1939-\u193B\u1A17\u1A18\u1A1B\u1A56\u1A58-\u1A5E\u1A60\u1A62\u1A65-\u1A6C\u1A73-\u1A7C\u1A7F\u1AB0-\u1ADD\u1AE0-\u1AEB\u1B00-\u1B03\u1B34\u1B36-\u1B3A\u1B3C\u1B42\u1B6B-\u1B73\u1B80\u1B81\u1BA2-\u1BA5\u1BA8\u1BA9\u1BAB-\u1BAD\u1BE6\u1BE8\u1BE9\u1BED\u1BEF-\u1BF1\u1C2C-\u1C33\u1C36\u1C37\u1CD0-\u1CD2\u1CD4-\u1CE0\u1CE2-\u1CE8\u1CED\u1CF4\u1CF8\u1CF9\u1DC0-\u1DFF\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u206A-\u206F\u20D0-\u20F0\u2CEF-\u2CF1\u2D7F\u2DE0-\u2DFF\u302A-\u302D\u3099\u309A\uA66F-\uA672\uA674-\uA67D\uA69E\uA69F\uA6F0\uA6F1\uA802\uA806\uA80B\uA825\uA826\uA82C\uA8C4\uA8C5\uA8E0-\uA8F1\uA8FF\uA926-\uA92D\uA947-\uA951\uA980-\uA982\uA9B3\uA9B6-\uA9B9\uA9BC\uA9BD\uA9E5\uAA29-\uAA2E\uAA31\uAA32\uAA35\uAA36\uAA43\uAA4C\uAA7C\uAAB0\uAAB2-\uAAB4\uAAB7\uAAB8\uAABE\uAABF\uAAC1\uAAEC\uAAED\uAAF6\uABE5\uABE8\uABED\uFB1E\uFE00-\uFE0F\uFE20-\uFE2F\uFEFF\uFFF9-\uFFFB\u{101FD}\u{102E0}\u{10376}-\u{1037A}\u{10A01}-\u{10A03}\u{10A05}\u{10A06}\u{10A0C}-\u{10A0F}\u{10A38}-\u{10A3A}\u{10A3F}\u{10AE5}\u{10AE6}\u{10D24}-\u{10D27}\u{10D69}-\u{10D6D}\u{10EAB}\u{10EAC}\u{10EFA}-\u{10EFF}\u{10F46}-\u{10F50}\u{10F82}-\u{10F85}\u{11001}\u{11038}-\u{11046}\u{11070}\u{11073}\u{11074}\u{1107F}-\u{11081}\u{110B3}-\u{110B6}\u{110B9}\u{110BA}\u{110C2}\u{11100}-\u{11102}\u{11127}-\u{1112B}\u{1112D}-\u{11134}\u{11173}\u{11180}\u{11181}\u{111B6}-\u{111BE}\u{111C9}-\u{111CC}\u{111CF}\u{1122F}-\u{11231}\u{11234}\u{11236}\u{11237}\u{1123E}\u{11241}\u{112DF}\u{112E3}-\u{112EA}\u{11300}\u{11301}\u{1133B}\u{1133C}\u{11340}\u{11366}-\u{1136C}\u{11370}-\u{11374}\u{113BB}-\u{113C0}\u{113CE}\u{113D0}\u{113D2}\u{113E1}\u{113E2}\u{11438}-\u{1143F}\u{11442}-\u{11444}\u{11446}\u{1145E}\u{114B3}-\u{114B8}\u{114BA}\u{114BF}\u{114C0}\u{114C2}\u{114C3}\u{115B2}-\u{115B5}\u{115BC}\u{115BD}\u{115BF}\u{115C0}\u{115DC}\u{115DD}\u{11633}-\u{1163A}\u{1163D}\u{1163F}\u{11640}\u{116AB}\u{116AD}\u{116B0}-\u{116B5}\u{116B7}\u{1171D}\u{1171F}\u{11722}-\u{11725}\u{11727}-\u{1172B}\u{1182F}-\u{11837}\u{11839}\u{1183A}\u{1193B}\u{1193C}\u{1193E}\u{11943}\u{119D4}-\u{119D7}\u{119DA}\u{119DB}\u{119E0}\u{11A01}-\u{11A0A}\u{11A33}-\u{11A38}\u{11A3B}-\u{11A3E}\u{11A47}\u{11A51}-\u{11A56}\u{11A59}-\u{11A5B}\u{11A8A}-\u{11A96}\u{11A98}\u{11A99}\u{11B60}\u{11B62}-\u{11B64}\u{11B66}\u{11C30}-\u{11C36}\u{11C38}-\u{11C3D}\u{11C3F}\u{11C92}-\u{11CA7}\u{11CAA}-\u{11CB0}\u{11CB2}\u{11CB3}\u{11CB5}\u{11CB6}\u{11D31}-\u{11D36}\u{11D3A}\u{11D3C}\u{11D3D}\u{11D3F}-\u{11D45}\u{11D47}\u{11D90}\u{11D91}\u{11D95}\u{11D97}\u{11EF3}\u{11EF4}\u{11F00}\u{11F01}\u{11F36}-\u{11F3A}\u{11F40}\u{11F42}\u{11F5A}\u{13430}-\u{13440}\u{13447}-\u{13455}\u{1611E}-\u{16129}\u{1612D}-\u{1612F}\u{16AF0}-\u{16AF4}\u{16B30}-\u{16B36}\u{16F4F}\u{16F8F}-\u{16F92}\u{16FE4}\u{1BC9D}\u{1BC9E}\u{1BCA0}-\u{1BCA3}\u{1CF00}-\u{1CF2D}\u{1CF30}-\u{1CF46}\u{1D167}-\u{1D169}\u{1D173}-\u{1D182}\u{1D185}-\u{1D18B}\u{1D1AA}-\u{1D1AD}\u{1D242}-\u{1D244}\u{1DA00}-\u{1DA36}\u{1DA3B}-\u{1DA6C}\u{1DA75}\u{1DA84}\u{1DA9B}-\u{1DA9F}\u{1DAA1}-\u{1DAAF}\u{1E000}-\u{1E006}\u{1E008}-\u{1E018}\u{1E01B}-\u{1E021}\u{1E023}\u{1E024}\u{1E026}-\u{1E02A}\u{1E08F}\u{1E130}-\u{1E136}\u{1E2AE}\u{1E2EC}-\u{1E2EF}\u{1E4EC}-\u{1E4EF}\u{1E5EE}\u{1E5EF}\u{1E6E3}\u{1E6E6}\u{1E6EE}\u{1E6EF}\u{1E6F5}\u{1E8D0}-\u{1E8D6}\u{1E944}-\u{1E94B}\u{E0001}\u{E0020}-\u{E007F}\u{E0100}-\u{E01EF}]*\u200C[\xAD\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u061C\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u070F\u0711\u0730-\u074A\u07A6-\u07B0\u07EB-\u07F3\u07FD\u0816-\u0819\u081B-\u0823\u0825-\u0827\u0829-\u082D\u0859-\u085B\u0897-\u089F\u08CA-\u08E1\u08E3-\u0902\u093A\u093C\u0941-\u0948\u094D\u0951-\u0957\u0962\u0963\u0981\u09BC\u09C1-\u09C4\u09CD\u09E2\u09E3\u09FE\u0A01\u0A02\u0A3C\u0A41\u0A42\u0A47\u0A48\u0A4B-\u0A4D\u0A51\u0A70\u0A71\u0A75\u0A81\u0A82\u0ABC\u0AC1-\u0AC5\u0AC7\u0AC8\u0ACD\u0AE2\u0AE3\u0AFA-\u0AFF\u0B01\u0B3C\u0B3F\u0B41-\u0B44\u0B4D\u0B55\u0B56\u0B62\u0B63\u0B82\u0BC0\u0BCD\u0C00\u0C04\u0C3C\u0C3E-\u0C40\u0C46-\u0C48\u0C4A-\u0C4D\u0C55\u0C56\u0C62\u0C63\u0C81\u0CBC\u0CBF\u0CC6\u0CCC\u0CCD\u0CE2\u0CE3\u0D00\u0D01\u0D3B\u0D3C\u0D41-\u0D44\u0D4D\u0D62\u0D63\u0D81\u0DCA\u0DD2-\u0DD4\u0DD6\u0E31\u0E34-\u0E3A\u0E47-\u0E4E\u0EB1\u0EB4-\u0EBC\u0EC8-\u0ECE\u0F18\u0F19\u0F35\u0F37\u0F39\u0F71-\u0F7E\u0F80-\u0F84\u0F86\u0F87\u0F8D-\u0F97\u0F99-\u0FBC\u0FC6\u102D-\u1030\u1032-\u1037\u1039\u103A\u103D\u103E\u1058\u1059\u105E-\u1060\u1071-\u1074\u1082\u1085\u1086\u108D\u109D\u135D-\u135F\u1712-\u1714\u1732\u1733\u1752\u1753\u1772\u1773\u17B4\u17B5\u17B7-\u17BD\u17C6\u17C9-\u17D3\u17DD\u180B-\u180D\u180F\u1885\u1886\u18A9\u1920-\u1922\u1927\u1928\u1932\u1939-\u193B\u1A17\u1A18\u1A1B\u1A56\u1A58-\u1A5E\u1A60\u1A62\u1A65-\u1A6C\u1A73-\u1A7C\u1A7F\u1AB0-\u1ADD\u1AE0-\u1AEB\u1B00-\u1B03\u1B34\u1B36-\u1B3A\u1B3C\u1B42\u1B6B-\u1B73\u1B80\u1B81\u1BA2-\u1BA5\u1BA8\u1BA9\u1BAB-\u1BAD\u1BE6\u1BE8\u1BE9\u1BED\u1BEF-\u1BF1\u1C2C-\u1C33\u1C36\u1C37\u1CD0-\u1CD2\u1CD4-\u1CE0\u1CE2-\u1CE8\u1CED\u1CF4\u1CF8\u1CF9\u1DC0-\u1DFF\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u206A-\u206F\u20D0-\u20F0\u2CEF-\u2CF1\u2D7F\u2DE0-\u2DFF\u302A-\u302D\u3099\u309A\uA66F-\uA672\uA674-\uA67D\uA69E\uA69F\uA6F0\uA6F1\uA802\uA806\uA80B\uA825\uA826\uA82C\uA8C4\uA8C5\uA8E0-\uA8F1\uA8FF\uA926-\uA92D\uA947-\uA951\uA980-\uA982\uA9B3\uA9B6-\uA9B9\uA9BC\uA9BD\uA9E5\uAA29-\uAA2E\uAA31\uAA32\uAA35\uAA36\uAA43\uAA4C\uAA7C\uAAB0\uAAB2-\uAAB4\uAAB7\uAAB8\uAABE\uAABF\uAAC1\uAAEC\uAAED\uAAF6\uABE5\uABE8\uABED\uFB1E\uFE00-\uFE0F\uFE20-\uFE2F\uFEFF\uFFF9-\uFFFB\u{101FD}\u{102E0}\u{10376}-\u{1037A}\u{10A01}-\u{10A03}\u{10A05}\u{10A06}\u{10A0C}-\u{10A0F}\u{10A38}-\u{10A3A}\u{10A3F}\u{10AE5}\u{10AE6}\u{10D24}-\u{10D27}\u{10D69}-\u{10D6D}\u{10EAB}\u{10EAC}\u{10EFA}-\u{10EFF}\u{10F46}-\u{10F50}\u{10F82}-\u{10F85}\u{11001}\u{11038}-\u{11046}\u{11070}\u{11073}\u{11074}\u{1107F}-\u{11081}\u{110B3}-\u{110B6}\u{110B9}\u{110BA}\u{110C2}\u{11100}-\u{11102}\u{11127}-\u{1112B}\u{1112D}-\u{11134}\u{11173}\u{11180}\u{11181}\u{111B6}-\u{111BE}\u{111C9}-\u{111CC}\u{111CF}\u{1122F}-\u{11231}\u{11234}\u{11236}\u{11237}\u{1123E}\u{11241}\u{112DF}\u{112E3}-\u{112EA}\u{11300}\u{11301}\u{1133B}\u{1133C}\u{11340}\u{11366}-\u{1136C}\u{11370}-\u{11374}\u{113BB}-\u{113C0}\u{113CE}\u{113D0}\u{113D2}\u{113E1}\u{113E2}\u{11438}-\u{1143F}\u{11442}-\u{11444}\u{11446}\u{1145E}\u{114B3}-\u{114B8}\u{114BA}\u{114BF}\u{114C0}\u{114C2}\u{114C3}\u{115B2}-\u{115B5}\u{115BC}\u{115BD}\u{115BF}\u{115C0}\u{115DC}\u{115DD}\u{11633}-\u{1163A}\u{1163D}\u{1163F}\u{11640}\u{116AB}\u{116AD}\u{116B0}-\u{116B5}\u{116B7}\u{1171D}\u{1171F}\u{11722}-\u{11725}\u{11727}-\u{1172B}\u{1182F}-\u{11837}\u{11839}\u{1183A}\u{1193B}\u{1193C}\u{1193E}\u{11943}\u{119D4}-\u{119D7}\u{119DA}\u{119DB}\u{119E0}\u{11A01}-\u{11A0A}\u{11A33}-\u{11A38}\u{11A3B}-\u{11A3E}\u{11A47}\u{11A51}-\u{11A56}\u{11A59}-\u{11A5B}\u{11A8A}-\u{11A96}\u{11A98}\u{11A99}\u{11B60}\u{11B62}-\u{11B64}\u{11B66}\u{11C30}-\u{11C36}\u{11C38}-\u{11C3D}\u{11C3F}\u{11C92}-\u{11CA7}\u{11CAA}-\u{11CB0}\u{11CB2}\u{11CB3}\u{11CB5}\u{11CB6}\u{11D31}-\u{11D36}\u{11D3A}\u{11D3C}\u{11D3D}\u{11D3F}-\u{11D45}\u{11D47}\u{11D90}\u{11D91}\u{11D95}\u{11D97}\u{11EF3}\u{11EF4}\u{11F00}\u{11F01}\u{11F36}-\u{11F3A}\u{11F40}\u{11F42}\u{11F5A}\u{13430}-\u{13440}\u{13447}-\u{13455}\u{1611E}-\u{16129}\u{1612D}-\u{1612F}\u{16AF0}-\u{16AF4}\u{16B30}-\u{16B36}\u{16F4F}\u{16F8F}-\u{16F92}\u{16FE4}\u{1BC9D}\u{1BC9E}\u{1BCA0}-\u{1BCA3}\u{1CF00}-\u{1CF2D}\u{1CF30}-\u{1CF46}\u{1D167}-\u{1D169}\u{1D173}-\u{1D182}\u{1D185}-\u{1D18B}\u{1D1AA}-\u{1D1AD}\u{1D242}-\u{1D244}\u{1DA00}-\u{1DA36}\u{1DA3B}-\u{1DA6C}\u{1DA75}\u{1DA84}\u{1DA9B}-\u{1DA9F}\u{1DAA1}-\u{1DAAF}\u{1E000}-\u{1E006}\u{1E008}-\u{1E018}\u{1E01B}-\u{1E021}\u{1E023}\u{1E024}\u{1E026}-\u{1E02A}\u{1E08F}\u{1E130}-\u{1E136}\u{1E2AE}\u{1E2EC}-\u{1E2EF}\u{1E4EC}-\u{1E4EF}\u{1E5EE}\u{1E5EF}\u{1E6E3}\u{1E6E6}\u{1E6EE}\u{1E6EF}\u{1E6F5}\u{1E8D0}-\u{1E8D6}\u{1E944}-\u{1E94B}\u{E0001}\u{E0020}-\u{E007F}\u{E0100}-\u{E01EF}]*[\u0620\u0622-\u063F\u0641-\u064A\u066E\u066F\u0671-\u0673\u0675-\u06D3\u06D5\u06EE\u06EF\u06FA-\u06FC\u06FF\u0710\u0712-\u072F\u074D-\u077F\u07CA-\u07EA\u0840-\u0858\u0860\u0862-\u0865\u0867-\u086A\u0870-\u0882\u0886\u0889-\u088F\u08A0-\u08AC\u08AE-\u08C8\u1807\u1820-\u1878\u1887-\u18A8\u18AA\uA840-\uA871\u{10AC0}-\u{10AC5}\u{10AC7}\u{10AC9}\u{10ACA}\u{10ACE}-\u{10AD6}\u{10AD8}-\u{10AE1}\u{10AE4}\u{10AEB}-\u{10AEF}\u{10B80}-\u{10B91}\u{10BA9}-\u{10BAE}\u{10D01}-\u{10D23}\u{10EC2}-\u{10EC4}\u{10EC6}\u{10EC7}\u{10F30}-\u{10F44}\u{10F51}-\u{10F54}\u{10F70}-\u{10F81}\u{10FB0}\u{10FB2}-\u{10FB6}\u{10FB8}-\u{10FBF}\u{10FC1}-\u{10FC4}\u{10FC9}\u{10FCA}\u{1E900}-\u{1E943}]/u;
	const bidiDomain = /[\u05BE\u05C0\u05C3\u05C6\u05D0-\u05EA\u05EF-\u05F4\u0600-\u0605\u0608\u060B\u060D\u061B-\u064A\u0660-\u0669\u066B-\u066F\u0671-\u06D5\u06DD\u06E5\u06E6\u06EE\u06EF\u06FA-\u070D\u070F\u0710\u0712-\u072F\u074D-\u07A5\u07B1\u07C0-\u07EA\u07F4\u07F5\u07FA\u07FE-\u0815\u081A\u0824\u0828\u0830-\u083E\u0840-\u0858\u085E\u0860-\u086A\u0870-\u0891\u08A0-\u08C9\u08E2\u200F\uFB1D\uFB1F-\uFB28\uFB2A-\uFB36\uFB38-\uFB3C\uFB3E\uFB40\uFB41\uFB43\uFB44\uFB46-\uFBC2\uFBD3-\uFD3D\uFD50-\uFD8F\uFD92-\uFDC7\uFDF0-\uFDFC\uFE70-\uFE74\uFE76-\uFEFC\u{10800}-\u{10805}\u{10808}\u{1080A}-\u{10835}\u{10837}\u{10838}\u{1083C}\u{1083F}-\u{10855}\u{10857}-\u{1089E}\u{108A7}-\u{108AF}\u{108E0}-\u{108F2}\u{108F4}\u{108F5}\u{108FB}-\u{1091B}\u{10920}-\u{10939}\u{1093F}-\u{10959}\u{10980}-\u{109B7}\u{109BC}-\u{109CF}\u{109D2}-\u{10A00}\u{10A10}-\u{10A13}\u{10A15}-\u{10A17}\u{10A19}-\u{10A35}\u{10A40}-\u{10A48}\u{10A50}-\u{10A58}\u{10A60}-\u{10A9F}\u{10AC0}-\u{10AE4}\u{10AEB}-\u{10AF6}\u{10B00}-\u{10B35}\u{10B40}-\u{10B55}\u{10B58}-\u{10B72}\u{10B78}-\u{10B91}\u{10B99}-\u{10B9C}\u{10BA9}-\u{10BAF}\u{10C00}-\u{10C48}\u{10C80}-\u{10CB2}\u{10CC0}-\u{10CF2}\u{10CFA}-\u{10D23}\u{10D30}-\u{10D39}\u{10D40}-\u{10D65}\u{10D6F}-\u{10D85}\u{10D8E}\u{10D8F}\u{10E60}-\u{10E7E}\u{10E80}-\u{10EA9}\u{10EAD}\u{10EB0}\u{10EB1}\u{10EC2}-\u{10EC7}\u{10F00}-\u{10F27}\u{10F30}-\u{10F45}\u{10F51}-\u{10F59}\u{10F70}-\u{10F81}\u{10F86}-\u{10F89}\u{10FB0}-\u{10FCB}\u{10FE0}-\u{10FF6}\u{1E800}-\u{1E8C4}\u{1E8C7}-\u{1E8CF}\u{1E900}-\u{1E943}\u{1E94B}\u{1E950}-\u{1E959}\u{1E95E}\u{1E95F}\u{1EC71}-\u{1ECB4}\u{1ED01}-\u{1ED3D}\u{1EE00}-\u{1EE03}\u{1EE05}-\u{1EE1F}\u{1EE21}\u{1EE22}\u{1EE24}\u{1EE27}\u{1EE29}-\u{1EE32}\u{1EE34}-\u{1EE37}\u{1EE39}\u{1EE3B}\u{1EE42}\u{1EE47}\u{1EE49}\u{1EE4B}\u{1EE4D}-\u{1EE4F}\u{1EE51}\u{1EE52}\u{1EE54}\u{1EE57}\u{1EE59}\u{1EE5B}\u{1EE5D}\u{1EE5F}\u{1EE61}\u{1EE62}\u{1EE64}\u{1EE67}-\u{1EE6A}\u{1EE6C}-\u{1EE72}\u{1EE74}-\u{1EE77}\u{1EE79}-\u{1EE7C}\u{1EE7E}\u{1EE80}-\u{1EE89}\u{1EE8B}-\u{1EE9B}\u{1EEA1}-\u{1EEA3}\u{1EEA5}-\u{1EEA9}\u{1EEAB}-\u{1EEBB}]/u;
	const bidiS1LTR = /[A-Za-z\xAA\xB5\xBA\xC0-\xD6\xD8-\xF6\xF8-\u02B8\u02BB-\u02C1\u02D0\u02D1\u02E0-\u02E4\u02EE\u0370-\u0373\u0376\u0377\u037A-\u037D\u037F\u0386\u0388-\u038A\u038C\u038E-\u03A1\u03A3-\u03F5\u03F7-\u0482\u048A-\u052F\u0531-\u0556\u0559-\u0589\u0903-\u0939\u093B\u093D-\u0940\u0949-\u094C\u094E-\u0950\u0958-\u0961\u0964-\u0980\u0982\u0983\u0985-\u098C\u098F\u0990\u0993-\u09A8\u09AA-\u09B0\u09B2\u09B6-\u09B9\u09BD-\u09C0\u09C7\u09C8\u09CB\u09CC\u09CE\u09D7\u09DC\u09DD\u09DF-\u09E1\u09E6-\u09F1\u09F4-\u09FA\u09FC\u09FD\u0A03\u0A05-\u0A0A\u0A0F\u0A10\u0A13-\u0A28\u0A2A-\u0A30\u0A32\u0A33\u0A35\u0A36\u0A38\u0A39\u0A3E-\u0A40\u0A59-\u0A5C\u0A5E\u0A66-\u0A6F\u0A72-\u0A74\u0A76\u0A83\u0A85-\u0A8D\u0A8F-\u0A91\u0A93-\u0AA8\u0AAA-\u0AB0\u0AB2\u0AB3\u0AB5-\u0AB9\u0ABD-\u0AC0\u0AC9\u0ACB\u0ACC\u0AD0\u0AE0\u0AE1\u0AE6-\u0AF0\u0AF9\u0B02\u0B03\u0B05-\u0B0C\u0B0F\u0B10\u0B13-\u0B28\u0B2A-\u0B30\u0B32\u0B33\u0B35-\u0B39\u0B3D\u0B3E\u0B40\u0B47\u0B48\u0B4B\u0B4C\u0B57\u0B5C\u0B5D\u0B5F-\u0B61\u0B66-\u0B77\u0B83\u0B85-\u0B8A\u0B8E-\u0B90\u0B92-\u0B95\u0B99\u0B9A\u0B9C\u0B9E\u0B9F\u0BA3\u0BA4\u0BA8-\u0BAA\u0BAE-\u0BB9\u0BBE\u0BBF\u0BC1\u0BC2\u0BC6-\u0BC8\u0BCA-\u0BCC\u0BD0\u0BD7\u0BE6-\u0BF2\u0C01-\u0C03\u0C05-\u0C0C\u0C0E-\u0C10\u0C12-\u0C28\u0C2A-\u0C39\u0C3D\u0C41-\u0C44\u0C58-\u0C5A\u0C5C\u0C5D\u0C60\u0C61\u0C66-\u0C6F\u0C77\u0C7F\u0C80\u0C82-\u0C8C\u0C8E-\u0C90\u0C92-\u0CA8\u0CAA-\u0CB3\u0CB5-\u0CB9\u0CBD-\u0CC4\u0CC6-\u0CC8\u0CCA\u0CCB\u0CD5\u0CD6\u0CDC-\u0CDE\u0CE0\u0CE1\u0CE6-\u0CEF\u0CF1-\u0CF3\u0D02-\u0D0C\u0D0E-\u0D10\u0D12-\u0D3A\u0D3D-\u0D40\u0D46-\u0D48\u0D4A-\u0D4C\u0D4E\u0D4F\u0D54-\u0D61\u0D66-\u0D7F\u0D82\u0D83\u0D85-\u0D96\u0D9A-\u0DB1\u0DB3-\u0DBB\u0DBD\u0DC0-\u0DC6\u0DCF-\u0DD1\u0DD8-\u0DDF\u0DE6-\u0DEF\u0DF2-\u0DF4\u0E01-\u0E30\u0E32\u0E33\u0E40-\u0E46\u0E4F-\u0E5B\u0E81\u0E82\u0E84\u0E86-\u0E8A\u0E8C-\u0EA3\u0EA5\u0EA7-\u0EB0\u0EB2\u0EB3\u0EBD\u0EC0-\u0EC4\u0EC6\u0ED0-\u0ED9\u0EDC-\u0EDF\u0F00-\u0F17\u0F1A-\u0F34\u0F36\u0F38\u0F3E-\u0F47\u0F49-\u0F6C\u0F7F\u0F85\u0F88-\u0F8C\u0FBE-\u0FC5\u0FC7-\u0FCC\u0FCE-\u0FDA\u1000-\u102C\u1031\u1038\u103B\u103C\u103F-\u1057\u105A-\u105D\u1061-\u1070\u1075-\u1081\u1083\u1084\u1087-\u108C\u108E-\u109C\u109E-\u10C5\u10C7\u10CD\u10D0-\u1248\u124A-\u124D\u1250-\u1256\u1258\u125A-\u125D\u1260-\u1288\u128A-\u128D\u1290-\u12B0\u12B2-\u12B5\u12B8-\u12BE\u12C0\u12C2-\u12C5\u12C8-\u12D6\u12D8-\u1310\u1312-\u1315\u1318-\u135A\u1360-\u137C\u1380-\u138F\u13A0-\u13F5\u13F8-\u13FD\u1401-\u167F\u1681-\u169A\u16A0-\u16F8\u1700-\u1711\u1715\u171F-\u1731\u1734-\u1736\u1740-\u1751\u1760-\u176C\u176E-\u1770\u1780-\u17B3\u17B6\u17BE-\u17C5\u17C7\u17C8\u17D4-\u17DA\u17DC\u17E0-\u17E9\u1810-\u1819\u1820-\u1878\u1880-\u1884\u1887-\u18A8\u18AA\u18B0-\u18F5\u1900-\u191E\u1923-\u1926\u1929-\u192B\u1930\u1931\u1933-\u1938\u1946-\u196D\u1970-\u1974\u1980-\u19AB\u19B0-\u19C9\u19D0-\u19DA\u1A00-\u1A16\u1A19\u1A1A\u1A1E-\u1A55\u1A57\u1A61\u1A63\u1A64\u1A6D-\u1A72\u1A80-\u1A89\u1A90-\u1A99\u1AA0-\u1AAD\u1B04-\u1B33\u1B35\u1B3B\u1B3D-\u1B41\u1B43-\u1B4C\u1B4E-\u1B6A\u1B74-\u1B7F\u1B82-\u1BA1\u1BA6\u1BA7\u1BAA\u1BAE-\u1BE5\u1BE7\u1BEA-\u1BEC\u1BEE\u1BF2\u1BF3\u1BFC-\u1C2B\u1C34\u1C35\u1C3B-\u1C49\u1C4D-\u1C8A\u1C90-\u1CBA\u1CBD-\u1CC7\u1CD3\u1CE1\u1CE9-\u1CEC\u1CEE-\u1CF3\u1CF5-\u1CF7\u1CFA\u1D00-\u1DBF\u1E00-\u1F15\u1F18-\u1F1D\u1F20-\u1F45\u1F48-\u1F4D\u1F50-\u1F57\u1F59\u1F5B\u1F5D\u1F5F-\u1F7D\u1F80-\u1FB4\u1FB6-\u1FBC\u1FBE\u1FC2-\u1FC4\u1FC6-\u1FCC\u1FD0-\u1FD3\u1FD6-\u1FDB\u1FE0-\u1FEC\u1FF2-\u1FF4\u1FF6-\u1FFC\u200E\u2071\u207F\u2090-\u209C\u2102\u2107\u210A-\u2113\u2115\u2119-\u211D\u2124\u2126\u2128\u212A-\u212D\u212F-\u2139\u213C-\u213F\u2145-\u2149\u214E\u214F\u2160-\u2188\u2336-\u237A\u2395\u249C-\u24E9\u26AC\u2800-\u28FF\u2C00-\u2CE4\u2CEB-\u2CEE\u2CF2\u2CF3\u2D00-\u2D25\u2D27\u2D2D\u2D30-\u2D67\u2D6F\u2D70\u2D80-\u2D96\u2DA0-\u2DA6\u2DA8-\u2DAE\u2DB0-\u2DB6\u2DB8-\u2DBE\u2DC0-\u2DC6\u2DC8-\u2DCE\u2DD0-\u2DD6\u2DD8-\u2DDE\u3005-\u3007\u3021-\u3029\u302E\u302F\u3031-\u3035\u3038-\u303C\u3041-\u3096\u309D-\u309F\u30A1-\u30FA\u30FC-\u30FF\u3105-\u312F\u3131-\u318E\u3190-\u31BF\u31F0-\u321C\u3220-\u324F\u3260-\u327B\u327F-\u32B0\u32C0-\u32CB\u32D0-\u3376\u337B-\u33DD\u33E0-\u33FE\u3400-\u4DBF\u4E00-\uA48C\uA4D0-\uA60C\uA610-\uA62B\uA640-\uA66E\uA680-\uA69D\uA6A0-\uA6EF\uA6F2-\uA6F7\uA722-\uA787\uA789-\uA7DC\uA7F1-\uA801\uA803-\uA805\uA807-\uA80A\uA80C-\uA824\uA827\uA830-\uA837\uA840-\uA873\uA880-\uA8C3\uA8CE-\uA8D9\uA8F2-\uA8FE\uA900-\uA925\uA92E-\uA946\uA952\uA953\uA95F-\uA97C\uA983-\uA9B2\uA9B4\uA9B5\uA9BA\uA9BB\uA9BE-\uA9CD\uA9CF-\uA9D9\uA9DE-\uA9E4\uA9E6-\uA9FE\uAA00-\uAA28\uAA2F\uAA30\uAA33\uAA34\uAA40-\uAA42\uAA44-\uAA4B\uAA4D\uAA50-\uAA59\uAA5C-\uAA7B\uAA7D-\uAAAF\uAAB1\uAAB5\uAAB6\uAAB9-\uAABD\uAAC0\uAAC2\uAADB-\uAAEB\uAAEE-\uAAF5\uAB01-\uAB06\uAB09-\uAB0E\uAB11-\uAB16\uAB20-\uAB26\uAB28-\uAB2E\uAB30-\uAB69\uAB70-\uABE4\uABE6\uABE7\uABE9-\uABEC\uABF0-\uABF9\uAC00-\uD7A3\uD7B0-\uD7C6\uD7CB-\uD7FB\uD800-\uFA6D\uFA70-\uFAD9\uFB00-\uFB06\uFB13-\uFB17\uFF21-\uFF3A\uFF41-\uFF5A\uFF66-\uFFBE\uFFC2-\uFFC7\uFFCA-\uFFCF\uFFD2-\uFFD7\uFFDA-\uFFDC\u{10000}-\u{1000B}\u{1000D}-\u{10026}\u{10028}-\u{1003A}\u{1003C}\u{1003D}\u{1003F}-\u{1004D}\u{10050}-\u{1005D}\u{10080}-\u{100FA}\u{10100}\u{10102}\u{10107}-\u{10133}\u{10137}-\u{1013F}\u{1018D}\u{1018E}\u{101D0}-\u{101FC}\u{10280}-\u{1029C}\u{102A0}-\u{102D0}\u{10300}-\u{10323}\u{1032D}-\u{1034A}\u{10350}-\u{10375}\u{10380}-\u{1039D}\u{1039F}-\u{103C3}\u{103C8}-\u{103D5}\u{10400}-\u{1049D}\u{104A0}-\u{104A9}\u{104B0}-\u{104D3}\u{104D8}-\u{104FB}\u{10500}-\u{10527}\u{10530}-\u{10563}\u{1056F}-\u{1057A}\u{1057C}-\u{1058A}\u{1058C}-\u{10592}\u{10594}\u{10595}\u{10597}-\u{105A1}\u{105A3}-\u{105B1}\u{105B3}-\u{105B9}\u{105BB}\u{105BC}\u{105C0}-\u{105F3}\u{10600}-\u{10736}\u{10740}-\u{10755}\u{10760}-\u{10767}\u{10780}-\u{10785}\u{10787}-\u{107B0}\u{107B2}-\u{107BA}\u{11000}\u{11002}-\u{11037}\u{11047}-\u{1104D}\u{11066}-\u{1106F}\u{11071}\u{11072}\u{11075}\u{11082}-\u{110B2}\u{110B7}\u{110B8}\u{110BB}-\u{110C1}\u{110CD}\u{110D0}-\u{110E8}\u{110F0}-\u{110F9}\u{11103}-\u{11126}\u{1112C}\u{11136}-\u{11147}\u{11150}-\u{11172}\u{11174}-\u{11176}\u{11182}-\u{111B5}\u{111BF}-\u{111C8}\u{111CD}\u{111CE}\u{111D0}-\u{111DF}\u{111E1}-\u{111F4}\u{11200}-\u{11211}\u{11213}-\u{1122E}\u{11232}\u{11233}\u{11235}\u{11238}-\u{1123D}\u{1123F}\u{11240}\u{11280}-\u{11286}\u{11288}\u{1128A}-\u{1128D}\u{1128F}-\u{1129D}\u{1129F}-\u{112A9}\u{112B0}-\u{112DE}\u{112E0}-\u{112E2}\u{112F0}-\u{112F9}\u{11302}\u{11303}\u{11305}-\u{1130C}\u{1130F}\u{11310}\u{11313}-\u{11328}\u{1132A}-\u{11330}\u{11332}\u{11333}\u{11335}-\u{11339}\u{1133D}-\u{1133F}\u{11341}-\u{11344}\u{11347}\u{11348}\u{1134B}-\u{1134D}\u{11350}\u{11357}\u{1135D}-\u{11363}\u{11380}-\u{11389}\u{1138B}\u{1138E}\u{11390}-\u{113B5}\u{113B7}-\u{113BA}\u{113C2}\u{113C5}\u{113C7}-\u{113CA}\u{113CC}\u{113CD}\u{113CF}\u{113D1}\u{113D3}-\u{113D5}\u{113D7}\u{113D8}\u{11400}-\u{11437}\u{11440}\u{11441}\u{11445}\u{11447}-\u{1145B}\u{1145D}\u{1145F}-\u{11461}\u{11480}-\u{114B2}\u{114B9}\u{114BB}-\u{114BE}\u{114C1}\u{114C4}-\u{114C7}\u{114D0}-\u{114D9}\u{11580}-\u{115B1}\u{115B8}-\u{115BB}\u{115BE}\u{115C1}-\u{115DB}\u{11600}-\u{11632}\u{1163B}\u{1163C}\u{1163E}\u{11641}-\u{11644}\u{11650}-\u{11659}\u{11680}-\u{116AA}\u{116AC}\u{116AE}\u{116AF}\u{116B6}\u{116B8}\u{116B9}\u{116C0}-\u{116C9}\u{116D0}-\u{116E3}\u{11700}-\u{1171A}\u{1171E}\u{11720}\u{11721}\u{11726}\u{11730}-\u{11746}\u{11800}-\u{1182E}\u{11838}\u{1183B}\u{118A0}-\u{118F2}\u{118FF}-\u{11906}\u{11909}\u{1190C}-\u{11913}\u{11915}\u{11916}\u{11918}-\u{11935}\u{11937}\u{11938}\u{1193D}\u{1193F}-\u{11942}\u{11944}-\u{11946}\u{11950}-\u{11959}\u{119A0}-\u{119A7}\u{119AA}-\u{119D3}\u{119DC}-\u{119DF}\u{119E1}-\u{119E4}\u{11A00}\u{11A07}\u{11A08}\u{11A0B}-\u{11A32}\u{11A39}\u{11A3A}\u{11A3F}-\u{11A46}\u{11A50}\u{11A57}\u{11A58}\u{11A5C}-\u{11A89}\u{11A97}\u{11A9A}-\u{11AA2}\u{11AB0}-\u{11AF8}\u{11B00}-\u{11B09}\u{11B61}\u{11B65}\u{11B67}\u{11BC0}-\u{11BE1}\u{11BF0}-\u{11BF9}\u{11C00}-\u{11C08}\u{11C0A}-\u{11C2F}\u{11C3E}-\u{11C45}\u{11C50}-\u{11C6C}\u{11C70}-\u{11C8F}\u{11CA9}\u{11CB1}\u{11CB4}\u{11D00}-\u{11D06}\u{11D08}\u{11D09}\u{11D0B}-\u{11D30}\u{11D46}\u{11D50}-\u{11D59}\u{11D60}-\u{11D65}\u{11D67}\u{11D68}\u{11D6A}-\u{11D8E}\u{11D93}\u{11D94}\u{11D96}\u{11D98}\u{11DA0}-\u{11DA9}\u{11DB0}-\u{11DDB}\u{11DE0}-\u{11DE9}\u{11EE0}-\u{11EF2}\u{11EF5}-\u{11EF8}\u{11F02}-\u{11F10}\u{11F12}-\u{11F35}\u{11F3E}\u{11F3F}\u{11F41}\u{11F43}-\u{11F59}\u{11FB0}\u{11FC0}-\u{11FD4}\u{11FFF}-\u{12399}\u{12400}-\u{1246E}\u{12470}-\u{12474}\u{12480}-\u{12543}\u{12F90}-\u{12FF2}\u{13000}-\u{1343F}\u{13441}-\u{13446}\u{13460}-\u{143FA}\u{14400}-\u{14646}\u{16100}-\u{1611D}\u{1612A}-\u{1612C}\u{16130}-\u{16139}\u{16800}-\u{16A38}\u{16A40}-\u{16A5E}\u{16A60}-\u{16A69}\u{16A6E}-\u{16ABE}\u{16AC0}-\u{16AC9}\u{16AD0}-\u{16AED}\u{16AF5}\u{16B00}-\u{16B2F}\u{16B37}-\u{16B45}\u{16B50}-\u{16B59}\u{16B5B}-\u{16B61}\u{16B63}-\u{16B77}\u{16B7D}-\u{16B8F}\u{16D40}-\u{16D79}\u{16E40}-\u{16E9A}\u{16EA0}-\u{16EB8}\u{16EBB}-\u{16ED3}\u{16F00}-\u{16F4A}\u{16F50}-\u{16F87}\u{16F93}-\u{16F9F}\u{16FE0}\u{16FE1}\u{16FE3}\u{16FF0}-\u{16FF6}\u{17000}-\u{18CD5}\u{18CFF}-\u{18D1E}\u{18D80}-\u{18DF2}\u{1AFF0}-\u{1AFF3}\u{1AFF5}-\u{1AFFB}\u{1AFFD}\u{1AFFE}\u{1B000}-\u{1B122}\u{1B132}\u{1B150}-\u{1B152}\u{1B155}\u{1B164}-\u{1B167}\u{1B170}-\u{1B2FB}\u{1BC00}-\u{1BC6A}\u{1BC70}-\u{1BC7C}\u{1BC80}-\u{1BC88}\u{1BC90}-\u{1BC99}\u{1BC9C}\u{1BC9F}\u{1CCD6}-\u{1CCEF}\u{1CF50}-\u{1CFC3}\u{1D000}-\u{1D0F5}\u{1D100}-\u{1D126}\u{1D129}-\u{1D166}\u{1D16A}-\u{1D172}\u{1D183}\u{1D184}\u{1D18C}-\u{1D1A9}\u{1D1AE}-\u{1D1E8}\u{1D2C0}-\u{1D2D3}\u{1D2E0}-\u{1D2F3}\u{1D360}-\u{1D378}\u{1D400}-\u{1D454}\u{1D456}-\u{1D49C}\u{1D49E}\u{1D49F}\u{1D4A2}\u{1D4A5}\u{1D4A6}\u{1D4A9}-\u{1D4AC}\u{1D4AE}-\u{1D4B9}\u{1D4BB}\u{1D4BD}-\u{1D4C3}\u{1D4C5}-\u{1D505}\u{1D507}-\u{1D50A}\u{1D50D}-\u{1D514}\u{1D516}-\u{1D51C}\u{1D51E}-\u{1D539}\u{1D53B}-\u{1D53E}\u{1D540}-\u{1D544}\u{1D546}\u{1D54A}-\u{1D550}\u{1D552}-\u{1D6A5}\u{1D6A8}-\u{1D6C0}\u{1D6C2}-\u{1D6DA}\u{1D6DC}-\u{1D6FA}\u{1D6FC}-\u{1D714}\u{1D716}-\u{1D734}\u{1D736}-\u{1D74E}\u{1D750}-\u{1D76E}\u{1D770}-\u{1D788}\u{1D78A}-\u{1D7A8}\u{1D7AA}-\u{1D7C2}\u{1D7C4}-\u{1D7CB}\u{1D800}-\u{1D9FF}\u{1DA37}-\u{1DA3A}\u{1DA6D}-\u{1DA74}\u{1DA76}-\u{1DA83}\u{1DA85}-\u{1DA8B}\u{1DF00}-\u{1DF1E}\u{1DF25}-\u{1DF2A}\u{1E030}-\u{1E06D}\u{1E100}-\u{1E12C}\u{1E137}-\u{1E13D}\u{1E140}-\u{1E149}\u{1E14E}\u{1E14F}\u{1E290}-\u{1E2AD}\u{1E2C0}-\u{1E2EB}\u{1E2F0}-\u{1E2F9}\u{1E4D0}-\u{1E4EB}\u{1E4F0}-\u{1E4F9}\u{1E5D0}-\u{1E5ED}\u{1E5F0}-\u{1E5FA}\u{1E5FF}\u{1E6C0}-\u{1E6DE}\u{1E6E0}-\u{1E6E2}\u{1E6E4}\u{1E6E5}\u{1E6E7}-\u{1E6ED}\u{1E6F0}-\u{1E6F4}\u{1E6FE}\u{1E6FF}\u{1E7E0}-\u{1E7E6}\u{1E7E8}-\u{1E7EB}\u{1E7ED}\u{1E7EE}\u{1E7F0}-\u{1E7FE}\u{1F110}-\u{1F12E}\u{1F130}-\u{1F169}\u{1F170}-\u{1F1AC}\u{1F1E6}-\u{1F202}\u{1F210}-\u{1F23B}\u{1F240}-\u{1F248}\u{1F250}\u{1F251}\u{20000}-\u{2A6DF}\u{2A700}-\u{2B81D}\u{2B820}-\u{2CEAD}\u{2CEB0}-\u{2EBE0}\u{2EBF0}-\u{2EE5D}\u{2F800}-\u{2FA1D}\u{30000}-\u{3134A}\u{31350}-\u{33479}\u{F0000}-\u{FFFFD}\u{100000}-\u{10FFFD}]/u;
	const bidiS1RTL = /[\u05BE\u05C0\u05C3\u05C6\u05D0-\u05EA\u05EF-\u05F4\u0608\u060B\u060D\u061B-\u064A\u066D-\u066F\u0671-\u06D5\u06E5\u06E6\u06EE\u06EF\u06FA-\u070D\u070F\u0710\u0712-\u072F\u074D-\u07A5\u07B1\u07C0-\u07EA\u07F4\u07F5\u07FA\u07FE-\u0815\u081A\u0824\u0828\u0830-\u083E\u0840-\u0858\u085E\u0860-\u086A\u0870-\u088F\u08A0-\u08C9\u200F\uFB1D\uFB1F-\uFB28\uFB2A-\uFB36\uFB38-\uFB3C\uFB3E\uFB40\uFB41\uFB43\uFB44\uFB46-\uFBC2\uFBD3-\uFD3D\uFD50-\uFD8F\uFD92-\uFDC7\uFDF0-\uFDFC\uFE70-\uFE74\uFE76-\uFEFC\u{10800}-\u{10805}\u{10808}\u{1080A}-\u{10835}\u{10837}\u{10838}\u{1083C}\u{1083F}-\u{10855}\u{10857}-\u{1089E}\u{108A7}-\u{108AF}\u{108E0}-\u{108F2}\u{108F4}\u{108F5}\u{108FB}-\u{1091B}\u{10920}-\u{10939}\u{1093F}-\u{10959}\u{10980}-\u{109B7}\u{109BC}-\u{109CF}\u{109D2}-\u{10A00}\u{10A10}-\u{10A13}\u{10A15}-\u{10A17}\u{10A19}-\u{10A35}\u{10A40}-\u{10A48}\u{10A50}-\u{10A58}\u{10A60}-\u{10A9F}\u{10AC0}-\u{10AE4}\u{10AEB}-\u{10AF6}\u{10B00}-\u{10B35}\u{10B40}-\u{10B55}\u{10B58}-\u{10B72}\u{10B78}-\u{10B91}\u{10B99}-\u{10B9C}\u{10BA9}-\u{10BAF}\u{10C00}-\u{10C48}\u{10C80}-\u{10CB2}\u{10CC0}-\u{10CF2}\u{10CFA}-\u{10D23}\u{10D4A}-\u{10D65}\u{10D6F}-\u{10D85}\u{10D8E}\u{10D8F}\u{10E80}-\u{10EA9}\u{10EAD}\u{10EB0}\u{10EB1}\u{10EC2}-\u{10EC7}\u{10F00}-\u{10F27}\u{10F30}-\u{10F45}\u{10F51}-\u{10F59}\u{10F70}-\u{10F81}\u{10F86}-\u{10F89}\u{10FB0}-\u{10FCB}\u{10FE0}-\u{10FF6}\u{1E800}-\u{1E8C4}\u{1E8C7}-\u{1E8CF}\u{1E900}-\u{1E943}\u{1E94B}\u{1E950}-\u{1E959}\u{1E95E}\u{1E95F}\u{1EC71}-\u{1ECB4}\u{1ED01}-\u{1ED3D}\u{1EE00}-\u{1EE03}\u{1EE05}-\u{1EE1F}\u{1EE21}\u{1EE22}\u{1EE24}\u{1EE27}\u{1EE29}-\u{1EE32}\u{1EE34}-\u{1EE37}\u{1EE39}\u{1EE3B}\u{1EE42}\u{1EE47}\u{1EE49}\u{1EE4B}\u{1EE4D}-\u{1EE4F}\u{1EE51}\u{1EE52}\u{1EE54}\u{1EE57}\u{1EE59}\u{1EE5B}\u{1EE5D}\u{1EE5F}\u{1EE61}\u{1EE62}\u{1EE64}\u{1EE67}-\u{1EE6A}\u{1EE6C}-\u{1EE72}\u{1EE74}-\u{1EE77}\u{1EE79}-\u{1EE7C}\u{1EE7E}\u{1EE80}-\u{1EE89}\u{1EE8B}-\u{1EE9B}\u{1EEA1}-\u{1EEA3}\u{1EEA5}-\u{1EEA9}\u{1EEAB}-\u{1EEBB}]/u;
	const bidiS2 = /^[\0-\x08\x0E-\x1B!-@\[-`\{-\x84\x86-\xA9\xAB-\xB4\xB6-\xB9\xBB-\xBF\xD7\xF7\u02B9\u02BA\u02C2-\u02CF\u02D2-\u02DF\u02E5-\u02ED\u02EF-\u036F\u0374\u0375\u037E\u0384\u0385\u0387\u03F6\u0483-\u0489\u058A\u058D-\u058F\u0591-\u05C7\u05D0-\u05EA\u05EF-\u05F4\u0600-\u070D\u070F-\u074A\u074D-\u07B1\u07C0-\u07FA\u07FD-\u082D\u0830-\u083E\u0840-\u085B\u085E\u0860-\u086A\u0870-\u0891\u0897-\u0902\u093A\u093C\u0941-\u0948\u094D\u0951-\u0957\u0962\u0963\u0981\u09BC\u09C1-\u09C4\u09CD\u09E2\u09E3\u09F2\u09F3\u09FB\u09FE\u0A01\u0A02\u0A3C\u0A41\u0A42\u0A47\u0A48\u0A4B-\u0A4D\u0A51\u0A70\u0A71\u0A75\u0A81\u0A82\u0ABC\u0AC1-\u0AC5\u0AC7\u0AC8\u0ACD\u0AE2\u0AE3\u0AF1\u0AFA-\u0AFF\u0B01\u0B3C\u0B3F\u0B41-\u0B44\u0B4D\u0B55\u0B56\u0B62\u0B63\u0B82\u0BC0\u0BCD\u0BF3-\u0BFA\u0C00\u0C04\u0C3C\u0C3E-\u0C40\u0C46-\u0C48\u0C4A-\u0C4D\u0C55\u0C56\u0C62\u0C63\u0C78-\u0C7E\u0C81\u0CBC\u0CCC\u0CCD\u0CE2\u0CE3\u0D00\u0D01\u0D3B\u0D3C\u0D41-\u0D44\u0D4D\u0D62\u0D63\u0D81\u0DCA\u0DD2-\u0DD4\u0DD6\u0E31\u0E34-\u0E3A\u0E3F\u0E47-\u0E4E\u0EB1\u0EB4-\u0EBC\u0EC8-\u0ECE\u0F18\u0F19\u0F35\u0F37\u0F39-\u0F3D\u0F71-\u0F7E\u0F80-\u0F84\u0F86\u0F87\u0F8D-\u0F97\u0F99-\u0FBC\u0FC6\u102D-\u1030\u1032-\u1037\u1039\u103A\u103D\u103E\u1058\u1059\u105E-\u1060\u1071-\u1074\u1082\u1085\u1086\u108D\u109D\u135D-\u135F\u1390-\u1399\u1400\u169B\u169C\u1712-\u1714\u1732\u1733\u1752\u1753\u1772\u1773\u17B4\u17B5\u17B7-\u17BD\u17C6\u17C9-\u17D3\u17DB\u17DD\u17F0-\u17F9\u1800-\u180F\u1885\u1886\u18A9\u1920-\u1922\u1927\u1928\u1932\u1939-\u193B\u1940\u1944\u1945\u19DE-\u19FF\u1A17\u1A18\u1A1B\u1A56\u1A58-\u1A5E\u1A60\u1A62\u1A65-\u1A6C\u1A73-\u1A7C\u1A7F\u1AB0-\u1ADD\u1AE0-\u1AEB\u1B00-\u1B03\u1B34\u1B36-\u1B3A\u1B3C\u1B42\u1B6B-\u1B73\u1B80\u1B81\u1BA2-\u1BA5\u1BA8\u1BA9\u1BAB-\u1BAD\u1BE6\u1BE8\u1BE9\u1BED\u1BEF-\u1BF1\u1C2C-\u1C33\u1C36\u1C37\u1CD0-\u1CD2\u1CD4-\u1CE0\u1CE2-\u1CE8\u1CED\u1CF4\u1CF8\u1CF9\u1DC0-\u1DFF\u1FBD\u1FBF-\u1FC1\u1FCD-\u1FCF\u1FDD-\u1FDF\u1FED-\u1FEF\u1FFD\u1FFE\u200B-\u200D\u200F-\u2027\u202F-\u205E\u2060-\u2064\u206A-\u2070\u2074-\u207E\u2080-\u208E\u20A0-\u20C1\u20D0-\u20F0\u2100\u2101\u2103-\u2106\u2108\u2109\u2114\u2116-\u2118\u211E-\u2123\u2125\u2127\u2129\u212E\u213A\u213B\u2140-\u2144\u214A-\u214D\u2150-\u215F\u2189-\u218B\u2190-\u2335\u237B-\u2394\u2396-\u2429\u2440-\u244A\u2460-\u249B\u24EA-\u26AB\u26AD-\u27FF\u2900-\u2B73\u2B76-\u2BFF\u2CE5-\u2CEA\u2CEF-\u2CF1\u2CF9-\u2CFF\u2D7F\u2DE0-\u2E5D\u2E80-\u2E99\u2E9B-\u2EF3\u2F00-\u2FD5\u2FF0-\u2FFF\u3001-\u3004\u3008-\u3020\u302A-\u302D\u3030\u3036\u3037\u303D-\u303F\u3099-\u309C\u30A0\u30FB\u31C0-\u31E5\u31EF\u321D\u321E\u3250-\u325F\u327C-\u327E\u32B1-\u32BF\u32CC-\u32CF\u3377-\u337A\u33DE\u33DF\u33FF\u4DC0-\u4DFF\uA490-\uA4C6\uA60D-\uA60F\uA66F-\uA67F\uA69E\uA69F\uA6F0\uA6F1\uA700-\uA721\uA788\uA802\uA806\uA80B\uA825\uA826\uA828-\uA82C\uA838\uA839\uA874-\uA877\uA8C4\uA8C5\uA8E0-\uA8F1\uA8FF\uA926-\uA92D\uA947-\uA951\uA980-\uA982\uA9B3\uA9B6-\uA9B9\uA9BC\uA9BD\uA9E5\uAA29-\uAA2E\uAA31\uAA32\uAA35\uAA36\uAA43\uAA4C\uAA7C\uAAB0\uAAB2-\uAAB4\uAAB7\uAAB8\uAABE\uAABF\uAAC1\uAAEC\uAAED\uAAF6\uAB6A\uAB6B\uABE5\uABE8\uABED\uFB1D-\uFB36\uFB38-\uFB3C\uFB3E\uFB40\uFB41\uFB43\uFB44\uFB46-\uFDCF\uFDF0-\uFE19\uFE20-\uFE52\uFE54-\uFE66\uFE68-\uFE6B\uFE70-\uFE74\uFE76-\uFEFC\uFEFF\uFF01-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65\uFFE0-\uFFE6\uFFE8-\uFFEE\uFFF9-\uFFFD\u{10101}\u{10140}-\u{1018C}\u{10190}-\u{1019C}\u{101A0}\u{101FD}\u{102E0}-\u{102FB}\u{10376}-\u{1037A}\u{10800}-\u{10805}\u{10808}\u{1080A}-\u{10835}\u{10837}\u{10838}\u{1083C}\u{1083F}-\u{10855}\u{10857}-\u{1089E}\u{108A7}-\u{108AF}\u{108E0}-\u{108F2}\u{108F4}\u{108F5}\u{108FB}-\u{1091B}\u{1091F}-\u{10939}\u{1093F}-\u{10959}\u{10980}-\u{109B7}\u{109BC}-\u{109CF}\u{109D2}-\u{10A03}\u{10A05}\u{10A06}\u{10A0C}-\u{10A13}\u{10A15}-\u{10A17}\u{10A19}-\u{10A35}\u{10A38}-\u{10A3A}\u{10A3F}-\u{10A48}\u{10A50}-\u{10A58}\u{10A60}-\u{10A9F}\u{10AC0}-\u{10AE6}\u{10AEB}-\u{10AF6}\u{10B00}-\u{10B35}\u{10B39}-\u{10B55}\u{10B58}-\u{10B72}\u{10B78}-\u{10B91}\u{10B99}-\u{10B9C}\u{10BA9}-\u{10BAF}\u{10C00}-\u{10C48}\u{10C80}-\u{10CB2}\u{10CC0}-\u{10CF2}\u{10CFA}-\u{10D27}\u{10D30}-\u{10D39}\u{10D40}-\u{10D65}\u{10D69}-\u{10D85}\u{10D8E}\u{10D8F}\u{10E60}-\u{10E7E}\u{10E80}-\u{10EA9}\u{10EAB}-\u{10EAD}\u{10EB0}\u{10EB1}\u{10EC2}-\u{10EC7}\u{10ED0}-\u{10ED8}\u{10EFA}-\u{10F27}\u{10F30}-\u{10F59}\u{10F70}-\u{10F89}\u{10FB0}-\u{10FCB}\u{10FE0}-\u{10FF6}\u{11001}\u{11038}-\u{11046}\u{11052}-\u{11065}\u{11070}\u{11073}\u{11074}\u{1107F}-\u{11081}\u{110B3}-\u{110B6}\u{110B9}\u{110BA}\u{110C2}\u{11100}-\u{11102}\u{11127}-\u{1112B}\u{1112D}-\u{11134}\u{11173}\u{11180}\u{11181}\u{111B6}-\u{111BE}\u{111C9}-\u{111CC}\u{111CF}\u{1122F}-\u{11231}\u{11234}\u{11236}\u{11237}\u{1123E}\u{11241}\u{112DF}\u{112E3}-\u{112EA}\u{11300}\u{11301}\u{1133B}\u{1133C}\u{11340}\u{11366}-\u{1136C}\u{11370}-\u{11374}\u{113BB}-\u{113C0}\u{113CE}\u{113D0}\u{113D2}\u{113E1}\u{113E2}\u{11438}-\u{1143F}\u{11442}-\u{11444}\u{11446}\u{1145E}\u{114B3}-\u{114B8}\u{114BA}\u{114BF}\u{114C0}\u{114C2}\u{114C3}\u{115B2}-\u{115B5}\u{115BC}\u{115BD}\u{115BF}\u{115C0}\u{115DC}\u{115DD}\u{11633}-\u{1163A}\u{1163D}\u{1163F}\u{11640}\u{11660}-\u{1166C}\u{116AB}\u{116AD}\u{116B0}-\u{116B5}\u{116B7}\u{1171D}\u{1171F}\u{11722}-\u{11725}\u{11727}-\u{1172B}\u{1182F}-\u{11837}\u{11839}\u{1183A}\u{1193B}\u{1193C}\u{1193E}\u{11943}\u{119D4}-\u{119D7}\u{119DA}\u{119DB}\u{119E0}\u{11A01}-\u{11A06}\u{11A09}\u{11A0A}\u{11A33}-\u{11A38}\u{11A3B}-\u{11A3E}\u{11A47}\u{11A51}-\u{11A56}\u{11A59}-\u{11A5B}\u{11A8A}-\u{11A96}\u{11A98}\u{11A99}\u{11B60}\u{11B62}-\u{11B64}\u{11B66}\u{11C30}-\u{11C36}\u{11C38}-\u{11C3D}\u{11C92}-\u{11CA7}\u{11CAA}-\u{11CB0}\u{11CB2}\u{11CB3}\u{11CB5}\u{11CB6}\u{11D31}-\u{11D36}\u{11D3A}\u{11D3C}\u{11D3D}\u{11D3F}-\u{11D45}\u{11D47}\u{11D90}\u{11D91}\u{11D95}\u{11D97}\u{11EF3}\u{11EF4}\u{11F00}\u{11F01}\u{11F36}-\u{11F3A}\u{11F40}\u{11F42}\u{11F5A}\u{11FD5}-\u{11FF1}\u{13440}\u{13447}-\u{13455}\u{1611E}-\u{16129}\u{1612D}-\u{1612F}\u{16AF0}-\u{16AF4}\u{16B30}-\u{16B36}\u{16F4F}\u{16F8F}-\u{16F92}\u{16FE2}\u{16FE4}\u{1BC9D}\u{1BC9E}\u{1BCA0}-\u{1BCA3}\u{1CC00}-\u{1CCD5}\u{1CCF0}-\u{1CCFC}\u{1CD00}-\u{1CEB3}\u{1CEBA}-\u{1CED0}\u{1CEE0}-\u{1CEF0}\u{1CF00}-\u{1CF2D}\u{1CF30}-\u{1CF46}\u{1D167}-\u{1D169}\u{1D173}-\u{1D182}\u{1D185}-\u{1D18B}\u{1D1AA}-\u{1D1AD}\u{1D1E9}\u{1D1EA}\u{1D200}-\u{1D245}\u{1D300}-\u{1D356}\u{1D6C1}\u{1D6DB}\u{1D6FB}\u{1D715}\u{1D735}\u{1D74F}\u{1D76F}\u{1D789}\u{1D7A9}\u{1D7C3}\u{1D7CE}-\u{1D7FF}\u{1DA00}-\u{1DA36}\u{1DA3B}-\u{1DA6C}\u{1DA75}\u{1DA84}\u{1DA9B}-\u{1DA9F}\u{1DAA1}-\u{1DAAF}\u{1E000}-\u{1E006}\u{1E008}-\u{1E018}\u{1E01B}-\u{1E021}\u{1E023}\u{1E024}\u{1E026}-\u{1E02A}\u{1E08F}\u{1E130}-\u{1E136}\u{1E2AE}\u{1E2EC}-\u{1E2EF}\u{1E2FF}\u{1E4EC}-\u{1E4EF}\u{1E5EE}\u{1E5EF}\u{1E6E3}\u{1E6E6}\u{1E6EE}\u{1E6EF}\u{1E6F5}\u{1E800}-\u{1E8C4}\u{1E8C7}-\u{1E8D6}\u{1E900}-\u{1E94B}\u{1E950}-\u{1E959}\u{1E95E}\u{1E95F}\u{1EC71}-\u{1ECB4}\u{1ED01}-\u{1ED3D}\u{1EE00}-\u{1EE03}\u{1EE05}-\u{1EE1F}\u{1EE21}\u{1EE22}\u{1EE24}\u{1EE27}\u{1EE29}-\u{1EE32}\u{1EE34}-\u{1EE37}\u{1EE39}\u{1EE3B}\u{1EE42}\u{1EE47}\u{1EE49}\u{1EE4B}\u{1EE4D}-\u{1EE4F}\u{1EE51}\u{1EE52}\u{1EE54}\u{1EE57}\u{1EE59}\u{1EE5B}\u{1EE5D}\u{1EE5F}\u{1EE61}\u{1EE62}\u{1EE64}\u{1EE67}-\u{1EE6A}\u{1EE6C}-\u{1EE72}\u{1EE74}-\u{1EE77}\u{1EE79}-\u{1EE7C}\u{1EE7E}\u{1EE80}-\u{1EE89}\u{1EE8B}-\u{1EE9B}\u{1EEA1}-\u{1EEA3}\u{1EEA5}-\u{1EEA9}\u{1EEAB}-\u{1EEBB}\u{1EEF0}\u{1EEF1}\u{1F000}-\u{1F02B}\u{1F030}-\u{1F093}\u{1F0A0}-\u{1F0AE}\u{1F0B1}-\u{1F0BF}\u{1F0C1}-\u{1F0CF}\u{1F0D1}-\u{1F0F5}\u{1F100}-\u{1F10F}\u{1F12F}\u{1F16A}-\u{1F16F}\u{1F1AD}\u{1F260}-\u{1F265}\u{1F300}-\u{1F6D8}\u{1F6DC}-\u{1F6EC}\u{1F6F0}-\u{1F6FC}\u{1F700}-\u{1F7D9}\u{1F7E0}-\u{1F7EB}\u{1F7F0}\u{1F800}-\u{1F80B}\u{1F810}-\u{1F847}\u{1F850}-\u{1F859}\u{1F860}-\u{1F887}\u{1F890}-\u{1F8AD}\u{1F8B0}-\u{1F8BB}\u{1F8C0}\u{1F8C1}\u{1F8D0}-\u{1F8D8}\u{1F900}-\u{1FA57}\u{1FA60}-\u{1FA6D}\u{1FA70}-\u{1FA7C}\u{1FA80}-\u{1FA8A}\u{1FA8E}-\u{1FAC6}\u{1FAC8}\u{1FACD}-\u{1FADC}\u{1FADF}-\u{1FAEA}\u{1FAEF}-\u{1FAF8}\u{1FB00}-\u{1FB92}\u{1FB94}-\u{1FBFA}\u{E0001}\u{E0020}-\u{E007F}\u{E0100}-\u{E01EF}]*$/u;
	const bidiS3 = /[0-9\xB2\xB3\xB9\u05BE\u05C0\u05C3\u05C6\u05D0-\u05EA\u05EF-\u05F4\u0600-\u0605\u0608\u060B\u060D\u061B-\u064A\u0660-\u0669\u066B-\u066F\u0671-\u06D5\u06DD\u06E5\u06E6\u06EE-\u070D\u070F\u0710\u0712-\u072F\u074D-\u07A5\u07B1\u07C0-\u07EA\u07F4\u07F5\u07FA\u07FE-\u0815\u081A\u0824\u0828\u0830-\u083E\u0840-\u0858\u085E\u0860-\u086A\u0870-\u0891\u08A0-\u08C9\u08E2\u200F\u2070\u2074-\u2079\u2080-\u2089\u2488-\u249B\uFB1D\uFB1F-\uFB28\uFB2A-\uFB36\uFB38-\uFB3C\uFB3E\uFB40\uFB41\uFB43\uFB44\uFB46-\uFBC2\uFBD3-\uFD3D\uFD50-\uFD8F\uFD92-\uFDC7\uFDF0-\uFDFC\uFE70-\uFE74\uFE76-\uFEFC\uFF10-\uFF19\u{102E1}-\u{102FB}\u{10800}-\u{10805}\u{10808}\u{1080A}-\u{10835}\u{10837}\u{10838}\u{1083C}\u{1083F}-\u{10855}\u{10857}-\u{1089E}\u{108A7}-\u{108AF}\u{108E0}-\u{108F2}\u{108F4}\u{108F5}\u{108FB}-\u{1091B}\u{10920}-\u{10939}\u{1093F}-\u{10959}\u{10980}-\u{109B7}\u{109BC}-\u{109CF}\u{109D2}-\u{10A00}\u{10A10}-\u{10A13}\u{10A15}-\u{10A17}\u{10A19}-\u{10A35}\u{10A40}-\u{10A48}\u{10A50}-\u{10A58}\u{10A60}-\u{10A9F}\u{10AC0}-\u{10AE4}\u{10AEB}-\u{10AF6}\u{10B00}-\u{10B35}\u{10B40}-\u{10B55}\u{10B58}-\u{10B72}\u{10B78}-\u{10B91}\u{10B99}-\u{10B9C}\u{10BA9}-\u{10BAF}\u{10C00}-\u{10C48}\u{10C80}-\u{10CB2}\u{10CC0}-\u{10CF2}\u{10CFA}-\u{10D23}\u{10D30}-\u{10D39}\u{10D40}-\u{10D65}\u{10D6F}-\u{10D85}\u{10D8E}\u{10D8F}\u{10E60}-\u{10E7E}\u{10E80}-\u{10EA9}\u{10EAD}\u{10EB0}\u{10EB1}\u{10EC2}-\u{10EC7}\u{10F00}-\u{10F27}\u{10F30}-\u{10F45}\u{10F51}-\u{10F59}\u{10F70}-\u{10F81}\u{10F86}-\u{10F89}\u{10FB0}-\u{10FCB}\u{10FE0}-\u{10FF6}\u{1CCF0}-\u{1CCF9}\u{1D7CE}-\u{1D7FF}\u{1E800}-\u{1E8C4}\u{1E8C7}-\u{1E8CF}\u{1E900}-\u{1E943}\u{1E94B}\u{1E950}-\u{1E959}\u{1E95E}\u{1E95F}\u{1EC71}-\u{1ECB4}\u{1ED01}-\u{1ED3D}\u{1EE00}-\u{1EE03}\u{1EE05}-\u{1EE1F}\u{1EE21}\u{1EE22}\u{1EE24}\u{1EE27}\u{1EE29}-\u{1EE32}\u{1EE34}-\u{1EE37}\u{1EE39}\u{1EE3B}\u{1EE42}\u{1EE47}\u{1EE49}\u{1EE4B}\u{1EE4D}-\u{1EE4F}\u{1EE51}\u{1EE52}\u{1EE54}\u{1EE57}\u{1EE59}\u{1EE5B}\u{1EE5D}\u{1EE5F}\u{1EE61}\u{1EE62}\u{1EE64}\u{1EE67}-\u{1EE6A}\u{1EE6C}-\u{1EE72}\u{1EE74}-\u{1EE77}\u{1EE79}-\u{1EE7C}\u{1EE7E}\u{1EE80}-\u{1EE89}\u{1EE8B}-\u{1EE9B}\u{1EEA1}-\u{1EEA3}\u{1EEA5}-\u{1EEA9}\u{1EEAB}-\u{1EEBB}\u{1F100}-\u{1F10A}\u{1FBF0}-\u{1FBF9}][\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u0711\u0730-\u074A\u07A6-\u07B0\u07EB-\u07F3\u07FD\u0816-\u0819\u081B-\u0823\u0825-\u0827\u0829-\u082D\u0859-\u085B\u0897-\u089F\u08CA-\u08E1\u08E3-\u0902\u093A\u093C\u0941-\u0948\u094D\u0951-\u0957\u0962\u0963\u0981\u09BC\u09C1-\u09C4\u09CD\u09E2\u09E3\u09FE\u0A01\u0A02\u0A3C\u0A41\u0A42\u0A47\u0A48\u0A4B-\u0A4D\u0A51\u0A70\u0A71\u0A75\u0A81\u0A82\u0ABC\u0AC1-\u0AC5\u0AC7\u0AC8\u0ACD\u0AE2\u0AE3\u0AFA-\u0AFF\u0B01\u0B3C\u0B3F\u0B41-\u0B44\u0B4D\u0B55\u0B56\u0B62\u0B63\u0B82\u0BC0\u0BCD\u0C00\u0C04\u0C3C\u0C3E-\u0C40\u0C46-\u0C48\u0C4A-\u0C4D\u0C55\u0C56\u0C62\u0C63\u0C81\u0CBC\u0CCC\u0CCD\u0CE2\u0CE3\u0D00\u0D01\u0D3B\u0D3C\u0D41-\u0D44\u0D4D\u0D62\u0D63\u0D81\u0DCA\u0DD2-\u0DD4\u0DD6\u0E31\u0E34-\u0E3A\u0E47-\u0E4E\u0EB1\u0EB4-\u0EBC\u0EC8-\u0ECE\u0F18\u0F19\u0F35\u0F37\u0F39\u0F71-\u0F7E\u0F80-\u0F84\u0F86\u0F87\u0F8D-\u0F97\u0F99-\u0FBC\u0FC6\u102D-\u1030\u1032-\u1037\u1039\u103A\u103D\u103E\u1058\u1059\u105E-\u1060\u1071-\u1074\u1082\u1085\u1086\u108D\u109D\u135D-\u135F\u1712-\u1714\u1732\u1733\u1752\u1753\u1772\u1773\u17B4\u17B5\u17B7-\u17BD\u17C6\u17C9-\u17D3\u17DD\u180B-\u180D\u180F\u1885\u1886\u18A9\u1920-\u1922\u1927\u1928\u1932\u1939-\u193B\u1A17\u1A18\u1A1B\u1A56\u1A58-\u1A5E\u1A60\u1A62\u1A65-\u1A6C\u1A73-\u1A7C\u1A7F\u1AB0-\u1ADD\u1AE0-\u1AEB\u1B00-\u1B03\u1B34\u1B36-\u1B3A\u1B3C\u1B42\u1B6B-\u1B73\u1B80\u1B81\u1BA2-\u1BA5\u1BA8\u1BA9\u1BAB-\u1BAD\u1BE6\u1BE8\u1BE9\u1BED\u1BEF-\u1BF1\u1C2C-\u1C33\u1C36\u1C37\u1CD0-\u1CD2\u1CD4-\u1CE0\u1CE2-\u1CE8\u1CED\u1CF4\u1CF8\u1CF9\u1DC0-\u1DFF\u20D0-\u20F0\u2CEF-\u2CF1\u2D7F\u2DE0-\u2DFF\u302A-\u302D\u3099\u309A\uA66F-\uA672\uA674-\uA67D\uA69E\uA69F\uA6F0\uA6F1\uA802\uA806\uA80B\uA825\uA826\uA82C\uA8C4\uA8C5\uA8E0-\uA8F1\uA8FF\uA926-\uA92D\uA947-\uA951\uA980-\uA982\uA9B3\uA9B6-\uA9B9\uA9BC\uA9BD\uA9E5\uAA29-\uAA2E\uAA31\uAA32\uAA35\uAA36\uAA43\uAA4C\uAA7C\uAAB0\uAAB2-\uAAB4\uAAB7\uAAB8\uAABE\uAABF\uAAC1\uAAEC\uAAED\uAAF6\uABE5\uABE8\uABED\uFB1E\uFE00-\uFE0F\uFE20-\uFE2F\u{101FD}\u{102E0}\u{10376}-\u{1037A}\u{10A01}-\u{10A03}\u{10A05}\u{10A06}\u{10A0C}-\u{10A0F}\u{10A38}-\u{10A3A}\u{10A3F}\u{10AE5}\u{10AE6}\u{10D24}-\u{10D27}\u{10D69}-\u{10D6D}\u{10EAB}\u{10EAC}\u{10EFA}-\u{10EFF}\u{10F46}-\u{10F50}\u{10F82}-\u{10F85}\u{11001}\u{11038}-\u{11046}\u{11070}\u{11073}\u{11074}\u{1107F}-\u{11081}\u{110B3}-\u{110B6}\u{110B9}\u{110BA}\u{110C2}\u{11100}-\u{11102}\u{11127}-\u{1112B}\u{1112D}-\u{11134}\u{11173}\u{11180}\u{11181}\u{111B6}-\u{111BE}\u{111C9}-\u{111CC}\u{111CF}\u{1122F}-\u{11231}\u{11234}\u{11236}\u{11237}\u{1123E}\u{11241}\u{112DF}\u{112E3}-\u{112EA}\u{11300}\u{11301}\u{1133B}\u{1133C}\u{11340}\u{11366}-\u{1136C}\u{11370}-\u{11374}\u{113BB}-\u{113C0}\u{113CE}\u{113D0}\u{113D2}\u{113E1}\u{113E2}\u{11438}-\u{1143F}\u{11442}-\u{11444}\u{11446}\u{1145E}\u{114B3}-\u{114B8}\u{114BA}\u{114BF}\u{114C0}\u{114C2}\u{114C3}\u{115B2}-\u{115B5}\u{115BC}\u{115BD}\u{115BF}\u{115C0}\u{115DC}\u{115DD}\u{11633}-\u{1163A}\u{1163D}\u{1163F}\u{11640}\u{116AB}\u{116AD}\u{116B0}-\u{116B5}\u{116B7}\u{1171D}\u{1171F}\u{11722}-\u{11725}\u{11727}-\u{1172B}\u{1182F}-\u{11837}\u{11839}\u{1183A}\u{1193B}\u{1193C}\u{1193E}\u{11943}\u{119D4}-\u{119D7}\u{119DA}\u{119DB}\u{119E0}\u{11A01}-\u{11A06}\u{11A09}\u{11A0A}\u{11A33}-\u{11A38}\u{11A3B}-\u{11A3E}\u{11A47}\u{11A51}-\u{11A56}\u{11A59}-\u{11A5B}\u{11A8A}-\u{11A96}\u{11A98}\u{11A99}\u{11B60}\u{11B62}-\u{11B64}\u{11B66}\u{11C30}-\u{11C36}\u{11C38}-\u{11C3D}\u{11C92}-\u{11CA7}\u{11CAA}-\u{11CB0}\u{11CB2}\u{11CB3}\u{11CB5}\u{11CB6}\u{11D31}-\u{11D36}\u{11D3A}\u{11D3C}\u{11D3D}\u{11D3F}-\u{11D45}\u{11D47}\u{11D90}\u{11D91}\u{11D95}\u{11D97}\u{11EF3}\u{11EF4}\u{11F00}\u{11F01}\u{11F36}-\u{11F3A}\u{11F40}\u{11F42}\u{11F5A}\u{13440}\u{13447}-\u{13455}\u{1611E}-\u{16129}\u{1612D}-\u{1612F}\u{16AF0}-\u{16AF4}\u{16B30}-\u{16B36}\u{16F4F}\u{16F8F}-\u{16F92}\u{16FE4}\u{1BC9D}\u{1BC9E}\u{1CF00}-\u{1CF2D}\u{1CF30}-\u{1CF46}\u{1D167}-\u{1D169}\u{1D17B}-\u{1D182}\u{1D185}-\u{1D18B}\u{1D1AA}-\u{1D1AD}\u{1D242}-\u{1D244}\u{1DA00}-\u{1DA36}\u{1DA3B}-\u{1DA6C}\u{1DA75}\u{1DA84}\u{1DA9B}-\u{1DA9F}\u{1DAA1}-\u{1DAAF}\u{1E000}-\u{1E006}\u{1E008}-\u{1E018}\u{1E01B}-\u{1E021}\u{1E023}\u{1E024}\u{1E026}-\u{1E02A}\u{1E08F}\u{1E130}-\u{1E136}\u{1E2AE}\u{1E2EC}-\u{1E2EF}\u{1E4EC}-\u{1E4EF}\u{1E5EE}\u{1E5EF}\u{1E6E3}\u{1E6E6}\u{1E6EE}\u{1E6EF}\u{1E6F5}\u{1E8D0}-\u{1E8D6}\u{1E944}-\u{1E94A}\u{E0100}-\u{E01EF}]*$/u;
	const bidiS4EN = /[0-9\xB2\xB3\xB9\u06F0-\u06F9\u2070\u2074-\u2079\u2080-\u2089\u2488-\u249B\uFF10-\uFF19\u{102E1}-\u{102FB}\u{1CCF0}-\u{1CCF9}\u{1D7CE}-\u{1D7FF}\u{1F100}-\u{1F10A}\u{1FBF0}-\u{1FBF9}]/u;
	const bidiS4AN = /[\u0600-\u0605\u0660-\u0669\u066B\u066C\u06DD\u0890\u0891\u08E2\u{10D30}-\u{10D39}\u{10D40}-\u{10D49}\u{10E60}-\u{10E7E}]/u;
	const bidiS5 = /^[\0-\x08\x0E-\x1B!-\x84\x86-\u0377\u037A-\u037F\u0384-\u038A\u038C\u038E-\u03A1\u03A3-\u052F\u0531-\u0556\u0559-\u058A\u058D-\u058F\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0606\u0607\u0609\u060A\u060C\u060E-\u061A\u064B-\u065F\u066A\u0670\u06D6-\u06DC\u06DE-\u06E4\u06E7-\u06ED\u06F0-\u06F9\u0711\u0730-\u074A\u07A6-\u07B0\u07EB-\u07F3\u07F6-\u07F9\u07FD\u0816-\u0819\u081B-\u0823\u0825-\u0827\u0829-\u082D\u0859-\u085B\u0897-\u089F\u08CA-\u08E1\u08E3-\u0983\u0985-\u098C\u098F\u0990\u0993-\u09A8\u09AA-\u09B0\u09B2\u09B6-\u09B9\u09BC-\u09C4\u09C7\u09C8\u09CB-\u09CE\u09D7\u09DC\u09DD\u09DF-\u09E3\u09E6-\u09FE\u0A01-\u0A03\u0A05-\u0A0A\u0A0F\u0A10\u0A13-\u0A28\u0A2A-\u0A30\u0A32\u0A33\u0A35\u0A36\u0A38\u0A39\u0A3C\u0A3E-\u0A42\u0A47\u0A48\u0A4B-\u0A4D\u0A51\u0A59-\u0A5C\u0A5E\u0A66-\u0A76\u0A81-\u0A83\u0A85-\u0A8D\u0A8F-\u0A91\u0A93-\u0AA8\u0AAA-\u0AB0\u0AB2\u0AB3\u0AB5-\u0AB9\u0ABC-\u0AC5\u0AC7-\u0AC9\u0ACB-\u0ACD\u0AD0\u0AE0-\u0AE3\u0AE6-\u0AF1\u0AF9-\u0AFF\u0B01-\u0B03\u0B05-\u0B0C\u0B0F\u0B10\u0B13-\u0B28\u0B2A-\u0B30\u0B32\u0B33\u0B35-\u0B39\u0B3C-\u0B44\u0B47\u0B48\u0B4B-\u0B4D\u0B55-\u0B57\u0B5C\u0B5D\u0B5F-\u0B63\u0B66-\u0B77\u0B82\u0B83\u0B85-\u0B8A\u0B8E-\u0B90\u0B92-\u0B95\u0B99\u0B9A\u0B9C\u0B9E\u0B9F\u0BA3\u0BA4\u0BA8-\u0BAA\u0BAE-\u0BB9\u0BBE-\u0BC2\u0BC6-\u0BC8\u0BCA-\u0BCD\u0BD0\u0BD7\u0BE6-\u0BFA\u0C00-\u0C0C\u0C0E-\u0C10\u0C12-\u0C28\u0C2A-\u0C39\u0C3C-\u0C44\u0C46-\u0C48\u0C4A-\u0C4D\u0C55\u0C56\u0C58-\u0C5A\u0C5C\u0C5D\u0C60-\u0C63\u0C66-\u0C6F\u0C77-\u0C8C\u0C8E-\u0C90\u0C92-\u0CA8\u0CAA-\u0CB3\u0CB5-\u0CB9\u0CBC-\u0CC4\u0CC6-\u0CC8\u0CCA-\u0CCD\u0CD5\u0CD6\u0CDC-\u0CDE\u0CE0-\u0CE3\u0CE6-\u0CEF\u0CF1-\u0CF3\u0D00-\u0D0C\u0D0E-\u0D10\u0D12-\u0D44\u0D46-\u0D48\u0D4A-\u0D4F\u0D54-\u0D63\u0D66-\u0D7F\u0D81-\u0D83\u0D85-\u0D96\u0D9A-\u0DB1\u0DB3-\u0DBB\u0DBD\u0DC0-\u0DC6\u0DCA\u0DCF-\u0DD4\u0DD6\u0DD8-\u0DDF\u0DE6-\u0DEF\u0DF2-\u0DF4\u0E01-\u0E3A\u0E3F-\u0E5B\u0E81\u0E82\u0E84\u0E86-\u0E8A\u0E8C-\u0EA3\u0EA5\u0EA7-\u0EBD\u0EC0-\u0EC4\u0EC6\u0EC8-\u0ECE\u0ED0-\u0ED9\u0EDC-\u0EDF\u0F00-\u0F47\u0F49-\u0F6C\u0F71-\u0F97\u0F99-\u0FBC\u0FBE-\u0FCC\u0FCE-\u0FDA\u1000-\u10C5\u10C7\u10CD\u10D0-\u1248\u124A-\u124D\u1250-\u1256\u1258\u125A-\u125D\u1260-\u1288\u128A-\u128D\u1290-\u12B0\u12B2-\u12B5\u12B8-\u12BE\u12C0\u12C2-\u12C5\u12C8-\u12D6\u12D8-\u1310\u1312-\u1315\u1318-\u135A\u135D-\u137C\u1380-\u1399\u13A0-\u13F5\u13F8-\u13FD\u1400-\u167F\u1681-\u169C\u16A0-\u16F8\u1700-\u1715\u171F-\u1736\u1740-\u1753\u1760-\u176C\u176E-\u1770\u1772\u1773\u1780-\u17DD\u17E0-\u17E9\u17F0-\u17F9\u1800-\u1819\u1820-\u1878\u1880-\u18AA\u18B0-\u18F5\u1900-\u191E\u1920-\u192B\u1930-\u193B\u1940\u1944-\u196D\u1970-\u1974\u1980-\u19AB\u19B0-\u19C9\u19D0-\u19DA\u19DE-\u1A1B\u1A1E-\u1A5E\u1A60-\u1A7C\u1A7F-\u1A89\u1A90-\u1A99\u1AA0-\u1AAD\u1AB0-\u1ADD\u1AE0-\u1AEB\u1B00-\u1B4C\u1B4E-\u1BF3\u1BFC-\u1C37\u1C3B-\u1C49\u1C4D-\u1C8A\u1C90-\u1CBA\u1CBD-\u1CC7\u1CD0-\u1CFA\u1D00-\u1F15\u1F18-\u1F1D\u1F20-\u1F45\u1F48-\u1F4D\u1F50-\u1F57\u1F59\u1F5B\u1F5D\u1F5F-\u1F7D\u1F80-\u1FB4\u1FB6-\u1FC4\u1FC6-\u1FD3\u1FD6-\u1FDB\u1FDD-\u1FEF\u1FF2-\u1FF4\u1FF6-\u1FFE\u200B-\u200E\u2010-\u2027\u202F-\u205E\u2060-\u2064\u206A-\u2071\u2074-\u208E\u2090-\u209C\u20A0-\u20C1\u20D0-\u20F0\u2100-\u218B\u2190-\u2429\u2440-\u244A\u2460-\u2B73\u2B76-\u2CF3\u2CF9-\u2D25\u2D27\u2D2D\u2D30-\u2D67\u2D6F\u2D70\u2D7F-\u2D96\u2DA0-\u2DA6\u2DA8-\u2DAE\u2DB0-\u2DB6\u2DB8-\u2DBE\u2DC0-\u2DC6\u2DC8-\u2DCE\u2DD0-\u2DD6\u2DD8-\u2DDE\u2DE0-\u2E5D\u2E80-\u2E99\u2E9B-\u2EF3\u2F00-\u2FD5\u2FF0-\u2FFF\u3001-\u303F\u3041-\u3096\u3099-\u30FF\u3105-\u312F\u3131-\u318E\u3190-\u31E5\u31EF-\u321E\u3220-\uA48C\uA490-\uA4C6\uA4D0-\uA62B\uA640-\uA6F7\uA700-\uA7DC\uA7F1-\uA82C\uA830-\uA839\uA840-\uA877\uA880-\uA8C5\uA8CE-\uA8D9\uA8E0-\uA953\uA95F-\uA97C\uA980-\uA9CD\uA9CF-\uA9D9\uA9DE-\uA9FE\uAA00-\uAA36\uAA40-\uAA4D\uAA50-\uAA59\uAA5C-\uAAC2\uAADB-\uAAF6\uAB01-\uAB06\uAB09-\uAB0E\uAB11-\uAB16\uAB20-\uAB26\uAB28-\uAB2E\uAB30-\uAB6B\uAB70-\uABED\uABF0-\uABF9\uAC00-\uD7A3\uD7B0-\uD7C6\uD7CB-\uD7FB\uD800-\uFA6D\uFA70-\uFAD9\uFB00-\uFB06\uFB13-\uFB17\uFB1E\uFB29\uFBC3-\uFBD2\uFD3E-\uFD4F\uFD90\uFD91\uFDC8-\uFDCF\uFDFD-\uFE19\uFE20-\uFE52\uFE54-\uFE66\uFE68-\uFE6B\uFEFF\uFF01-\uFFBE\uFFC2-\uFFC7\uFFCA-\uFFCF\uFFD2-\uFFD7\uFFDA-\uFFDC\uFFE0-\uFFE6\uFFE8-\uFFEE\uFFF9-\uFFFD\u{10000}-\u{1000B}\u{1000D}-\u{10026}\u{10028}-\u{1003A}\u{1003C}\u{1003D}\u{1003F}-\u{1004D}\u{10050}-\u{1005D}\u{10080}-\u{100FA}\u{10100}-\u{10102}\u{10107}-\u{10133}\u{10137}-\u{1018E}\u{10190}-\u{1019C}\u{101A0}\u{101D0}-\u{101FD}\u{10280}-\u{1029C}\u{102A0}-\u{102D0}\u{102E0}-\u{102FB}\u{10300}-\u{10323}\u{1032D}-\u{1034A}\u{10350}-\u{1037A}\u{10380}-\u{1039D}\u{1039F}-\u{103C3}\u{103C8}-\u{103D5}\u{10400}-\u{1049D}\u{104A0}-\u{104A9}\u{104B0}-\u{104D3}\u{104D8}-\u{104FB}\u{10500}-\u{10527}\u{10530}-\u{10563}\u{1056F}-\u{1057A}\u{1057C}-\u{1058A}\u{1058C}-\u{10592}\u{10594}\u{10595}\u{10597}-\u{105A1}\u{105A3}-\u{105B1}\u{105B3}-\u{105B9}\u{105BB}\u{105BC}\u{105C0}-\u{105F3}\u{10600}-\u{10736}\u{10740}-\u{10755}\u{10760}-\u{10767}\u{10780}-\u{10785}\u{10787}-\u{107B0}\u{107B2}-\u{107BA}\u{1091F}\u{10A01}-\u{10A03}\u{10A05}\u{10A06}\u{10A0C}-\u{10A0F}\u{10A38}-\u{10A3A}\u{10A3F}\u{10AE5}\u{10AE6}\u{10B39}-\u{10B3F}\u{10D24}-\u{10D27}\u{10D69}-\u{10D6E}\u{10EAB}\u{10EAC}\u{10ED0}-\u{10ED8}\u{10EFA}-\u{10EFF}\u{10F46}-\u{10F50}\u{10F82}-\u{10F85}\u{11000}-\u{1104D}\u{11052}-\u{11075}\u{1107F}-\u{110C2}\u{110CD}\u{110D0}-\u{110E8}\u{110F0}-\u{110F9}\u{11100}-\u{11134}\u{11136}-\u{11147}\u{11150}-\u{11176}\u{11180}-\u{111DF}\u{111E1}-\u{111F4}\u{11200}-\u{11211}\u{11213}-\u{11241}\u{11280}-\u{11286}\u{11288}\u{1128A}-\u{1128D}\u{1128F}-\u{1129D}\u{1129F}-\u{112A9}\u{112B0}-\u{112EA}\u{112F0}-\u{112F9}\u{11300}-\u{11303}\u{11305}-\u{1130C}\u{1130F}\u{11310}\u{11313}-\u{11328}\u{1132A}-\u{11330}\u{11332}\u{11333}\u{11335}-\u{11339}\u{1133B}-\u{11344}\u{11347}\u{11348}\u{1134B}-\u{1134D}\u{11350}\u{11357}\u{1135D}-\u{11363}\u{11366}-\u{1136C}\u{11370}-\u{11374}\u{11380}-\u{11389}\u{1138B}\u{1138E}\u{11390}-\u{113B5}\u{113B7}-\u{113C0}\u{113C2}\u{113C5}\u{113C7}-\u{113CA}\u{113CC}-\u{113D5}\u{113D7}\u{113D8}\u{113E1}\u{113E2}\u{11400}-\u{1145B}\u{1145D}-\u{11461}\u{11480}-\u{114C7}\u{114D0}-\u{114D9}\u{11580}-\u{115B5}\u{115B8}-\u{115DD}\u{11600}-\u{11644}\u{11650}-\u{11659}\u{11660}-\u{1166C}\u{11680}-\u{116B9}\u{116C0}-\u{116C9}\u{116D0}-\u{116E3}\u{11700}-\u{1171A}\u{1171D}-\u{1172B}\u{11730}-\u{11746}\u{11800}-\u{1183B}\u{118A0}-\u{118F2}\u{118FF}-\u{11906}\u{11909}\u{1190C}-\u{11913}\u{11915}\u{11916}\u{11918}-\u{11935}\u{11937}\u{11938}\u{1193B}-\u{11946}\u{11950}-\u{11959}\u{119A0}-\u{119A7}\u{119AA}-\u{119D7}\u{119DA}-\u{119E4}\u{11A00}-\u{11A47}\u{11A50}-\u{11AA2}\u{11AB0}-\u{11AF8}\u{11B00}-\u{11B09}\u{11B60}-\u{11B67}\u{11BC0}-\u{11BE1}\u{11BF0}-\u{11BF9}\u{11C00}-\u{11C08}\u{11C0A}-\u{11C36}\u{11C38}-\u{11C45}\u{11C50}-\u{11C6C}\u{11C70}-\u{11C8F}\u{11C92}-\u{11CA7}\u{11CA9}-\u{11CB6}\u{11D00}-\u{11D06}\u{11D08}\u{11D09}\u{11D0B}-\u{11D36}\u{11D3A}\u{11D3C}\u{11D3D}\u{11D3F}-\u{11D47}\u{11D50}-\u{11D59}\u{11D60}-\u{11D65}\u{11D67}\u{11D68}\u{11D6A}-\u{11D8E}\u{11D90}\u{11D91}\u{11D93}-\u{11D98}\u{11DA0}-\u{11DA9}\u{11DB0}-\u{11DDB}\u{11DE0}-\u{11DE9}\u{11EE0}-\u{11EF8}\u{11F00}-\u{11F10}\u{11F12}-\u{11F3A}\u{11F3E}-\u{11F5A}\u{11FB0}\u{11FC0}-\u{11FF1}\u{11FFF}-\u{12399}\u{12400}-\u{1246E}\u{12470}-\u{12474}\u{12480}-\u{12543}\u{12F90}-\u{12FF2}\u{13000}-\u{13455}\u{13460}-\u{143FA}\u{14400}-\u{14646}\u{16100}-\u{16139}\u{16800}-\u{16A38}\u{16A40}-\u{16A5E}\u{16A60}-\u{16A69}\u{16A6E}-\u{16ABE}\u{16AC0}-\u{16AC9}\u{16AD0}-\u{16AED}\u{16AF0}-\u{16AF5}\u{16B00}-\u{16B45}\u{16B50}-\u{16B59}\u{16B5B}-\u{16B61}\u{16B63}-\u{16B77}\u{16B7D}-\u{16B8F}\u{16D40}-\u{16D79}\u{16E40}-\u{16E9A}\u{16EA0}-\u{16EB8}\u{16EBB}-\u{16ED3}\u{16F00}-\u{16F4A}\u{16F4F}-\u{16F87}\u{16F8F}-\u{16F9F}\u{16FE0}-\u{16FE4}\u{16FF0}-\u{16FF6}\u{17000}-\u{18CD5}\u{18CFF}-\u{18D1E}\u{18D80}-\u{18DF2}\u{1AFF0}-\u{1AFF3}\u{1AFF5}-\u{1AFFB}\u{1AFFD}\u{1AFFE}\u{1B000}-\u{1B122}\u{1B132}\u{1B150}-\u{1B152}\u{1B155}\u{1B164}-\u{1B167}\u{1B170}-\u{1B2FB}\u{1BC00}-\u{1BC6A}\u{1BC70}-\u{1BC7C}\u{1BC80}-\u{1BC88}\u{1BC90}-\u{1BC99}\u{1BC9C}-\u{1BCA3}\u{1CC00}-\u{1CCFC}\u{1CD00}-\u{1CEB3}\u{1CEBA}-\u{1CED0}\u{1CEE0}-\u{1CEF0}\u{1CF00}-\u{1CF2D}\u{1CF30}-\u{1CF46}\u{1CF50}-\u{1CFC3}\u{1D000}-\u{1D0F5}\u{1D100}-\u{1D126}\u{1D129}-\u{1D1EA}\u{1D200}-\u{1D245}\u{1D2C0}-\u{1D2D3}\u{1D2E0}-\u{1D2F3}\u{1D300}-\u{1D356}\u{1D360}-\u{1D378}\u{1D400}-\u{1D454}\u{1D456}-\u{1D49C}\u{1D49E}\u{1D49F}\u{1D4A2}\u{1D4A5}\u{1D4A6}\u{1D4A9}-\u{1D4AC}\u{1D4AE}-\u{1D4B9}\u{1D4BB}\u{1D4BD}-\u{1D4C3}\u{1D4C5}-\u{1D505}\u{1D507}-\u{1D50A}\u{1D50D}-\u{1D514}\u{1D516}-\u{1D51C}\u{1D51E}-\u{1D539}\u{1D53B}-\u{1D53E}\u{1D540}-\u{1D544}\u{1D546}\u{1D54A}-\u{1D550}\u{1D552}-\u{1D6A5}\u{1D6A8}-\u{1D7CB}\u{1D7CE}-\u{1DA8B}\u{1DA9B}-\u{1DA9F}\u{1DAA1}-\u{1DAAF}\u{1DF00}-\u{1DF1E}\u{1DF25}-\u{1DF2A}\u{1E000}-\u{1E006}\u{1E008}-\u{1E018}\u{1E01B}-\u{1E021}\u{1E023}\u{1E024}\u{1E026}-\u{1E02A}\u{1E030}-\u{1E06D}\u{1E08F}\u{1E100}-\u{1E12C}\u{1E130}-\u{1E13D}\u{1E140}-\u{1E149}\u{1E14E}\u{1E14F}\u{1E290}-\u{1E2AE}\u{1E2C0}-\u{1E2F9}\u{1E2FF}\u{1E4D0}-\u{1E4F9}\u{1E5D0}-\u{1E5FA}\u{1E5FF}\u{1E6C0}-\u{1E6DE}\u{1E6E0}-\u{1E6F5}\u{1E6FE}\u{1E6FF}\u{1E7E0}-\u{1E7E6}\u{1E7E8}-\u{1E7EB}\u{1E7ED}\u{1E7EE}\u{1E7F0}-\u{1E7FE}\u{1E8D0}-\u{1E8D6}\u{1E944}-\u{1E94A}\u{1EEF0}\u{1EEF1}\u{1F000}-\u{1F02B}\u{1F030}-\u{1F093}\u{1F0A0}-\u{1F0AE}\u{1F0B1}-\u{1F0BF}\u{1F0C1}-\u{1F0CF}\u{1F0D1}-\u{1F0F5}\u{1F100}-\u{1F1AD}\u{1F1E6}-\u{1F202}\u{1F210}-\u{1F23B}\u{1F240}-\u{1F248}\u{1F250}\u{1F251}\u{1F260}-\u{1F265}\u{1F300}-\u{1F6D8}\u{1F6DC}-\u{1F6EC}\u{1F6F0}-\u{1F6FC}\u{1F700}-\u{1F7D9}\u{1F7E0}-\u{1F7EB}\u{1F7F0}\u{1F800}-\u{1F80B}\u{1F810}-\u{1F847}\u{1F850}-\u{1F859}\u{1F860}-\u{1F887}\u{1F890}-\u{1F8AD}\u{1F8B0}-\u{1F8BB}\u{1F8C0}\u{1F8C1}\u{1F8D0}-\u{1F8D8}\u{1F900}-\u{1FA57}\u{1FA60}-\u{1FA6D}\u{1FA70}-\u{1FA7C}\u{1FA80}-\u{1FA8A}\u{1FA8E}-\u{1FAC6}\u{1FAC8}\u{1FACD}-\u{1FADC}\u{1FADF}-\u{1FAEA}\u{1FAEF}-\u{1FAF8}\u{1FB00}-\u{1FB92}\u{1FB94}-\u{1FBFA}\u{20000}-\u{2A6DF}\u{2A700}-\u{2B81D}\u{2B820}-\u{2CEAD}\u{2CEB0}-\u{2EBE0}\u{2EBF0}-\u{2EE5D}\u{2F800}-\u{2FA1D}\u{30000}-\u{3134A}\u{31350}-\u{33479}\u{E0001}\u{E0020}-\u{E007F}\u{E0100}-\u{E01EF}\u{F0000}-\u{FFFFD}\u{100000}-\u{10FFFD}]*$/u;
	const bidiS6 = /[0-9A-Za-z\xAA\xB2\xB3\xB5\xB9\xBA\xC0-\xD6\xD8-\xF6\xF8-\u02B8\u02BB-\u02C1\u02D0\u02D1\u02E0-\u02E4\u02EE\u0370-\u0373\u0376\u0377\u037A-\u037D\u037F\u0386\u0388-\u038A\u038C\u038E-\u03A1\u03A3-\u03F5\u03F7-\u0482\u048A-\u052F\u0531-\u0556\u0559-\u0589\u06F0-\u06F9\u0903-\u0939\u093B\u093D-\u0940\u0949-\u094C\u094E-\u0950\u0958-\u0961\u0964-\u0980\u0982\u0983\u0985-\u098C\u098F\u0990\u0993-\u09A8\u09AA-\u09B0\u09B2\u09B6-\u09B9\u09BD-\u09C0\u09C7\u09C8\u09CB\u09CC\u09CE\u09D7\u09DC\u09DD\u09DF-\u09E1\u09E6-\u09F1\u09F4-\u09FA\u09FC\u09FD\u0A03\u0A05-\u0A0A\u0A0F\u0A10\u0A13-\u0A28\u0A2A-\u0A30\u0A32\u0A33\u0A35\u0A36\u0A38\u0A39\u0A3E-\u0A40\u0A59-\u0A5C\u0A5E\u0A66-\u0A6F\u0A72-\u0A74\u0A76\u0A83\u0A85-\u0A8D\u0A8F-\u0A91\u0A93-\u0AA8\u0AAA-\u0AB0\u0AB2\u0AB3\u0AB5-\u0AB9\u0ABD-\u0AC0\u0AC9\u0ACB\u0ACC\u0AD0\u0AE0\u0AE1\u0AE6-\u0AF0\u0AF9\u0B02\u0B03\u0B05-\u0B0C\u0B0F\u0B10\u0B13-\u0B28\u0B2A-\u0B30\u0B32\u0B33\u0B35-\u0B39\u0B3D\u0B3E\u0B40\u0B47\u0B48\u0B4B\u0B4C\u0B57\u0B5C\u0B5D\u0B5F-\u0B61\u0B66-\u0B77\u0B83\u0B85-\u0B8A\u0B8E-\u0B90\u0B92-\u0B95\u0B99\u0B9A\u0B9C\u0B9E\u0B9F\u0BA3\u0BA4\u0BA8-\u0BAA\u0BAE-\u0BB9\u0BBE\u0BBF\u0BC1\u0BC2\u0BC6-\u0BC8\u0BCA-\u0BCC\u0BD0\u0BD7\u0BE6-\u0BF2\u0C01-\u0C03\u0C05-\u0C0C\u0C0E-\u0C10\u0C12-\u0C28\u0C2A-\u0C39\u0C3D\u0C41-\u0C44\u0C58-\u0C5A\u0C5C\u0C5D\u0C60\u0C61\u0C66-\u0C6F\u0C77\u0C7F\u0C80\u0C82-\u0C8C\u0C8E-\u0C90\u0C92-\u0CA8\u0CAA-\u0CB3\u0CB5-\u0CB9\u0CBD-\u0CC4\u0CC6-\u0CC8\u0CCA\u0CCB\u0CD5\u0CD6\u0CDC-\u0CDE\u0CE0\u0CE1\u0CE6-\u0CEF\u0CF1-\u0CF3\u0D02-\u0D0C\u0D0E-\u0D10\u0D12-\u0D3A\u0D3D-\u0D40\u0D46-\u0D48\u0D4A-\u0D4C\u0D4E\u0D4F\u0D54-\u0D61\u0D66-\u0D7F\u0D82\u0D83\u0D85-\u0D96\u0D9A-\u0DB1\u0DB3-\u0DBB\u0DBD\u0DC0-\u0DC6\u0DCF-\u0DD1\u0DD8-\u0DDF\u0DE6-\u0DEF\u0DF2-\u0DF4\u0E01-\u0E30\u0E32\u0E33\u0E40-\u0E46\u0E4F-\u0E5B\u0E81\u0E82\u0E84\u0E86-\u0E8A\u0E8C-\u0EA3\u0EA5\u0EA7-\u0EB0\u0EB2\u0EB3\u0EBD\u0EC0-\u0EC4\u0EC6\u0ED0-\u0ED9\u0EDC-\u0EDF\u0F00-\u0F17\u0F1A-\u0F34\u0F36\u0F38\u0F3E-\u0F47\u0F49-\u0F6C\u0F7F\u0F85\u0F88-\u0F8C\u0FBE-\u0FC5\u0FC7-\u0FCC\u0FCE-\u0FDA\u1000-\u102C\u1031\u1038\u103B\u103C\u103F-\u1057\u105A-\u105D\u1061-\u1070\u1075-\u1081\u1083\u1084\u1087-\u108C\u108E-\u109C\u109E-\u10C5\u10C7\u10CD\u10D0-\u1248\u124A-\u124D\u1250-\u1256\u1258\u125A-\u125D\u1260-\u1288\u128A-\u128D\u1290-\u12B0\u12B2-\u12B5\u12B8-\u12BE\u12C0\u12C2-\u12C5\u12C8-\u12D6\u12D8-\u1310\u1312-\u1315\u1318-\u135A\u1360-\u137C\u1380-\u138F\u13A0-\u13F5\u13F8-\u13FD\u1401-\u167F\u1681-\u169A\u16A0-\u16F8\u1700-\u1711\u1715\u171F-\u1731\u1734-\u1736\u1740-\u1751\u1760-\u176C\u176E-\u1770\u1780-\u17B3\u17B6\u17BE-\u17C5\u17C7\u17C8\u17D4-\u17DA\u17DC\u17E0-\u17E9\u1810-\u1819\u1820-\u1878\u1880-\u1884\u1887-\u18A8\u18AA\u18B0-\u18F5\u1900-\u191E\u1923-\u1926\u1929-\u192B\u1930\u1931\u1933-\u1938\u1946-\u196D\u1970-\u1974\u1980-\u19AB\u19B0-\u19C9\u19D0-\u19DA\u1A00-\u1A16\u1A19\u1A1A\u1A1E-\u1A55\u1A57\u1A61\u1A63\u1A64\u1A6D-\u1A72\u1A80-\u1A89\u1A90-\u1A99\u1AA0-\u1AAD\u1B04-\u1B33\u1B35\u1B3B\u1B3D-\u1B41\u1B43-\u1B4C\u1B4E-\u1B6A\u1B74-\u1B7F\u1B82-\u1BA1\u1BA6\u1BA7\u1BAA\u1BAE-\u1BE5\u1BE7\u1BEA-\u1BEC\u1BEE\u1BF2\u1BF3\u1BFC-\u1C2B\u1C34\u1C35\u1C3B-\u1C49\u1C4D-\u1C8A\u1C90-\u1CBA\u1CBD-\u1CC7\u1CD3\u1CE1\u1CE9-\u1CEC\u1CEE-\u1CF3\u1CF5-\u1CF7\u1CFA\u1D00-\u1DBF\u1E00-\u1F15\u1F18-\u1F1D\u1F20-\u1F45\u1F48-\u1F4D\u1F50-\u1F57\u1F59\u1F5B\u1F5D\u1F5F-\u1F7D\u1F80-\u1FB4\u1FB6-\u1FBC\u1FBE\u1FC2-\u1FC4\u1FC6-\u1FCC\u1FD0-\u1FD3\u1FD6-\u1FDB\u1FE0-\u1FEC\u1FF2-\u1FF4\u1FF6-\u1FFC\u200E\u2070\u2071\u2074-\u2079\u207F-\u2089\u2090-\u209C\u2102\u2107\u210A-\u2113\u2115\u2119-\u211D\u2124\u2126\u2128\u212A-\u212D\u212F-\u2139\u213C-\u213F\u2145-\u2149\u214E\u214F\u2160-\u2188\u2336-\u237A\u2395\u2488-\u24E9\u26AC\u2800-\u28FF\u2C00-\u2CE4\u2CEB-\u2CEE\u2CF2\u2CF3\u2D00-\u2D25\u2D27\u2D2D\u2D30-\u2D67\u2D6F\u2D70\u2D80-\u2D96\u2DA0-\u2DA6\u2DA8-\u2DAE\u2DB0-\u2DB6\u2DB8-\u2DBE\u2DC0-\u2DC6\u2DC8-\u2DCE\u2DD0-\u2DD6\u2DD8-\u2DDE\u3005-\u3007\u3021-\u3029\u302E\u302F\u3031-\u3035\u3038-\u303C\u3041-\u3096\u309D-\u309F\u30A1-\u30FA\u30FC-\u30FF\u3105-\u312F\u3131-\u318E\u3190-\u31BF\u31F0-\u321C\u3220-\u324F\u3260-\u327B\u327F-\u32B0\u32C0-\u32CB\u32D0-\u3376\u337B-\u33DD\u33E0-\u33FE\u3400-\u4DBF\u4E00-\uA48C\uA4D0-\uA60C\uA610-\uA62B\uA640-\uA66E\uA680-\uA69D\uA6A0-\uA6EF\uA6F2-\uA6F7\uA722-\uA787\uA789-\uA7DC\uA7F1-\uA801\uA803-\uA805\uA807-\uA80A\uA80C-\uA824\uA827\uA830-\uA837\uA840-\uA873\uA880-\uA8C3\uA8CE-\uA8D9\uA8F2-\uA8FE\uA900-\uA925\uA92E-\uA946\uA952\uA953\uA95F-\uA97C\uA983-\uA9B2\uA9B4\uA9B5\uA9BA\uA9BB\uA9BE-\uA9CD\uA9CF-\uA9D9\uA9DE-\uA9E4\uA9E6-\uA9FE\uAA00-\uAA28\uAA2F\uAA30\uAA33\uAA34\uAA40-\uAA42\uAA44-\uAA4B\uAA4D\uAA50-\uAA59\uAA5C-\uAA7B\uAA7D-\uAAAF\uAAB1\uAAB5\uAAB6\uAAB9-\uAABD\uAAC0\uAAC2\uAADB-\uAAEB\uAAEE-\uAAF5\uAB01-\uAB06\uAB09-\uAB0E\uAB11-\uAB16\uAB20-\uAB26\uAB28-\uAB2E\uAB30-\uAB69\uAB70-\uABE4\uABE6\uABE7\uABE9-\uABEC\uABF0-\uABF9\uAC00-\uD7A3\uD7B0-\uD7C6\uD7CB-\uD7FB\uD800-\uFA6D\uFA70-\uFAD9\uFB00-\uFB06\uFB13-\uFB17\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\uFF66-\uFFBE\uFFC2-\uFFC7\uFFCA-\uFFCF\uFFD2-\uFFD7\uFFDA-\uFFDC\u{10000}-\u{1000B}\u{1000D}-\u{10026}\u{10028}-\u{1003A}\u{1003C}\u{1003D}\u{1003F}-\u{1004D}\u{10050}-\u{1005D}\u{10080}-\u{100FA}\u{10100}\u{10102}\u{10107}-\u{10133}\u{10137}-\u{1013F}\u{1018D}\u{1018E}\u{101D0}-\u{101FC}\u{10280}-\u{1029C}\u{102A0}-\u{102D0}\u{102E1}-\u{102FB}\u{10300}-\u{10323}\u{1032D}-\u{1034A}\u{10350}-\u{10375}\u{10380}-\u{1039D}\u{1039F}-\u{103C3}\u{103C8}-\u{103D5}\u{10400}-\u{1049D}\u{104A0}-\u{104A9}\u{104B0}-\u{104D3}\u{104D8}-\u{104FB}\u{10500}-\u{10527}\u{10530}-\u{10563}\u{1056F}-\u{1057A}\u{1057C}-\u{1058A}\u{1058C}-\u{10592}\u{10594}\u{10595}\u{10597}-\u{105A1}\u{105A3}-\u{105B1}\u{105B3}-\u{105B9}\u{105BB}\u{105BC}\u{105C0}-\u{105F3}\u{10600}-\u{10736}\u{10740}-\u{10755}\u{10760}-\u{10767}\u{10780}-\u{10785}\u{10787}-\u{107B0}\u{107B2}-\u{107BA}\u{11000}\u{11002}-\u{11037}\u{11047}-\u{1104D}\u{11066}-\u{1106F}\u{11071}\u{11072}\u{11075}\u{11082}-\u{110B2}\u{110B7}\u{110B8}\u{110BB}-\u{110C1}\u{110CD}\u{110D0}-\u{110E8}\u{110F0}-\u{110F9}\u{11103}-\u{11126}\u{1112C}\u{11136}-\u{11147}\u{11150}-\u{11172}\u{11174}-\u{11176}\u{11182}-\u{111B5}\u{111BF}-\u{111C8}\u{111CD}\u{111CE}\u{111D0}-\u{111DF}\u{111E1}-\u{111F4}\u{11200}-\u{11211}\u{11213}-\u{1122E}\u{11232}\u{11233}\u{11235}\u{11238}-\u{1123D}\u{1123F}\u{11240}\u{11280}-\u{11286}\u{11288}\u{1128A}-\u{1128D}\u{1128F}-\u{1129D}\u{1129F}-\u{112A9}\u{112B0}-\u{112DE}\u{112E0}-\u{112E2}\u{112F0}-\u{112F9}\u{11302}\u{11303}\u{11305}-\u{1130C}\u{1130F}\u{11310}\u{11313}-\u{11328}\u{1132A}-\u{11330}\u{11332}\u{11333}\u{11335}-\u{11339}\u{1133D}-\u{1133F}\u{11341}-\u{11344}\u{11347}\u{11348}\u{1134B}-\u{1134D}\u{11350}\u{11357}\u{1135D}-\u{11363}\u{11380}-\u{11389}\u{1138B}\u{1138E}\u{11390}-\u{113B5}\u{113B7}-\u{113BA}\u{113C2}\u{113C5}\u{113C7}-\u{113CA}\u{113CC}\u{113CD}\u{113CF}\u{113D1}\u{113D3}-\u{113D5}\u{113D7}\u{113D8}\u{11400}-\u{11437}\u{11440}\u{11441}\u{11445}\u{11447}-\u{1145B}\u{1145D}\u{1145F}-\u{11461}\u{11480}-\u{114B2}\u{114B9}\u{114BB}-\u{114BE}\u{114C1}\u{114C4}-\u{114C7}\u{114D0}-\u{114D9}\u{11580}-\u{115B1}\u{115B8}-\u{115BB}\u{115BE}\u{115C1}-\u{115DB}\u{11600}-\u{11632}\u{1163B}\u{1163C}\u{1163E}\u{11641}-\u{11644}\u{11650}-\u{11659}\u{11680}-\u{116AA}\u{116AC}\u{116AE}\u{116AF}\u{116B6}\u{116B8}\u{116B9}\u{116C0}-\u{116C9}\u{116D0}-\u{116E3}\u{11700}-\u{1171A}\u{1171E}\u{11720}\u{11721}\u{11726}\u{11730}-\u{11746}\u{11800}-\u{1182E}\u{11838}\u{1183B}\u{118A0}-\u{118F2}\u{118FF}-\u{11906}\u{11909}\u{1190C}-\u{11913}\u{11915}\u{11916}\u{11918}-\u{11935}\u{11937}\u{11938}\u{1193D}\u{1193F}-\u{11942}\u{11944}-\u{11946}\u{11950}-\u{11959}\u{119A0}-\u{119A7}\u{119AA}-\u{119D3}\u{119DC}-\u{119DF}\u{119E1}-\u{119E4}\u{11A00}\u{11A07}\u{11A08}\u{11A0B}-\u{11A32}\u{11A39}\u{11A3A}\u{11A3F}-\u{11A46}\u{11A50}\u{11A57}\u{11A58}\u{11A5C}-\u{11A89}\u{11A97}\u{11A9A}-\u{11AA2}\u{11AB0}-\u{11AF8}\u{11B00}-\u{11B09}\u{11B61}\u{11B65}\u{11B67}\u{11BC0}-\u{11BE1}\u{11BF0}-\u{11BF9}\u{11C00}-\u{11C08}\u{11C0A}-\u{11C2F}\u{11C3E}-\u{11C45}\u{11C50}-\u{11C6C}\u{11C70}-\u{11C8F}\u{11CA9}\u{11CB1}\u{11CB4}\u{11D00}-\u{11D06}\u{11D08}\u{11D09}\u{11D0B}-\u{11D30}\u{11D46}\u{11D50}-\u{11D59}\u{11D60}-\u{11D65}\u{11D67}\u{11D68}\u{11D6A}-\u{11D8E}\u{11D93}\u{11D94}\u{11D96}\u{11D98}\u{11DA0}-\u{11DA9}\u{11DB0}-\u{11DDB}\u{11DE0}-\u{11DE9}\u{11EE0}-\u{11EF2}\u{11EF5}-\u{11EF8}\u{11F02}-\u{11F10}\u{11F12}-\u{11F35}\u{11F3E}\u{11F3F}\u{11F41}\u{11F43}-\u{11F59}\u{11FB0}\u{11FC0}-\u{11FD4}\u{11FFF}-\u{12399}\u{12400}-\u{1246E}\u{12470}-\u{12474}\u{12480}-\u{12543}\u{12F90}-\u{12FF2}\u{13000}-\u{1343F}\u{13441}-\u{13446}\u{13460}-\u{143FA}\u{14400}-\u{14646}\u{16100}-\u{1611D}\u{1612A}-\u{1612C}\u{16130}-\u{16139}\u{16800}-\u{16A38}\u{16A40}-\u{16A5E}\u{16A60}-\u{16A69}\u{16A6E}-\u{16ABE}\u{16AC0}-\u{16AC9}\u{16AD0}-\u{16AED}\u{16AF5}\u{16B00}-\u{16B2F}\u{16B37}-\u{16B45}\u{16B50}-\u{16B59}\u{16B5B}-\u{16B61}\u{16B63}-\u{16B77}\u{16B7D}-\u{16B8F}\u{16D40}-\u{16D79}\u{16E40}-\u{16E9A}\u{16EA0}-\u{16EB8}\u{16EBB}-\u{16ED3}\u{16F00}-\u{16F4A}\u{16F50}-\u{16F87}\u{16F93}-\u{16F9F}\u{16FE0}\u{16FE1}\u{16FE3}\u{16FF0}-\u{16FF6}\u{17000}-\u{18CD5}\u{18CFF}-\u{18D1E}\u{18D80}-\u{18DF2}\u{1AFF0}-\u{1AFF3}\u{1AFF5}-\u{1AFFB}\u{1AFFD}\u{1AFFE}\u{1B000}-\u{1B122}\u{1B132}\u{1B150}-\u{1B152}\u{1B155}\u{1B164}-\u{1B167}\u{1B170}-\u{1B2FB}\u{1BC00}-\u{1BC6A}\u{1BC70}-\u{1BC7C}\u{1BC80}-\u{1BC88}\u{1BC90}-\u{1BC99}\u{1BC9C}\u{1BC9F}\u{1CCD6}-\u{1CCF9}\u{1CF50}-\u{1CFC3}\u{1D000}-\u{1D0F5}\u{1D100}-\u{1D126}\u{1D129}-\u{1D166}\u{1D16A}-\u{1D172}\u{1D183}\u{1D184}\u{1D18C}-\u{1D1A9}\u{1D1AE}-\u{1D1E8}\u{1D2C0}-\u{1D2D3}\u{1D2E0}-\u{1D2F3}\u{1D360}-\u{1D378}\u{1D400}-\u{1D454}\u{1D456}-\u{1D49C}\u{1D49E}\u{1D49F}\u{1D4A2}\u{1D4A5}\u{1D4A6}\u{1D4A9}-\u{1D4AC}\u{1D4AE}-\u{1D4B9}\u{1D4BB}\u{1D4BD}-\u{1D4C3}\u{1D4C5}-\u{1D505}\u{1D507}-\u{1D50A}\u{1D50D}-\u{1D514}\u{1D516}-\u{1D51C}\u{1D51E}-\u{1D539}\u{1D53B}-\u{1D53E}\u{1D540}-\u{1D544}\u{1D546}\u{1D54A}-\u{1D550}\u{1D552}-\u{1D6A5}\u{1D6A8}-\u{1D6C0}\u{1D6C2}-\u{1D6DA}\u{1D6DC}-\u{1D6FA}\u{1D6FC}-\u{1D714}\u{1D716}-\u{1D734}\u{1D736}-\u{1D74E}\u{1D750}-\u{1D76E}\u{1D770}-\u{1D788}\u{1D78A}-\u{1D7A8}\u{1D7AA}-\u{1D7C2}\u{1D7C4}-\u{1D7CB}\u{1D7CE}-\u{1D9FF}\u{1DA37}-\u{1DA3A}\u{1DA6D}-\u{1DA74}\u{1DA76}-\u{1DA83}\u{1DA85}-\u{1DA8B}\u{1DF00}-\u{1DF1E}\u{1DF25}-\u{1DF2A}\u{1E030}-\u{1E06D}\u{1E100}-\u{1E12C}\u{1E137}-\u{1E13D}\u{1E140}-\u{1E149}\u{1E14E}\u{1E14F}\u{1E290}-\u{1E2AD}\u{1E2C0}-\u{1E2EB}\u{1E2F0}-\u{1E2F9}\u{1E4D0}-\u{1E4EB}\u{1E4F0}-\u{1E4F9}\u{1E5D0}-\u{1E5ED}\u{1E5F0}-\u{1E5FA}\u{1E5FF}\u{1E6C0}-\u{1E6DE}\u{1E6E0}-\u{1E6E2}\u{1E6E4}\u{1E6E5}\u{1E6E7}-\u{1E6ED}\u{1E6F0}-\u{1E6F4}\u{1E6FE}\u{1E6FF}\u{1E7E0}-\u{1E7E6}\u{1E7E8}-\u{1E7EB}\u{1E7ED}\u{1E7EE}\u{1E7F0}-\u{1E7FE}\u{1F100}-\u{1F10A}\u{1F110}-\u{1F12E}\u{1F130}-\u{1F169}\u{1F170}-\u{1F1AC}\u{1F1E6}-\u{1F202}\u{1F210}-\u{1F23B}\u{1F240}-\u{1F248}\u{1F250}\u{1F251}\u{1FBF0}-\u{1FBF9}\u{20000}-\u{2A6DF}\u{2A700}-\u{2B81D}\u{2B820}-\u{2CEAD}\u{2CEB0}-\u{2EBE0}\u{2EBF0}-\u{2EE5D}\u{2F800}-\u{2FA1D}\u{30000}-\u{3134A}\u{31350}-\u{33479}\u{F0000}-\u{FFFFD}\u{100000}-\u{10FFFD}][\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u0711\u0730-\u074A\u07A6-\u07B0\u07EB-\u07F3\u07FD\u0816-\u0819\u081B-\u0823\u0825-\u0827\u0829-\u082D\u0859-\u085B\u0897-\u089F\u08CA-\u08E1\u08E3-\u0902\u093A\u093C\u0941-\u0948\u094D\u0951-\u0957\u0962\u0963\u0981\u09BC\u09C1-\u09C4\u09CD\u09E2\u09E3\u09FE\u0A01\u0A02\u0A3C\u0A41\u0A42\u0A47\u0A48\u0A4B-\u0A4D\u0A51\u0A70\u0A71\u0A75\u0A81\u0A82\u0ABC\u0AC1-\u0AC5\u0AC7\u0AC8\u0ACD\u0AE2\u0AE3\u0AFA-\u0AFF\u0B01\u0B3C\u0B3F\u0B41-\u0B44\u0B4D\u0B55\u0B56\u0B62\u0B63\u0B82\u0BC0\u0BCD\u0C00\u0C04\u0C3C\u0C3E-\u0C40\u0C46-\u0C48\u0C4A-\u0C4D\u0C55\u0C56\u0C62\u0C63\u0C81\u0CBC\u0CCC\u0CCD\u0CE2\u0CE3\u0D00\u0D01\u0D3B\u0D3C\u0D41-\u0D44\u0D4D\u0D62\u0D63\u0D81\u0DCA\u0DD2-\u0DD4\u0DD6\u0E31\u0E34-\u0E3A\u0E47-\u0E4E\u0EB1\u0EB4-\u0EBC\u0EC8-\u0ECE\u0F18\u0F19\u0F35\u0F37\u0F39\u0F71-\u0F7E\u0F80-\u0F84\u0F86\u0F87\u0F8D-\u0F97\u0F99-\u0FBC\u0FC6\u102D-\u1030\u1032-\u1037\u1039\u103A\u103D\u103E\u1058\u1059\u105E-\u1060\u1071-\u1074\u1082\u1085\u1086\u108D\u109D\u135D-\u135F\u1712-\u1714\u1732\u1733\u1752\u1753\u1772\u1773\u17B4\u17B5\u17B7-\u17BD\u17C6\u17C9-\u17D3\u17DD\u180B-\u180D\u180F\u1885\u1886\u18A9\u1920-\u1922\u1927\u1928\u1932\u1939-\u193B\u1A17\u1A18\u1A1B\u1A56\u1A58-\u1A5E\u1A60\u1A62\u1A65-\u1A6C\u1A73-\u1A7C\u1A7F\u1AB0-\u1ADD\u1AE0-\u1AEB\u1B00-\u1B03\u1B34\u1B36-\u1B3A\u1B3C\u1B42\u1B6B-\u1B73\u1B80\u1B81\u1BA2-\u1BA5\u1BA8\u1BA9\u1BAB-\u1BAD\u1BE6\u1BE8\u1BE9\u1BED\u1BEF-\u1BF1\u1C2C-\u1C33\u1C36\u1C37\u1CD0-\u1CD2\u1CD4-\u1CE0\u1CE2-\u1CE8\u1CED\u1CF4\u1CF8\u1CF9\u1DC0-\u1DFF\u20D0-\u20F0\u2CEF-\u2CF1\u2D7F\u2DE0-\u2DFF\u302A-\u302D\u3099\u309A\uA66F-\uA672\uA674-\uA67D\uA69E\uA69F\uA6F0\uA6F1\uA802\uA806\uA80B\uA825\uA826\uA82C\uA8C4\uA8C5\uA8E0-\uA8F1\uA8FF\uA926-\uA92D\uA947-\uA951\uA980-\uA982\uA9B3\uA9B6-\uA9B9\uA9BC\uA9BD\uA9E5\uAA29-\uAA2E\uAA31\uAA32\uAA35\uAA36\uAA43\uAA4C\uAA7C\uAAB0\uAAB2-\uAAB4\uAAB7\uAAB8\uAABE\uAABF\uAAC1\uAAEC\uAAED\uAAF6\uABE5\uABE8\uABED\uFB1E\uFE00-\uFE0F\uFE20-\uFE2F\u{101FD}\u{102E0}\u{10376}-\u{1037A}\u{10A01}-\u{10A03}\u{10A05}\u{10A06}\u{10A0C}-\u{10A0F}\u{10A38}-\u{10A3A}\u{10A3F}\u{10AE5}\u{10AE6}\u{10D24}-\u{10D27}\u{10D69}-\u{10D6D}\u{10EAB}\u{10EAC}\u{10EFA}-\u{10EFF}\u{10F46}-\u{10F50}\u{10F82}-\u{10F85}\u{11001}\u{11038}-\u{11046}\u{11070}\u{11073}\u{11074}\u{1107F}-\u{11081}\u{110B3}-\u{110B6}\u{110B9}\u{110BA}\u{110C2}\u{11100}-\u{11102}\u{11127}-\u{1112B}\u{1112D}-\u{11134}\u{11173}\u{11180}\u{11181}\u{111B6}-\u{111BE}\u{111C9}-\u{111CC}\u{111CF}\u{1122F}-\u{11231}\u{11234}\u{11236}\u{11237}\u{1123E}\u{11241}\u{112DF}\u{112E3}-\u{112EA}\u{11300}\u{11301}\u{1133B}\u{1133C}\u{11340}\u{11366}-\u{1136C}\u{11370}-\u{11374}\u{113BB}-\u{113C0}\u{113CE}\u{113D0}\u{113D2}\u{113E1}\u{113E2}\u{11438}-\u{1143F}\u{11442}-\u{11444}\u{11446}\u{1145E}\u{114B3}-\u{114B8}\u{114BA}\u{114BF}\u{114C0}\u{114C2}\u{114C3}\u{115B2}-\u{115B5}\u{115BC}\u{115BD}\u{115BF}\u{115C0}\u{115DC}\u{115DD}\u{11633}-\u{1163A}\u{1163D}\u{1163F}\u{11640}\u{116AB}\u{116AD}\u{116B0}-\u{116B5}\u{116B7}\u{1171D}\u{1171F}\u{11722}-\u{11725}\u{11727}-\u{1172B}\u{1182F}-\u{11837}\u{11839}\u{1183A}\u{1193B}\u{1193C}\u{1193E}\u{11943}\u{119D4}-\u{119D7}\u{119DA}\u{119DB}\u{119E0}\u{11A01}-\u{11A06}\u{11A09}\u{11A0A}\u{11A33}-\u{11A38}\u{11A3B}-\u{11A3E}\u{11A47}\u{11A51}-\u{11A56}\u{11A59}-\u{11A5B}\u{11A8A}-\u{11A96}\u{11A98}\u{11A99}\u{11B60}\u{11B62}-\u{11B64}\u{11B66}\u{11C30}-\u{11C36}\u{11C38}-\u{11C3D}\u{11C92}-\u{11CA7}\u{11CAA}-\u{11CB0}\u{11CB2}\u{11CB3}\u{11CB5}\u{11CB6}\u{11D31}-\u{11D36}\u{11D3A}\u{11D3C}\u{11D3D}\u{11D3F}-\u{11D45}\u{11D47}\u{11D90}\u{11D91}\u{11D95}\u{11D97}\u{11EF3}\u{11EF4}\u{11F00}\u{11F01}\u{11F36}-\u{11F3A}\u{11F40}\u{11F42}\u{11F5A}\u{13440}\u{13447}-\u{13455}\u{1611E}-\u{16129}\u{1612D}-\u{1612F}\u{16AF0}-\u{16AF4}\u{16B30}-\u{16B36}\u{16F4F}\u{16F8F}-\u{16F92}\u{16FE4}\u{1BC9D}\u{1BC9E}\u{1CF00}-\u{1CF2D}\u{1CF30}-\u{1CF46}\u{1D167}-\u{1D169}\u{1D17B}-\u{1D182}\u{1D185}-\u{1D18B}\u{1D1AA}-\u{1D1AD}\u{1D242}-\u{1D244}\u{1DA00}-\u{1DA36}\u{1DA3B}-\u{1DA6C}\u{1DA75}\u{1DA84}\u{1DA9B}-\u{1DA9F}\u{1DAA1}-\u{1DAAF}\u{1E000}-\u{1E006}\u{1E008}-\u{1E018}\u{1E01B}-\u{1E021}\u{1E023}\u{1E024}\u{1E026}-\u{1E02A}\u{1E08F}\u{1E130}-\u{1E136}\u{1E2AE}\u{1E2EC}-\u{1E2EF}\u{1E4EC}-\u{1E4EF}\u{1E5EE}\u{1E5EF}\u{1E6E3}\u{1E6E6}\u{1E6EE}\u{1E6EF}\u{1E6F5}\u{1E8D0}-\u{1E8D6}\u{1E944}-\u{1E94A}\u{E0100}-\u{E01EF}]*$/u;
	module.exports = {
		combiningMarks,
		combiningClassVirama,
		validZWNJ,
		bidiDomain,
		bidiS1LTR,
		bidiS1RTL,
		bidiS2,
		bidiS3,
		bidiS4EN,
		bidiS4AN,
		bidiS5,
		bidiS6
	};
}));

// node_modules/tr46/lib/mappingTable.json
var require_mappingTable = /* @__PURE__ */ require_rolldown_runtime.__commonJSMin(((exports, module) => {
	module.exports = [
		[[0, 44], 2],
		[[45, 46], 2],
		[47, 2],
		[[48, 57], 2],
		[[58, 64], 2],
		[
			65,
			1,
			"a"
		],
		[
			66,
			1,
			"b"
		],
		[
			67,
			1,
			"c"
		],
		[
			68,
			1,
			"d"
		],
		[
			69,
			1,
			"e"
		],
		[
			70,
			1,
			"f"
		],
		[
			71,
			1,
			"g"
		],
		[
			72,
			1,
			"h"
		],
		[
			73,
			1,
			"i"
		],
		[
			74,
			1,
			"j"
		],
		[
			75,
			1,
			"k"
		],
		[
			76,
			1,
			"l"
		],
		[
			77,
			1,
			"m"
		],
		[
			78,
			1,
			"n"
		],
		[
			79,
			1,
			"o"
		],
		[
			80,
			1,
			"p"
		],
		[
			81,
			1,
			"q"
		],
		[
			82,
			1,
			"r"
		],
		[
			83,
			1,
			"s"
		],
		[
			84,
			1,
			"t"
		],
		[
			85,
			1,
			"u"
		],
		[
			86,
			1,
			"v"
		],
		[
			87,
			1,
			"w"
		],
		[
			88,
			1,
			"x"
		],
		[
			89,
			1,
			"y"
		],
		[
			90,
			1,
			"z"
		],
		[[91, 96], 2],
		[[97, 122], 2],
		[[123, 127], 2],
		[[128, 159], 3],
		[
			160,
			1,
			" "
		],
		[[161, 167], 2],
		[
			168,
			1,
			" \u0308"
		],
		[169, 2],
		[
			170,
			1,
			"a"
		],
		[[171, 172], 2],
		[173, 7],
		[174, 2],
		[
			175,
			1,
			" \u0304"
		],
		[[176, 177], 2],
		[
			178,
			1,
			"2"
		],
		[
			179,
			1,
			"3"
		],
		[
			180,
			1,
			" \u0301"
		],
		[
			181,
			1,
			"\u03bc"
		],
		[182, 2],
		[183, 2],
		[
			184,
			1,
			" \u0327"
		],
		[
			185,
			1,
			"1"
		],
		[
			186,
			1,
			"o"
		],
		[187, 2],
		[
			188,
			1,
			"1\u20444"
		],
		[
			189,
			1,
			"1\u20442"
		],
		[
			190,
			1,
			"3\u20444"
		],
		[191, 2],
		[
			192,
			1,
			"\u00e0"
		],
		[
			193,
			1,
			"\u00e1"
		],
		[
			194,
			1,
			"\u00e2"
		],
		[
			195,
			1,
			"\u00e3"
		],
		[
			196,
			1,
			"\u00e4"
		],
		[
			197,
			1,
			"\u00e5"
		],
		[
			198,
			1,
			"\u00e6"
		],
		[
			199,
			1,
			"\u00e7"
		],
		[
			200,
			1,
			"\u00e8"
		],
		[
			201,
			1,
			"\u00e9"
		],
		[
			202,
			1,
			"\u00ea"
		],
		[
			203,
			1,
			"\u00eb"
		],
		[
			204,
			1,
			"\u00ec"
		],
		[
			205,
			1,
			"\u00ed"
		],
		[
			206,
			1,
			"\u00ee"
		],
		[
			207,
			1,
			"\u00ef"
		],
		[
			208,
			1,
			"\u00f0"
		],
		[
			209,
			1,
			"\u00f1"
		],
		[
			210,
			1,
			"\u00f2"
		],
		[
			211,
			1,
			"\u00f3"
		],
		[
			212,
			1,
			"\u00f4"
		],
		[
			213,
			1,
			"\u00f5"
		],
		[
			214,
			1,
			"\u00f6"
		],
		[215, 2],
		[
			216,
			1,
			"\u00f8"
		],
		[
			217,
			1,
			"\u00f9"
		],
		[
			218,
			1,
			"\u00fa"
		],
		[
			219,
			1,
			"\u00fb"
		],
		[
			220,
			1,
			"\u00fc"
		],
		[
			221,
			1,
			"\u00fd"
		],
		[
			222,
			1,
			"\u00fe"
		],
		[
			223,
			6,
			"ss"
		],
		[[224, 246], 2],
		[247, 2],
		[[248, 255], 2],
		[
			256,
			1,
			"\u0101"
		],
		[257, 2],
		[
			258,
			1,
			"\u0103"
		],
		[259, 2],
		[
			260,
			1,
			"\u0105"
		],
		[261, 2],
		[
			262,
			1,
			"\u0107"
		],
		[263, 2],
		[
			264,
			1,
			"\u0109"
		],
		[265, 2],
		[
			266,
			1,
			"\u010b"
		],
		[267, 2],
		[
			268,
			1,
			"\u010d"
		],
		[269, 2],
		[
			270,
			1,
			"\u010f"
		],
		[271, 2],
		[
			272,
			1,
			"\u0111"
		],
		[273, 2],
		[
			274,
			1,
			"\u0113"
		],
		[275, 2],
		[
			276,
			1,
			"\u0115"
		],
		[277, 2],
		[
			278,
			1,
			"\u0117"
		],
		[279, 2],
		[
			280,
			1,
			"\u0119"
		],
		[281, 2],
		[
			282,
			1,
			"\u011b"
		],
		[283, 2],
		[
			284,
			1,
			"\u011d"
		],
		[285, 2],
		[
			286,
			1,
			"\u011f"
		],
		[287, 2],
		[
			288,
			1,
			"\u0121"
		],
		[289, 2],
		[
			290,
			1,
			"\u0123"
		],
		[291, 2],
		[
			292,
			1,
			"\u0125"
		],
		[293, 2],
		[
			294,
			1,
			"\u0127"
		],
		[295, 2],
		[
			296,
			1,
			"\u0129"
		],
		[297, 2],
		[
			298,
			1,
			"\u012b"
		],
		[299, 2],
		[
			300,
			1,
			"\u012d"
		],
		[301, 2],
		[
			302,
			1,
			"\u012f"
		],
		[303, 2],
		[
			304,
			1,
			"i\u0307"
		],
		[305, 2],
		[
			[306, 307],
			1,
			"ij"
		],
		[
			308,
			1,
			"\u0135"
		],
		[309, 2],
		[
			310,
			1,
			"\u0137"
		],
		[[311, 312], 2],
		[
			313,
			1,
			"\u013a"
		],
		[314, 2],
		[
			315,
			1,
			"\u013c"
		],
		[316, 2],
		[
			317,
			1,
			"\u013e"
		],
		[318, 2],
		[
			[319, 320],
			1,
			"l\u00b7"
		],
		[
			321,
			1,
			"\u0142"
		],
		[322, 2],
		[
			323,
			1,
			"\u0144"
		],
		[324, 2],
		[
			325,
			1,
			"\u0146"
		],
		[326, 2],
		[
			327,
			1,
			"\u0148"
		],
		[328, 2],
		[
			329,
			1,
			"\u02bcn"
		],
		[
			330,
			1,
			"\u014b"
		],
		[331, 2],
		[
			332,
			1,
			"\u014d"
		],
		[333, 2],
		[
			334,
			1,
			"\u014f"
		],
		[335, 2],
		[
			336,
			1,
			"\u0151"
		],
		[337, 2],
		[
			338,
			1,
			"\u0153"
		],
		[339, 2],
		[
			340,
			1,
			"\u0155"
		],
		[341, 2],
		[
			342,
			1,
			"\u0157"
		],
		[343, 2],
		[
			344,
			1,
			"\u0159"
		],
		[345, 2],
		[
			346,
			1,
			"\u015b"
		],
		[347, 2],
		[
			348,
			1,
			"\u015d"
		],
		[349, 2],
		[
			350,
			1,
			"\u015f"
		],
		[351, 2],
		[
			352,
			1,
			"\u0161"
		],
		[353, 2],
		[
			354,
			1,
			"\u0163"
		],
		[355, 2],
		[
			356,
			1,
			"\u0165"
		],
		[357, 2],
		[
			358,
			1,
			"\u0167"
		],
		[359, 2],
		[
			360,
			1,
			"\u0169"
		],
		[361, 2],
		[
			362,
			1,
			"\u016b"
		],
		[363, 2],
		[
			364,
			1,
			"\u016d"
		],
		[365, 2],
		[
			366,
			1,
			"\u016f"
		],
		[367, 2],
		[
			368,
			1,
			"\u0171"
		],
		[369, 2],
		[
			370,
			1,
			"\u0173"
		],
		[371, 2],
		[
			372,
			1,
			"\u0175"
		],
		[373, 2],
		[
			374,
			1,
			"\u0177"
		],
		[375, 2],
		[
			376,
			1,
			"\u00ff"
		],
		[
			377,
			1,
			"\u017a"
		],
		[378, 2],
		[
			379,
			1,
			"\u017c"
		],
		[380, 2],
		[
			381,
			1,
			"\u017e"
		],
		[382, 2],
		[
			383,
			1,
			"s"
		],
		[384, 2],
		[
			385,
			1,
			"\u0253"
		],
		[
			386,
			1,
			"\u0183"
		],
		[387, 2],
		[
			388,
			1,
			"\u0185"
		],
		[389, 2],
		[
			390,
			1,
			"\u0254"
		],
		[
			391,
			1,
			"\u0188"
		],
		[392, 2],
		[
			393,
			1,
			"\u0256"
		],
		[
			394,
			1,
			"\u0257"
		],
		[
			395,
			1,
			"\u018c"
		],
		[[396, 397], 2],
		[
			398,
			1,
			"\u01dd"
		],
		[
			399,
			1,
			"\u0259"
		],
		[
			400,
			1,
			"\u025b"
		],
		[
			401,
			1,
			"\u0192"
		],
		[402, 2],
		[
			403,
			1,
			"\u0260"
		],
		[
			404,
			1,
			"\u0263"
		],
		[405, 2],
		[
			406,
			1,
			"\u0269"
		],
		[
			407,
			1,
			"\u0268"
		],
		[
			408,
			1,
			"\u0199"
		],
		[[409, 411], 2],
		[
			412,
			1,
			"\u026f"
		],
		[
			413,
			1,
			"\u0272"
		],
		[414, 2],
		[
			415,
			1,
			"\u0275"
		],
		[
			416,
			1,
			"\u01a1"
		],
		[417, 2],
		[
			418,
			1,
			"\u01a3"
		],
		[419, 2],
		[
			420,
			1,
			"\u01a5"
		],
		[421, 2],
		[
			422,
			1,
			"\u0280"
		],
		[
			423,
			1,
			"\u01a8"
		],
		[424, 2],
		[
			425,
			1,
			"\u0283"
		],
		[[426, 427], 2],
		[
			428,
			1,
			"\u01ad"
		],
		[429, 2],
		[
			430,
			1,
			"\u0288"
		],
		[
			431,
			1,
			"\u01b0"
		],
		[432, 2],
		[
			433,
			1,
			"\u028a"
		],
		[
			434,
			1,
			"\u028b"
		],
		[
			435,
			1,
			"\u01b4"
		],
		[436, 2],
		[
			437,
			1,
			"\u01b6"
		],
		[438, 2],
		[
			439,
			1,
			"\u0292"
		],
		[
			440,
			1,
			"\u01b9"
		],
		[[441, 443], 2],
		[
			444,
			1,
			"\u01bd"
		],
		[[445, 451], 2],
		[
			[452, 454],
			1,
			"d\u017e"
		],
		[
			[455, 457],
			1,
			"lj"
		],
		[
			[458, 460],
			1,
			"nj"
		],
		[
			461,
			1,
			"\u01ce"
		],
		[462, 2],
		[
			463,
			1,
			"\u01d0"
		],
		[464, 2],
		[
			465,
			1,
			"\u01d2"
		],
		[466, 2],
		[
			467,
			1,
			"\u01d4"
		],
		[468, 2],
		[
			469,
			1,
			"\u01d6"
		],
		[470, 2],
		[
			471,
			1,
			"\u01d8"
		],
		[472, 2],
		[
			473,
			1,
			"\u01da"
		],
		[474, 2],
		[
			475,
			1,
			"\u01dc"
		],
		[[476, 477], 2],
		[
			478,
			1,
			"\u01df"
		],
		[479, 2],
		[
			480,
			1,
			"\u01e1"
		],
		[481, 2],
		[
			482,
			1,
			"\u01e3"
		],
		[483, 2],
		[
			484,
			1,
			"\u01e5"
		],
		[485, 2],
		[
			486,
			1,
			"\u01e7"
		],
		[487, 2],
		[
			488,
			1,
			"\u01e9"
		],
		[489, 2],
		[
			490,
			1,
			"\u01eb"
		],
		[491, 2],
		[
			492,
			1,
			"\u01ed"
		],
		[493, 2],
		[
			494,
			1,
			"\u01ef"
		],
		[[495, 496], 2],
		[
			[497, 499],
			1,
			"dz"
		],
		[
			500,
			1,
			"\u01f5"
		],
		[501, 2],
		[
			502,
			1,
			"\u0195"
		],
		[
			503,
			1,
			"\u01bf"
		],
		[
			504,
			1,
			"\u01f9"
		],
		[505, 2],
		[
			506,
			1,
			"\u01fb"
		],
		[507, 2],
		[
			508,
			1,
			"\u01fd"
		],
		[509, 2],
		[
			510,
			1,
			"\u01ff"
		],
		[511, 2],
		[
			512,
			1,
			"\u0201"
		],
		[513, 2],
		[
			514,
			1,
			"\u0203"
		],
		[515, 2],
		[
			516,
			1,
			"\u0205"
		],
		[517, 2],
		[
			518,
			1,
			"\u0207"
		],
		[519, 2],
		[
			520,
			1,
			"\u0209"
		],
		[521, 2],
		[
			522,
			1,
			"\u020b"
		],
		[523, 2],
		[
			524,
			1,
			"\u020d"
		],
		[525, 2],
		[
			526,
			1,
			"\u020f"
		],
		[527, 2],
		[
			528,
			1,
			"\u0211"
		],
		[529, 2],
		[
			530,
			1,
			"\u0213"
		],
		[531, 2],
		[
			532,
			1,
			"\u0215"
		],
		[533, 2],
		[
			534,
			1,
			"\u0217"
		],
		[535, 2],
		[
			536,
			1,
			"\u0219"
		],
		[537, 2],
		[
			538,
			1,
			"\u021b"
		],
		[539, 2],
		[
			540,
			1,
			"\u021d"
		],
		[541, 2],
		[
			542,
			1,
			"\u021f"
		],
		[543, 2],
		[
			544,
			1,
			"\u019e"
		],
		[545, 2],
		[
			546,
			1,
			"\u0223"
		],
		[547, 2],
		[
			548,
			1,
			"\u0225"
		],
		[549, 2],
		[
			550,
			1,
			"\u0227"
		],
		[551, 2],
		[
			552,
			1,
			"\u0229"
		],
		[553, 2],
		[
			554,
			1,
			"\u022b"
		],
		[555, 2],
		[
			556,
			1,
			"\u022d"
		],
		[557, 2],
		[
			558,
			1,
			"\u022f"
		],
		[559, 2],
		[
			560,
			1,
			"\u0231"
		],
		[561, 2],
		[
			562,
			1,
			"\u0233"
		],
		[563, 2],
		[[564, 566], 2],
		[[567, 569], 2],
		[
			570,
			1,
			"\u2c65"
		],
		[
			571,
			1,
			"\u023c"
		],
		[572, 2],
		[
			573,
			1,
			"\u019a"
		],
		[
			574,
			1,
			"\u2c66"
		],
		[[575, 576], 2],
		[
			577,
			1,
			"\u0242"
		],
		[578, 2],
		[
			579,
			1,
			"\u0180"
		],
		[
			580,
			1,
			"\u0289"
		],
		[
			581,
			1,
			"\u028c"
		],
		[
			582,
			1,
			"\u0247"
		],
		[583, 2],
		[
			584,
			1,
			"\u0249"
		],
		[585, 2],
		[
			586,
			1,
			"\u024b"
		],
		[587, 2],
		[
			588,
			1,
			"\u024d"
		],
		[589, 2],
		[
			590,
			1,
			"\u024f"
		],
		[591, 2],
		[[592, 680], 2],
		[[681, 685], 2],
		[[686, 687], 2],
		[
			688,
			1,
			"h"
		],
		[
			689,
			1,
			"\u0266"
		],
		[
			690,
			1,
			"j"
		],
		[
			691,
			1,
			"r"
		],
		[
			692,
			1,
			"\u0279"
		],
		[
			693,
			1,
			"\u027b"
		],
		[
			694,
			1,
			"\u0281"
		],
		[
			695,
			1,
			"w"
		],
		[
			696,
			1,
			"y"
		],
		[[697, 705], 2],
		[[706, 709], 2],
		[[710, 721], 2],
		[[722, 727], 2],
		[
			728,
			1,
			" \u0306"
		],
		[
			729,
			1,
			" \u0307"
		],
		[
			730,
			1,
			" \u030a"
		],
		[
			731,
			1,
			" \u0328"
		],
		[
			732,
			1,
			" \u0303"
		],
		[
			733,
			1,
			" \u030b"
		],
		[734, 2],
		[735, 2],
		[
			736,
			1,
			"\u0263"
		],
		[
			737,
			1,
			"l"
		],
		[
			738,
			1,
			"s"
		],
		[
			739,
			1,
			"x"
		],
		[
			740,
			1,
			"\u0295"
		],
		[[741, 745], 2],
		[[746, 747], 2],
		[748, 2],
		[749, 2],
		[750, 2],
		[[751, 767], 2],
		[[768, 831], 2],
		[
			832,
			1,
			"\u0300"
		],
		[
			833,
			1,
			"\u0301"
		],
		[834, 2],
		[
			835,
			1,
			"\u0313"
		],
		[
			836,
			1,
			"\u0308\u0301"
		],
		[
			837,
			1,
			"\u03b9"
		],
		[[838, 846], 2],
		[847, 7],
		[[848, 855], 2],
		[[856, 860], 2],
		[[861, 863], 2],
		[[864, 865], 2],
		[866, 2],
		[[867, 879], 2],
		[
			880,
			1,
			"\u0371"
		],
		[881, 2],
		[
			882,
			1,
			"\u0373"
		],
		[883, 2],
		[
			884,
			1,
			"\u02b9"
		],
		[885, 2],
		[
			886,
			1,
			"\u0377"
		],
		[887, 2],
		[[888, 889], 3],
		[
			890,
			1,
			" \u03b9"
		],
		[[891, 893], 2],
		[
			894,
			1,
			";"
		],
		[
			895,
			1,
			"\u03f3"
		],
		[[896, 899], 3],
		[
			900,
			1,
			" \u0301"
		],
		[
			901,
			1,
			" \u0308\u0301"
		],
		[
			902,
			1,
			"\u03ac"
		],
		[
			903,
			1,
			"\u00b7"
		],
		[
			904,
			1,
			"\u03ad"
		],
		[
			905,
			1,
			"\u03ae"
		],
		[
			906,
			1,
			"\u03af"
		],
		[907, 3],
		[
			908,
			1,
			"\u03cc"
		],
		[909, 3],
		[
			910,
			1,
			"\u03cd"
		],
		[
			911,
			1,
			"\u03ce"
		],
		[912, 2],
		[
			913,
			1,
			"\u03b1"
		],
		[
			914,
			1,
			"\u03b2"
		],
		[
			915,
			1,
			"\u03b3"
		],
		[
			916,
			1,
			"\u03b4"
		],
		[
			917,
			1,
			"\u03b5"
		],
		[
			918,
			1,
			"\u03b6"
		],
		[
			919,
			1,
			"\u03b7"
		],
		[
			920,
			1,
			"\u03b8"
		],
		[
			921,
			1,
			"\u03b9"
		],
		[
			922,
			1,
			"\u03ba"
		],
		[
			923,
			1,
			"\u03bb"
		],
		[
			924,
			1,
			"\u03bc"
		],
		[
			925,
			1,
			"\u03bd"
		],
		[
			926,
			1,
			"\u03be"
		],
		[
			927,
			1,
			"\u03bf"
		],
		[
			928,
			1,
			"\u03c0"
		],
		[
			929,
			1,
			"\u03c1"
		],
		[930, 3],
		[
			931,
			1,
			"\u03c3"
		],
		[
			932,
			1,
			"\u03c4"
		],
		[
			933,
			1,
			"\u03c5"
		],
		[
			934,
			1,
			"\u03c6"
		],
		[
			935,
			1,
			"\u03c7"
		],
		[
			936,
			1,
			"\u03c8"
		],
		[
			937,
			1,
			"\u03c9"
		],
		[
			938,
			1,
			"\u03ca"
		],
		[
			939,
			1,
			"\u03cb"
		],
		[[940, 961], 2],
		[
			962,
			6,
			"\u03c3"
		],
		[[963, 974], 2],
		[
			975,
			1,
			"\u03d7"
		],
		[
			976,
			1,
			"\u03b2"
		],
		[
			977,
			1,
			"\u03b8"
		],
		[
			978,
			1,
			"\u03c5"
		],
		[
			979,
			1,
			"\u03cd"
		],
		[
			980,
			1,
			"\u03cb"
		],
		[
			981,
			1,
			"\u03c6"
		],
		[
			982,
			1,
			"\u03c0"
		],
		[983, 2],
		[
			984,
			1,
			"\u03d9"
		],
		[985, 2],
		[
			986,
			1,
			"\u03db"
		],
		[987, 2],
		[
			988,
			1,
			"\u03dd"
		],
		[989, 2],
		[
			990,
			1,
			"\u03df"
		],
		[991, 2],
		[
			992,
			1,
			"\u03e1"
		],
		[993, 2],
		[
			994,
			1,
			"\u03e3"
		],
		[995, 2],
		[
			996,
			1,
			"\u03e5"
		],
		[997, 2],
		[
			998,
			1,
			"\u03e7"
		],
		[999, 2],
		[
			1e3,
			1,
			"\u03e9"
		],
		[1001, 2],
		[
			1002,
			1,
			"\u03eb"
		],
		[1003, 2],
		[
			1004,
			1,
			"\u03ed"
		],
		[1005, 2],
		[
			1006,
			1,
			"\u03ef"
		],
		[1007, 2],
		[
			1008,
			1,
			"\u03ba"
		],
		[
			1009,
			1,
			"\u03c1"
		],
		[
			1010,
			1,
			"\u03c3"
		],
		[1011, 2],
		[
			1012,
			1,
			"\u03b8"
		],
		[
			1013,
			1,
			"\u03b5"
		],
		[1014, 2],
		[
			1015,
			1,
			"\u03f8"
		],
		[1016, 2],
		[
			1017,
			1,
			"\u03c3"
		],
		[
			1018,
			1,
			"\u03fb"
		],
		[1019, 2],
		[1020, 2],
		[
			1021,
			1,
			"\u037b"
		],
		[
			1022,
			1,
			"\u037c"
		],
		[
			1023,
			1,
			"\u037d"
		],
		[
			1024,
			1,
			"\u0450"
		],
		[
			1025,
			1,
			"\u0451"
		],
		[
			1026,
			1,
			"\u0452"
		],
		[
			1027,
			1,
			"\u0453"
		],
		[
			1028,
			1,
			"\u0454"
		],
		[
			1029,
			1,
			"\u0455"
		],
		[
			1030,
			1,
			"\u0456"
		],
		[
			1031,
			1,
			"\u0457"
		],
		[
			1032,
			1,
			"\u0458"
		],
		[
			1033,
			1,
			"\u0459"
		],
		[
			1034,
			1,
			"\u045a"
		],
		[
			1035,
			1,
			"\u045b"
		],
		[
			1036,
			1,
			"\u045c"
		],
		[
			1037,
			1,
			"\u045d"
		],
		[
			1038,
			1,
			"\u045e"
		],
		[
			1039,
			1,
			"\u045f"
		],
		[
			1040,
			1,
			"\u0430"
		],
		[
			1041,
			1,
			"\u0431"
		],
		[
			1042,
			1,
			"\u0432"
		],
		[
			1043,
			1,
			"\u0433"
		],
		[
			1044,
			1,
			"\u0434"
		],
		[
			1045,
			1,
			"\u0435"
		],
		[
			1046,
			1,
			"\u0436"
		],
		[
			1047,
			1,
			"\u0437"
		],
		[
			1048,
			1,
			"\u0438"
		],
		[
			1049,
			1,
			"\u0439"
		],
		[
			1050,
			1,
			"\u043a"
		],
		[
			1051,
			1,
			"\u043b"
		],
		[
			1052,
			1,
			"\u043c"
		],
		[
			1053,
			1,
			"\u043d"
		],
		[
			1054,
			1,
			"\u043e"
		],
		[
			1055,
			1,
			"\u043f"
		],
		[
			1056,
			1,
			"\u0440"
		],
		[
			1057,
			1,
			"\u0441"
		],
		[
			1058,
			1,
			"\u0442"
		],
		[
			1059,
			1,
			"\u0443"
		],
		[
			1060,
			1,
			"\u0444"
		],
		[
			1061,
			1,
			"\u0445"
		],
		[
			1062,
			1,
			"\u0446"
		],
		[
			1063,
			1,
			"\u0447"
		],
		[
			1064,
			1,
			"\u0448"
		],
		[
			1065,
			1,
			"\u0449"
		],
		[
			1066,
			1,
			"\u044a"
		],
		[
			1067,
			1,
			"\u044b"
		],
		[
			1068,
			1,
			"\u044c"
		],
		[
			1069,
			1,
			"\u044d"
		],
		[
			1070,
			1,
			"\u044e"
		],
		[
			1071,
			1,
			"\u044f"
		],
		[[1072, 1103], 2],
		[1104, 2],
		[[1105, 1116], 2],
		[1117, 2],
		[[1118, 1119], 2],
		[
			1120,
			1,
			"\u0461"
		],
		[1121, 2],
		[
			1122,
			1,
			"\u0463"
		],
		[1123, 2],
		[
			1124,
			1,
			"\u0465"
		],
		[1125, 2],
		[
			1126,
			1,
			"\u0467"
		],
		[1127, 2],
		[
			1128,
			1,
			"\u0469"
		],
		[1129, 2],
		[
			1130,
			1,
			"\u046b"
		],
		[1131, 2],
		[
			1132,
			1,
			"\u046d"
		],
		[1133, 2],
		[
			1134,
			1,
			"\u046f"
		],
		[1135, 2],
		[
			1136,
			1,
			"\u0471"
		],
		[1137, 2],
		[
			1138,
			1,
			"\u0473"
		],
		[1139, 2],
		[
			1140,
			1,
			"\u0475"
		],
		[1141, 2],
		[
			1142,
			1,
			"\u0477"
		],
		[1143, 2],
		[
			1144,
			1,
			"\u0479"
		],
		[1145, 2],
		[
			1146,
			1,
			"\u047b"
		],
		[1147, 2],
		[
			1148,
			1,
			"\u047d"
		],
		[1149, 2],
		[
			1150,
			1,
			"\u047f"
		],
		[1151, 2],
		[
			1152,
			1,
			"\u0481"
		],
		[1153, 2],
		[1154, 2],
		[[1155, 1158], 2],
		[1159, 2],
		[[1160, 1161], 2],
		[
			1162,
			1,
			"\u048b"
		],
		[1163, 2],
		[
			1164,
			1,
			"\u048d"
		],
		[1165, 2],
		[
			1166,
			1,
			"\u048f"
		],
		[1167, 2],
		[
			1168,
			1,
			"\u0491"
		],
		[1169, 2],
		[
			1170,
			1,
			"\u0493"
		],
		[1171, 2],
		[
			1172,
			1,
			"\u0495"
		],
		[1173, 2],
		[
			1174,
			1,
			"\u0497"
		],
		[1175, 2],
		[
			1176,
			1,
			"\u0499"
		],
		[1177, 2],
		[
			1178,
			1,
			"\u049b"
		],
		[1179, 2],
		[
			1180,
			1,
			"\u049d"
		],
		[1181, 2],
		[
			1182,
			1,
			"\u049f"
		],
		[1183, 2],
		[
			1184,
			1,
			"\u04a1"
		],
		[1185, 2],
		[
			1186,
			1,
			"\u04a3"
		],
		[1187, 2],
		[
			1188,
			1,
			"\u04a5"
		],
		[1189, 2],
		[
			1190,
			1,
			"\u04a7"
		],
		[1191, 2],
		[
			1192,
			1,
			"\u04a9"
		],
		[1193, 2],
		[
			1194,
			1,
			"\u04ab"
		],
		[1195, 2],
		[
			1196,
			1,
			"\u04ad"
		],
		[1197, 2],
		[
			1198,
			1,
			"\u04af"
		],
		[1199, 2],
		[
			1200,
			1,
			"\u04b1"
		],
		[1201, 2],
		[
			1202,
			1,
			"\u04b3"
		],
		[1203, 2],
		[
			1204,
			1,
			"\u04b5"
		],
		[1205, 2],
		[
			1206,
			1,
			"\u04b7"
		],
		[1207, 2],
		[
			1208,
			1,
			"\u04b9"
		],
		[1209, 2],
		[
			1210,
			1,
			"\u04bb"
		],
		[1211, 2],
		[
			1212,
			1,
			"\u04bd"
		],
		[1213, 2],
		[
			1214,
			1,
			"\u04bf"
		],
		[1215, 2],
		[
			1216,
			1,
			"\u04cf"
		],
		[
			1217,
			1,
			"\u04c2"
		],
		[1218, 2],
		[
			1219,
			1,
			"\u04c4"
		],
		[1220, 2],
		[
			1221,
			1,
			"\u04c6"
		],
		[1222, 2],
		[
			1223,
			1,
			"\u04c8"
		],
		[1224, 2],
		[
			1225,
			1,
			"\u04ca"
		],
		[1226, 2],
		[
			1227,
			1,
			"\u04cc"
		],
		[1228, 2],
		[
			1229,
			1,
			"\u04ce"
		],
		[1230, 2],
		[1231, 2],
		[
			1232,
			1,
			"\u04d1"
		],
		[1233, 2],
		[
			1234,
			1,
			"\u04d3"
		],
		[1235, 2],
		[
			1236,
			1,
			"\u04d5"
		],
		[1237, 2],
		[
			1238,
			1,
			"\u04d7"
		],
		[1239, 2],
		[
			1240,
			1,
			"\u04d9"
		],
		[1241, 2],
		[
			1242,
			1,
			"\u04db"
		],
		[1243, 2],
		[
			1244,
			1,
			"\u04dd"
		],
		[1245, 2],
		[
			1246,
			1,
			"\u04df"
		],
		[1247, 2],
		[
			1248,
			1,
			"\u04e1"
		],
		[1249, 2],
		[
			1250,
			1,
			"\u04e3"
		],
		[1251, 2],
		[
			1252,
			1,
			"\u04e5"
		],
		[1253, 2],
		[
			1254,
			1,
			"\u04e7"
		],
		[1255, 2],
		[
			1256,
			1,
			"\u04e9"
		],
		[1257, 2],
		[
			1258,
			1,
			"\u04eb"
		],
		[1259, 2],
		[
			1260,
			1,
			"\u04ed"
		],
		[1261, 2],
		[
			1262,
			1,
			"\u04ef"
		],
		[1263, 2],
		[
			1264,
			1,
			"\u04f1"
		],
		[1265, 2],
		[
			1266,
			1,
			"\u04f3"
		],
		[1267, 2],
		[
			1268,
			1,
			"\u04f5"
		],
		[1269, 2],
		[
			1270,
			1,
			"\u04f7"
		],
		[1271, 2],
		[
			1272,
			1,
			"\u04f9"
		],
		[1273, 2],
		[
			1274,
			1,
			"\u04fb"
		],
		[1275, 2],
		[
			1276,
			1,
			"\u04fd"
		],
		[1277, 2],
		[
			1278,
			1,
			"\u04ff"
		],
		[1279, 2],
		[
			1280,
			1,
			"\u0501"
		],
		[1281, 2],
		[
			1282,
			1,
			"\u0503"
		],
		[1283, 2],
		[
			1284,
			1,
			"\u0505"
		],
		[1285, 2],
		[
			1286,
			1,
			"\u0507"
		],
		[1287, 2],
		[
			1288,
			1,
			"\u0509"
		],
		[1289, 2],
		[
			1290,
			1,
			"\u050b"
		],
		[1291, 2],
		[
			1292,
			1,
			"\u050d"
		],
		[1293, 2],
		[
			1294,
			1,
			"\u050f"
		],
		[1295, 2],
		[
			1296,
			1,
			"\u0511"
		],
		[1297, 2],
		[
			1298,
			1,
			"\u0513"
		],
		[1299, 2],
		[
			1300,
			1,
			"\u0515"
		],
		[1301, 2],
		[
			1302,
			1,
			"\u0517"
		],
		[1303, 2],
		[
			1304,
			1,
			"\u0519"
		],
		[1305, 2],
		[
			1306,
			1,
			"\u051b"
		],
		[1307, 2],
		[
			1308,
			1,
			"\u051d"
		],
		[1309, 2],
		[
			1310,
			1,
			"\u051f"
		],
		[1311, 2],
		[
			1312,
			1,
			"\u0521"
		],
		[1313, 2],
		[
			1314,
			1,
			"\u0523"
		],
		[1315, 2],
		[
			1316,
			1,
			"\u0525"
		],
		[1317, 2],
		[
			1318,
			1,
			"\u0527"
		],
		[1319, 2],
		[
			1320,
			1,
			"\u0529"
		],
		[1321, 2],
		[
			1322,
			1,
			"\u052b"
		],
		[1323, 2],
		[
			1324,
			1,
			"\u052d"
		],
		[1325, 2],
		[
			1326,
			1,
			"\u052f"
		],
		[1327, 2],
		[1328, 3],
		[
			1329,
			1,
			"\u0561"
		],
		[
			1330,
			1,
			"\u0562"
		],
		[
			1331,
			1,
			"\u0563"
		],
		[
			1332,
			1,
			"\u0564"
		],
		[
			1333,
			1,
			"\u0565"
		],
		[
			1334,
			1,
			"\u0566"
		],
		[
			1335,
			1,
			"\u0567"
		],
		[
			1336,
			1,
			"\u0568"
		],
		[
			1337,
			1,
			"\u0569"
		],
		[
			1338,
			1,
			"\u056a"
		],
		[
			1339,
			1,
			"\u056b"
		],
		[
			1340,
			1,
			"\u056c"
		],
		[
			1341,
			1,
			"\u056d"
		],
		[
			1342,
			1,
			"\u056e"
		],
		[
			1343,
			1,
			"\u056f"
		],
		[
			1344,
			1,
			"\u0570"
		],
		[
			1345,
			1,
			"\u0571"
		],
		[
			1346,
			1,
			"\u0572"
		],
		[
			1347,
			1,
			"\u0573"
		],
		[
			1348,
			1,
			"\u0574"
		],
		[
			1349,
			1,
			"\u0575"
		],
		[
			1350,
			1,
			"\u0576"
		],
		[
			1351,
			1,
			"\u0577"
		],
		[
			1352,
			1,
			"\u0578"
		],
		[
			1353,
			1,
			"\u0579"
		],
		[
			1354,
			1,
			"\u057a"
		],
		[
			1355,
			1,
			"\u057b"
		],
		[
			1356,
			1,
			"\u057c"
		],
		[
			1357,
			1,
			"\u057d"
		],
		[
			1358,
			1,
			"\u057e"
		],
		[
			1359,
			1,
			"\u057f"
		],
		[
			1360,
			1,
			"\u0580"
		],
		[
			1361,
			1,
			"\u0581"
		],
		[
			1362,
			1,
			"\u0582"
		],
		[
			1363,
			1,
			"\u0583"
		],
		[
			1364,
			1,
			"\u0584"
		],
		[
			1365,
			1,
			"\u0585"
		],
		[
			1366,
			1,
			"\u0586"
		],
		[[1367, 1368], 3],
		[1369, 2],
		[[1370, 1375], 2],
		[1376, 2],
		[[1377, 1414], 2],
		[
			1415,
			1,
			"\u0565\u0582"
		],
		[1416, 2],
		[1417, 2],
		[1418, 2],
		[[1419, 1420], 3],
		[[1421, 1422], 2],
		[1423, 2],
		[1424, 3],
		[[1425, 1441], 2],
		[1442, 2],
		[[1443, 1455], 2],
		[[1456, 1465], 2],
		[1466, 2],
		[[1467, 1469], 2],
		[1470, 2],
		[1471, 2],
		[1472, 2],
		[[1473, 1474], 2],
		[1475, 2],
		[1476, 2],
		[1477, 2],
		[1478, 2],
		[1479, 2],
		[[1480, 1487], 3],
		[[1488, 1514], 2],
		[[1515, 1518], 3],
		[1519, 2],
		[[1520, 1524], 2],
		[[1525, 1535], 3],
		[[1536, 1539], 3],
		[1540, 3],
		[1541, 3],
		[[1542, 1546], 2],
		[1547, 2],
		[1548, 2],
		[[1549, 1551], 2],
		[[1552, 1557], 2],
		[[1558, 1562], 2],
		[1563, 2],
		[1564, 3],
		[1565, 2],
		[1566, 2],
		[1567, 2],
		[1568, 2],
		[[1569, 1594], 2],
		[[1595, 1599], 2],
		[1600, 2],
		[[1601, 1618], 2],
		[[1619, 1621], 2],
		[[1622, 1624], 2],
		[[1625, 1630], 2],
		[1631, 2],
		[[1632, 1641], 2],
		[[1642, 1645], 2],
		[[1646, 1647], 2],
		[[1648, 1652], 2],
		[
			1653,
			1,
			"\u0627\u0674"
		],
		[
			1654,
			1,
			"\u0648\u0674"
		],
		[
			1655,
			1,
			"\u06c7\u0674"
		],
		[
			1656,
			1,
			"\u064a\u0674"
		],
		[[1657, 1719], 2],
		[[1720, 1721], 2],
		[[1722, 1726], 2],
		[1727, 2],
		[[1728, 1742], 2],
		[1743, 2],
		[[1744, 1747], 2],
		[1748, 2],
		[[1749, 1756], 2],
		[1757, 3],
		[1758, 2],
		[[1759, 1768], 2],
		[1769, 2],
		[[1770, 1773], 2],
		[[1774, 1775], 2],
		[[1776, 1785], 2],
		[[1786, 1790], 2],
		[1791, 2],
		[[1792, 1805], 2],
		[1806, 3],
		[1807, 3],
		[[1808, 1836], 2],
		[[1837, 1839], 2],
		[[1840, 1866], 2],
		[[1867, 1868], 3],
		[[1869, 1871], 2],
		[[1872, 1901], 2],
		[[1902, 1919], 2],
		[[1920, 1968], 2],
		[1969, 2],
		[[1970, 1983], 3],
		[[1984, 2037], 2],
		[[2038, 2042], 2],
		[[2043, 2044], 3],
		[2045, 2],
		[[2046, 2047], 2],
		[[2048, 2093], 2],
		[[2094, 2095], 3],
		[[2096, 2110], 2],
		[2111, 3],
		[[2112, 2139], 2],
		[[2140, 2141], 3],
		[2142, 2],
		[2143, 3],
		[[2144, 2154], 2],
		[[2155, 2159], 3],
		[[2160, 2183], 2],
		[2184, 2],
		[[2185, 2190], 2],
		[2191, 2],
		[[2192, 2193], 3],
		[[2194, 2198], 3],
		[2199, 2],
		[[2200, 2207], 2],
		[2208, 2],
		[2209, 2],
		[[2210, 2220], 2],
		[[2221, 2226], 2],
		[[2227, 2228], 2],
		[2229, 2],
		[[2230, 2237], 2],
		[[2238, 2247], 2],
		[[2248, 2258], 2],
		[2259, 2],
		[[2260, 2273], 2],
		[2274, 3],
		[2275, 2],
		[[2276, 2302], 2],
		[2303, 2],
		[2304, 2],
		[[2305, 2307], 2],
		[2308, 2],
		[[2309, 2361], 2],
		[[2362, 2363], 2],
		[[2364, 2381], 2],
		[2382, 2],
		[2383, 2],
		[[2384, 2388], 2],
		[2389, 2],
		[[2390, 2391], 2],
		[
			2392,
			1,
			"\u0915\u093c"
		],
		[
			2393,
			1,
			"\u0916\u093c"
		],
		[
			2394,
			1,
			"\u0917\u093c"
		],
		[
			2395,
			1,
			"\u091c\u093c"
		],
		[
			2396,
			1,
			"\u0921\u093c"
		],
		[
			2397,
			1,
			"\u0922\u093c"
		],
		[
			2398,
			1,
			"\u092b\u093c"
		],
		[
			2399,
			1,
			"\u092f\u093c"
		],
		[[2400, 2403], 2],
		[[2404, 2405], 2],
		[[2406, 2415], 2],
		[2416, 2],
		[[2417, 2418], 2],
		[[2419, 2423], 2],
		[2424, 2],
		[[2425, 2426], 2],
		[[2427, 2428], 2],
		[2429, 2],
		[[2430, 2431], 2],
		[2432, 2],
		[[2433, 2435], 2],
		[2436, 3],
		[[2437, 2444], 2],
		[[2445, 2446], 3],
		[[2447, 2448], 2],
		[[2449, 2450], 3],
		[[2451, 2472], 2],
		[2473, 3],
		[[2474, 2480], 2],
		[2481, 3],
		[2482, 2],
		[[2483, 2485], 3],
		[[2486, 2489], 2],
		[[2490, 2491], 3],
		[2492, 2],
		[2493, 2],
		[[2494, 2500], 2],
		[[2501, 2502], 3],
		[[2503, 2504], 2],
		[[2505, 2506], 3],
		[[2507, 2509], 2],
		[2510, 2],
		[[2511, 2518], 3],
		[2519, 2],
		[[2520, 2523], 3],
		[
			2524,
			1,
			"\u09a1\u09bc"
		],
		[
			2525,
			1,
			"\u09a2\u09bc"
		],
		[2526, 3],
		[
			2527,
			1,
			"\u09af\u09bc"
		],
		[[2528, 2531], 2],
		[[2532, 2533], 3],
		[[2534, 2545], 2],
		[[2546, 2554], 2],
		[2555, 2],
		[2556, 2],
		[2557, 2],
		[2558, 2],
		[[2559, 2560], 3],
		[2561, 2],
		[2562, 2],
		[2563, 2],
		[2564, 3],
		[[2565, 2570], 2],
		[[2571, 2574], 3],
		[[2575, 2576], 2],
		[[2577, 2578], 3],
		[[2579, 2600], 2],
		[2601, 3],
		[[2602, 2608], 2],
		[2609, 3],
		[2610, 2],
		[
			2611,
			1,
			"\u0a32\u0a3c"
		],
		[2612, 3],
		[2613, 2],
		[
			2614,
			1,
			"\u0a38\u0a3c"
		],
		[2615, 3],
		[[2616, 2617], 2],
		[[2618, 2619], 3],
		[2620, 2],
		[2621, 3],
		[[2622, 2626], 2],
		[[2627, 2630], 3],
		[[2631, 2632], 2],
		[[2633, 2634], 3],
		[[2635, 2637], 2],
		[[2638, 2640], 3],
		[2641, 2],
		[[2642, 2648], 3],
		[
			2649,
			1,
			"\u0a16\u0a3c"
		],
		[
			2650,
			1,
			"\u0a17\u0a3c"
		],
		[
			2651,
			1,
			"\u0a1c\u0a3c"
		],
		[2652, 2],
		[2653, 3],
		[
			2654,
			1,
			"\u0a2b\u0a3c"
		],
		[[2655, 2661], 3],
		[[2662, 2676], 2],
		[2677, 2],
		[2678, 2],
		[[2679, 2688], 3],
		[[2689, 2691], 2],
		[2692, 3],
		[[2693, 2699], 2],
		[2700, 2],
		[2701, 2],
		[2702, 3],
		[[2703, 2705], 2],
		[2706, 3],
		[[2707, 2728], 2],
		[2729, 3],
		[[2730, 2736], 2],
		[2737, 3],
		[[2738, 2739], 2],
		[2740, 3],
		[[2741, 2745], 2],
		[[2746, 2747], 3],
		[[2748, 2757], 2],
		[2758, 3],
		[[2759, 2761], 2],
		[2762, 3],
		[[2763, 2765], 2],
		[[2766, 2767], 3],
		[2768, 2],
		[[2769, 2783], 3],
		[2784, 2],
		[[2785, 2787], 2],
		[[2788, 2789], 3],
		[[2790, 2799], 2],
		[2800, 2],
		[2801, 2],
		[[2802, 2808], 3],
		[2809, 2],
		[[2810, 2815], 2],
		[2816, 3],
		[[2817, 2819], 2],
		[2820, 3],
		[[2821, 2828], 2],
		[[2829, 2830], 3],
		[[2831, 2832], 2],
		[[2833, 2834], 3],
		[[2835, 2856], 2],
		[2857, 3],
		[[2858, 2864], 2],
		[2865, 3],
		[[2866, 2867], 2],
		[2868, 3],
		[2869, 2],
		[[2870, 2873], 2],
		[[2874, 2875], 3],
		[[2876, 2883], 2],
		[2884, 2],
		[[2885, 2886], 3],
		[[2887, 2888], 2],
		[[2889, 2890], 3],
		[[2891, 2893], 2],
		[[2894, 2900], 3],
		[2901, 2],
		[[2902, 2903], 2],
		[[2904, 2907], 3],
		[
			2908,
			1,
			"\u0b21\u0b3c"
		],
		[
			2909,
			1,
			"\u0b22\u0b3c"
		],
		[2910, 3],
		[[2911, 2913], 2],
		[[2914, 2915], 2],
		[[2916, 2917], 3],
		[[2918, 2927], 2],
		[2928, 2],
		[2929, 2],
		[[2930, 2935], 2],
		[[2936, 2945], 3],
		[[2946, 2947], 2],
		[2948, 3],
		[[2949, 2954], 2],
		[[2955, 2957], 3],
		[[2958, 2960], 2],
		[2961, 3],
		[[2962, 2965], 2],
		[[2966, 2968], 3],
		[[2969, 2970], 2],
		[2971, 3],
		[2972, 2],
		[2973, 3],
		[[2974, 2975], 2],
		[[2976, 2978], 3],
		[[2979, 2980], 2],
		[[2981, 2983], 3],
		[[2984, 2986], 2],
		[[2987, 2989], 3],
		[[2990, 2997], 2],
		[2998, 2],
		[[2999, 3001], 2],
		[[3002, 3005], 3],
		[[3006, 3010], 2],
		[[3011, 3013], 3],
		[[3014, 3016], 2],
		[3017, 3],
		[[3018, 3021], 2],
		[[3022, 3023], 3],
		[3024, 2],
		[[3025, 3030], 3],
		[3031, 2],
		[[3032, 3045], 3],
		[3046, 2],
		[[3047, 3055], 2],
		[[3056, 3058], 2],
		[[3059, 3066], 2],
		[[3067, 3071], 3],
		[3072, 2],
		[[3073, 3075], 2],
		[3076, 2],
		[[3077, 3084], 2],
		[3085, 3],
		[[3086, 3088], 2],
		[3089, 3],
		[[3090, 3112], 2],
		[3113, 3],
		[[3114, 3123], 2],
		[3124, 2],
		[[3125, 3129], 2],
		[[3130, 3131], 3],
		[3132, 2],
		[3133, 2],
		[[3134, 3140], 2],
		[3141, 3],
		[[3142, 3144], 2],
		[3145, 3],
		[[3146, 3149], 2],
		[[3150, 3156], 3],
		[[3157, 3158], 2],
		[3159, 3],
		[[3160, 3161], 2],
		[3162, 2],
		[3163, 3],
		[3164, 2],
		[3165, 2],
		[[3166, 3167], 3],
		[[3168, 3169], 2],
		[[3170, 3171], 2],
		[[3172, 3173], 3],
		[[3174, 3183], 2],
		[[3184, 3190], 3],
		[3191, 2],
		[[3192, 3199], 2],
		[3200, 2],
		[3201, 2],
		[[3202, 3203], 2],
		[3204, 2],
		[[3205, 3212], 2],
		[3213, 3],
		[[3214, 3216], 2],
		[3217, 3],
		[[3218, 3240], 2],
		[3241, 3],
		[[3242, 3251], 2],
		[3252, 3],
		[[3253, 3257], 2],
		[[3258, 3259], 3],
		[[3260, 3261], 2],
		[[3262, 3268], 2],
		[3269, 3],
		[[3270, 3272], 2],
		[3273, 3],
		[[3274, 3277], 2],
		[[3278, 3284], 3],
		[[3285, 3286], 2],
		[[3287, 3291], 3],
		[3292, 2],
		[3293, 2],
		[3294, 2],
		[3295, 3],
		[[3296, 3297], 2],
		[[3298, 3299], 2],
		[[3300, 3301], 3],
		[[3302, 3311], 2],
		[3312, 3],
		[[3313, 3314], 2],
		[3315, 2],
		[[3316, 3327], 3],
		[3328, 2],
		[3329, 2],
		[[3330, 3331], 2],
		[3332, 2],
		[[3333, 3340], 2],
		[3341, 3],
		[[3342, 3344], 2],
		[3345, 3],
		[[3346, 3368], 2],
		[3369, 2],
		[[3370, 3385], 2],
		[3386, 2],
		[[3387, 3388], 2],
		[3389, 2],
		[[3390, 3395], 2],
		[3396, 2],
		[3397, 3],
		[[3398, 3400], 2],
		[3401, 3],
		[[3402, 3405], 2],
		[3406, 2],
		[3407, 2],
		[[3408, 3411], 3],
		[[3412, 3414], 2],
		[3415, 2],
		[[3416, 3422], 2],
		[3423, 2],
		[[3424, 3425], 2],
		[[3426, 3427], 2],
		[[3428, 3429], 3],
		[[3430, 3439], 2],
		[[3440, 3445], 2],
		[[3446, 3448], 2],
		[3449, 2],
		[[3450, 3455], 2],
		[3456, 3],
		[3457, 2],
		[[3458, 3459], 2],
		[3460, 3],
		[[3461, 3478], 2],
		[[3479, 3481], 3],
		[[3482, 3505], 2],
		[3506, 3],
		[[3507, 3515], 2],
		[3516, 3],
		[3517, 2],
		[[3518, 3519], 3],
		[[3520, 3526], 2],
		[[3527, 3529], 3],
		[3530, 2],
		[[3531, 3534], 3],
		[[3535, 3540], 2],
		[3541, 3],
		[3542, 2],
		[3543, 3],
		[[3544, 3551], 2],
		[[3552, 3557], 3],
		[[3558, 3567], 2],
		[[3568, 3569], 3],
		[[3570, 3571], 2],
		[3572, 2],
		[[3573, 3584], 3],
		[[3585, 3634], 2],
		[
			3635,
			1,
			"\u0e4d\u0e32"
		],
		[[3636, 3642], 2],
		[[3643, 3646], 3],
		[3647, 2],
		[[3648, 3662], 2],
		[3663, 2],
		[[3664, 3673], 2],
		[[3674, 3675], 2],
		[[3676, 3712], 3],
		[[3713, 3714], 2],
		[3715, 3],
		[3716, 2],
		[3717, 3],
		[3718, 2],
		[[3719, 3720], 2],
		[3721, 2],
		[3722, 2],
		[3723, 3],
		[3724, 2],
		[3725, 2],
		[[3726, 3731], 2],
		[[3732, 3735], 2],
		[3736, 2],
		[[3737, 3743], 2],
		[3744, 2],
		[[3745, 3747], 2],
		[3748, 3],
		[3749, 2],
		[3750, 3],
		[3751, 2],
		[[3752, 3753], 2],
		[[3754, 3755], 2],
		[3756, 2],
		[[3757, 3762], 2],
		[
			3763,
			1,
			"\u0ecd\u0eb2"
		],
		[[3764, 3769], 2],
		[3770, 2],
		[[3771, 3773], 2],
		[[3774, 3775], 3],
		[[3776, 3780], 2],
		[3781, 3],
		[3782, 2],
		[3783, 3],
		[[3784, 3789], 2],
		[3790, 2],
		[3791, 3],
		[[3792, 3801], 2],
		[[3802, 3803], 3],
		[
			3804,
			1,
			"\u0eab\u0e99"
		],
		[
			3805,
			1,
			"\u0eab\u0ea1"
		],
		[[3806, 3807], 2],
		[[3808, 3839], 3],
		[3840, 2],
		[[3841, 3850], 2],
		[3851, 2],
		[
			3852,
			1,
			"\u0f0b"
		],
		[[3853, 3863], 2],
		[[3864, 3865], 2],
		[[3866, 3871], 2],
		[[3872, 3881], 2],
		[[3882, 3892], 2],
		[3893, 2],
		[3894, 2],
		[3895, 2],
		[3896, 2],
		[3897, 2],
		[[3898, 3901], 2],
		[[3902, 3906], 2],
		[
			3907,
			1,
			"\u0f42\u0fb7"
		],
		[[3908, 3911], 2],
		[3912, 3],
		[[3913, 3916], 2],
		[
			3917,
			1,
			"\u0f4c\u0fb7"
		],
		[[3918, 3921], 2],
		[
			3922,
			1,
			"\u0f51\u0fb7"
		],
		[[3923, 3926], 2],
		[
			3927,
			1,
			"\u0f56\u0fb7"
		],
		[[3928, 3931], 2],
		[
			3932,
			1,
			"\u0f5b\u0fb7"
		],
		[[3933, 3944], 2],
		[
			3945,
			1,
			"\u0f40\u0fb5"
		],
		[3946, 2],
		[[3947, 3948], 2],
		[[3949, 3952], 3],
		[[3953, 3954], 2],
		[
			3955,
			1,
			"\u0f71\u0f72"
		],
		[3956, 2],
		[
			3957,
			1,
			"\u0f71\u0f74"
		],
		[
			3958,
			1,
			"\u0fb2\u0f80"
		],
		[
			3959,
			1,
			"\u0fb2\u0f71\u0f80"
		],
		[
			3960,
			1,
			"\u0fb3\u0f80"
		],
		[
			3961,
			1,
			"\u0fb3\u0f71\u0f80"
		],
		[[3962, 3968], 2],
		[
			3969,
			1,
			"\u0f71\u0f80"
		],
		[[3970, 3972], 2],
		[3973, 2],
		[[3974, 3979], 2],
		[[3980, 3983], 2],
		[[3984, 3986], 2],
		[
			3987,
			1,
			"\u0f92\u0fb7"
		],
		[[3988, 3989], 2],
		[3990, 2],
		[3991, 2],
		[3992, 3],
		[[3993, 3996], 2],
		[
			3997,
			1,
			"\u0f9c\u0fb7"
		],
		[[3998, 4001], 2],
		[
			4002,
			1,
			"\u0fa1\u0fb7"
		],
		[[4003, 4006], 2],
		[
			4007,
			1,
			"\u0fa6\u0fb7"
		],
		[[4008, 4011], 2],
		[
			4012,
			1,
			"\u0fab\u0fb7"
		],
		[4013, 2],
		[[4014, 4016], 2],
		[[4017, 4023], 2],
		[4024, 2],
		[
			4025,
			1,
			"\u0f90\u0fb5"
		],
		[[4026, 4028], 2],
		[4029, 3],
		[[4030, 4037], 2],
		[4038, 2],
		[[4039, 4044], 2],
		[4045, 3],
		[4046, 2],
		[4047, 2],
		[[4048, 4049], 2],
		[[4050, 4052], 2],
		[[4053, 4056], 2],
		[[4057, 4058], 2],
		[[4059, 4095], 3],
		[[4096, 4129], 2],
		[4130, 2],
		[[4131, 4135], 2],
		[4136, 2],
		[[4137, 4138], 2],
		[4139, 2],
		[[4140, 4146], 2],
		[[4147, 4149], 2],
		[[4150, 4153], 2],
		[[4154, 4159], 2],
		[[4160, 4169], 2],
		[[4170, 4175], 2],
		[[4176, 4185], 2],
		[[4186, 4249], 2],
		[[4250, 4253], 2],
		[[4254, 4255], 2],
		[
			4256,
			1,
			"\u2d00"
		],
		[
			4257,
			1,
			"\u2d01"
		],
		[
			4258,
			1,
			"\u2d02"
		],
		[
			4259,
			1,
			"\u2d03"
		],
		[
			4260,
			1,
			"\u2d04"
		],
		[
			4261,
			1,
			"\u2d05"
		],
		[
			4262,
			1,
			"\u2d06"
		],
		[
			4263,
			1,
			"\u2d07"
		],
		[
			4264,
			1,
			"\u2d08"
		],
		[
			4265,
			1,
			"\u2d09"
		],
		[
			4266,
			1,
			"\u2d0a"
		],
		[
			4267,
			1,
			"\u2d0b"
		],
		[
			4268,
			1,
			"\u2d0c"
		],
		[
			4269,
			1,
			"\u2d0d"
		],
		[
			4270,
			1,
			"\u2d0e"
		],
		[
			4271,
			1,
			"\u2d0f"
		],
		[
			4272,
			1,
			"\u2d10"
		],
		[
			4273,
			1,
			"\u2d11"
		],
		[
			4274,
			1,
			"\u2d12"
		],
		[
			4275,
			1,
			"\u2d13"
		],
		[
			4276,
			1,
			"\u2d14"
		],
		[
			4277,
			1,
			"\u2d15"
		],
		[
			4278,
			1,
			"\u2d16"
		],
		[
			4279,
			1,
			"\u2d17"
		],
		[
			4280,
			1,
			"\u2d18"
		],
		[
			4281,
			1,
			"\u2d19"
		],
		[
			4282,
			1,
			"\u2d1a"
		],
		[
			4283,
			1,
			"\u2d1b"
		],
		[
			4284,
			1,
			"\u2d1c"
		],
		[
			4285,
			1,
			"\u2d1d"
		],
		[
			4286,
			1,
			"\u2d1e"
		],
		[
			4287,
			1,
			"\u2d1f"
		],
		[
			4288,
			1,
			"\u2d20"
		],
		[
			4289,
			1,
			"\u2d21"
		],
		[
			4290,
			1,
			"\u2d22"
		],
		[
			4291,
			1,
			"\u2d23"
		],
		[
			4292,
			1,
			"\u2d24"
		],
		[
			4293,
			1,
			"\u2d25"
		],
		[4294, 3],
		[
			4295,
			1,
			"\u2d27"
		],
		[[4296, 4300], 3],
		[
			4301,
			1,
			"\u2d2d"
		],
		[[4302, 4303], 3],
		[[4304, 4342], 2],
		[[4343, 4344], 2],
		[[4345, 4346], 2],
		[4347, 2],
		[
			4348,
			1,
			"\u10dc"
		],
		[[4349, 4351], 2],
		[[4352, 4441], 2],
		[[4442, 4446], 2],
		[[4447, 4448], 7],
		[[4449, 4514], 2],
		[[4515, 4519], 2],
		[[4520, 4601], 2],
		[[4602, 4607], 2],
		[[4608, 4614], 2],
		[4615, 2],
		[[4616, 4678], 2],
		[4679, 2],
		[4680, 2],
		[4681, 3],
		[[4682, 4685], 2],
		[[4686, 4687], 3],
		[[4688, 4694], 2],
		[4695, 3],
		[4696, 2],
		[4697, 3],
		[[4698, 4701], 2],
		[[4702, 4703], 3],
		[[4704, 4742], 2],
		[4743, 2],
		[4744, 2],
		[4745, 3],
		[[4746, 4749], 2],
		[[4750, 4751], 3],
		[[4752, 4782], 2],
		[4783, 2],
		[4784, 2],
		[4785, 3],
		[[4786, 4789], 2],
		[[4790, 4791], 3],
		[[4792, 4798], 2],
		[4799, 3],
		[4800, 2],
		[4801, 3],
		[[4802, 4805], 2],
		[[4806, 4807], 3],
		[[4808, 4814], 2],
		[4815, 2],
		[[4816, 4822], 2],
		[4823, 3],
		[[4824, 4846], 2],
		[4847, 2],
		[[4848, 4878], 2],
		[4879, 2],
		[4880, 2],
		[4881, 3],
		[[4882, 4885], 2],
		[[4886, 4887], 3],
		[[4888, 4894], 2],
		[4895, 2],
		[[4896, 4934], 2],
		[4935, 2],
		[[4936, 4954], 2],
		[[4955, 4956], 3],
		[[4957, 4958], 2],
		[4959, 2],
		[4960, 2],
		[[4961, 4988], 2],
		[[4989, 4991], 3],
		[[4992, 5007], 2],
		[[5008, 5017], 2],
		[[5018, 5023], 3],
		[[5024, 5108], 2],
		[5109, 2],
		[[5110, 5111], 3],
		[
			5112,
			1,
			"\u13f0"
		],
		[
			5113,
			1,
			"\u13f1"
		],
		[
			5114,
			1,
			"\u13f2"
		],
		[
			5115,
			1,
			"\u13f3"
		],
		[
			5116,
			1,
			"\u13f4"
		],
		[
			5117,
			1,
			"\u13f5"
		],
		[[5118, 5119], 3],
		[5120, 2],
		[[5121, 5740], 2],
		[[5741, 5742], 2],
		[[5743, 5750], 2],
		[[5751, 5759], 2],
		[5760, 3],
		[[5761, 5786], 2],
		[[5787, 5788], 2],
		[[5789, 5791], 3],
		[[5792, 5866], 2],
		[[5867, 5872], 2],
		[[5873, 5880], 2],
		[[5881, 5887], 3],
		[[5888, 5900], 2],
		[5901, 2],
		[[5902, 5908], 2],
		[5909, 2],
		[[5910, 5918], 3],
		[5919, 2],
		[[5920, 5940], 2],
		[[5941, 5942], 2],
		[[5943, 5951], 3],
		[[5952, 5971], 2],
		[[5972, 5983], 3],
		[[5984, 5996], 2],
		[5997, 3],
		[[5998, 6e3], 2],
		[6001, 3],
		[[6002, 6003], 2],
		[[6004, 6015], 3],
		[[6016, 6067], 2],
		[[6068, 6069], 7],
		[[6070, 6099], 2],
		[[6100, 6102], 2],
		[6103, 2],
		[[6104, 6107], 2],
		[6108, 2],
		[6109, 2],
		[[6110, 6111], 3],
		[[6112, 6121], 2],
		[[6122, 6127], 3],
		[[6128, 6137], 2],
		[[6138, 6143], 3],
		[[6144, 6154], 2],
		[[6155, 6158], 7],
		[6159, 7],
		[[6160, 6169], 2],
		[[6170, 6175], 3],
		[[6176, 6263], 2],
		[6264, 2],
		[[6265, 6271], 3],
		[[6272, 6313], 2],
		[6314, 2],
		[[6315, 6319], 3],
		[[6320, 6389], 2],
		[[6390, 6399], 3],
		[[6400, 6428], 2],
		[[6429, 6430], 2],
		[6431, 3],
		[[6432, 6443], 2],
		[[6444, 6447], 3],
		[[6448, 6459], 2],
		[[6460, 6463], 3],
		[6464, 2],
		[[6465, 6467], 3],
		[[6468, 6469], 2],
		[[6470, 6509], 2],
		[[6510, 6511], 3],
		[[6512, 6516], 2],
		[[6517, 6527], 3],
		[[6528, 6569], 2],
		[[6570, 6571], 2],
		[[6572, 6575], 3],
		[[6576, 6601], 2],
		[[6602, 6607], 3],
		[[6608, 6617], 2],
		[6618, 2],
		[[6619, 6621], 3],
		[[6622, 6623], 2],
		[[6624, 6655], 2],
		[[6656, 6683], 2],
		[[6684, 6685], 3],
		[[6686, 6687], 2],
		[[6688, 6750], 2],
		[6751, 3],
		[[6752, 6780], 2],
		[[6781, 6782], 3],
		[[6783, 6793], 2],
		[[6794, 6799], 3],
		[[6800, 6809], 2],
		[[6810, 6815], 3],
		[[6816, 6822], 2],
		[6823, 2],
		[[6824, 6829], 2],
		[[6830, 6831], 3],
		[[6832, 6845], 2],
		[6846, 2],
		[[6847, 6848], 2],
		[[6849, 6862], 2],
		[[6863, 6877], 2],
		[[6878, 6879], 3],
		[[6880, 6891], 2],
		[[6892, 6911], 3],
		[[6912, 6987], 2],
		[6988, 2],
		[6989, 3],
		[[6990, 6991], 2],
		[[6992, 7001], 2],
		[[7002, 7018], 2],
		[[7019, 7027], 2],
		[[7028, 7036], 2],
		[[7037, 7038], 2],
		[7039, 2],
		[[7040, 7082], 2],
		[[7083, 7085], 2],
		[[7086, 7097], 2],
		[[7098, 7103], 2],
		[[7104, 7155], 2],
		[[7156, 7163], 3],
		[[7164, 7167], 2],
		[[7168, 7223], 2],
		[[7224, 7226], 3],
		[[7227, 7231], 2],
		[[7232, 7241], 2],
		[[7242, 7244], 3],
		[[7245, 7293], 2],
		[[7294, 7295], 2],
		[
			7296,
			1,
			"\u0432"
		],
		[
			7297,
			1,
			"\u0434"
		],
		[
			7298,
			1,
			"\u043e"
		],
		[
			7299,
			1,
			"\u0441"
		],
		[
			[7300, 7301],
			1,
			"\u0442"
		],
		[
			7302,
			1,
			"\u044a"
		],
		[
			7303,
			1,
			"\u0463"
		],
		[
			7304,
			1,
			"\ua64b"
		],
		[
			7305,
			1,
			"\u1c8a"
		],
		[7306, 2],
		[[7307, 7311], 3],
		[
			7312,
			1,
			"\u10d0"
		],
		[
			7313,
			1,
			"\u10d1"
		],
		[
			7314,
			1,
			"\u10d2"
		],
		[
			7315,
			1,
			"\u10d3"
		],
		[
			7316,
			1,
			"\u10d4"
		],
		[
			7317,
			1,
			"\u10d5"
		],
		[
			7318,
			1,
			"\u10d6"
		],
		[
			7319,
			1,
			"\u10d7"
		],
		[
			7320,
			1,
			"\u10d8"
		],
		[
			7321,
			1,
			"\u10d9"
		],
		[
			7322,
			1,
			"\u10da"
		],
		[
			7323,
			1,
			"\u10db"
		],
		[
			7324,
			1,
			"\u10dc"
		],
		[
			7325,
			1,
			"\u10dd"
		],
		[
			7326,
			1,
			"\u10de"
		],
		[
			7327,
			1,
			"\u10df"
		],
		[
			7328,
			1,
			"\u10e0"
		],
		[
			7329,
			1,
			"\u10e1"
		],
		[
			7330,
			1,
			"\u10e2"
		],
		[
			7331,
			1,
			"\u10e3"
		],
		[
			7332,
			1,
			"\u10e4"
		],
		[
			7333,
			1,
			"\u10e5"
		],
		[
			7334,
			1,
			"\u10e6"
		],
		[
			7335,
			1,
			"\u10e7"
		],
		[
			7336,
			1,
			"\u10e8"
		],
		[
			7337,
			1,
			"\u10e9"
		],
		[
			7338,
			1,
			"\u10ea"
		],
		[
			7339,
			1,
			"\u10eb"
		],
		[
			7340,
			1,
			"\u10ec"
		],
		[
			7341,
			1,
			"\u10ed"
		],
		[
			7342,
			1,
			"\u10ee"
		],
		[
			7343,
			1,
			"\u10ef"
		],
		[
			7344,
			1,
			"\u10f0"
		],
		[
			7345,
			1,
			"\u10f1"
		],
		[
			7346,
			1,
			"\u10f2"
		],
		[
			7347,
			1,
			"\u10f3"
		],
		[
			7348,
			1,
			"\u10f4"
		],
		[
			7349,
			1,
			"\u10f5"
		],
		[
			7350,
			1,
			"\u10f6"
		],
		[
			7351,
			1,
			"\u10f7"
		],
		[
			7352,
			1,
			"\u10f8"
		],
		[
			7353,
			1,
			"\u10f9"
		],
		[
			7354,
			1,
			"\u10fa"
		],
		[[7355, 7356], 3],
		[
			7357,
			1,
			"\u10fd"
		],
		[
			7358,
			1,
			"\u10fe"
		],
		[
			7359,
			1,
			"\u10ff"
		],
		[[7360, 7367], 2],
		[[7368, 7375], 3],
		[[7376, 7378], 2],
		[7379, 2],
		[[7380, 7410], 2],
		[[7411, 7414], 2],
		[7415, 2],
		[[7416, 7417], 2],
		[7418, 2],
		[[7419, 7423], 3],
		[[7424, 7467], 2],
		[
			7468,
			1,
			"a"
		],
		[
			7469,
			1,
			"\u00e6"
		],
		[
			7470,
			1,
			"b"
		],
		[7471, 2],
		[
			7472,
			1,
			"d"
		],
		[
			7473,
			1,
			"e"
		],
		[
			7474,
			1,
			"\u01dd"
		],
		[
			7475,
			1,
			"g"
		],
		[
			7476,
			1,
			"h"
		],
		[
			7477,
			1,
			"i"
		],
		[
			7478,
			1,
			"j"
		],
		[
			7479,
			1,
			"k"
		],
		[
			7480,
			1,
			"l"
		],
		[
			7481,
			1,
			"m"
		],
		[
			7482,
			1,
			"n"
		],
		[7483, 2],
		[
			7484,
			1,
			"o"
		],
		[
			7485,
			1,
			"\u0223"
		],
		[
			7486,
			1,
			"p"
		],
		[
			7487,
			1,
			"r"
		],
		[
			7488,
			1,
			"t"
		],
		[
			7489,
			1,
			"u"
		],
		[
			7490,
			1,
			"w"
		],
		[
			7491,
			1,
			"a"
		],
		[
			7492,
			1,
			"\u0250"
		],
		[
			7493,
			1,
			"\u0251"
		],
		[
			7494,
			1,
			"\u1d02"
		],
		[
			7495,
			1,
			"b"
		],
		[
			7496,
			1,
			"d"
		],
		[
			7497,
			1,
			"e"
		],
		[
			7498,
			1,
			"\u0259"
		],
		[
			7499,
			1,
			"\u025b"
		],
		[
			7500,
			1,
			"\u025c"
		],
		[
			7501,
			1,
			"g"
		],
		[7502, 2],
		[
			7503,
			1,
			"k"
		],
		[
			7504,
			1,
			"m"
		],
		[
			7505,
			1,
			"\u014b"
		],
		[
			7506,
			1,
			"o"
		],
		[
			7507,
			1,
			"\u0254"
		],
		[
			7508,
			1,
			"\u1d16"
		],
		[
			7509,
			1,
			"\u1d17"
		],
		[
			7510,
			1,
			"p"
		],
		[
			7511,
			1,
			"t"
		],
		[
			7512,
			1,
			"u"
		],
		[
			7513,
			1,
			"\u1d1d"
		],
		[
			7514,
			1,
			"\u026f"
		],
		[
			7515,
			1,
			"v"
		],
		[
			7516,
			1,
			"\u1d25"
		],
		[
			7517,
			1,
			"\u03b2"
		],
		[
			7518,
			1,
			"\u03b3"
		],
		[
			7519,
			1,
			"\u03b4"
		],
		[
			7520,
			1,
			"\u03c6"
		],
		[
			7521,
			1,
			"\u03c7"
		],
		[
			7522,
			1,
			"i"
		],
		[
			7523,
			1,
			"r"
		],
		[
			7524,
			1,
			"u"
		],
		[
			7525,
			1,
			"v"
		],
		[
			7526,
			1,
			"\u03b2"
		],
		[
			7527,
			1,
			"\u03b3"
		],
		[
			7528,
			1,
			"\u03c1"
		],
		[
			7529,
			1,
			"\u03c6"
		],
		[
			7530,
			1,
			"\u03c7"
		],
		[7531, 2],
		[[7532, 7543], 2],
		[
			7544,
			1,
			"\u043d"
		],
		[[7545, 7578], 2],
		[
			7579,
			1,
			"\u0252"
		],
		[
			7580,
			1,
			"c"
		],
		[
			7581,
			1,
			"\u0255"
		],
		[
			7582,
			1,
			"\u00f0"
		],
		[
			7583,
			1,
			"\u025c"
		],
		[
			7584,
			1,
			"f"
		],
		[
			7585,
			1,
			"\u025f"
		],
		[
			7586,
			1,
			"\u0261"
		],
		[
			7587,
			1,
			"\u0265"
		],
		[
			7588,
			1,
			"\u0268"
		],
		[
			7589,
			1,
			"\u0269"
		],
		[
			7590,
			1,
			"\u026a"
		],
		[
			7591,
			1,
			"\u1d7b"
		],
		[
			7592,
			1,
			"\u029d"
		],
		[
			7593,
			1,
			"\u026d"
		],
		[
			7594,
			1,
			"\u1d85"
		],
		[
			7595,
			1,
			"\u029f"
		],
		[
			7596,
			1,
			"\u0271"
		],
		[
			7597,
			1,
			"\u0270"
		],
		[
			7598,
			1,
			"\u0272"
		],
		[
			7599,
			1,
			"\u0273"
		],
		[
			7600,
			1,
			"\u0274"
		],
		[
			7601,
			1,
			"\u0275"
		],
		[
			7602,
			1,
			"\u0278"
		],
		[
			7603,
			1,
			"\u0282"
		],
		[
			7604,
			1,
			"\u0283"
		],
		[
			7605,
			1,
			"\u01ab"
		],
		[
			7606,
			1,
			"\u0289"
		],
		[
			7607,
			1,
			"\u028a"
		],
		[
			7608,
			1,
			"\u1d1c"
		],
		[
			7609,
			1,
			"\u028b"
		],
		[
			7610,
			1,
			"\u028c"
		],
		[
			7611,
			1,
			"z"
		],
		[
			7612,
			1,
			"\u0290"
		],
		[
			7613,
			1,
			"\u0291"
		],
		[
			7614,
			1,
			"\u0292"
		],
		[
			7615,
			1,
			"\u03b8"
		],
		[[7616, 7619], 2],
		[[7620, 7626], 2],
		[[7627, 7654], 2],
		[[7655, 7669], 2],
		[[7670, 7673], 2],
		[7674, 2],
		[7675, 2],
		[7676, 2],
		[7677, 2],
		[[7678, 7679], 2],
		[
			7680,
			1,
			"\u1e01"
		],
		[7681, 2],
		[
			7682,
			1,
			"\u1e03"
		],
		[7683, 2],
		[
			7684,
			1,
			"\u1e05"
		],
		[7685, 2],
		[
			7686,
			1,
			"\u1e07"
		],
		[7687, 2],
		[
			7688,
			1,
			"\u1e09"
		],
		[7689, 2],
		[
			7690,
			1,
			"\u1e0b"
		],
		[7691, 2],
		[
			7692,
			1,
			"\u1e0d"
		],
		[7693, 2],
		[
			7694,
			1,
			"\u1e0f"
		],
		[7695, 2],
		[
			7696,
			1,
			"\u1e11"
		],
		[7697, 2],
		[
			7698,
			1,
			"\u1e13"
		],
		[7699, 2],
		[
			7700,
			1,
			"\u1e15"
		],
		[7701, 2],
		[
			7702,
			1,
			"\u1e17"
		],
		[7703, 2],
		[
			7704,
			1,
			"\u1e19"
		],
		[7705, 2],
		[
			7706,
			1,
			"\u1e1b"
		],
		[7707, 2],
		[
			7708,
			1,
			"\u1e1d"
		],
		[7709, 2],
		[
			7710,
			1,
			"\u1e1f"
		],
		[7711, 2],
		[
			7712,
			1,
			"\u1e21"
		],
		[7713, 2],
		[
			7714,
			1,
			"\u1e23"
		],
		[7715, 2],
		[
			7716,
			1,
			"\u1e25"
		],
		[7717, 2],
		[
			7718,
			1,
			"\u1e27"
		],
		[7719, 2],
		[
			7720,
			1,
			"\u1e29"
		],
		[7721, 2],
		[
			7722,
			1,
			"\u1e2b"
		],
		[7723, 2],
		[
			7724,
			1,
			"\u1e2d"
		],
		[7725, 2],
		[
			7726,
			1,
			"\u1e2f"
		],
		[7727, 2],
		[
			7728,
			1,
			"\u1e31"
		],
		[7729, 2],
		[
			7730,
			1,
			"\u1e33"
		],
		[7731, 2],
		[
			7732,
			1,
			"\u1e35"
		],
		[7733, 2],
		[
			7734,
			1,
			"\u1e37"
		],
		[7735, 2],
		[
			7736,
			1,
			"\u1e39"
		],
		[7737, 2],
		[
			7738,
			1,
			"\u1e3b"
		],
		[7739, 2],
		[
			7740,
			1,
			"\u1e3d"
		],
		[7741, 2],
		[
			7742,
			1,
			"\u1e3f"
		],
		[7743, 2],
		[
			7744,
			1,
			"\u1e41"
		],
		[7745, 2],
		[
			7746,
			1,
			"\u1e43"
		],
		[7747, 2],
		[
			7748,
			1,
			"\u1e45"
		],
		[7749, 2],
		[
			7750,
			1,
			"\u1e47"
		],
		[7751, 2],
		[
			7752,
			1,
			"\u1e49"
		],
		[7753, 2],
		[
			7754,
			1,
			"\u1e4b"
		],
		[7755, 2],
		[
			7756,
			1,
			"\u1e4d"
		],
		[7757, 2],
		[
			7758,
			1,
			"\u1e4f"
		],
		[7759, 2],
		[
			7760,
			1,
			"\u1e51"
		],
		[7761, 2],
		[
			7762,
			1,
			"\u1e53"
		],
		[7763, 2],
		[
			7764,
			1,
			"\u1e55"
		],
		[7765, 2],
		[
			7766,
			1,
			"\u1e57"
		],
		[7767, 2],
		[
			7768,
			1,
			"\u1e59"
		],
		[7769, 2],
		[
			7770,
			1,
			"\u1e5b"
		],
		[7771, 2],
		[
			7772,
			1,
			"\u1e5d"
		],
		[7773, 2],
		[
			7774,
			1,
			"\u1e5f"
		],
		[7775, 2],
		[
			7776,
			1,
			"\u1e61"
		],
		[7777, 2],
		[
			7778,
			1,
			"\u1e63"
		],
		[7779, 2],
		[
			7780,
			1,
			"\u1e65"
		],
		[7781, 2],
		[
			7782,
			1,
			"\u1e67"
		],
		[7783, 2],
		[
			7784,
			1,
			"\u1e69"
		],
		[7785, 2],
		[
			7786,
			1,
			"\u1e6b"
		],
		[7787, 2],
		[
			7788,
			1,
			"\u1e6d"
		],
		[7789, 2],
		[
			7790,
			1,
			"\u1e6f"
		],
		[7791, 2],
		[
			7792,
			1,
			"\u1e71"
		],
		[7793, 2],
		[
			7794,
			1,
			"\u1e73"
		],
		[7795, 2],
		[
			7796,
			1,
			"\u1e75"
		],
		[7797, 2],
		[
			7798,
			1,
			"\u1e77"
		],
		[7799, 2],
		[
			7800,
			1,
			"\u1e79"
		],
		[7801, 2],
		[
			7802,
			1,
			"\u1e7b"
		],
		[7803, 2],
		[
			7804,
			1,
			"\u1e7d"
		],
		[7805, 2],
		[
			7806,
			1,
			"\u1e7f"
		],
		[7807, 2],
		[
			7808,
			1,
			"\u1e81"
		],
		[7809, 2],
		[
			7810,
			1,
			"\u1e83"
		],
		[7811, 2],
		[
			7812,
			1,
			"\u1e85"
		],
		[7813, 2],
		[
			7814,
			1,
			"\u1e87"
		],
		[7815, 2],
		[
			7816,
			1,
			"\u1e89"
		],
		[7817, 2],
		[
			7818,
			1,
			"\u1e8b"
		],
		[7819, 2],
		[
			7820,
			1,
			"\u1e8d"
		],
		[7821, 2],
		[
			7822,
			1,
			"\u1e8f"
		],
		[7823, 2],
		[
			7824,
			1,
			"\u1e91"
		],
		[7825, 2],
		[
			7826,
			1,
			"\u1e93"
		],
		[7827, 2],
		[
			7828,
			1,
			"\u1e95"
		],
		[[7829, 7833], 2],
		[
			7834,
			1,
			"a\u02be"
		],
		[
			7835,
			1,
			"\u1e61"
		],
		[[7836, 7837], 2],
		[
			7838,
			1,
			"\u00df"
		],
		[7839, 2],
		[
			7840,
			1,
			"\u1ea1"
		],
		[7841, 2],
		[
			7842,
			1,
			"\u1ea3"
		],
		[7843, 2],
		[
			7844,
			1,
			"\u1ea5"
		],
		[7845, 2],
		[
			7846,
			1,
			"\u1ea7"
		],
		[7847, 2],
		[
			7848,
			1,
			"\u1ea9"
		],
		[7849, 2],
		[
			7850,
			1,
			"\u1eab"
		],
		[7851, 2],
		[
			7852,
			1,
			"\u1ead"
		],
		[7853, 2],
		[
			7854,
			1,
			"\u1eaf"
		],
		[7855, 2],
		[
			7856,
			1,
			"\u1eb1"
		],
		[7857, 2],
		[
			7858,
			1,
			"\u1eb3"
		],
		[7859, 2],
		[
			7860,
			1,
			"\u1eb5"
		],
		[7861, 2],
		[
			7862,
			1,
			"\u1eb7"
		],
		[7863, 2],
		[
			7864,
			1,
			"\u1eb9"
		],
		[7865, 2],
		[
			7866,
			1,
			"\u1ebb"
		],
		[7867, 2],
		[
			7868,
			1,
			"\u1ebd"
		],
		[7869, 2],
		[
			7870,
			1,
			"\u1ebf"
		],
		[7871, 2],
		[
			7872,
			1,
			"\u1ec1"
		],
		[7873, 2],
		[
			7874,
			1,
			"\u1ec3"
		],
		[7875, 2],
		[
			7876,
			1,
			"\u1ec5"
		],
		[7877, 2],
		[
			7878,
			1,
			"\u1ec7"
		],
		[7879, 2],
		[
			7880,
			1,
			"\u1ec9"
		],
		[7881, 2],
		[
			7882,
			1,
			"\u1ecb"
		],
		[7883, 2],
		[
			7884,
			1,
			"\u1ecd"
		],
		[7885, 2],
		[
			7886,
			1,
			"\u1ecf"
		],
		[7887, 2],
		[
			7888,
			1,
			"\u1ed1"
		],
		[7889, 2],
		[
			7890,
			1,
			"\u1ed3"
		],
		[7891, 2],
		[
			7892,
			1,
			"\u1ed5"
		],
		[7893, 2],
		[
			7894,
			1,
			"\u1ed7"
		],
		[7895, 2],
		[
			7896,
			1,
			"\u1ed9"
		],
		[7897, 2],
		[
			7898,
			1,
			"\u1edb"
		],
		[7899, 2],
		[
			7900,
			1,
			"\u1edd"
		],
		[7901, 2],
		[
			7902,
			1,
			"\u1edf"
		],
		[7903, 2],
		[
			7904,
			1,
			"\u1ee1"
		],
		[7905, 2],
		[
			7906,
			1,
			"\u1ee3"
		],
		[7907, 2],
		[
			7908,
			1,
			"\u1ee5"
		],
		[7909, 2],
		[
			7910,
			1,
			"\u1ee7"
		],
		[7911, 2],
		[
			7912,
			1,
			"\u1ee9"
		],
		[7913, 2],
		[
			7914,
			1,
			"\u1eeb"
		],
		[7915, 2],
		[
			7916,
			1,
			"\u1eed"
		],
		[7917, 2],
		[
			7918,
			1,
			"\u1eef"
		],
		[7919, 2],
		[
			7920,
			1,
			"\u1ef1"
		],
		[7921, 2],
		[
			7922,
			1,
			"\u1ef3"
		],
		[7923, 2],
		[
			7924,
			1,
			"\u1ef5"
		],
		[7925, 2],
		[
			7926,
			1,
			"\u1ef7"
		],
		[7927, 2],
		[
			7928,
			1,
			"\u1ef9"
		],
		[7929, 2],
		[
			7930,
			1,
			"\u1efb"
		],
		[7931, 2],
		[
			7932,
			1,
			"\u1efd"
		],
		[7933, 2],
		[
			7934,
			1,
			"\u1eff"
		],
		[7935, 2],
		[[7936, 7943], 2],
		[
			7944,
			1,
			"\u1f00"
		],
		[
			7945,
			1,
			"\u1f01"
		],
		[
			7946,
			1,
			"\u1f02"
		],
		[
			7947,
			1,
			"\u1f03"
		],
		[
			7948,
			1,
			"\u1f04"
		],
		[
			7949,
			1,
			"\u1f05"
		],
		[
			7950,
			1,
			"\u1f06"
		],
		[
			7951,
			1,
			"\u1f07"
		],
		[[7952, 7957], 2],
		[[7958, 7959], 3],
		[
			7960,
			1,
			"\u1f10"
		],
		[
			7961,
			1,
			"\u1f11"
		],
		[
			7962,
			1,
			"\u1f12"
		],
		[
			7963,
			1,
			"\u1f13"
		],
		[
			7964,
			1,
			"\u1f14"
		],
		[
			7965,
			1,
			"\u1f15"
		],
		[[7966, 7967], 3],
		[[7968, 7975], 2],
		[
			7976,
			1,
			"\u1f20"
		],
		[
			7977,
			1,
			"\u1f21"
		],
		[
			7978,
			1,
			"\u1f22"
		],
		[
			7979,
			1,
			"\u1f23"
		],
		[
			7980,
			1,
			"\u1f24"
		],
		[
			7981,
			1,
			"\u1f25"
		],
		[
			7982,
			1,
			"\u1f26"
		],
		[
			7983,
			1,
			"\u1f27"
		],
		[[7984, 7991], 2],
		[
			7992,
			1,
			"\u1f30"
		],
		[
			7993,
			1,
			"\u1f31"
		],
		[
			7994,
			1,
			"\u1f32"
		],
		[
			7995,
			1,
			"\u1f33"
		],
		[
			7996,
			1,
			"\u1f34"
		],
		[
			7997,
			1,
			"\u1f35"
		],
		[
			7998,
			1,
			"\u1f36"
		],
		[
			7999,
			1,
			"\u1f37"
		],
		[[8e3, 8005], 2],
		[[8006, 8007], 3],
		[
			8008,
			1,
			"\u1f40"
		],
		[
			8009,
			1,
			"\u1f41"
		],
		[
			8010,
			1,
			"\u1f42"
		],
		[
			8011,
			1,
			"\u1f43"
		],
		[
			8012,
			1,
			"\u1f44"
		],
		[
			8013,
			1,
			"\u1f45"
		],
		[[8014, 8015], 3],
		[[8016, 8023], 2],
		[8024, 3],
		[
			8025,
			1,
			"\u1f51"
		],
		[8026, 3],
		[
			8027,
			1,
			"\u1f53"
		],
		[8028, 3],
		[
			8029,
			1,
			"\u1f55"
		],
		[8030, 3],
		[
			8031,
			1,
			"\u1f57"
		],
		[[8032, 8039], 2],
		[
			8040,
			1,
			"\u1f60"
		],
		[
			8041,
			1,
			"\u1f61"
		],
		[
			8042,
			1,
			"\u1f62"
		],
		[
			8043,
			1,
			"\u1f63"
		],
		[
			8044,
			1,
			"\u1f64"
		],
		[
			8045,
			1,
			"\u1f65"
		],
		[
			8046,
			1,
			"\u1f66"
		],
		[
			8047,
			1,
			"\u1f67"
		],
		[8048, 2],
		[
			8049,
			1,
			"\u03ac"
		],
		[8050, 2],
		[
			8051,
			1,
			"\u03ad"
		],
		[8052, 2],
		[
			8053,
			1,
			"\u03ae"
		],
		[8054, 2],
		[
			8055,
			1,
			"\u03af"
		],
		[8056, 2],
		[
			8057,
			1,
			"\u03cc"
		],
		[8058, 2],
		[
			8059,
			1,
			"\u03cd"
		],
		[8060, 2],
		[
			8061,
			1,
			"\u03ce"
		],
		[[8062, 8063], 3],
		[
			8064,
			1,
			"\u1f00\u03b9"
		],
		[
			8065,
			1,
			"\u1f01\u03b9"
		],
		[
			8066,
			1,
			"\u1f02\u03b9"
		],
		[
			8067,
			1,
			"\u1f03\u03b9"
		],
		[
			8068,
			1,
			"\u1f04\u03b9"
		],
		[
			8069,
			1,
			"\u1f05\u03b9"
		],
		[
			8070,
			1,
			"\u1f06\u03b9"
		],
		[
			8071,
			1,
			"\u1f07\u03b9"
		],
		[
			8072,
			1,
			"\u1f00\u03b9"
		],
		[
			8073,
			1,
			"\u1f01\u03b9"
		],
		[
			8074,
			1,
			"\u1f02\u03b9"
		],
		[
			8075,
			1,
			"\u1f03\u03b9"
		],
		[
			8076,
			1,
			"\u1f04\u03b9"
		],
		[
			8077,
			1,
			"\u1f05\u03b9"
		],
		[
			8078,
			1,
			"\u1f06\u03b9"
		],
		[
			8079,
			1,
			"\u1f07\u03b9"
		],
		[
			8080,
			1,
			"\u1f20\u03b9"
		],
		[
			8081,
			1,
			"\u1f21\u03b9"
		],
		[
			8082,
			1,
			"\u1f22\u03b9"
		],
		[
			8083,
			1,
			"\u1f23\u03b9"
		],
		[
			8084,
			1,
			"\u1f24\u03b9"
		],
		[
			8085,
			1,
			"\u1f25\u03b9"
		],
		[
			8086,
			1,
			"\u1f26\u03b9"
		],
		[
			8087,
			1,
			"\u1f27\u03b9"
		],
		[
			8088,
			1,
			"\u1f20\u03b9"
		],
		[
			8089,
			1,
			"\u1f21\u03b9"
		],
		[
			8090,
			1,
			"\u1f22\u03b9"
		],
		[
			8091,
			1,
			"\u1f23\u03b9"
		],
		[
			8092,
			1,
			"\u1f24\u03b9"
		],
		[
			8093,
			1,
			"\u1f25\u03b9"
		],
		[
			8094,
			1,
			"\u1f26\u03b9"
		],
		[
			8095,
			1,
			"\u1f27\u03b9"
		],
		[
			8096,
			1,
			"\u1f60\u03b9"
		],
		[
			8097,
			1,
			"\u1f61\u03b9"
		],
		[
			8098,
			1,
			"\u1f62\u03b9"
		],
		[
			8099,
			1,
			"\u1f63\u03b9"
		],
		[
			8100,
			1,
			"\u1f64\u03b9"
		],
		[
			8101,
			1,
			"\u1f65\u03b9"
		],
		[
			8102,
			1,
			"\u1f66\u03b9"
		],
		[
			8103,
			1,
			"\u1f67\u03b9"
		],
		[
			8104,
			1,
			"\u1f60\u03b9"
		],
		[
			8105,
			1,
			"\u1f61\u03b9"
		],
		[
			8106,
			1,
			"\u1f62\u03b9"
		],
		[
			8107,
			1,
			"\u1f63\u03b9"
		],
		[
			8108,
			1,
			"\u1f64\u03b9"
		],
		[
			8109,
			1,
			"\u1f65\u03b9"
		],
		[
			8110,
			1,
			"\u1f66\u03b9"
		],
		[
			8111,
			1,
			"\u1f67\u03b9"
		],
		[[8112, 8113], 2],
		[
			8114,
			1,
			"\u1f70\u03b9"
		],
		[
			8115,
			1,
			"\u03b1\u03b9"
		],
		[
			8116,
			1,
			"\u03ac\u03b9"
		],
		[8117, 3],
		[8118, 2],
		[
			8119,
			1,
			"\u1fb6\u03b9"
		],
		[
			8120,
			1,
			"\u1fb0"
		],
		[
			8121,
			1,
			"\u1fb1"
		],
		[
			8122,
			1,
			"\u1f70"
		],
		[
			8123,
			1,
			"\u03ac"
		],
		[
			8124,
			1,
			"\u03b1\u03b9"
		],
		[
			8125,
			1,
			" \u0313"
		],
		[
			8126,
			1,
			"\u03b9"
		],
		[
			8127,
			1,
			" \u0313"
		],
		[
			8128,
			1,
			" \u0342"
		],
		[
			8129,
			1,
			" \u0308\u0342"
		],
		[
			8130,
			1,
			"\u1f74\u03b9"
		],
		[
			8131,
			1,
			"\u03b7\u03b9"
		],
		[
			8132,
			1,
			"\u03ae\u03b9"
		],
		[8133, 3],
		[8134, 2],
		[
			8135,
			1,
			"\u1fc6\u03b9"
		],
		[
			8136,
			1,
			"\u1f72"
		],
		[
			8137,
			1,
			"\u03ad"
		],
		[
			8138,
			1,
			"\u1f74"
		],
		[
			8139,
			1,
			"\u03ae"
		],
		[
			8140,
			1,
			"\u03b7\u03b9"
		],
		[
			8141,
			1,
			" \u0313\u0300"
		],
		[
			8142,
			1,
			" \u0313\u0301"
		],
		[
			8143,
			1,
			" \u0313\u0342"
		],
		[[8144, 8146], 2],
		[
			8147,
			1,
			"\u0390"
		],
		[[8148, 8149], 3],
		[[8150, 8151], 2],
		[
			8152,
			1,
			"\u1fd0"
		],
		[
			8153,
			1,
			"\u1fd1"
		],
		[
			8154,
			1,
			"\u1f76"
		],
		[
			8155,
			1,
			"\u03af"
		],
		[8156, 3],
		[
			8157,
			1,
			" \u0314\u0300"
		],
		[
			8158,
			1,
			" \u0314\u0301"
		],
		[
			8159,
			1,
			" \u0314\u0342"
		],
		[[8160, 8162], 2],
		[
			8163,
			1,
			"\u03b0"
		],
		[[8164, 8167], 2],
		[
			8168,
			1,
			"\u1fe0"
		],
		[
			8169,
			1,
			"\u1fe1"
		],
		[
			8170,
			1,
			"\u1f7a"
		],
		[
			8171,
			1,
			"\u03cd"
		],
		[
			8172,
			1,
			"\u1fe5"
		],
		[
			8173,
			1,
			" \u0308\u0300"
		],
		[
			8174,
			1,
			" \u0308\u0301"
		],
		[
			8175,
			1,
			"`"
		],
		[[8176, 8177], 3],
		[
			8178,
			1,
			"\u1f7c\u03b9"
		],
		[
			8179,
			1,
			"\u03c9\u03b9"
		],
		[
			8180,
			1,
			"\u03ce\u03b9"
		],
		[8181, 3],
		[8182, 2],
		[
			8183,
			1,
			"\u1ff6\u03b9"
		],
		[
			8184,
			1,
			"\u1f78"
		],
		[
			8185,
			1,
			"\u03cc"
		],
		[
			8186,
			1,
			"\u1f7c"
		],
		[
			8187,
			1,
			"\u03ce"
		],
		[
			8188,
			1,
			"\u03c9\u03b9"
		],
		[
			8189,
			1,
			" \u0301"
		],
		[
			8190,
			1,
			" \u0314"
		],
		[8191, 3],
		[
			[8192, 8202],
			1,
			" "
		],
		[8203, 7],
		[
			[8204, 8205],
			6,
			""
		],
		[[8206, 8207], 3],
		[8208, 2],
		[
			8209,
			1,
			"\u2010"
		],
		[[8210, 8214], 2],
		[
			8215,
			1,
			" \u0333"
		],
		[[8216, 8227], 2],
		[[8228, 8230], 3],
		[8231, 2],
		[[8232, 8238], 3],
		[
			8239,
			1,
			" "
		],
		[[8240, 8242], 2],
		[
			8243,
			1,
			"\u2032\u2032"
		],
		[
			8244,
			1,
			"\u2032\u2032\u2032"
		],
		[8245, 2],
		[
			8246,
			1,
			"\u2035\u2035"
		],
		[
			8247,
			1,
			"\u2035\u2035\u2035"
		],
		[[8248, 8251], 2],
		[
			8252,
			1,
			"!!"
		],
		[8253, 2],
		[
			8254,
			1,
			" \u0305"
		],
		[[8255, 8262], 2],
		[
			8263,
			1,
			"??"
		],
		[
			8264,
			1,
			"?!"
		],
		[
			8265,
			1,
			"!?"
		],
		[[8266, 8269], 2],
		[[8270, 8274], 2],
		[[8275, 8276], 2],
		[[8277, 8278], 2],
		[
			8279,
			1,
			"\u2032\u2032\u2032\u2032"
		],
		[[8280, 8286], 2],
		[
			8287,
			1,
			" "
		],
		[[8288, 8291], 7],
		[8292, 7],
		[8293, 3],
		[[8294, 8297], 3],
		[[8298, 8303], 7],
		[
			8304,
			1,
			"0"
		],
		[
			8305,
			1,
			"i"
		],
		[[8306, 8307], 3],
		[
			8308,
			1,
			"4"
		],
		[
			8309,
			1,
			"5"
		],
		[
			8310,
			1,
			"6"
		],
		[
			8311,
			1,
			"7"
		],
		[
			8312,
			1,
			"8"
		],
		[
			8313,
			1,
			"9"
		],
		[
			8314,
			1,
			"+"
		],
		[
			8315,
			1,
			"\u2212"
		],
		[
			8316,
			1,
			"="
		],
		[
			8317,
			1,
			"("
		],
		[
			8318,
			1,
			")"
		],
		[
			8319,
			1,
			"n"
		],
		[
			8320,
			1,
			"0"
		],
		[
			8321,
			1,
			"1"
		],
		[
			8322,
			1,
			"2"
		],
		[
			8323,
			1,
			"3"
		],
		[
			8324,
			1,
			"4"
		],
		[
			8325,
			1,
			"5"
		],
		[
			8326,
			1,
			"6"
		],
		[
			8327,
			1,
			"7"
		],
		[
			8328,
			1,
			"8"
		],
		[
			8329,
			1,
			"9"
		],
		[
			8330,
			1,
			"+"
		],
		[
			8331,
			1,
			"\u2212"
		],
		[
			8332,
			1,
			"="
		],
		[
			8333,
			1,
			"("
		],
		[
			8334,
			1,
			")"
		],
		[8335, 3],
		[
			8336,
			1,
			"a"
		],
		[
			8337,
			1,
			"e"
		],
		[
			8338,
			1,
			"o"
		],
		[
			8339,
			1,
			"x"
		],
		[
			8340,
			1,
			"\u0259"
		],
		[
			8341,
			1,
			"h"
		],
		[
			8342,
			1,
			"k"
		],
		[
			8343,
			1,
			"l"
		],
		[
			8344,
			1,
			"m"
		],
		[
			8345,
			1,
			"n"
		],
		[
			8346,
			1,
			"p"
		],
		[
			8347,
			1,
			"s"
		],
		[
			8348,
			1,
			"t"
		],
		[[8349, 8351], 3],
		[[8352, 8359], 2],
		[
			8360,
			1,
			"rs"
		],
		[[8361, 8362], 2],
		[8363, 2],
		[8364, 2],
		[[8365, 8367], 2],
		[[8368, 8369], 2],
		[[8370, 8373], 2],
		[[8374, 8376], 2],
		[8377, 2],
		[8378, 2],
		[[8379, 8381], 2],
		[8382, 2],
		[8383, 2],
		[8384, 2],
		[8385, 2],
		[[8386, 8399], 3],
		[[8400, 8417], 2],
		[[8418, 8419], 2],
		[[8420, 8426], 2],
		[8427, 2],
		[[8428, 8431], 2],
		[8432, 2],
		[[8433, 8447], 3],
		[
			8448,
			1,
			"a/c"
		],
		[
			8449,
			1,
			"a/s"
		],
		[
			8450,
			1,
			"c"
		],
		[
			8451,
			1,
			"\u00b0c"
		],
		[8452, 2],
		[
			8453,
			1,
			"c/o"
		],
		[
			8454,
			1,
			"c/u"
		],
		[
			8455,
			1,
			"\u025b"
		],
		[8456, 2],
		[
			8457,
			1,
			"\u00b0f"
		],
		[
			8458,
			1,
			"g"
		],
		[
			[8459, 8462],
			1,
			"h"
		],
		[
			8463,
			1,
			"\u0127"
		],
		[
			[8464, 8465],
			1,
			"i"
		],
		[
			[8466, 8467],
			1,
			"l"
		],
		[8468, 2],
		[
			8469,
			1,
			"n"
		],
		[
			8470,
			1,
			"no"
		],
		[[8471, 8472], 2],
		[
			8473,
			1,
			"p"
		],
		[
			8474,
			1,
			"q"
		],
		[
			[8475, 8477],
			1,
			"r"
		],
		[[8478, 8479], 2],
		[
			8480,
			1,
			"sm"
		],
		[
			8481,
			1,
			"tel"
		],
		[
			8482,
			1,
			"tm"
		],
		[8483, 2],
		[
			8484,
			1,
			"z"
		],
		[8485, 2],
		[
			8486,
			1,
			"\u03c9"
		],
		[8487, 2],
		[
			8488,
			1,
			"z"
		],
		[8489, 2],
		[
			8490,
			1,
			"k"
		],
		[
			8491,
			1,
			"\u00e5"
		],
		[
			8492,
			1,
			"b"
		],
		[
			8493,
			1,
			"c"
		],
		[8494, 2],
		[
			[8495, 8496],
			1,
			"e"
		],
		[
			8497,
			1,
			"f"
		],
		[
			8498,
			1,
			"\u214e"
		],
		[
			8499,
			1,
			"m"
		],
		[
			8500,
			1,
			"o"
		],
		[
			8501,
			1,
			"\u05d0"
		],
		[
			8502,
			1,
			"\u05d1"
		],
		[
			8503,
			1,
			"\u05d2"
		],
		[
			8504,
			1,
			"\u05d3"
		],
		[
			8505,
			1,
			"i"
		],
		[8506, 2],
		[
			8507,
			1,
			"fax"
		],
		[
			8508,
			1,
			"\u03c0"
		],
		[
			[8509, 8510],
			1,
			"\u03b3"
		],
		[
			8511,
			1,
			"\u03c0"
		],
		[
			8512,
			1,
			"\u2211"
		],
		[[8513, 8516], 2],
		[
			[8517, 8518],
			1,
			"d"
		],
		[
			8519,
			1,
			"e"
		],
		[
			8520,
			1,
			"i"
		],
		[
			8521,
			1,
			"j"
		],
		[[8522, 8523], 2],
		[8524, 2],
		[8525, 2],
		[8526, 2],
		[8527, 2],
		[
			8528,
			1,
			"1\u20447"
		],
		[
			8529,
			1,
			"1\u20449"
		],
		[
			8530,
			1,
			"1\u204410"
		],
		[
			8531,
			1,
			"1\u20443"
		],
		[
			8532,
			1,
			"2\u20443"
		],
		[
			8533,
			1,
			"1\u20445"
		],
		[
			8534,
			1,
			"2\u20445"
		],
		[
			8535,
			1,
			"3\u20445"
		],
		[
			8536,
			1,
			"4\u20445"
		],
		[
			8537,
			1,
			"1\u20446"
		],
		[
			8538,
			1,
			"5\u20446"
		],
		[
			8539,
			1,
			"1\u20448"
		],
		[
			8540,
			1,
			"3\u20448"
		],
		[
			8541,
			1,
			"5\u20448"
		],
		[
			8542,
			1,
			"7\u20448"
		],
		[
			8543,
			1,
			"1\u2044"
		],
		[
			8544,
			1,
			"i"
		],
		[
			8545,
			1,
			"ii"
		],
		[
			8546,
			1,
			"iii"
		],
		[
			8547,
			1,
			"iv"
		],
		[
			8548,
			1,
			"v"
		],
		[
			8549,
			1,
			"vi"
		],
		[
			8550,
			1,
			"vii"
		],
		[
			8551,
			1,
			"viii"
		],
		[
			8552,
			1,
			"ix"
		],
		[
			8553,
			1,
			"x"
		],
		[
			8554,
			1,
			"xi"
		],
		[
			8555,
			1,
			"xii"
		],
		[
			8556,
			1,
			"l"
		],
		[
			8557,
			1,
			"c"
		],
		[
			8558,
			1,
			"d"
		],
		[
			8559,
			1,
			"m"
		],
		[
			8560,
			1,
			"i"
		],
		[
			8561,
			1,
			"ii"
		],
		[
			8562,
			1,
			"iii"
		],
		[
			8563,
			1,
			"iv"
		],
		[
			8564,
			1,
			"v"
		],
		[
			8565,
			1,
			"vi"
		],
		[
			8566,
			1,
			"vii"
		],
		[
			8567,
			1,
			"viii"
		],
		[
			8568,
			1,
			"ix"
		],
		[
			8569,
			1,
			"x"
		],
		[
			8570,
			1,
			"xi"
		],
		[
			8571,
			1,
			"xii"
		],
		[
			8572,
			1,
			"l"
		],
		[
			8573,
			1,
			"c"
		],
		[
			8574,
			1,
			"d"
		],
		[
			8575,
			1,
			"m"
		],
		[[8576, 8578], 2],
		[
			8579,
			1,
			"\u2184"
		],
		[8580, 2],
		[[8581, 8584], 2],
		[
			8585,
			1,
			"0\u20443"
		],
		[[8586, 8587], 2],
		[[8588, 8591], 3],
		[[8592, 8682], 2],
		[[8683, 8691], 2],
		[[8692, 8703], 2],
		[[8704, 8747], 2],
		[
			8748,
			1,
			"\u222b\u222b"
		],
		[
			8749,
			1,
			"\u222b\u222b\u222b"
		],
		[8750, 2],
		[
			8751,
			1,
			"\u222e\u222e"
		],
		[
			8752,
			1,
			"\u222e\u222e\u222e"
		],
		[[8753, 8945], 2],
		[[8946, 8959], 2],
		[8960, 2],
		[8961, 2],
		[[8962, 9e3], 2],
		[
			9001,
			1,
			"\u3008"
		],
		[
			9002,
			1,
			"\u3009"
		],
		[[9003, 9082], 2],
		[9083, 2],
		[9084, 2],
		[[9085, 9114], 2],
		[[9115, 9166], 2],
		[[9167, 9168], 2],
		[[9169, 9179], 2],
		[[9180, 9191], 2],
		[9192, 2],
		[[9193, 9203], 2],
		[[9204, 9210], 2],
		[[9211, 9214], 2],
		[9215, 2],
		[[9216, 9252], 2],
		[[9253, 9254], 2],
		[[9255, 9257], 2],
		[[9258, 9279], 3],
		[[9280, 9290], 2],
		[[9291, 9311], 3],
		[
			9312,
			1,
			"1"
		],
		[
			9313,
			1,
			"2"
		],
		[
			9314,
			1,
			"3"
		],
		[
			9315,
			1,
			"4"
		],
		[
			9316,
			1,
			"5"
		],
		[
			9317,
			1,
			"6"
		],
		[
			9318,
			1,
			"7"
		],
		[
			9319,
			1,
			"8"
		],
		[
			9320,
			1,
			"9"
		],
		[
			9321,
			1,
			"10"
		],
		[
			9322,
			1,
			"11"
		],
		[
			9323,
			1,
			"12"
		],
		[
			9324,
			1,
			"13"
		],
		[
			9325,
			1,
			"14"
		],
		[
			9326,
			1,
			"15"
		],
		[
			9327,
			1,
			"16"
		],
		[
			9328,
			1,
			"17"
		],
		[
			9329,
			1,
			"18"
		],
		[
			9330,
			1,
			"19"
		],
		[
			9331,
			1,
			"20"
		],
		[
			9332,
			1,
			"(1)"
		],
		[
			9333,
			1,
			"(2)"
		],
		[
			9334,
			1,
			"(3)"
		],
		[
			9335,
			1,
			"(4)"
		],
		[
			9336,
			1,
			"(5)"
		],
		[
			9337,
			1,
			"(6)"
		],
		[
			9338,
			1,
			"(7)"
		],
		[
			9339,
			1,
			"(8)"
		],
		[
			9340,
			1,
			"(9)"
		],
		[
			9341,
			1,
			"(10)"
		],
		[
			9342,
			1,
			"(11)"
		],
		[
			9343,
			1,
			"(12)"
		],
		[
			9344,
			1,
			"(13)"
		],
		[
			9345,
			1,
			"(14)"
		],
		[
			9346,
			1,
			"(15)"
		],
		[
			9347,
			1,
			"(16)"
		],
		[
			9348,
			1,
			"(17)"
		],
		[
			9349,
			1,
			"(18)"
		],
		[
			9350,
			1,
			"(19)"
		],
		[
			9351,
			1,
			"(20)"
		],
		[[9352, 9371], 3],
		[
			9372,
			1,
			"(a)"
		],
		[
			9373,
			1,
			"(b)"
		],
		[
			9374,
			1,
			"(c)"
		],
		[
			9375,
			1,
			"(d)"
		],
		[
			9376,
			1,
			"(e)"
		],
		[
			9377,
			1,
			"(f)"
		],
		[
			9378,
			1,
			"(g)"
		],
		[
			9379,
			1,
			"(h)"
		],
		[
			9380,
			1,
			"(i)"
		],
		[
			9381,
			1,
			"(j)"
		],
		[
			9382,
			1,
			"(k)"
		],
		[
			9383,
			1,
			"(l)"
		],
		[
			9384,
			1,
			"(m)"
		],
		[
			9385,
			1,
			"(n)"
		],
		[
			9386,
			1,
			"(o)"
		],
		[
			9387,
			1,
			"(p)"
		],
		[
			9388,
			1,
			"(q)"
		],
		[
			9389,
			1,
			"(r)"
		],
		[
			9390,
			1,
			"(s)"
		],
		[
			9391,
			1,
			"(t)"
		],
		[
			9392,
			1,
			"(u)"
		],
		[
			9393,
			1,
			"(v)"
		],
		[
			9394,
			1,
			"(w)"
		],
		[
			9395,
			1,
			"(x)"
		],
		[
			9396,
			1,
			"(y)"
		],
		[
			9397,
			1,
			"(z)"
		],
		[
			9398,
			1,
			"a"
		],
		[
			9399,
			1,
			"b"
		],
		[
			9400,
			1,
			"c"
		],
		[
			9401,
			1,
			"d"
		],
		[
			9402,
			1,
			"e"
		],
		[
			9403,
			1,
			"f"
		],
		[
			9404,
			1,
			"g"
		],
		[
			9405,
			1,
			"h"
		],
		[
			9406,
			1,
			"i"
		],
		[
			9407,
			1,
			"j"
		],
		[
			9408,
			1,
			"k"
		],
		[
			9409,
			1,
			"l"
		],
		[
			9410,
			1,
			"m"
		],
		[
			9411,
			1,
			"n"
		],
		[
			9412,
			1,
			"o"
		],
		[
			9413,
			1,
			"p"
		],
		[
			9414,
			1,
			"q"
		],
		[
			9415,
			1,
			"r"
		],
		[
			9416,
			1,
			"s"
		],
		[
			9417,
			1,
			"t"
		],
		[
			9418,
			1,
			"u"
		],
		[
			9419,
			1,
			"v"
		],
		[
			9420,
			1,
			"w"
		],
		[
			9421,
			1,
			"x"
		],
		[
			9422,
			1,
			"y"
		],
		[
			9423,
			1,
			"z"
		],
		[
			9424,
			1,
			"a"
		],
		[
			9425,
			1,
			"b"
		],
		[
			9426,
			1,
			"c"
		],
		[
			9427,
			1,
			"d"
		],
		[
			9428,
			1,
			"e"
		],
		[
			9429,
			1,
			"f"
		],
		[
			9430,
			1,
			"g"
		],
		[
			9431,
			1,
			"h"
		],
		[
			9432,
			1,
			"i"
		],
		[
			9433,
			1,
			"j"
		],
		[
			9434,
			1,
			"k"
		],
		[
			9435,
			1,
			"l"
		],
		[
			9436,
			1,
			"m"
		],
		[
			9437,
			1,
			"n"
		],
		[
			9438,
			1,
			"o"
		],
		[
			9439,
			1,
			"p"
		],
		[
			9440,
			1,
			"q"
		],
		[
			9441,
			1,
			"r"
		],
		[
			9442,
			1,
			"s"
		],
		[
			9443,
			1,
			"t"
		],
		[
			9444,
			1,
			"u"
		],
		[
			9445,
			1,
			"v"
		],
		[
			9446,
			1,
			"w"
		],
		[
			9447,
			1,
			"x"
		],
		[
			9448,
			1,
			"y"
		],
		[
			9449,
			1,
			"z"
		],
		[
			9450,
			1,
			"0"
		],
		[[9451, 9470], 2],
		[9471, 2],
		[[9472, 9621], 2],
		[[9622, 9631], 2],
		[[9632, 9711], 2],
		[[9712, 9719], 2],
		[[9720, 9727], 2],
		[[9728, 9747], 2],
		[[9748, 9749], 2],
		[[9750, 9751], 2],
		[9752, 2],
		[9753, 2],
		[[9754, 9839], 2],
		[[9840, 9841], 2],
		[[9842, 9853], 2],
		[[9854, 9855], 2],
		[[9856, 9865], 2],
		[[9866, 9873], 2],
		[[9874, 9884], 2],
		[9885, 2],
		[[9886, 9887], 2],
		[[9888, 9889], 2],
		[[9890, 9905], 2],
		[9906, 2],
		[[9907, 9916], 2],
		[[9917, 9919], 2],
		[[9920, 9923], 2],
		[[9924, 9933], 2],
		[9934, 2],
		[[9935, 9953], 2],
		[9954, 2],
		[9955, 2],
		[[9956, 9959], 2],
		[[9960, 9983], 2],
		[9984, 2],
		[[9985, 9988], 2],
		[9989, 2],
		[[9990, 9993], 2],
		[[9994, 9995], 2],
		[[9996, 10023], 2],
		[10024, 2],
		[[10025, 10059], 2],
		[10060, 2],
		[10061, 2],
		[10062, 2],
		[[10063, 10066], 2],
		[[10067, 10069], 2],
		[10070, 2],
		[10071, 2],
		[[10072, 10078], 2],
		[[10079, 10080], 2],
		[[10081, 10087], 2],
		[[10088, 10101], 2],
		[[10102, 10132], 2],
		[[10133, 10135], 2],
		[[10136, 10159], 2],
		[10160, 2],
		[[10161, 10174], 2],
		[10175, 2],
		[[10176, 10182], 2],
		[[10183, 10186], 2],
		[10187, 2],
		[10188, 2],
		[10189, 2],
		[[10190, 10191], 2],
		[[10192, 10219], 2],
		[[10220, 10223], 2],
		[[10224, 10239], 2],
		[[10240, 10495], 2],
		[[10496, 10763], 2],
		[
			10764,
			1,
			"\u222b\u222b\u222b\u222b"
		],
		[[10765, 10867], 2],
		[
			10868,
			1,
			"::="
		],
		[
			10869,
			1,
			"=="
		],
		[
			10870,
			1,
			"==="
		],
		[[10871, 10971], 2],
		[
			10972,
			1,
			"\u2add\u0338"
		],
		[[10973, 11007], 2],
		[[11008, 11021], 2],
		[[11022, 11027], 2],
		[[11028, 11034], 2],
		[[11035, 11039], 2],
		[[11040, 11043], 2],
		[[11044, 11084], 2],
		[[11085, 11087], 2],
		[[11088, 11092], 2],
		[[11093, 11097], 2],
		[[11098, 11123], 2],
		[[11124, 11125], 3],
		[[11126, 11157], 2],
		[11158, 2],
		[11159, 2],
		[[11160, 11193], 2],
		[[11194, 11196], 2],
		[[11197, 11208], 2],
		[11209, 2],
		[[11210, 11217], 2],
		[11218, 2],
		[[11219, 11243], 2],
		[[11244, 11247], 2],
		[[11248, 11262], 2],
		[11263, 2],
		[
			11264,
			1,
			"\u2c30"
		],
		[
			11265,
			1,
			"\u2c31"
		],
		[
			11266,
			1,
			"\u2c32"
		],
		[
			11267,
			1,
			"\u2c33"
		],
		[
			11268,
			1,
			"\u2c34"
		],
		[
			11269,
			1,
			"\u2c35"
		],
		[
			11270,
			1,
			"\u2c36"
		],
		[
			11271,
			1,
			"\u2c37"
		],
		[
			11272,
			1,
			"\u2c38"
		],
		[
			11273,
			1,
			"\u2c39"
		],
		[
			11274,
			1,
			"\u2c3a"
		],
		[
			11275,
			1,
			"\u2c3b"
		],
		[
			11276,
			1,
			"\u2c3c"
		],
		[
			11277,
			1,
			"\u2c3d"
		],
		[
			11278,
			1,
			"\u2c3e"
		],
		[
			11279,
			1,
			"\u2c3f"
		],
		[
			11280,
			1,
			"\u2c40"
		],
		[
			11281,
			1,
			"\u2c41"
		],
		[
			11282,
			1,
			"\u2c42"
		],
		[
			11283,
			1,
			"\u2c43"
		],
		[
			11284,
			1,
			"\u2c44"
		],
		[
			11285,
			1,
			"\u2c45"
		],
		[
			11286,
			1,
			"\u2c46"
		],
		[
			11287,
			1,
			"\u2c47"
		],
		[
			11288,
			1,
			"\u2c48"
		],
		[
			11289,
			1,
			"\u2c49"
		],
		[
			11290,
			1,
			"\u2c4a"
		],
		[
			11291,
			1,
			"\u2c4b"
		],
		[
			11292,
			1,
			"\u2c4c"
		],
		[
			11293,
			1,
			"\u2c4d"
		],
		[
			11294,
			1,
			"\u2c4e"
		],
		[
			11295,
			1,
			"\u2c4f"
		],
		[
			11296,
			1,
			"\u2c50"
		],
		[
			11297,
			1,
			"\u2c51"
		],
		[
			11298,
			1,
			"\u2c52"
		],
		[
			11299,
			1,
			"\u2c53"
		],
		[
			11300,
			1,
			"\u2c54"
		],
		[
			11301,
			1,
			"\u2c55"
		],
		[
			11302,
			1,
			"\u2c56"
		],
		[
			11303,
			1,
			"\u2c57"
		],
		[
			11304,
			1,
			"\u2c58"
		],
		[
			11305,
			1,
			"\u2c59"
		],
		[
			11306,
			1,
			"\u2c5a"
		],
		[
			11307,
			1,
			"\u2c5b"
		],
		[
			11308,
			1,
			"\u2c5c"
		],
		[
			11309,
			1,
			"\u2c5d"
		],
		[
			11310,
			1,
			"\u2c5e"
		],
		[
			11311,
			1,
			"\u2c5f"
		],
		[[11312, 11358], 2],
		[11359, 2],
		[
			11360,
			1,
			"\u2c61"
		],
		[11361, 2],
		[
			11362,
			1,
			"\u026b"
		],
		[
			11363,
			1,
			"\u1d7d"
		],
		[
			11364,
			1,
			"\u027d"
		],
		[[11365, 11366], 2],
		[
			11367,
			1,
			"\u2c68"
		],
		[11368, 2],
		[
			11369,
			1,
			"\u2c6a"
		],
		[11370, 2],
		[
			11371,
			1,
			"\u2c6c"
		],
		[11372, 2],
		[
			11373,
			1,
			"\u0251"
		],
		[
			11374,
			1,
			"\u0271"
		],
		[
			11375,
			1,
			"\u0250"
		],
		[
			11376,
			1,
			"\u0252"
		],
		[11377, 2],
		[
			11378,
			1,
			"\u2c73"
		],
		[11379, 2],
		[11380, 2],
		[
			11381,
			1,
			"\u2c76"
		],
		[[11382, 11383], 2],
		[[11384, 11387], 2],
		[
			11388,
			1,
			"j"
		],
		[
			11389,
			1,
			"v"
		],
		[
			11390,
			1,
			"\u023f"
		],
		[
			11391,
			1,
			"\u0240"
		],
		[
			11392,
			1,
			"\u2c81"
		],
		[11393, 2],
		[
			11394,
			1,
			"\u2c83"
		],
		[11395, 2],
		[
			11396,
			1,
			"\u2c85"
		],
		[11397, 2],
		[
			11398,
			1,
			"\u2c87"
		],
		[11399, 2],
		[
			11400,
			1,
			"\u2c89"
		],
		[11401, 2],
		[
			11402,
			1,
			"\u2c8b"
		],
		[11403, 2],
		[
			11404,
			1,
			"\u2c8d"
		],
		[11405, 2],
		[
			11406,
			1,
			"\u2c8f"
		],
		[11407, 2],
		[
			11408,
			1,
			"\u2c91"
		],
		[11409, 2],
		[
			11410,
			1,
			"\u2c93"
		],
		[11411, 2],
		[
			11412,
			1,
			"\u2c95"
		],
		[11413, 2],
		[
			11414,
			1,
			"\u2c97"
		],
		[11415, 2],
		[
			11416,
			1,
			"\u2c99"
		],
		[11417, 2],
		[
			11418,
			1,
			"\u2c9b"
		],
		[11419, 2],
		[
			11420,
			1,
			"\u2c9d"
		],
		[11421, 2],
		[
			11422,
			1,
			"\u2c9f"
		],
		[11423, 2],
		[
			11424,
			1,
			"\u2ca1"
		],
		[11425, 2],
		[
			11426,
			1,
			"\u2ca3"
		],
		[11427, 2],
		[
			11428,
			1,
			"\u2ca5"
		],
		[11429, 2],
		[
			11430,
			1,
			"\u2ca7"
		],
		[11431, 2],
		[
			11432,
			1,
			"\u2ca9"
		],
		[11433, 2],
		[
			11434,
			1,
			"\u2cab"
		],
		[11435, 2],
		[
			11436,
			1,
			"\u2cad"
		],
		[11437, 2],
		[
			11438,
			1,
			"\u2caf"
		],
		[11439, 2],
		[
			11440,
			1,
			"\u2cb1"
		],
		[11441, 2],
		[
			11442,
			1,
			"\u2cb3"
		],
		[11443, 2],
		[
			11444,
			1,
			"\u2cb5"
		],
		[11445, 2],
		[
			11446,
			1,
			"\u2cb7"
		],
		[11447, 2],
		[
			11448,
			1,
			"\u2cb9"
		],
		[11449, 2],
		[
			11450,
			1,
			"\u2cbb"
		],
		[11451, 2],
		[
			11452,
			1,
			"\u2cbd"
		],
		[11453, 2],
		[
			11454,
			1,
			"\u2cbf"
		],
		[11455, 2],
		[
			11456,
			1,
			"\u2cc1"
		],
		[11457, 2],
		[
			11458,
			1,
			"\u2cc3"
		],
		[11459, 2],
		[
			11460,
			1,
			"\u2cc5"
		],
		[11461, 2],
		[
			11462,
			1,
			"\u2cc7"
		],
		[11463, 2],
		[
			11464,
			1,
			"\u2cc9"
		],
		[11465, 2],
		[
			11466,
			1,
			"\u2ccb"
		],
		[11467, 2],
		[
			11468,
			1,
			"\u2ccd"
		],
		[11469, 2],
		[
			11470,
			1,
			"\u2ccf"
		],
		[11471, 2],
		[
			11472,
			1,
			"\u2cd1"
		],
		[11473, 2],
		[
			11474,
			1,
			"\u2cd3"
		],
		[11475, 2],
		[
			11476,
			1,
			"\u2cd5"
		],
		[11477, 2],
		[
			11478,
			1,
			"\u2cd7"
		],
		[11479, 2],
		[
			11480,
			1,
			"\u2cd9"
		],
		[11481, 2],
		[
			11482,
			1,
			"\u2cdb"
		],
		[11483, 2],
		[
			11484,
			1,
			"\u2cdd"
		],
		[11485, 2],
		[
			11486,
			1,
			"\u2cdf"
		],
		[11487, 2],
		[
			11488,
			1,
			"\u2ce1"
		],
		[11489, 2],
		[
			11490,
			1,
			"\u2ce3"
		],
		[[11491, 11492], 2],
		[[11493, 11498], 2],
		[
			11499,
			1,
			"\u2cec"
		],
		[11500, 2],
		[
			11501,
			1,
			"\u2cee"
		],
		[[11502, 11505], 2],
		[
			11506,
			1,
			"\u2cf3"
		],
		[11507, 2],
		[[11508, 11512], 3],
		[[11513, 11519], 2],
		[[11520, 11557], 2],
		[11558, 3],
		[11559, 2],
		[[11560, 11564], 3],
		[11565, 2],
		[[11566, 11567], 3],
		[[11568, 11621], 2],
		[[11622, 11623], 2],
		[[11624, 11630], 3],
		[
			11631,
			1,
			"\u2d61"
		],
		[11632, 2],
		[[11633, 11646], 3],
		[11647, 2],
		[[11648, 11670], 2],
		[[11671, 11679], 3],
		[[11680, 11686], 2],
		[11687, 3],
		[[11688, 11694], 2],
		[11695, 3],
		[[11696, 11702], 2],
		[11703, 3],
		[[11704, 11710], 2],
		[11711, 3],
		[[11712, 11718], 2],
		[11719, 3],
		[[11720, 11726], 2],
		[11727, 3],
		[[11728, 11734], 2],
		[11735, 3],
		[[11736, 11742], 2],
		[11743, 3],
		[[11744, 11775], 2],
		[[11776, 11799], 2],
		[[11800, 11803], 2],
		[[11804, 11805], 2],
		[[11806, 11822], 2],
		[11823, 2],
		[11824, 2],
		[11825, 2],
		[[11826, 11835], 2],
		[[11836, 11842], 2],
		[[11843, 11844], 2],
		[[11845, 11849], 2],
		[[11850, 11854], 2],
		[11855, 2],
		[[11856, 11858], 2],
		[[11859, 11869], 2],
		[[11870, 11903], 3],
		[[11904, 11929], 2],
		[11930, 3],
		[[11931, 11934], 2],
		[
			11935,
			1,
			"\u6bcd"
		],
		[[11936, 12018], 2],
		[
			12019,
			1,
			"\u9f9f"
		],
		[[12020, 12031], 3],
		[
			12032,
			1,
			"\u4e00"
		],
		[
			12033,
			1,
			"\u4e28"
		],
		[
			12034,
			1,
			"\u4e36"
		],
		[
			12035,
			1,
			"\u4e3f"
		],
		[
			12036,
			1,
			"\u4e59"
		],
		[
			12037,
			1,
			"\u4e85"
		],
		[
			12038,
			1,
			"\u4e8c"
		],
		[
			12039,
			1,
			"\u4ea0"
		],
		[
			12040,
			1,
			"\u4eba"
		],
		[
			12041,
			1,
			"\u513f"
		],
		[
			12042,
			1,
			"\u5165"
		],
		[
			12043,
			1,
			"\u516b"
		],
		[
			12044,
			1,
			"\u5182"
		],
		[
			12045,
			1,
			"\u5196"
		],
		[
			12046,
			1,
			"\u51ab"
		],
		[
			12047,
			1,
			"\u51e0"
		],
		[
			12048,
			1,
			"\u51f5"
		],
		[
			12049,
			1,
			"\u5200"
		],
		[
			12050,
			1,
			"\u529b"
		],
		[
			12051,
			1,
			"\u52f9"
		],
		[
			12052,
			1,
			"\u5315"
		],
		[
			12053,
			1,
			"\u531a"
		],
		[
			12054,
			1,
			"\u5338"
		],
		[
			12055,
			1,
			"\u5341"
		],
		[
			12056,
			1,
			"\u535c"
		],
		[
			12057,
			1,
			"\u5369"
		],
		[
			12058,
			1,
			"\u5382"
		],
		[
			12059,
			1,
			"\u53b6"
		],
		[
			12060,
			1,
			"\u53c8"
		],
		[
			12061,
			1,
			"\u53e3"
		],
		[
			12062,
			1,
			"\u56d7"
		],
		[
			12063,
			1,
			"\u571f"
		],
		[
			12064,
			1,
			"\u58eb"
		],
		[
			12065,
			1,
			"\u5902"
		],
		[
			12066,
			1,
			"\u590a"
		],
		[
			12067,
			1,
			"\u5915"
		],
		[
			12068,
			1,
			"\u5927"
		],
		[
			12069,
			1,
			"\u5973"
		],
		[
			12070,
			1,
			"\u5b50"
		],
		[
			12071,
			1,
			"\u5b80"
		],
		[
			12072,
			1,
			"\u5bf8"
		],
		[
			12073,
			1,
			"\u5c0f"
		],
		[
			12074,
			1,
			"\u5c22"
		],
		[
			12075,
			1,
			"\u5c38"
		],
		[
			12076,
			1,
			"\u5c6e"
		],
		[
			12077,
			1,
			"\u5c71"
		],
		[
			12078,
			1,
			"\u5ddb"
		],
		[
			12079,
			1,
			"\u5de5"
		],
		[
			12080,
			1,
			"\u5df1"
		],
		[
			12081,
			1,
			"\u5dfe"
		],
		[
			12082,
			1,
			"\u5e72"
		],
		[
			12083,
			1,
			"\u5e7a"
		],
		[
			12084,
			1,
			"\u5e7f"
		],
		[
			12085,
			1,
			"\u5ef4"
		],
		[
			12086,
			1,
			"\u5efe"
		],
		[
			12087,
			1,
			"\u5f0b"
		],
		[
			12088,
			1,
			"\u5f13"
		],
		[
			12089,
			1,
			"\u5f50"
		],
		[
			12090,
			1,
			"\u5f61"
		],
		[
			12091,
			1,
			"\u5f73"
		],
		[
			12092,
			1,
			"\u5fc3"
		],
		[
			12093,
			1,
			"\u6208"
		],
		[
			12094,
			1,
			"\u6236"
		],
		[
			12095,
			1,
			"\u624b"
		],
		[
			12096,
			1,
			"\u652f"
		],
		[
			12097,
			1,
			"\u6534"
		],
		[
			12098,
			1,
			"\u6587"
		],
		[
			12099,
			1,
			"\u6597"
		],
		[
			12100,
			1,
			"\u65a4"
		],
		[
			12101,
			1,
			"\u65b9"
		],
		[
			12102,
			1,
			"\u65e0"
		],
		[
			12103,
			1,
			"\u65e5"
		],
		[
			12104,
			1,
			"\u66f0"
		],
		[
			12105,
			1,
			"\u6708"
		],
		[
			12106,
			1,
			"\u6728"
		],
		[
			12107,
			1,
			"\u6b20"
		],
		[
			12108,
			1,
			"\u6b62"
		],
		[
			12109,
			1,
			"\u6b79"
		],
		[
			12110,
			1,
			"\u6bb3"
		],
		[
			12111,
			1,
			"\u6bcb"
		],
		[
			12112,
			1,
			"\u6bd4"
		],
		[
			12113,
			1,
			"\u6bdb"
		],
		[
			12114,
			1,
			"\u6c0f"
		],
		[
			12115,
			1,
			"\u6c14"
		],
		[
			12116,
			1,
			"\u6c34"
		],
		[
			12117,
			1,
			"\u706b"
		],
		[
			12118,
			1,
			"\u722a"
		],
		[
			12119,
			1,
			"\u7236"
		],
		[
			12120,
			1,
			"\u723b"
		],
		[
			12121,
			1,
			"\u723f"
		],
		[
			12122,
			1,
			"\u7247"
		],
		[
			12123,
			1,
			"\u7259"
		],
		[
			12124,
			1,
			"\u725b"
		],
		[
			12125,
			1,
			"\u72ac"
		],
		[
			12126,
			1,
			"\u7384"
		],
		[
			12127,
			1,
			"\u7389"
		],
		[
			12128,
			1,
			"\u74dc"
		],
		[
			12129,
			1,
			"\u74e6"
		],
		[
			12130,
			1,
			"\u7518"
		],
		[
			12131,
			1,
			"\u751f"
		],
		[
			12132,
			1,
			"\u7528"
		],
		[
			12133,
			1,
			"\u7530"
		],
		[
			12134,
			1,
			"\u758b"
		],
		[
			12135,
			1,
			"\u7592"
		],
		[
			12136,
			1,
			"\u7676"
		],
		[
			12137,
			1,
			"\u767d"
		],
		[
			12138,
			1,
			"\u76ae"
		],
		[
			12139,
			1,
			"\u76bf"
		],
		[
			12140,
			1,
			"\u76ee"
		],
		[
			12141,
			1,
			"\u77db"
		],
		[
			12142,
			1,
			"\u77e2"
		],
		[
			12143,
			1,
			"\u77f3"
		],
		[
			12144,
			1,
			"\u793a"
		],
		[
			12145,
			1,
			"\u79b8"
		],
		[
			12146,
			1,
			"\u79be"
		],
		[
			12147,
			1,
			"\u7a74"
		],
		[
			12148,
			1,
			"\u7acb"
		],
		[
			12149,
			1,
			"\u7af9"
		],
		[
			12150,
			1,
			"\u7c73"
		],
		[
			12151,
			1,
			"\u7cf8"
		],
		[
			12152,
			1,
			"\u7f36"
		],
		[
			12153,
			1,
			"\u7f51"
		],
		[
			12154,
			1,
			"\u7f8a"
		],
		[
			12155,
			1,
			"\u7fbd"
		],
		[
			12156,
			1,
			"\u8001"
		],
		[
			12157,
			1,
			"\u800c"
		],
		[
			12158,
			1,
			"\u8012"
		],
		[
			12159,
			1,
			"\u8033"
		],
		[
			12160,
			1,
			"\u807f"
		],
		[
			12161,
			1,
			"\u8089"
		],
		[
			12162,
			1,
			"\u81e3"
		],
		[
			12163,
			1,
			"\u81ea"
		],
		[
			12164,
			1,
			"\u81f3"
		],
		[
			12165,
			1,
			"\u81fc"
		],
		[
			12166,
			1,
			"\u820c"
		],
		[
			12167,
			1,
			"\u821b"
		],
		[
			12168,
			1,
			"\u821f"
		],
		[
			12169,
			1,
			"\u826e"
		],
		[
			12170,
			1,
			"\u8272"
		],
		[
			12171,
			1,
			"\u8278"
		],
		[
			12172,
			1,
			"\u864d"
		],
		[
			12173,
			1,
			"\u866b"
		],
		[
			12174,
			1,
			"\u8840"
		],
		[
			12175,
			1,
			"\u884c"
		],
		[
			12176,
			1,
			"\u8863"
		],
		[
			12177,
			1,
			"\u897e"
		],
		[
			12178,
			1,
			"\u898b"
		],
		[
			12179,
			1,
			"\u89d2"
		],
		[
			12180,
			1,
			"\u8a00"
		],
		[
			12181,
			1,
			"\u8c37"
		],
		[
			12182,
			1,
			"\u8c46"
		],
		[
			12183,
			1,
			"\u8c55"
		],
		[
			12184,
			1,
			"\u8c78"
		],
		[
			12185,
			1,
			"\u8c9d"
		],
		[
			12186,
			1,
			"\u8d64"
		],
		[
			12187,
			1,
			"\u8d70"
		],
		[
			12188,
			1,
			"\u8db3"
		],
		[
			12189,
			1,
			"\u8eab"
		],
		[
			12190,
			1,
			"\u8eca"
		],
		[
			12191,
			1,
			"\u8f9b"
		],
		[
			12192,
			1,
			"\u8fb0"
		],
		[
			12193,
			1,
			"\u8fb5"
		],
		[
			12194,
			1,
			"\u9091"
		],
		[
			12195,
			1,
			"\u9149"
		],
		[
			12196,
			1,
			"\u91c6"
		],
		[
			12197,
			1,
			"\u91cc"
		],
		[
			12198,
			1,
			"\u91d1"
		],
		[
			12199,
			1,
			"\u9577"
		],
		[
			12200,
			1,
			"\u9580"
		],
		[
			12201,
			1,
			"\u961c"
		],
		[
			12202,
			1,
			"\u96b6"
		],
		[
			12203,
			1,
			"\u96b9"
		],
		[
			12204,
			1,
			"\u96e8"
		],
		[
			12205,
			1,
			"\u9751"
		],
		[
			12206,
			1,
			"\u975e"
		],
		[
			12207,
			1,
			"\u9762"
		],
		[
			12208,
			1,
			"\u9769"
		],
		[
			12209,
			1,
			"\u97cb"
		],
		[
			12210,
			1,
			"\u97ed"
		],
		[
			12211,
			1,
			"\u97f3"
		],
		[
			12212,
			1,
			"\u9801"
		],
		[
			12213,
			1,
			"\u98a8"
		],
		[
			12214,
			1,
			"\u98db"
		],
		[
			12215,
			1,
			"\u98df"
		],
		[
			12216,
			1,
			"\u9996"
		],
		[
			12217,
			1,
			"\u9999"
		],
		[
			12218,
			1,
			"\u99ac"
		],
		[
			12219,
			1,
			"\u9aa8"
		],
		[
			12220,
			1,
			"\u9ad8"
		],
		[
			12221,
			1,
			"\u9adf"
		],
		[
			12222,
			1,
			"\u9b25"
		],
		[
			12223,
			1,
			"\u9b2f"
		],
		[
			12224,
			1,
			"\u9b32"
		],
		[
			12225,
			1,
			"\u9b3c"
		],
		[
			12226,
			1,
			"\u9b5a"
		],
		[
			12227,
			1,
			"\u9ce5"
		],
		[
			12228,
			1,
			"\u9e75"
		],
		[
			12229,
			1,
			"\u9e7f"
		],
		[
			12230,
			1,
			"\u9ea5"
		],
		[
			12231,
			1,
			"\u9ebb"
		],
		[
			12232,
			1,
			"\u9ec3"
		],
		[
			12233,
			1,
			"\u9ecd"
		],
		[
			12234,
			1,
			"\u9ed1"
		],
		[
			12235,
			1,
			"\u9ef9"
		],
		[
			12236,
			1,
			"\u9efd"
		],
		[
			12237,
			1,
			"\u9f0e"
		],
		[
			12238,
			1,
			"\u9f13"
		],
		[
			12239,
			1,
			"\u9f20"
		],
		[
			12240,
			1,
			"\u9f3b"
		],
		[
			12241,
			1,
			"\u9f4a"
		],
		[
			12242,
			1,
			"\u9f52"
		],
		[
			12243,
			1,
			"\u9f8d"
		],
		[
			12244,
			1,
			"\u9f9c"
		],
		[
			12245,
			1,
			"\u9fa0"
		],
		[[12246, 12271], 3],
		[[12272, 12283], 3],
		[[12284, 12287], 3],
		[
			12288,
			1,
			" "
		],
		[12289, 2],
		[
			12290,
			1,
			"."
		],
		[[12291, 12292], 2],
		[[12293, 12295], 2],
		[[12296, 12329], 2],
		[[12330, 12333], 2],
		[[12334, 12341], 2],
		[
			12342,
			1,
			"\u3012"
		],
		[12343, 2],
		[
			12344,
			1,
			"\u5341"
		],
		[
			12345,
			1,
			"\u5344"
		],
		[
			12346,
			1,
			"\u5345"
		],
		[12347, 2],
		[12348, 2],
		[12349, 2],
		[12350, 2],
		[12351, 2],
		[12352, 3],
		[[12353, 12436], 2],
		[[12437, 12438], 2],
		[[12439, 12440], 3],
		[[12441, 12442], 2],
		[
			12443,
			1,
			" \u3099"
		],
		[
			12444,
			1,
			" \u309a"
		],
		[[12445, 12446], 2],
		[
			12447,
			1,
			"\u3088\u308a"
		],
		[12448, 2],
		[[12449, 12542], 2],
		[
			12543,
			1,
			"\u30b3\u30c8"
		],
		[[12544, 12548], 3],
		[[12549, 12588], 2],
		[12589, 2],
		[12590, 2],
		[12591, 2],
		[12592, 3],
		[
			12593,
			1,
			"\u1100"
		],
		[
			12594,
			1,
			"\u1101"
		],
		[
			12595,
			1,
			"\u11aa"
		],
		[
			12596,
			1,
			"\u1102"
		],
		[
			12597,
			1,
			"\u11ac"
		],
		[
			12598,
			1,
			"\u11ad"
		],
		[
			12599,
			1,
			"\u1103"
		],
		[
			12600,
			1,
			"\u1104"
		],
		[
			12601,
			1,
			"\u1105"
		],
		[
			12602,
			1,
			"\u11b0"
		],
		[
			12603,
			1,
			"\u11b1"
		],
		[
			12604,
			1,
			"\u11b2"
		],
		[
			12605,
			1,
			"\u11b3"
		],
		[
			12606,
			1,
			"\u11b4"
		],
		[
			12607,
			1,
			"\u11b5"
		],
		[
			12608,
			1,
			"\u111a"
		],
		[
			12609,
			1,
			"\u1106"
		],
		[
			12610,
			1,
			"\u1107"
		],
		[
			12611,
			1,
			"\u1108"
		],
		[
			12612,
			1,
			"\u1121"
		],
		[
			12613,
			1,
			"\u1109"
		],
		[
			12614,
			1,
			"\u110a"
		],
		[
			12615,
			1,
			"\u110b"
		],
		[
			12616,
			1,
			"\u110c"
		],
		[
			12617,
			1,
			"\u110d"
		],
		[
			12618,
			1,
			"\u110e"
		],
		[
			12619,
			1,
			"\u110f"
		],
		[
			12620,
			1,
			"\u1110"
		],
		[
			12621,
			1,
			"\u1111"
		],
		[
			12622,
			1,
			"\u1112"
		],
		[
			12623,
			1,
			"\u1161"
		],
		[
			12624,
			1,
			"\u1162"
		],
		[
			12625,
			1,
			"\u1163"
		],
		[
			12626,
			1,
			"\u1164"
		],
		[
			12627,
			1,
			"\u1165"
		],
		[
			12628,
			1,
			"\u1166"
		],
		[
			12629,
			1,
			"\u1167"
		],
		[
			12630,
			1,
			"\u1168"
		],
		[
			12631,
			1,
			"\u1169"
		],
		[
			12632,
			1,
			"\u116a"
		],
		[
			12633,
			1,
			"\u116b"
		],
		[
			12634,
			1,
			"\u116c"
		],
		[
			12635,
			1,
			"\u116d"
		],
		[
			12636,
			1,
			"\u116e"
		],
		[
			12637,
			1,
			"\u116f"
		],
		[
			12638,
			1,
			"\u1170"
		],
		[
			12639,
			1,
			"\u1171"
		],
		[
			12640,
			1,
			"\u1172"
		],
		[
			12641,
			1,
			"\u1173"
		],
		[
			12642,
			1,
			"\u1174"
		],
		[
			12643,
			1,
			"\u1175"
		],
		[12644, 7],
		[
			12645,
			1,
			"\u1114"
		],
		[
			12646,
			1,
			"\u1115"
		],
		[
			12647,
			1,
			"\u11c7"
		],
		[
			12648,
			1,
			"\u11c8"
		],
		[
			12649,
			1,
			"\u11cc"
		],
		[
			12650,
			1,
			"\u11ce"
		],
		[
			12651,
			1,
			"\u11d3"
		],
		[
			12652,
			1,
			"\u11d7"
		],
		[
			12653,
			1,
			"\u11d9"
		],
		[
			12654,
			1,
			"\u111c"
		],
		[
			12655,
			1,
			"\u11dd"
		],
		[
			12656,
			1,
			"\u11df"
		],
		[
			12657,
			1,
			"\u111d"
		],
		[
			12658,
			1,
			"\u111e"
		],
		[
			12659,
			1,
			"\u1120"
		],
		[
			12660,
			1,
			"\u1122"
		],
		[
			12661,
			1,
			"\u1123"
		],
		[
			12662,
			1,
			"\u1127"
		],
		[
			12663,
			1,
			"\u1129"
		],
		[
			12664,
			1,
			"\u112b"
		],
		[
			12665,
			1,
			"\u112c"
		],
		[
			12666,
			1,
			"\u112d"
		],
		[
			12667,
			1,
			"\u112e"
		],
		[
			12668,
			1,
			"\u112f"
		],
		[
			12669,
			1,
			"\u1132"
		],
		[
			12670,
			1,
			"\u1136"
		],
		[
			12671,
			1,
			"\u1140"
		],
		[
			12672,
			1,
			"\u1147"
		],
		[
			12673,
			1,
			"\u114c"
		],
		[
			12674,
			1,
			"\u11f1"
		],
		[
			12675,
			1,
			"\u11f2"
		],
		[
			12676,
			1,
			"\u1157"
		],
		[
			12677,
			1,
			"\u1158"
		],
		[
			12678,
			1,
			"\u1159"
		],
		[
			12679,
			1,
			"\u1184"
		],
		[
			12680,
			1,
			"\u1185"
		],
		[
			12681,
			1,
			"\u1188"
		],
		[
			12682,
			1,
			"\u1191"
		],
		[
			12683,
			1,
			"\u1192"
		],
		[
			12684,
			1,
			"\u1194"
		],
		[
			12685,
			1,
			"\u119e"
		],
		[
			12686,
			1,
			"\u11a1"
		],
		[12687, 3],
		[[12688, 12689], 2],
		[
			12690,
			1,
			"\u4e00"
		],
		[
			12691,
			1,
			"\u4e8c"
		],
		[
			12692,
			1,
			"\u4e09"
		],
		[
			12693,
			1,
			"\u56db"
		],
		[
			12694,
			1,
			"\u4e0a"
		],
		[
			12695,
			1,
			"\u4e2d"
		],
		[
			12696,
			1,
			"\u4e0b"
		],
		[
			12697,
			1,
			"\u7532"
		],
		[
			12698,
			1,
			"\u4e59"
		],
		[
			12699,
			1,
			"\u4e19"
		],
		[
			12700,
			1,
			"\u4e01"
		],
		[
			12701,
			1,
			"\u5929"
		],
		[
			12702,
			1,
			"\u5730"
		],
		[
			12703,
			1,
			"\u4eba"
		],
		[[12704, 12727], 2],
		[[12728, 12730], 2],
		[[12731, 12735], 2],
		[[12736, 12751], 2],
		[[12752, 12771], 2],
		[[12772, 12773], 2],
		[[12774, 12782], 3],
		[12783, 3],
		[[12784, 12799], 2],
		[
			12800,
			1,
			"(\u1100)"
		],
		[
			12801,
			1,
			"(\u1102)"
		],
		[
			12802,
			1,
			"(\u1103)"
		],
		[
			12803,
			1,
			"(\u1105)"
		],
		[
			12804,
			1,
			"(\u1106)"
		],
		[
			12805,
			1,
			"(\u1107)"
		],
		[
			12806,
			1,
			"(\u1109)"
		],
		[
			12807,
			1,
			"(\u110b)"
		],
		[
			12808,
			1,
			"(\u110c)"
		],
		[
			12809,
			1,
			"(\u110e)"
		],
		[
			12810,
			1,
			"(\u110f)"
		],
		[
			12811,
			1,
			"(\u1110)"
		],
		[
			12812,
			1,
			"(\u1111)"
		],
		[
			12813,
			1,
			"(\u1112)"
		],
		[
			12814,
			1,
			"(\uac00)"
		],
		[
			12815,
			1,
			"(\ub098)"
		],
		[
			12816,
			1,
			"(\ub2e4)"
		],
		[
			12817,
			1,
			"(\ub77c)"
		],
		[
			12818,
			1,
			"(\ub9c8)"
		],
		[
			12819,
			1,
			"(\ubc14)"
		],
		[
			12820,
			1,
			"(\uc0ac)"
		],
		[
			12821,
			1,
			"(\uc544)"
		],
		[
			12822,
			1,
			"(\uc790)"
		],
		[
			12823,
			1,
			"(\ucc28)"
		],
		[
			12824,
			1,
			"(\uce74)"
		],
		[
			12825,
			1,
			"(\ud0c0)"
		],
		[
			12826,
			1,
			"(\ud30c)"
		],
		[
			12827,
			1,
			"(\ud558)"
		],
		[
			12828,
			1,
			"(\uc8fc)"
		],
		[
			12829,
			1,
			"(\uc624\uc804)"
		],
		[
			12830,
			1,
			"(\uc624\ud6c4)"
		],
		[12831, 3],
		[
			12832,
			1,
			"(\u4e00)"
		],
		[
			12833,
			1,
			"(\u4e8c)"
		],
		[
			12834,
			1,
			"(\u4e09)"
		],
		[
			12835,
			1,
			"(\u56db)"
		],
		[
			12836,
			1,
			"(\u4e94)"
		],
		[
			12837,
			1,
			"(\u516d)"
		],
		[
			12838,
			1,
			"(\u4e03)"
		],
		[
			12839,
			1,
			"(\u516b)"
		],
		[
			12840,
			1,
			"(\u4e5d)"
		],
		[
			12841,
			1,
			"(\u5341)"
		],
		[
			12842,
			1,
			"(\u6708)"
		],
		[
			12843,
			1,
			"(\u706b)"
		],
		[
			12844,
			1,
			"(\u6c34)"
		],
		[
			12845,
			1,
			"(\u6728)"
		],
		[
			12846,
			1,
			"(\u91d1)"
		],
		[
			12847,
			1,
			"(\u571f)"
		],
		[
			12848,
			1,
			"(\u65e5)"
		],
		[
			12849,
			1,
			"(\u682a)"
		],
		[
			12850,
			1,
			"(\u6709)"
		],
		[
			12851,
			1,
			"(\u793e)"
		],
		[
			12852,
			1,
			"(\u540d)"
		],
		[
			12853,
			1,
			"(\u7279)"
		],
		[
			12854,
			1,
			"(\u8ca1)"
		],
		[
			12855,
			1,
			"(\u795d)"
		],
		[
			12856,
			1,
			"(\u52b4)"
		],
		[
			12857,
			1,
			"(\u4ee3)"
		],
		[
			12858,
			1,
			"(\u547c)"
		],
		[
			12859,
			1,
			"(\u5b66)"
		],
		[
			12860,
			1,
			"(\u76e3)"
		],
		[
			12861,
			1,
			"(\u4f01)"
		],
		[
			12862,
			1,
			"(\u8cc7)"
		],
		[
			12863,
			1,
			"(\u5354)"
		],
		[
			12864,
			1,
			"(\u796d)"
		],
		[
			12865,
			1,
			"(\u4f11)"
		],
		[
			12866,
			1,
			"(\u81ea)"
		],
		[
			12867,
			1,
			"(\u81f3)"
		],
		[
			12868,
			1,
			"\u554f"
		],
		[
			12869,
			1,
			"\u5e7c"
		],
		[
			12870,
			1,
			"\u6587"
		],
		[
			12871,
			1,
			"\u7b8f"
		],
		[[12872, 12879], 2],
		[
			12880,
			1,
			"pte"
		],
		[
			12881,
			1,
			"21"
		],
		[
			12882,
			1,
			"22"
		],
		[
			12883,
			1,
			"23"
		],
		[
			12884,
			1,
			"24"
		],
		[
			12885,
			1,
			"25"
		],
		[
			12886,
			1,
			"26"
		],
		[
			12887,
			1,
			"27"
		],
		[
			12888,
			1,
			"28"
		],
		[
			12889,
			1,
			"29"
		],
		[
			12890,
			1,
			"30"
		],
		[
			12891,
			1,
			"31"
		],
		[
			12892,
			1,
			"32"
		],
		[
			12893,
			1,
			"33"
		],
		[
			12894,
			1,
			"34"
		],
		[
			12895,
			1,
			"35"
		],
		[
			12896,
			1,
			"\u1100"
		],
		[
			12897,
			1,
			"\u1102"
		],
		[
			12898,
			1,
			"\u1103"
		],
		[
			12899,
			1,
			"\u1105"
		],
		[
			12900,
			1,
			"\u1106"
		],
		[
			12901,
			1,
			"\u1107"
		],
		[
			12902,
			1,
			"\u1109"
		],
		[
			12903,
			1,
			"\u110b"
		],
		[
			12904,
			1,
			"\u110c"
		],
		[
			12905,
			1,
			"\u110e"
		],
		[
			12906,
			1,
			"\u110f"
		],
		[
			12907,
			1,
			"\u1110"
		],
		[
			12908,
			1,
			"\u1111"
		],
		[
			12909,
			1,
			"\u1112"
		],
		[
			12910,
			1,
			"\uac00"
		],
		[
			12911,
			1,
			"\ub098"
		],
		[
			12912,
			1,
			"\ub2e4"
		],
		[
			12913,
			1,
			"\ub77c"
		],
		[
			12914,
			1,
			"\ub9c8"
		],
		[
			12915,
			1,
			"\ubc14"
		],
		[
			12916,
			1,
			"\uc0ac"
		],
		[
			12917,
			1,
			"\uc544"
		],
		[
			12918,
			1,
			"\uc790"
		],
		[
			12919,
			1,
			"\ucc28"
		],
		[
			12920,
			1,
			"\uce74"
		],
		[
			12921,
			1,
			"\ud0c0"
		],
		[
			12922,
			1,
			"\ud30c"
		],
		[
			12923,
			1,
			"\ud558"
		],
		[
			12924,
			1,
			"\ucc38\uace0"
		],
		[
			12925,
			1,
			"\uc8fc\uc758"
		],
		[
			12926,
			1,
			"\uc6b0"
		],
		[12927, 2],
		[
			12928,
			1,
			"\u4e00"
		],
		[
			12929,
			1,
			"\u4e8c"
		],
		[
			12930,
			1,
			"\u4e09"
		],
		[
			12931,
			1,
			"\u56db"
		],
		[
			12932,
			1,
			"\u4e94"
		],
		[
			12933,
			1,
			"\u516d"
		],
		[
			12934,
			1,
			"\u4e03"
		],
		[
			12935,
			1,
			"\u516b"
		],
		[
			12936,
			1,
			"\u4e5d"
		],
		[
			12937,
			1,
			"\u5341"
		],
		[
			12938,
			1,
			"\u6708"
		],
		[
			12939,
			1,
			"\u706b"
		],
		[
			12940,
			1,
			"\u6c34"
		],
		[
			12941,
			1,
			"\u6728"
		],
		[
			12942,
			1,
			"\u91d1"
		],
		[
			12943,
			1,
			"\u571f"
		],
		[
			12944,
			1,
			"\u65e5"
		],
		[
			12945,
			1,
			"\u682a"
		],
		[
			12946,
			1,
			"\u6709"
		],
		[
			12947,
			1,
			"\u793e"
		],
		[
			12948,
			1,
			"\u540d"
		],
		[
			12949,
			1,
			"\u7279"
		],
		[
			12950,
			1,
			"\u8ca1"
		],
		[
			12951,
			1,
			"\u795d"
		],
		[
			12952,
			1,
			"\u52b4"
		],
		[
			12953,
			1,
			"\u79d8"
		],
		[
			12954,
			1,
			"\u7537"
		],
		[
			12955,
			1,
			"\u5973"
		],
		[
			12956,
			1,
			"\u9069"
		],
		[
			12957,
			1,
			"\u512a"
		],
		[
			12958,
			1,
			"\u5370"
		],
		[
			12959,
			1,
			"\u6ce8"
		],
		[
			12960,
			1,
			"\u9805"
		],
		[
			12961,
			1,
			"\u4f11"
		],
		[
			12962,
			1,
			"\u5199"
		],
		[
			12963,
			1,
			"\u6b63"
		],
		[
			12964,
			1,
			"\u4e0a"
		],
		[
			12965,
			1,
			"\u4e2d"
		],
		[
			12966,
			1,
			"\u4e0b"
		],
		[
			12967,
			1,
			"\u5de6"
		],
		[
			12968,
			1,
			"\u53f3"
		],
		[
			12969,
			1,
			"\u533b"
		],
		[
			12970,
			1,
			"\u5b97"
		],
		[
			12971,
			1,
			"\u5b66"
		],
		[
			12972,
			1,
			"\u76e3"
		],
		[
			12973,
			1,
			"\u4f01"
		],
		[
			12974,
			1,
			"\u8cc7"
		],
		[
			12975,
			1,
			"\u5354"
		],
		[
			12976,
			1,
			"\u591c"
		],
		[
			12977,
			1,
			"36"
		],
		[
			12978,
			1,
			"37"
		],
		[
			12979,
			1,
			"38"
		],
		[
			12980,
			1,
			"39"
		],
		[
			12981,
			1,
			"40"
		],
		[
			12982,
			1,
			"41"
		],
		[
			12983,
			1,
			"42"
		],
		[
			12984,
			1,
			"43"
		],
		[
			12985,
			1,
			"44"
		],
		[
			12986,
			1,
			"45"
		],
		[
			12987,
			1,
			"46"
		],
		[
			12988,
			1,
			"47"
		],
		[
			12989,
			1,
			"48"
		],
		[
			12990,
			1,
			"49"
		],
		[
			12991,
			1,
			"50"
		],
		[
			12992,
			1,
			"1\u6708"
		],
		[
			12993,
			1,
			"2\u6708"
		],
		[
			12994,
			1,
			"3\u6708"
		],
		[
			12995,
			1,
			"4\u6708"
		],
		[
			12996,
			1,
			"5\u6708"
		],
		[
			12997,
			1,
			"6\u6708"
		],
		[
			12998,
			1,
			"7\u6708"
		],
		[
			12999,
			1,
			"8\u6708"
		],
		[
			13e3,
			1,
			"9\u6708"
		],
		[
			13001,
			1,
			"10\u6708"
		],
		[
			13002,
			1,
			"11\u6708"
		],
		[
			13003,
			1,
			"12\u6708"
		],
		[
			13004,
			1,
			"hg"
		],
		[
			13005,
			1,
			"erg"
		],
		[
			13006,
			1,
			"ev"
		],
		[
			13007,
			1,
			"ltd"
		],
		[
			13008,
			1,
			"\u30a2"
		],
		[
			13009,
			1,
			"\u30a4"
		],
		[
			13010,
			1,
			"\u30a6"
		],
		[
			13011,
			1,
			"\u30a8"
		],
		[
			13012,
			1,
			"\u30aa"
		],
		[
			13013,
			1,
			"\u30ab"
		],
		[
			13014,
			1,
			"\u30ad"
		],
		[
			13015,
			1,
			"\u30af"
		],
		[
			13016,
			1,
			"\u30b1"
		],
		[
			13017,
			1,
			"\u30b3"
		],
		[
			13018,
			1,
			"\u30b5"
		],
		[
			13019,
			1,
			"\u30b7"
		],
		[
			13020,
			1,
			"\u30b9"
		],
		[
			13021,
			1,
			"\u30bb"
		],
		[
			13022,
			1,
			"\u30bd"
		],
		[
			13023,
			1,
			"\u30bf"
		],
		[
			13024,
			1,
			"\u30c1"
		],
		[
			13025,
			1,
			"\u30c4"
		],
		[
			13026,
			1,
			"\u30c6"
		],
		[
			13027,
			1,
			"\u30c8"
		],
		[
			13028,
			1,
			"\u30ca"
		],
		[
			13029,
			1,
			"\u30cb"
		],
		[
			13030,
			1,
			"\u30cc"
		],
		[
			13031,
			1,
			"\u30cd"
		],
		[
			13032,
			1,
			"\u30ce"
		],
		[
			13033,
			1,
			"\u30cf"
		],
		[
			13034,
			1,
			"\u30d2"
		],
		[
			13035,
			1,
			"\u30d5"
		],
		[
			13036,
			1,
			"\u30d8"
		],
		[
			13037,
			1,
			"\u30db"
		],
		[
			13038,
			1,
			"\u30de"
		],
		[
			13039,
			1,
			"\u30df"
		],
		[
			13040,
			1,
			"\u30e0"
		],
		[
			13041,
			1,
			"\u30e1"
		],
		[
			13042,
			1,
			"\u30e2"
		],
		[
			13043,
			1,
			"\u30e4"
		],
		[
			13044,
			1,
			"\u30e6"
		],
		[
			13045,
			1,
			"\u30e8"
		],
		[
			13046,
			1,
			"\u30e9"
		],
		[
			13047,
			1,
			"\u30ea"
		],
		[
			13048,
			1,
			"\u30eb"
		],
		[
			13049,
			1,
			"\u30ec"
		],
		[
			13050,
			1,
			"\u30ed"
		],
		[
			13051,
			1,
			"\u30ef"
		],
		[
			13052,
			1,
			"\u30f0"
		],
		[
			13053,
			1,
			"\u30f1"
		],
		[
			13054,
			1,
			"\u30f2"
		],
		[
			13055,
			1,
			"\u4ee4\u548c"
		],
		[
			13056,
			1,
			"\u30a2\u30d1\u30fc\u30c8"
		],
		[
			13057,
			1,
			"\u30a2\u30eb\u30d5\u30a1"
		],
		[
			13058,
			1,
			"\u30a2\u30f3\u30da\u30a2"
		],
		[
			13059,
			1,
			"\u30a2\u30fc\u30eb"
		],
		[
			13060,
			1,
			"\u30a4\u30cb\u30f3\u30b0"
		],
		[
			13061,
			1,
			"\u30a4\u30f3\u30c1"
		],
		[
			13062,
			1,
			"\u30a6\u30a9\u30f3"
		],
		[
			13063,
			1,
			"\u30a8\u30b9\u30af\u30fc\u30c9"
		],
		[
			13064,
			1,
			"\u30a8\u30fc\u30ab\u30fc"
		],
		[
			13065,
			1,
			"\u30aa\u30f3\u30b9"
		],
		[
			13066,
			1,
			"\u30aa\u30fc\u30e0"
		],
		[
			13067,
			1,
			"\u30ab\u30a4\u30ea"
		],
		[
			13068,
			1,
			"\u30ab\u30e9\u30c3\u30c8"
		],
		[
			13069,
			1,
			"\u30ab\u30ed\u30ea\u30fc"
		],
		[
			13070,
			1,
			"\u30ac\u30ed\u30f3"
		],
		[
			13071,
			1,
			"\u30ac\u30f3\u30de"
		],
		[
			13072,
			1,
			"\u30ae\u30ac"
		],
		[
			13073,
			1,
			"\u30ae\u30cb\u30fc"
		],
		[
			13074,
			1,
			"\u30ad\u30e5\u30ea\u30fc"
		],
		[
			13075,
			1,
			"\u30ae\u30eb\u30c0\u30fc"
		],
		[
			13076,
			1,
			"\u30ad\u30ed"
		],
		[
			13077,
			1,
			"\u30ad\u30ed\u30b0\u30e9\u30e0"
		],
		[
			13078,
			1,
			"\u30ad\u30ed\u30e1\u30fc\u30c8\u30eb"
		],
		[
			13079,
			1,
			"\u30ad\u30ed\u30ef\u30c3\u30c8"
		],
		[
			13080,
			1,
			"\u30b0\u30e9\u30e0"
		],
		[
			13081,
			1,
			"\u30b0\u30e9\u30e0\u30c8\u30f3"
		],
		[
			13082,
			1,
			"\u30af\u30eb\u30bc\u30a4\u30ed"
		],
		[
			13083,
			1,
			"\u30af\u30ed\u30fc\u30cd"
		],
		[
			13084,
			1,
			"\u30b1\u30fc\u30b9"
		],
		[
			13085,
			1,
			"\u30b3\u30eb\u30ca"
		],
		[
			13086,
			1,
			"\u30b3\u30fc\u30dd"
		],
		[
			13087,
			1,
			"\u30b5\u30a4\u30af\u30eb"
		],
		[
			13088,
			1,
			"\u30b5\u30f3\u30c1\u30fc\u30e0"
		],
		[
			13089,
			1,
			"\u30b7\u30ea\u30f3\u30b0"
		],
		[
			13090,
			1,
			"\u30bb\u30f3\u30c1"
		],
		[
			13091,
			1,
			"\u30bb\u30f3\u30c8"
		],
		[
			13092,
			1,
			"\u30c0\u30fc\u30b9"
		],
		[
			13093,
			1,
			"\u30c7\u30b7"
		],
		[
			13094,
			1,
			"\u30c9\u30eb"
		],
		[
			13095,
			1,
			"\u30c8\u30f3"
		],
		[
			13096,
			1,
			"\u30ca\u30ce"
		],
		[
			13097,
			1,
			"\u30ce\u30c3\u30c8"
		],
		[
			13098,
			1,
			"\u30cf\u30a4\u30c4"
		],
		[
			13099,
			1,
			"\u30d1\u30fc\u30bb\u30f3\u30c8"
		],
		[
			13100,
			1,
			"\u30d1\u30fc\u30c4"
		],
		[
			13101,
			1,
			"\u30d0\u30fc\u30ec\u30eb"
		],
		[
			13102,
			1,
			"\u30d4\u30a2\u30b9\u30c8\u30eb"
		],
		[
			13103,
			1,
			"\u30d4\u30af\u30eb"
		],
		[
			13104,
			1,
			"\u30d4\u30b3"
		],
		[
			13105,
			1,
			"\u30d3\u30eb"
		],
		[
			13106,
			1,
			"\u30d5\u30a1\u30e9\u30c3\u30c9"
		],
		[
			13107,
			1,
			"\u30d5\u30a3\u30fc\u30c8"
		],
		[
			13108,
			1,
			"\u30d6\u30c3\u30b7\u30a7\u30eb"
		],
		[
			13109,
			1,
			"\u30d5\u30e9\u30f3"
		],
		[
			13110,
			1,
			"\u30d8\u30af\u30bf\u30fc\u30eb"
		],
		[
			13111,
			1,
			"\u30da\u30bd"
		],
		[
			13112,
			1,
			"\u30da\u30cb\u30d2"
		],
		[
			13113,
			1,
			"\u30d8\u30eb\u30c4"
		],
		[
			13114,
			1,
			"\u30da\u30f3\u30b9"
		],
		[
			13115,
			1,
			"\u30da\u30fc\u30b8"
		],
		[
			13116,
			1,
			"\u30d9\u30fc\u30bf"
		],
		[
			13117,
			1,
			"\u30dd\u30a4\u30f3\u30c8"
		],
		[
			13118,
			1,
			"\u30dc\u30eb\u30c8"
		],
		[
			13119,
			1,
			"\u30db\u30f3"
		],
		[
			13120,
			1,
			"\u30dd\u30f3\u30c9"
		],
		[
			13121,
			1,
			"\u30db\u30fc\u30eb"
		],
		[
			13122,
			1,
			"\u30db\u30fc\u30f3"
		],
		[
			13123,
			1,
			"\u30de\u30a4\u30af\u30ed"
		],
		[
			13124,
			1,
			"\u30de\u30a4\u30eb"
		],
		[
			13125,
			1,
			"\u30de\u30c3\u30cf"
		],
		[
			13126,
			1,
			"\u30de\u30eb\u30af"
		],
		[
			13127,
			1,
			"\u30de\u30f3\u30b7\u30e7\u30f3"
		],
		[
			13128,
			1,
			"\u30df\u30af\u30ed\u30f3"
		],
		[
			13129,
			1,
			"\u30df\u30ea"
		],
		[
			13130,
			1,
			"\u30df\u30ea\u30d0\u30fc\u30eb"
		],
		[
			13131,
			1,
			"\u30e1\u30ac"
		],
		[
			13132,
			1,
			"\u30e1\u30ac\u30c8\u30f3"
		],
		[
			13133,
			1,
			"\u30e1\u30fc\u30c8\u30eb"
		],
		[
			13134,
			1,
			"\u30e4\u30fc\u30c9"
		],
		[
			13135,
			1,
			"\u30e4\u30fc\u30eb"
		],
		[
			13136,
			1,
			"\u30e6\u30a2\u30f3"
		],
		[
			13137,
			1,
			"\u30ea\u30c3\u30c8\u30eb"
		],
		[
			13138,
			1,
			"\u30ea\u30e9"
		],
		[
			13139,
			1,
			"\u30eb\u30d4\u30fc"
		],
		[
			13140,
			1,
			"\u30eb\u30fc\u30d6\u30eb"
		],
		[
			13141,
			1,
			"\u30ec\u30e0"
		],
		[
			13142,
			1,
			"\u30ec\u30f3\u30c8\u30b2\u30f3"
		],
		[
			13143,
			1,
			"\u30ef\u30c3\u30c8"
		],
		[
			13144,
			1,
			"0\u70b9"
		],
		[
			13145,
			1,
			"1\u70b9"
		],
		[
			13146,
			1,
			"2\u70b9"
		],
		[
			13147,
			1,
			"3\u70b9"
		],
		[
			13148,
			1,
			"4\u70b9"
		],
		[
			13149,
			1,
			"5\u70b9"
		],
		[
			13150,
			1,
			"6\u70b9"
		],
		[
			13151,
			1,
			"7\u70b9"
		],
		[
			13152,
			1,
			"8\u70b9"
		],
		[
			13153,
			1,
			"9\u70b9"
		],
		[
			13154,
			1,
			"10\u70b9"
		],
		[
			13155,
			1,
			"11\u70b9"
		],
		[
			13156,
			1,
			"12\u70b9"
		],
		[
			13157,
			1,
			"13\u70b9"
		],
		[
			13158,
			1,
			"14\u70b9"
		],
		[
			13159,
			1,
			"15\u70b9"
		],
		[
			13160,
			1,
			"16\u70b9"
		],
		[
			13161,
			1,
			"17\u70b9"
		],
		[
			13162,
			1,
			"18\u70b9"
		],
		[
			13163,
			1,
			"19\u70b9"
		],
		[
			13164,
			1,
			"20\u70b9"
		],
		[
			13165,
			1,
			"21\u70b9"
		],
		[
			13166,
			1,
			"22\u70b9"
		],
		[
			13167,
			1,
			"23\u70b9"
		],
		[
			13168,
			1,
			"24\u70b9"
		],
		[
			13169,
			1,
			"hpa"
		],
		[
			13170,
			1,
			"da"
		],
		[
			13171,
			1,
			"au"
		],
		[
			13172,
			1,
			"bar"
		],
		[
			13173,
			1,
			"ov"
		],
		[
			13174,
			1,
			"pc"
		],
		[
			13175,
			1,
			"dm"
		],
		[
			13176,
			1,
			"dm2"
		],
		[
			13177,
			1,
			"dm3"
		],
		[
			13178,
			1,
			"iu"
		],
		[
			13179,
			1,
			"\u5e73\u6210"
		],
		[
			13180,
			1,
			"\u662d\u548c"
		],
		[
			13181,
			1,
			"\u5927\u6b63"
		],
		[
			13182,
			1,
			"\u660e\u6cbb"
		],
		[
			13183,
			1,
			"\u682a\u5f0f\u4f1a\u793e"
		],
		[
			13184,
			1,
			"pa"
		],
		[
			13185,
			1,
			"na"
		],
		[
			13186,
			1,
			"\u03bca"
		],
		[
			13187,
			1,
			"ma"
		],
		[
			13188,
			1,
			"ka"
		],
		[
			13189,
			1,
			"kb"
		],
		[
			13190,
			1,
			"mb"
		],
		[
			13191,
			1,
			"gb"
		],
		[
			13192,
			1,
			"cal"
		],
		[
			13193,
			1,
			"kcal"
		],
		[
			13194,
			1,
			"pf"
		],
		[
			13195,
			1,
			"nf"
		],
		[
			13196,
			1,
			"\u03bcf"
		],
		[
			13197,
			1,
			"\u03bcg"
		],
		[
			13198,
			1,
			"mg"
		],
		[
			13199,
			1,
			"kg"
		],
		[
			13200,
			1,
			"hz"
		],
		[
			13201,
			1,
			"khz"
		],
		[
			13202,
			1,
			"mhz"
		],
		[
			13203,
			1,
			"ghz"
		],
		[
			13204,
			1,
			"thz"
		],
		[
			13205,
			1,
			"\u03bcl"
		],
		[
			13206,
			1,
			"ml"
		],
		[
			13207,
			1,
			"dl"
		],
		[
			13208,
			1,
			"kl"
		],
		[
			13209,
			1,
			"fm"
		],
		[
			13210,
			1,
			"nm"
		],
		[
			13211,
			1,
			"\u03bcm"
		],
		[
			13212,
			1,
			"mm"
		],
		[
			13213,
			1,
			"cm"
		],
		[
			13214,
			1,
			"km"
		],
		[
			13215,
			1,
			"mm2"
		],
		[
			13216,
			1,
			"cm2"
		],
		[
			13217,
			1,
			"m2"
		],
		[
			13218,
			1,
			"km2"
		],
		[
			13219,
			1,
			"mm3"
		],
		[
			13220,
			1,
			"cm3"
		],
		[
			13221,
			1,
			"m3"
		],
		[
			13222,
			1,
			"km3"
		],
		[
			13223,
			1,
			"m\u2215s"
		],
		[
			13224,
			1,
			"m\u2215s2"
		],
		[
			13225,
			1,
			"pa"
		],
		[
			13226,
			1,
			"kpa"
		],
		[
			13227,
			1,
			"mpa"
		],
		[
			13228,
			1,
			"gpa"
		],
		[
			13229,
			1,
			"rad"
		],
		[
			13230,
			1,
			"rad\u2215s"
		],
		[
			13231,
			1,
			"rad\u2215s2"
		],
		[
			13232,
			1,
			"ps"
		],
		[
			13233,
			1,
			"ns"
		],
		[
			13234,
			1,
			"\u03bcs"
		],
		[
			13235,
			1,
			"ms"
		],
		[
			13236,
			1,
			"pv"
		],
		[
			13237,
			1,
			"nv"
		],
		[
			13238,
			1,
			"\u03bcv"
		],
		[
			13239,
			1,
			"mv"
		],
		[
			13240,
			1,
			"kv"
		],
		[
			13241,
			1,
			"mv"
		],
		[
			13242,
			1,
			"pw"
		],
		[
			13243,
			1,
			"nw"
		],
		[
			13244,
			1,
			"\u03bcw"
		],
		[
			13245,
			1,
			"mw"
		],
		[
			13246,
			1,
			"kw"
		],
		[
			13247,
			1,
			"mw"
		],
		[
			13248,
			1,
			"k\u03c9"
		],
		[
			13249,
			1,
			"m\u03c9"
		],
		[13250, 3],
		[
			13251,
			1,
			"bq"
		],
		[
			13252,
			1,
			"cc"
		],
		[
			13253,
			1,
			"cd"
		],
		[
			13254,
			1,
			"c\u2215kg"
		],
		[13255, 3],
		[
			13256,
			1,
			"db"
		],
		[
			13257,
			1,
			"gy"
		],
		[
			13258,
			1,
			"ha"
		],
		[
			13259,
			1,
			"hp"
		],
		[
			13260,
			1,
			"in"
		],
		[
			13261,
			1,
			"kk"
		],
		[
			13262,
			1,
			"km"
		],
		[
			13263,
			1,
			"kt"
		],
		[
			13264,
			1,
			"lm"
		],
		[
			13265,
			1,
			"ln"
		],
		[
			13266,
			1,
			"log"
		],
		[
			13267,
			1,
			"lx"
		],
		[
			13268,
			1,
			"mb"
		],
		[
			13269,
			1,
			"mil"
		],
		[
			13270,
			1,
			"mol"
		],
		[
			13271,
			1,
			"ph"
		],
		[13272, 3],
		[
			13273,
			1,
			"ppm"
		],
		[
			13274,
			1,
			"pr"
		],
		[
			13275,
			1,
			"sr"
		],
		[
			13276,
			1,
			"sv"
		],
		[
			13277,
			1,
			"wb"
		],
		[
			13278,
			1,
			"v\u2215m"
		],
		[
			13279,
			1,
			"a\u2215m"
		],
		[
			13280,
			1,
			"1\u65e5"
		],
		[
			13281,
			1,
			"2\u65e5"
		],
		[
			13282,
			1,
			"3\u65e5"
		],
		[
			13283,
			1,
			"4\u65e5"
		],
		[
			13284,
			1,
			"5\u65e5"
		],
		[
			13285,
			1,
			"6\u65e5"
		],
		[
			13286,
			1,
			"7\u65e5"
		],
		[
			13287,
			1,
			"8\u65e5"
		],
		[
			13288,
			1,
			"9\u65e5"
		],
		[
			13289,
			1,
			"10\u65e5"
		],
		[
			13290,
			1,
			"11\u65e5"
		],
		[
			13291,
			1,
			"12\u65e5"
		],
		[
			13292,
			1,
			"13\u65e5"
		],
		[
			13293,
			1,
			"14\u65e5"
		],
		[
			13294,
			1,
			"15\u65e5"
		],
		[
			13295,
			1,
			"16\u65e5"
		],
		[
			13296,
			1,
			"17\u65e5"
		],
		[
			13297,
			1,
			"18\u65e5"
		],
		[
			13298,
			1,
			"19\u65e5"
		],
		[
			13299,
			1,
			"20\u65e5"
		],
		[
			13300,
			1,
			"21\u65e5"
		],
		[
			13301,
			1,
			"22\u65e5"
		],
		[
			13302,
			1,
			"23\u65e5"
		],
		[
			13303,
			1,
			"24\u65e5"
		],
		[
			13304,
			1,
			"25\u65e5"
		],
		[
			13305,
			1,
			"26\u65e5"
		],
		[
			13306,
			1,
			"27\u65e5"
		],
		[
			13307,
			1,
			"28\u65e5"
		],
		[
			13308,
			1,
			"29\u65e5"
		],
		[
			13309,
			1,
			"30\u65e5"
		],
		[
			13310,
			1,
			"31\u65e5"
		],
		[
			13311,
			1,
			"gal"
		],
		[[13312, 19893], 2],
		[[19894, 19903], 2],
		[[19904, 19967], 2],
		[[19968, 40869], 2],
		[[40870, 40891], 2],
		[[40892, 40899], 2],
		[[40900, 40907], 2],
		[40908, 2],
		[[40909, 40917], 2],
		[[40918, 40938], 2],
		[[40939, 40943], 2],
		[[40944, 40956], 2],
		[[40957, 40959], 2],
		[[40960, 42124], 2],
		[[42125, 42127], 3],
		[[42128, 42145], 2],
		[[42146, 42147], 2],
		[[42148, 42163], 2],
		[42164, 2],
		[[42165, 42176], 2],
		[42177, 2],
		[[42178, 42180], 2],
		[42181, 2],
		[42182, 2],
		[[42183, 42191], 3],
		[[42192, 42237], 2],
		[[42238, 42239], 2],
		[[42240, 42508], 2],
		[[42509, 42511], 2],
		[[42512, 42539], 2],
		[[42540, 42559], 3],
		[
			42560,
			1,
			"\ua641"
		],
		[42561, 2],
		[
			42562,
			1,
			"\ua643"
		],
		[42563, 2],
		[
			42564,
			1,
			"\ua645"
		],
		[42565, 2],
		[
			42566,
			1,
			"\ua647"
		],
		[42567, 2],
		[
			42568,
			1,
			"\ua649"
		],
		[42569, 2],
		[
			42570,
			1,
			"\ua64b"
		],
		[42571, 2],
		[
			42572,
			1,
			"\ua64d"
		],
		[42573, 2],
		[
			42574,
			1,
			"\ua64f"
		],
		[42575, 2],
		[
			42576,
			1,
			"\ua651"
		],
		[42577, 2],
		[
			42578,
			1,
			"\ua653"
		],
		[42579, 2],
		[
			42580,
			1,
			"\ua655"
		],
		[42581, 2],
		[
			42582,
			1,
			"\ua657"
		],
		[42583, 2],
		[
			42584,
			1,
			"\ua659"
		],
		[42585, 2],
		[
			42586,
			1,
			"\ua65b"
		],
		[42587, 2],
		[
			42588,
			1,
			"\ua65d"
		],
		[42589, 2],
		[
			42590,
			1,
			"\ua65f"
		],
		[42591, 2],
		[
			42592,
			1,
			"\ua661"
		],
		[42593, 2],
		[
			42594,
			1,
			"\ua663"
		],
		[42595, 2],
		[
			42596,
			1,
			"\ua665"
		],
		[42597, 2],
		[
			42598,
			1,
			"\ua667"
		],
		[42599, 2],
		[
			42600,
			1,
			"\ua669"
		],
		[42601, 2],
		[
			42602,
			1,
			"\ua66b"
		],
		[42603, 2],
		[
			42604,
			1,
			"\ua66d"
		],
		[[42605, 42607], 2],
		[[42608, 42611], 2],
		[[42612, 42619], 2],
		[[42620, 42621], 2],
		[42622, 2],
		[42623, 2],
		[
			42624,
			1,
			"\ua681"
		],
		[42625, 2],
		[
			42626,
			1,
			"\ua683"
		],
		[42627, 2],
		[
			42628,
			1,
			"\ua685"
		],
		[42629, 2],
		[
			42630,
			1,
			"\ua687"
		],
		[42631, 2],
		[
			42632,
			1,
			"\ua689"
		],
		[42633, 2],
		[
			42634,
			1,
			"\ua68b"
		],
		[42635, 2],
		[
			42636,
			1,
			"\ua68d"
		],
		[42637, 2],
		[
			42638,
			1,
			"\ua68f"
		],
		[42639, 2],
		[
			42640,
			1,
			"\ua691"
		],
		[42641, 2],
		[
			42642,
			1,
			"\ua693"
		],
		[42643, 2],
		[
			42644,
			1,
			"\ua695"
		],
		[42645, 2],
		[
			42646,
			1,
			"\ua697"
		],
		[42647, 2],
		[
			42648,
			1,
			"\ua699"
		],
		[42649, 2],
		[
			42650,
			1,
			"\ua69b"
		],
		[42651, 2],
		[
			42652,
			1,
			"\u044a"
		],
		[
			42653,
			1,
			"\u044c"
		],
		[42654, 2],
		[42655, 2],
		[[42656, 42725], 2],
		[[42726, 42735], 2],
		[[42736, 42737], 2],
		[[42738, 42743], 2],
		[[42744, 42751], 3],
		[[42752, 42774], 2],
		[[42775, 42778], 2],
		[[42779, 42783], 2],
		[[42784, 42785], 2],
		[
			42786,
			1,
			"\ua723"
		],
		[42787, 2],
		[
			42788,
			1,
			"\ua725"
		],
		[42789, 2],
		[
			42790,
			1,
			"\ua727"
		],
		[42791, 2],
		[
			42792,
			1,
			"\ua729"
		],
		[42793, 2],
		[
			42794,
			1,
			"\ua72b"
		],
		[42795, 2],
		[
			42796,
			1,
			"\ua72d"
		],
		[42797, 2],
		[
			42798,
			1,
			"\ua72f"
		],
		[[42799, 42801], 2],
		[
			42802,
			1,
			"\ua733"
		],
		[42803, 2],
		[
			42804,
			1,
			"\ua735"
		],
		[42805, 2],
		[
			42806,
			1,
			"\ua737"
		],
		[42807, 2],
		[
			42808,
			1,
			"\ua739"
		],
		[42809, 2],
		[
			42810,
			1,
			"\ua73b"
		],
		[42811, 2],
		[
			42812,
			1,
			"\ua73d"
		],
		[42813, 2],
		[
			42814,
			1,
			"\ua73f"
		],
		[42815, 2],
		[
			42816,
			1,
			"\ua741"
		],
		[42817, 2],
		[
			42818,
			1,
			"\ua743"
		],
		[42819, 2],
		[
			42820,
			1,
			"\ua745"
		],
		[42821, 2],
		[
			42822,
			1,
			"\ua747"
		],
		[42823, 2],
		[
			42824,
			1,
			"\ua749"
		],
		[42825, 2],
		[
			42826,
			1,
			"\ua74b"
		],
		[42827, 2],
		[
			42828,
			1,
			"\ua74d"
		],
		[42829, 2],
		[
			42830,
			1,
			"\ua74f"
		],
		[42831, 2],
		[
			42832,
			1,
			"\ua751"
		],
		[42833, 2],
		[
			42834,
			1,
			"\ua753"
		],
		[42835, 2],
		[
			42836,
			1,
			"\ua755"
		],
		[42837, 2],
		[
			42838,
			1,
			"\ua757"
		],
		[42839, 2],
		[
			42840,
			1,
			"\ua759"
		],
		[42841, 2],
		[
			42842,
			1,
			"\ua75b"
		],
		[42843, 2],
		[
			42844,
			1,
			"\ua75d"
		],
		[42845, 2],
		[
			42846,
			1,
			"\ua75f"
		],
		[42847, 2],
		[
			42848,
			1,
			"\ua761"
		],
		[42849, 2],
		[
			42850,
			1,
			"\ua763"
		],
		[42851, 2],
		[
			42852,
			1,
			"\ua765"
		],
		[42853, 2],
		[
			42854,
			1,
			"\ua767"
		],
		[42855, 2],
		[
			42856,
			1,
			"\ua769"
		],
		[42857, 2],
		[
			42858,
			1,
			"\ua76b"
		],
		[42859, 2],
		[
			42860,
			1,
			"\ua76d"
		],
		[42861, 2],
		[
			42862,
			1,
			"\ua76f"
		],
		[42863, 2],
		[
			42864,
			1,
			"\ua76f"
		],
		[[42865, 42872], 2],
		[
			42873,
			1,
			"\ua77a"
		],
		[42874, 2],
		[
			42875,
			1,
			"\ua77c"
		],
		[42876, 2],
		[
			42877,
			1,
			"\u1d79"
		],
		[
			42878,
			1,
			"\ua77f"
		],
		[42879, 2],
		[
			42880,
			1,
			"\ua781"
		],
		[42881, 2],
		[
			42882,
			1,
			"\ua783"
		],
		[42883, 2],
		[
			42884,
			1,
			"\ua785"
		],
		[42885, 2],
		[
			42886,
			1,
			"\ua787"
		],
		[[42887, 42888], 2],
		[[42889, 42890], 2],
		[
			42891,
			1,
			"\ua78c"
		],
		[42892, 2],
		[
			42893,
			1,
			"\u0265"
		],
		[42894, 2],
		[42895, 2],
		[
			42896,
			1,
			"\ua791"
		],
		[42897, 2],
		[
			42898,
			1,
			"\ua793"
		],
		[42899, 2],
		[[42900, 42901], 2],
		[
			42902,
			1,
			"\ua797"
		],
		[42903, 2],
		[
			42904,
			1,
			"\ua799"
		],
		[42905, 2],
		[
			42906,
			1,
			"\ua79b"
		],
		[42907, 2],
		[
			42908,
			1,
			"\ua79d"
		],
		[42909, 2],
		[
			42910,
			1,
			"\ua79f"
		],
		[42911, 2],
		[
			42912,
			1,
			"\ua7a1"
		],
		[42913, 2],
		[
			42914,
			1,
			"\ua7a3"
		],
		[42915, 2],
		[
			42916,
			1,
			"\ua7a5"
		],
		[42917, 2],
		[
			42918,
			1,
			"\ua7a7"
		],
		[42919, 2],
		[
			42920,
			1,
			"\ua7a9"
		],
		[42921, 2],
		[
			42922,
			1,
			"\u0266"
		],
		[
			42923,
			1,
			"\u025c"
		],
		[
			42924,
			1,
			"\u0261"
		],
		[
			42925,
			1,
			"\u026c"
		],
		[
			42926,
			1,
			"\u026a"
		],
		[42927, 2],
		[
			42928,
			1,
			"\u029e"
		],
		[
			42929,
			1,
			"\u0287"
		],
		[
			42930,
			1,
			"\u029d"
		],
		[
			42931,
			1,
			"\uab53"
		],
		[
			42932,
			1,
			"\ua7b5"
		],
		[42933, 2],
		[
			42934,
			1,
			"\ua7b7"
		],
		[42935, 2],
		[
			42936,
			1,
			"\ua7b9"
		],
		[42937, 2],
		[
			42938,
			1,
			"\ua7bb"
		],
		[42939, 2],
		[
			42940,
			1,
			"\ua7bd"
		],
		[42941, 2],
		[
			42942,
			1,
			"\ua7bf"
		],
		[42943, 2],
		[
			42944,
			1,
			"\ua7c1"
		],
		[42945, 2],
		[
			42946,
			1,
			"\ua7c3"
		],
		[42947, 2],
		[
			42948,
			1,
			"\ua794"
		],
		[
			42949,
			1,
			"\u0282"
		],
		[
			42950,
			1,
			"\u1d8e"
		],
		[
			42951,
			1,
			"\ua7c8"
		],
		[42952, 2],
		[
			42953,
			1,
			"\ua7ca"
		],
		[42954, 2],
		[
			42955,
			1,
			"\u0264"
		],
		[
			42956,
			1,
			"\ua7cd"
		],
		[42957, 2],
		[
			42958,
			1,
			"\ua7cf"
		],
		[42959, 2],
		[
			42960,
			1,
			"\ua7d1"
		],
		[42961, 2],
		[
			42962,
			1,
			"\ua7d3"
		],
		[42963, 2],
		[
			42964,
			1,
			"\ua7d5"
		],
		[42965, 2],
		[
			42966,
			1,
			"\ua7d7"
		],
		[42967, 2],
		[
			42968,
			1,
			"\ua7d9"
		],
		[42969, 2],
		[
			42970,
			1,
			"\ua7db"
		],
		[42971, 2],
		[
			42972,
			1,
			"\u019b"
		],
		[[42973, 42992], 3],
		[
			42993,
			1,
			"s"
		],
		[
			42994,
			1,
			"c"
		],
		[
			42995,
			1,
			"f"
		],
		[
			42996,
			1,
			"q"
		],
		[
			42997,
			1,
			"\ua7f6"
		],
		[42998, 2],
		[42999, 2],
		[
			43e3,
			1,
			"\u0127"
		],
		[
			43001,
			1,
			"\u0153"
		],
		[43002, 2],
		[[43003, 43007], 2],
		[[43008, 43047], 2],
		[[43048, 43051], 2],
		[43052, 2],
		[[43053, 43055], 3],
		[[43056, 43065], 2],
		[[43066, 43071], 3],
		[[43072, 43123], 2],
		[[43124, 43127], 2],
		[[43128, 43135], 3],
		[[43136, 43204], 2],
		[43205, 2],
		[[43206, 43213], 3],
		[[43214, 43215], 2],
		[[43216, 43225], 2],
		[[43226, 43231], 3],
		[[43232, 43255], 2],
		[[43256, 43258], 2],
		[43259, 2],
		[43260, 2],
		[43261, 2],
		[[43262, 43263], 2],
		[[43264, 43309], 2],
		[[43310, 43311], 2],
		[[43312, 43347], 2],
		[[43348, 43358], 3],
		[43359, 2],
		[[43360, 43388], 2],
		[[43389, 43391], 3],
		[[43392, 43456], 2],
		[[43457, 43469], 2],
		[43470, 3],
		[[43471, 43481], 2],
		[[43482, 43485], 3],
		[[43486, 43487], 2],
		[[43488, 43518], 2],
		[43519, 3],
		[[43520, 43574], 2],
		[[43575, 43583], 3],
		[[43584, 43597], 2],
		[[43598, 43599], 3],
		[[43600, 43609], 2],
		[[43610, 43611], 3],
		[[43612, 43615], 2],
		[[43616, 43638], 2],
		[[43639, 43641], 2],
		[[43642, 43643], 2],
		[[43644, 43647], 2],
		[[43648, 43714], 2],
		[[43715, 43738], 3],
		[[43739, 43741], 2],
		[[43742, 43743], 2],
		[[43744, 43759], 2],
		[[43760, 43761], 2],
		[[43762, 43766], 2],
		[[43767, 43776], 3],
		[[43777, 43782], 2],
		[[43783, 43784], 3],
		[[43785, 43790], 2],
		[[43791, 43792], 3],
		[[43793, 43798], 2],
		[[43799, 43807], 3],
		[[43808, 43814], 2],
		[43815, 3],
		[[43816, 43822], 2],
		[43823, 3],
		[[43824, 43866], 2],
		[43867, 2],
		[
			43868,
			1,
			"\ua727"
		],
		[
			43869,
			1,
			"\uab37"
		],
		[
			43870,
			1,
			"\u026b"
		],
		[
			43871,
			1,
			"\uab52"
		],
		[[43872, 43875], 2],
		[[43876, 43877], 2],
		[[43878, 43879], 2],
		[43880, 2],
		[
			43881,
			1,
			"\u028d"
		],
		[[43882, 43883], 2],
		[[43884, 43887], 3],
		[
			43888,
			1,
			"\u13a0"
		],
		[
			43889,
			1,
			"\u13a1"
		],
		[
			43890,
			1,
			"\u13a2"
		],
		[
			43891,
			1,
			"\u13a3"
		],
		[
			43892,
			1,
			"\u13a4"
		],
		[
			43893,
			1,
			"\u13a5"
		],
		[
			43894,
			1,
			"\u13a6"
		],
		[
			43895,
			1,
			"\u13a7"
		],
		[
			43896,
			1,
			"\u13a8"
		],
		[
			43897,
			1,
			"\u13a9"
		],
		[
			43898,
			1,
			"\u13aa"
		],
		[
			43899,
			1,
			"\u13ab"
		],
		[
			43900,
			1,
			"\u13ac"
		],
		[
			43901,
			1,
			"\u13ad"
		],
		[
			43902,
			1,
			"\u13ae"
		],
		[
			43903,
			1,
			"\u13af"
		],
		[
			43904,
			1,
			"\u13b0"
		],
		[
			43905,
			1,
			"\u13b1"
		],
		[
			43906,
			1,
			"\u13b2"
		],
		[
			43907,
			1,
			"\u13b3"
		],
		[
			43908,
			1,
			"\u13b4"
		],
		[
			43909,
			1,
			"\u13b5"
		],
		[
			43910,
			1,
			"\u13b6"
		],
		[
			43911,
			1,
			"\u13b7"
		],
		[
			43912,
			1,
			"\u13b8"
		],
		[
			43913,
			1,
			"\u13b9"
		],
		[
			43914,
			1,
			"\u13ba"
		],
		[
			43915,
			1,
			"\u13bb"
		],
		[
			43916,
			1,
			"\u13bc"
		],
		[
			43917,
			1,
			"\u13bd"
		],
		[
			43918,
			1,
			"\u13be"
		],
		[
			43919,
			1,
			"\u13bf"
		],
		[
			43920,
			1,
			"\u13c0"
		],
		[
			43921,
			1,
			"\u13c1"
		],
		[
			43922,
			1,
			"\u13c2"
		],
		[
			43923,
			1,
			"\u13c3"
		],
		[
			43924,
			1,
			"\u13c4"
		],
		[
			43925,
			1,
			"\u13c5"
		],
		[
			43926,
			1,
			"\u13c6"
		],
		[
			43927,
			1,
			"\u13c7"
		],
		[
			43928,
			1,
			"\u13c8"
		],
		[
			43929,
			1,
			"\u13c9"
		],
		[
			43930,
			1,
			"\u13ca"
		],
		[
			43931,
			1,
			"\u13cb"
		],
		[
			43932,
			1,
			"\u13cc"
		],
		[
			43933,
			1,
			"\u13cd"
		],
		[
			43934,
			1,
			"\u13ce"
		],
		[
			43935,
			1,
			"\u13cf"
		],
		[
			43936,
			1,
			"\u13d0"
		],
		[
			43937,
			1,
			"\u13d1"
		],
		[
			43938,
			1,
			"\u13d2"
		],
		[
			43939,
			1,
			"\u13d3"
		],
		[
			43940,
			1,
			"\u13d4"
		],
		[
			43941,
			1,
			"\u13d5"
		],
		[
			43942,
			1,
			"\u13d6"
		],
		[
			43943,
			1,
			"\u13d7"
		],
		[
			43944,
			1,
			"\u13d8"
		],
		[
			43945,
			1,
			"\u13d9"
		],
		[
			43946,
			1,
			"\u13da"
		],
		[
			43947,
			1,
			"\u13db"
		],
		[
			43948,
			1,
			"\u13dc"
		],
		[
			43949,
			1,
			"\u13dd"
		],
		[
			43950,
			1,
			"\u13de"
		],
		[
			43951,
			1,
			"\u13df"
		],
		[
			43952,
			1,
			"\u13e0"
		],
		[
			43953,
			1,
			"\u13e1"
		],
		[
			43954,
			1,
			"\u13e2"
		],
		[
			43955,
			1,
			"\u13e3"
		],
		[
			43956,
			1,
			"\u13e4"
		],
		[
			43957,
			1,
			"\u13e5"
		],
		[
			43958,
			1,
			"\u13e6"
		],
		[
			43959,
			1,
			"\u13e7"
		],
		[
			43960,
			1,
			"\u13e8"
		],
		[
			43961,
			1,
			"\u13e9"
		],
		[
			43962,
			1,
			"\u13ea"
		],
		[
			43963,
			1,
			"\u13eb"
		],
		[
			43964,
			1,
			"\u13ec"
		],
		[
			43965,
			1,
			"\u13ed"
		],
		[
			43966,
			1,
			"\u13ee"
		],
		[
			43967,
			1,
			"\u13ef"
		],
		[[43968, 44010], 2],
		[44011, 2],
		[[44012, 44013], 2],
		[[44014, 44015], 3],
		[[44016, 44025], 2],
		[[44026, 44031], 3],
		[[44032, 55203], 2],
		[[55204, 55215], 3],
		[[55216, 55238], 2],
		[[55239, 55242], 3],
		[[55243, 55291], 2],
		[[55292, 55295], 3],
		[[55296, 57343], 3],
		[[57344, 63743], 3],
		[
			63744,
			1,
			"\u8c48"
		],
		[
			63745,
			1,
			"\u66f4"
		],
		[
			63746,
			1,
			"\u8eca"
		],
		[
			63747,
			1,
			"\u8cc8"
		],
		[
			63748,
			1,
			"\u6ed1"
		],
		[
			63749,
			1,
			"\u4e32"
		],
		[
			63750,
			1,
			"\u53e5"
		],
		[
			[63751, 63752],
			1,
			"\u9f9c"
		],
		[
			63753,
			1,
			"\u5951"
		],
		[
			63754,
			1,
			"\u91d1"
		],
		[
			63755,
			1,
			"\u5587"
		],
		[
			63756,
			1,
			"\u5948"
		],
		[
			63757,
			1,
			"\u61f6"
		],
		[
			63758,
			1,
			"\u7669"
		],
		[
			63759,
			1,
			"\u7f85"
		],
		[
			63760,
			1,
			"\u863f"
		],
		[
			63761,
			1,
			"\u87ba"
		],
		[
			63762,
			1,
			"\u88f8"
		],
		[
			63763,
			1,
			"\u908f"
		],
		[
			63764,
			1,
			"\u6a02"
		],
		[
			63765,
			1,
			"\u6d1b"
		],
		[
			63766,
			1,
			"\u70d9"
		],
		[
			63767,
			1,
			"\u73de"
		],
		[
			63768,
			1,
			"\u843d"
		],
		[
			63769,
			1,
			"\u916a"
		],
		[
			63770,
			1,
			"\u99f1"
		],
		[
			63771,
			1,
			"\u4e82"
		],
		[
			63772,
			1,
			"\u5375"
		],
		[
			63773,
			1,
			"\u6b04"
		],
		[
			63774,
			1,
			"\u721b"
		],
		[
			63775,
			1,
			"\u862d"
		],
		[
			63776,
			1,
			"\u9e1e"
		],
		[
			63777,
			1,
			"\u5d50"
		],
		[
			63778,
			1,
			"\u6feb"
		],
		[
			63779,
			1,
			"\u85cd"
		],
		[
			63780,
			1,
			"\u8964"
		],
		[
			63781,
			1,
			"\u62c9"
		],
		[
			63782,
			1,
			"\u81d8"
		],
		[
			63783,
			1,
			"\u881f"
		],
		[
			63784,
			1,
			"\u5eca"
		],
		[
			63785,
			1,
			"\u6717"
		],
		[
			63786,
			1,
			"\u6d6a"
		],
		[
			63787,
			1,
			"\u72fc"
		],
		[
			63788,
			1,
			"\u90ce"
		],
		[
			63789,
			1,
			"\u4f86"
		],
		[
			63790,
			1,
			"\u51b7"
		],
		[
			63791,
			1,
			"\u52de"
		],
		[
			63792,
			1,
			"\u64c4"
		],
		[
			63793,
			1,
			"\u6ad3"
		],
		[
			63794,
			1,
			"\u7210"
		],
		[
			63795,
			1,
			"\u76e7"
		],
		[
			63796,
			1,
			"\u8001"
		],
		[
			63797,
			1,
			"\u8606"
		],
		[
			63798,
			1,
			"\u865c"
		],
		[
			63799,
			1,
			"\u8def"
		],
		[
			63800,
			1,
			"\u9732"
		],
		[
			63801,
			1,
			"\u9b6f"
		],
		[
			63802,
			1,
			"\u9dfa"
		],
		[
			63803,
			1,
			"\u788c"
		],
		[
			63804,
			1,
			"\u797f"
		],
		[
			63805,
			1,
			"\u7da0"
		],
		[
			63806,
			1,
			"\u83c9"
		],
		[
			63807,
			1,
			"\u9304"
		],
		[
			63808,
			1,
			"\u9e7f"
		],
		[
			63809,
			1,
			"\u8ad6"
		],
		[
			63810,
			1,
			"\u58df"
		],
		[
			63811,
			1,
			"\u5f04"
		],
		[
			63812,
			1,
			"\u7c60"
		],
		[
			63813,
			1,
			"\u807e"
		],
		[
			63814,
			1,
			"\u7262"
		],
		[
			63815,
			1,
			"\u78ca"
		],
		[
			63816,
			1,
			"\u8cc2"
		],
		[
			63817,
			1,
			"\u96f7"
		],
		[
			63818,
			1,
			"\u58d8"
		],
		[
			63819,
			1,
			"\u5c62"
		],
		[
			63820,
			1,
			"\u6a13"
		],
		[
			63821,
			1,
			"\u6dda"
		],
		[
			63822,
			1,
			"\u6f0f"
		],
		[
			63823,
			1,
			"\u7d2f"
		],
		[
			63824,
			1,
			"\u7e37"
		],
		[
			63825,
			1,
			"\u964b"
		],
		[
			63826,
			1,
			"\u52d2"
		],
		[
			63827,
			1,
			"\u808b"
		],
		[
			63828,
			1,
			"\u51dc"
		],
		[
			63829,
			1,
			"\u51cc"
		],
		[
			63830,
			1,
			"\u7a1c"
		],
		[
			63831,
			1,
			"\u7dbe"
		],
		[
			63832,
			1,
			"\u83f1"
		],
		[
			63833,
			1,
			"\u9675"
		],
		[
			63834,
			1,
			"\u8b80"
		],
		[
			63835,
			1,
			"\u62cf"
		],
		[
			63836,
			1,
			"\u6a02"
		],
		[
			63837,
			1,
			"\u8afe"
		],
		[
			63838,
			1,
			"\u4e39"
		],
		[
			63839,
			1,
			"\u5be7"
		],
		[
			63840,
			1,
			"\u6012"
		],
		[
			63841,
			1,
			"\u7387"
		],
		[
			63842,
			1,
			"\u7570"
		],
		[
			63843,
			1,
			"\u5317"
		],
		[
			63844,
			1,
			"\u78fb"
		],
		[
			63845,
			1,
			"\u4fbf"
		],
		[
			63846,
			1,
			"\u5fa9"
		],
		[
			63847,
			1,
			"\u4e0d"
		],
		[
			63848,
			1,
			"\u6ccc"
		],
		[
			63849,
			1,
			"\u6578"
		],
		[
			63850,
			1,
			"\u7d22"
		],
		[
			63851,
			1,
			"\u53c3"
		],
		[
			63852,
			1,
			"\u585e"
		],
		[
			63853,
			1,
			"\u7701"
		],
		[
			63854,
			1,
			"\u8449"
		],
		[
			63855,
			1,
			"\u8aaa"
		],
		[
			63856,
			1,
			"\u6bba"
		],
		[
			63857,
			1,
			"\u8fb0"
		],
		[
			63858,
			1,
			"\u6c88"
		],
		[
			63859,
			1,
			"\u62fe"
		],
		[
			63860,
			1,
			"\u82e5"
		],
		[
			63861,
			1,
			"\u63a0"
		],
		[
			63862,
			1,
			"\u7565"
		],
		[
			63863,
			1,
			"\u4eae"
		],
		[
			63864,
			1,
			"\u5169"
		],
		[
			63865,
			1,
			"\u51c9"
		],
		[
			63866,
			1,
			"\u6881"
		],
		[
			63867,
			1,
			"\u7ce7"
		],
		[
			63868,
			1,
			"\u826f"
		],
		[
			63869,
			1,
			"\u8ad2"
		],
		[
			63870,
			1,
			"\u91cf"
		],
		[
			63871,
			1,
			"\u52f5"
		],
		[
			63872,
			1,
			"\u5442"
		],
		[
			63873,
			1,
			"\u5973"
		],
		[
			63874,
			1,
			"\u5eec"
		],
		[
			63875,
			1,
			"\u65c5"
		],
		[
			63876,
			1,
			"\u6ffe"
		],
		[
			63877,
			1,
			"\u792a"
		],
		[
			63878,
			1,
			"\u95ad"
		],
		[
			63879,
			1,
			"\u9a6a"
		],
		[
			63880,
			1,
			"\u9e97"
		],
		[
			63881,
			1,
			"\u9ece"
		],
		[
			63882,
			1,
			"\u529b"
		],
		[
			63883,
			1,
			"\u66c6"
		],
		[
			63884,
			1,
			"\u6b77"
		],
		[
			63885,
			1,
			"\u8f62"
		],
		[
			63886,
			1,
			"\u5e74"
		],
		[
			63887,
			1,
			"\u6190"
		],
		[
			63888,
			1,
			"\u6200"
		],
		[
			63889,
			1,
			"\u649a"
		],
		[
			63890,
			1,
			"\u6f23"
		],
		[
			63891,
			1,
			"\u7149"
		],
		[
			63892,
			1,
			"\u7489"
		],
		[
			63893,
			1,
			"\u79ca"
		],
		[
			63894,
			1,
			"\u7df4"
		],
		[
			63895,
			1,
			"\u806f"
		],
		[
			63896,
			1,
			"\u8f26"
		],
		[
			63897,
			1,
			"\u84ee"
		],
		[
			63898,
			1,
			"\u9023"
		],
		[
			63899,
			1,
			"\u934a"
		],
		[
			63900,
			1,
			"\u5217"
		],
		[
			63901,
			1,
			"\u52a3"
		],
		[
			63902,
			1,
			"\u54bd"
		],
		[
			63903,
			1,
			"\u70c8"
		],
		[
			63904,
			1,
			"\u88c2"
		],
		[
			63905,
			1,
			"\u8aaa"
		],
		[
			63906,
			1,
			"\u5ec9"
		],
		[
			63907,
			1,
			"\u5ff5"
		],
		[
			63908,
			1,
			"\u637b"
		],
		[
			63909,
			1,
			"\u6bae"
		],
		[
			63910,
			1,
			"\u7c3e"
		],
		[
			63911,
			1,
			"\u7375"
		],
		[
			63912,
			1,
			"\u4ee4"
		],
		[
			63913,
			1,
			"\u56f9"
		],
		[
			63914,
			1,
			"\u5be7"
		],
		[
			63915,
			1,
			"\u5dba"
		],
		[
			63916,
			1,
			"\u601c"
		],
		[
			63917,
			1,
			"\u73b2"
		],
		[
			63918,
			1,
			"\u7469"
		],
		[
			63919,
			1,
			"\u7f9a"
		],
		[
			63920,
			1,
			"\u8046"
		],
		[
			63921,
			1,
			"\u9234"
		],
		[
			63922,
			1,
			"\u96f6"
		],
		[
			63923,
			1,
			"\u9748"
		],
		[
			63924,
			1,
			"\u9818"
		],
		[
			63925,
			1,
			"\u4f8b"
		],
		[
			63926,
			1,
			"\u79ae"
		],
		[
			63927,
			1,
			"\u91b4"
		],
		[
			63928,
			1,
			"\u96b8"
		],
		[
			63929,
			1,
			"\u60e1"
		],
		[
			63930,
			1,
			"\u4e86"
		],
		[
			63931,
			1,
			"\u50da"
		],
		[
			63932,
			1,
			"\u5bee"
		],
		[
			63933,
			1,
			"\u5c3f"
		],
		[
			63934,
			1,
			"\u6599"
		],
		[
			63935,
			1,
			"\u6a02"
		],
		[
			63936,
			1,
			"\u71ce"
		],
		[
			63937,
			1,
			"\u7642"
		],
		[
			63938,
			1,
			"\u84fc"
		],
		[
			63939,
			1,
			"\u907c"
		],
		[
			63940,
			1,
			"\u9f8d"
		],
		[
			63941,
			1,
			"\u6688"
		],
		[
			63942,
			1,
			"\u962e"
		],
		[
			63943,
			1,
			"\u5289"
		],
		[
			63944,
			1,
			"\u677b"
		],
		[
			63945,
			1,
			"\u67f3"
		],
		[
			63946,
			1,
			"\u6d41"
		],
		[
			63947,
			1,
			"\u6e9c"
		],
		[
			63948,
			1,
			"\u7409"
		],
		[
			63949,
			1,
			"\u7559"
		],
		[
			63950,
			1,
			"\u786b"
		],
		[
			63951,
			1,
			"\u7d10"
		],
		[
			63952,
			1,
			"\u985e"
		],
		[
			63953,
			1,
			"\u516d"
		],
		[
			63954,
			1,
			"\u622e"
		],
		[
			63955,
			1,
			"\u9678"
		],
		[
			63956,
			1,
			"\u502b"
		],
		[
			63957,
			1,
			"\u5d19"
		],
		[
			63958,
			1,
			"\u6dea"
		],
		[
			63959,
			1,
			"\u8f2a"
		],
		[
			63960,
			1,
			"\u5f8b"
		],
		[
			63961,
			1,
			"\u6144"
		],
		[
			63962,
			1,
			"\u6817"
		],
		[
			63963,
			1,
			"\u7387"
		],
		[
			63964,
			1,
			"\u9686"
		],
		[
			63965,
			1,
			"\u5229"
		],
		[
			63966,
			1,
			"\u540f"
		],
		[
			63967,
			1,
			"\u5c65"
		],
		[
			63968,
			1,
			"\u6613"
		],
		[
			63969,
			1,
			"\u674e"
		],
		[
			63970,
			1,
			"\u68a8"
		],
		[
			63971,
			1,
			"\u6ce5"
		],
		[
			63972,
			1,
			"\u7406"
		],
		[
			63973,
			1,
			"\u75e2"
		],
		[
			63974,
			1,
			"\u7f79"
		],
		[
			63975,
			1,
			"\u88cf"
		],
		[
			63976,
			1,
			"\u88e1"
		],
		[
			63977,
			1,
			"\u91cc"
		],
		[
			63978,
			1,
			"\u96e2"
		],
		[
			63979,
			1,
			"\u533f"
		],
		[
			63980,
			1,
			"\u6eba"
		],
		[
			63981,
			1,
			"\u541d"
		],
		[
			63982,
			1,
			"\u71d0"
		],
		[
			63983,
			1,
			"\u7498"
		],
		[
			63984,
			1,
			"\u85fa"
		],
		[
			63985,
			1,
			"\u96a3"
		],
		[
			63986,
			1,
			"\u9c57"
		],
		[
			63987,
			1,
			"\u9e9f"
		],
		[
			63988,
			1,
			"\u6797"
		],
		[
			63989,
			1,
			"\u6dcb"
		],
		[
			63990,
			1,
			"\u81e8"
		],
		[
			63991,
			1,
			"\u7acb"
		],
		[
			63992,
			1,
			"\u7b20"
		],
		[
			63993,
			1,
			"\u7c92"
		],
		[
			63994,
			1,
			"\u72c0"
		],
		[
			63995,
			1,
			"\u7099"
		],
		[
			63996,
			1,
			"\u8b58"
		],
		[
			63997,
			1,
			"\u4ec0"
		],
		[
			63998,
			1,
			"\u8336"
		],
		[
			63999,
			1,
			"\u523a"
		],
		[
			64e3,
			1,
			"\u5207"
		],
		[
			64001,
			1,
			"\u5ea6"
		],
		[
			64002,
			1,
			"\u62d3"
		],
		[
			64003,
			1,
			"\u7cd6"
		],
		[
			64004,
			1,
			"\u5b85"
		],
		[
			64005,
			1,
			"\u6d1e"
		],
		[
			64006,
			1,
			"\u66b4"
		],
		[
			64007,
			1,
			"\u8f3b"
		],
		[
			64008,
			1,
			"\u884c"
		],
		[
			64009,
			1,
			"\u964d"
		],
		[
			64010,
			1,
			"\u898b"
		],
		[
			64011,
			1,
			"\u5ed3"
		],
		[
			64012,
			1,
			"\u5140"
		],
		[
			64013,
			1,
			"\u55c0"
		],
		[[64014, 64015], 2],
		[
			64016,
			1,
			"\u585a"
		],
		[64017, 2],
		[
			64018,
			1,
			"\u6674"
		],
		[[64019, 64020], 2],
		[
			64021,
			1,
			"\u51de"
		],
		[
			64022,
			1,
			"\u732a"
		],
		[
			64023,
			1,
			"\u76ca"
		],
		[
			64024,
			1,
			"\u793c"
		],
		[
			64025,
			1,
			"\u795e"
		],
		[
			64026,
			1,
			"\u7965"
		],
		[
			64027,
			1,
			"\u798f"
		],
		[
			64028,
			1,
			"\u9756"
		],
		[
			64029,
			1,
			"\u7cbe"
		],
		[
			64030,
			1,
			"\u7fbd"
		],
		[64031, 2],
		[
			64032,
			1,
			"\u8612"
		],
		[64033, 2],
		[
			64034,
			1,
			"\u8af8"
		],
		[[64035, 64036], 2],
		[
			64037,
			1,
			"\u9038"
		],
		[
			64038,
			1,
			"\u90fd"
		],
		[[64039, 64041], 2],
		[
			64042,
			1,
			"\u98ef"
		],
		[
			64043,
			1,
			"\u98fc"
		],
		[
			64044,
			1,
			"\u9928"
		],
		[
			64045,
			1,
			"\u9db4"
		],
		[
			64046,
			1,
			"\u90de"
		],
		[
			64047,
			1,
			"\u96b7"
		],
		[
			64048,
			1,
			"\u4fae"
		],
		[
			64049,
			1,
			"\u50e7"
		],
		[
			64050,
			1,
			"\u514d"
		],
		[
			64051,
			1,
			"\u52c9"
		],
		[
			64052,
			1,
			"\u52e4"
		],
		[
			64053,
			1,
			"\u5351"
		],
		[
			64054,
			1,
			"\u559d"
		],
		[
			64055,
			1,
			"\u5606"
		],
		[
			64056,
			1,
			"\u5668"
		],
		[
			64057,
			1,
			"\u5840"
		],
		[
			64058,
			1,
			"\u58a8"
		],
		[
			64059,
			1,
			"\u5c64"
		],
		[
			64060,
			1,
			"\u5c6e"
		],
		[
			64061,
			1,
			"\u6094"
		],
		[
			64062,
			1,
			"\u6168"
		],
		[
			64063,
			1,
			"\u618e"
		],
		[
			64064,
			1,
			"\u61f2"
		],
		[
			64065,
			1,
			"\u654f"
		],
		[
			64066,
			1,
			"\u65e2"
		],
		[
			64067,
			1,
			"\u6691"
		],
		[
			64068,
			1,
			"\u6885"
		],
		[
			64069,
			1,
			"\u6d77"
		],
		[
			64070,
			1,
			"\u6e1a"
		],
		[
			64071,
			1,
			"\u6f22"
		],
		[
			64072,
			1,
			"\u716e"
		],
		[
			64073,
			1,
			"\u722b"
		],
		[
			64074,
			1,
			"\u7422"
		],
		[
			64075,
			1,
			"\u7891"
		],
		[
			64076,
			1,
			"\u793e"
		],
		[
			64077,
			1,
			"\u7949"
		],
		[
			64078,
			1,
			"\u7948"
		],
		[
			64079,
			1,
			"\u7950"
		],
		[
			64080,
			1,
			"\u7956"
		],
		[
			64081,
			1,
			"\u795d"
		],
		[
			64082,
			1,
			"\u798d"
		],
		[
			64083,
			1,
			"\u798e"
		],
		[
			64084,
			1,
			"\u7a40"
		],
		[
			64085,
			1,
			"\u7a81"
		],
		[
			64086,
			1,
			"\u7bc0"
		],
		[
			64087,
			1,
			"\u7df4"
		],
		[
			64088,
			1,
			"\u7e09"
		],
		[
			64089,
			1,
			"\u7e41"
		],
		[
			64090,
			1,
			"\u7f72"
		],
		[
			64091,
			1,
			"\u8005"
		],
		[
			64092,
			1,
			"\u81ed"
		],
		[
			[64093, 64094],
			1,
			"\u8279"
		],
		[
			64095,
			1,
			"\u8457"
		],
		[
			64096,
			1,
			"\u8910"
		],
		[
			64097,
			1,
			"\u8996"
		],
		[
			64098,
			1,
			"\u8b01"
		],
		[
			64099,
			1,
			"\u8b39"
		],
		[
			64100,
			1,
			"\u8cd3"
		],
		[
			64101,
			1,
			"\u8d08"
		],
		[
			64102,
			1,
			"\u8fb6"
		],
		[
			64103,
			1,
			"\u9038"
		],
		[
			64104,
			1,
			"\u96e3"
		],
		[
			64105,
			1,
			"\u97ff"
		],
		[
			64106,
			1,
			"\u983b"
		],
		[
			64107,
			1,
			"\u6075"
		],
		[
			64108,
			1,
			"\ud850\udeee"
		],
		[
			64109,
			1,
			"\u8218"
		],
		[[64110, 64111], 3],
		[
			64112,
			1,
			"\u4e26"
		],
		[
			64113,
			1,
			"\u51b5"
		],
		[
			64114,
			1,
			"\u5168"
		],
		[
			64115,
			1,
			"\u4f80"
		],
		[
			64116,
			1,
			"\u5145"
		],
		[
			64117,
			1,
			"\u5180"
		],
		[
			64118,
			1,
			"\u52c7"
		],
		[
			64119,
			1,
			"\u52fa"
		],
		[
			64120,
			1,
			"\u559d"
		],
		[
			64121,
			1,
			"\u5555"
		],
		[
			64122,
			1,
			"\u5599"
		],
		[
			64123,
			1,
			"\u55e2"
		],
		[
			64124,
			1,
			"\u585a"
		],
		[
			64125,
			1,
			"\u58b3"
		],
		[
			64126,
			1,
			"\u5944"
		],
		[
			64127,
			1,
			"\u5954"
		],
		[
			64128,
			1,
			"\u5a62"
		],
		[
			64129,
			1,
			"\u5b28"
		],
		[
			64130,
			1,
			"\u5ed2"
		],
		[
			64131,
			1,
			"\u5ed9"
		],
		[
			64132,
			1,
			"\u5f69"
		],
		[
			64133,
			1,
			"\u5fad"
		],
		[
			64134,
			1,
			"\u60d8"
		],
		[
			64135,
			1,
			"\u614e"
		],
		[
			64136,
			1,
			"\u6108"
		],
		[
			64137,
			1,
			"\u618e"
		],
		[
			64138,
			1,
			"\u6160"
		],
		[
			64139,
			1,
			"\u61f2"
		],
		[
			64140,
			1,
			"\u6234"
		],
		[
			64141,
			1,
			"\u63c4"
		],
		[
			64142,
			1,
			"\u641c"
		],
		[
			64143,
			1,
			"\u6452"
		],
		[
			64144,
			1,
			"\u6556"
		],
		[
			64145,
			1,
			"\u6674"
		],
		[
			64146,
			1,
			"\u6717"
		],
		[
			64147,
			1,
			"\u671b"
		],
		[
			64148,
			1,
			"\u6756"
		],
		[
			64149,
			1,
			"\u6b79"
		],
		[
			64150,
			1,
			"\u6bba"
		],
		[
			64151,
			1,
			"\u6d41"
		],
		[
			64152,
			1,
			"\u6edb"
		],
		[
			64153,
			1,
			"\u6ecb"
		],
		[
			64154,
			1,
			"\u6f22"
		],
		[
			64155,
			1,
			"\u701e"
		],
		[
			64156,
			1,
			"\u716e"
		],
		[
			64157,
			1,
			"\u77a7"
		],
		[
			64158,
			1,
			"\u7235"
		],
		[
			64159,
			1,
			"\u72af"
		],
		[
			64160,
			1,
			"\u732a"
		],
		[
			64161,
			1,
			"\u7471"
		],
		[
			64162,
			1,
			"\u7506"
		],
		[
			64163,
			1,
			"\u753b"
		],
		[
			64164,
			1,
			"\u761d"
		],
		[
			64165,
			1,
			"\u761f"
		],
		[
			64166,
			1,
			"\u76ca"
		],
		[
			64167,
			1,
			"\u76db"
		],
		[
			64168,
			1,
			"\u76f4"
		],
		[
			64169,
			1,
			"\u774a"
		],
		[
			64170,
			1,
			"\u7740"
		],
		[
			64171,
			1,
			"\u78cc"
		],
		[
			64172,
			1,
			"\u7ab1"
		],
		[
			64173,
			1,
			"\u7bc0"
		],
		[
			64174,
			1,
			"\u7c7b"
		],
		[
			64175,
			1,
			"\u7d5b"
		],
		[
			64176,
			1,
			"\u7df4"
		],
		[
			64177,
			1,
			"\u7f3e"
		],
		[
			64178,
			1,
			"\u8005"
		],
		[
			64179,
			1,
			"\u8352"
		],
		[
			64180,
			1,
			"\u83ef"
		],
		[
			64181,
			1,
			"\u8779"
		],
		[
			64182,
			1,
			"\u8941"
		],
		[
			64183,
			1,
			"\u8986"
		],
		[
			64184,
			1,
			"\u8996"
		],
		[
			64185,
			1,
			"\u8abf"
		],
		[
			64186,
			1,
			"\u8af8"
		],
		[
			64187,
			1,
			"\u8acb"
		],
		[
			64188,
			1,
			"\u8b01"
		],
		[
			64189,
			1,
			"\u8afe"
		],
		[
			64190,
			1,
			"\u8aed"
		],
		[
			64191,
			1,
			"\u8b39"
		],
		[
			64192,
			1,
			"\u8b8a"
		],
		[
			64193,
			1,
			"\u8d08"
		],
		[
			64194,
			1,
			"\u8f38"
		],
		[
			64195,
			1,
			"\u9072"
		],
		[
			64196,
			1,
			"\u9199"
		],
		[
			64197,
			1,
			"\u9276"
		],
		[
			64198,
			1,
			"\u967c"
		],
		[
			64199,
			1,
			"\u96e3"
		],
		[
			64200,
			1,
			"\u9756"
		],
		[
			64201,
			1,
			"\u97db"
		],
		[
			64202,
			1,
			"\u97ff"
		],
		[
			64203,
			1,
			"\u980b"
		],
		[
			64204,
			1,
			"\u983b"
		],
		[
			64205,
			1,
			"\u9b12"
		],
		[
			64206,
			1,
			"\u9f9c"
		],
		[
			64207,
			1,
			"\ud84a\udc4a"
		],
		[
			64208,
			1,
			"\ud84a\udc44"
		],
		[
			64209,
			1,
			"\ud84c\udfd5"
		],
		[
			64210,
			1,
			"\u3b9d"
		],
		[
			64211,
			1,
			"\u4018"
		],
		[
			64212,
			1,
			"\u4039"
		],
		[
			64213,
			1,
			"\ud854\ude49"
		],
		[
			64214,
			1,
			"\ud857\udcd0"
		],
		[
			64215,
			1,
			"\ud85f\uded3"
		],
		[
			64216,
			1,
			"\u9f43"
		],
		[
			64217,
			1,
			"\u9f8e"
		],
		[[64218, 64255], 3],
		[
			64256,
			1,
			"ff"
		],
		[
			64257,
			1,
			"fi"
		],
		[
			64258,
			1,
			"fl"
		],
		[
			64259,
			1,
			"ffi"
		],
		[
			64260,
			1,
			"ffl"
		],
		[
			[64261, 64262],
			1,
			"st"
		],
		[[64263, 64274], 3],
		[
			64275,
			1,
			"\u0574\u0576"
		],
		[
			64276,
			1,
			"\u0574\u0565"
		],
		[
			64277,
			1,
			"\u0574\u056b"
		],
		[
			64278,
			1,
			"\u057e\u0576"
		],
		[
			64279,
			1,
			"\u0574\u056d"
		],
		[[64280, 64284], 3],
		[
			64285,
			1,
			"\u05d9\u05b4"
		],
		[64286, 2],
		[
			64287,
			1,
			"\u05f2\u05b7"
		],
		[
			64288,
			1,
			"\u05e2"
		],
		[
			64289,
			1,
			"\u05d0"
		],
		[
			64290,
			1,
			"\u05d3"
		],
		[
			64291,
			1,
			"\u05d4"
		],
		[
			64292,
			1,
			"\u05db"
		],
		[
			64293,
			1,
			"\u05dc"
		],
		[
			64294,
			1,
			"\u05dd"
		],
		[
			64295,
			1,
			"\u05e8"
		],
		[
			64296,
			1,
			"\u05ea"
		],
		[
			64297,
			1,
			"+"
		],
		[
			64298,
			1,
			"\u05e9\u05c1"
		],
		[
			64299,
			1,
			"\u05e9\u05c2"
		],
		[
			64300,
			1,
			"\u05e9\u05bc\u05c1"
		],
		[
			64301,
			1,
			"\u05e9\u05bc\u05c2"
		],
		[
			64302,
			1,
			"\u05d0\u05b7"
		],
		[
			64303,
			1,
			"\u05d0\u05b8"
		],
		[
			64304,
			1,
			"\u05d0\u05bc"
		],
		[
			64305,
			1,
			"\u05d1\u05bc"
		],
		[
			64306,
			1,
			"\u05d2\u05bc"
		],
		[
			64307,
			1,
			"\u05d3\u05bc"
		],
		[
			64308,
			1,
			"\u05d4\u05bc"
		],
		[
			64309,
			1,
			"\u05d5\u05bc"
		],
		[
			64310,
			1,
			"\u05d6\u05bc"
		],
		[64311, 3],
		[
			64312,
			1,
			"\u05d8\u05bc"
		],
		[
			64313,
			1,
			"\u05d9\u05bc"
		],
		[
			64314,
			1,
			"\u05da\u05bc"
		],
		[
			64315,
			1,
			"\u05db\u05bc"
		],
		[
			64316,
			1,
			"\u05dc\u05bc"
		],
		[64317, 3],
		[
			64318,
			1,
			"\u05de\u05bc"
		],
		[64319, 3],
		[
			64320,
			1,
			"\u05e0\u05bc"
		],
		[
			64321,
			1,
			"\u05e1\u05bc"
		],
		[64322, 3],
		[
			64323,
			1,
			"\u05e3\u05bc"
		],
		[
			64324,
			1,
			"\u05e4\u05bc"
		],
		[64325, 3],
		[
			64326,
			1,
			"\u05e6\u05bc"
		],
		[
			64327,
			1,
			"\u05e7\u05bc"
		],
		[
			64328,
			1,
			"\u05e8\u05bc"
		],
		[
			64329,
			1,
			"\u05e9\u05bc"
		],
		[
			64330,
			1,
			"\u05ea\u05bc"
		],
		[
			64331,
			1,
			"\u05d5\u05b9"
		],
		[
			64332,
			1,
			"\u05d1\u05bf"
		],
		[
			64333,
			1,
			"\u05db\u05bf"
		],
		[
			64334,
			1,
			"\u05e4\u05bf"
		],
		[
			64335,
			1,
			"\u05d0\u05dc"
		],
		[
			[64336, 64337],
			1,
			"\u0671"
		],
		[
			[64338, 64341],
			1,
			"\u067b"
		],
		[
			[64342, 64345],
			1,
			"\u067e"
		],
		[
			[64346, 64349],
			1,
			"\u0680"
		],
		[
			[64350, 64353],
			1,
			"\u067a"
		],
		[
			[64354, 64357],
			1,
			"\u067f"
		],
		[
			[64358, 64361],
			1,
			"\u0679"
		],
		[
			[64362, 64365],
			1,
			"\u06a4"
		],
		[
			[64366, 64369],
			1,
			"\u06a6"
		],
		[
			[64370, 64373],
			1,
			"\u0684"
		],
		[
			[64374, 64377],
			1,
			"\u0683"
		],
		[
			[64378, 64381],
			1,
			"\u0686"
		],
		[
			[64382, 64385],
			1,
			"\u0687"
		],
		[
			[64386, 64387],
			1,
			"\u068d"
		],
		[
			[64388, 64389],
			1,
			"\u068c"
		],
		[
			[64390, 64391],
			1,
			"\u068e"
		],
		[
			[64392, 64393],
			1,
			"\u0688"
		],
		[
			[64394, 64395],
			1,
			"\u0698"
		],
		[
			[64396, 64397],
			1,
			"\u0691"
		],
		[
			[64398, 64401],
			1,
			"\u06a9"
		],
		[
			[64402, 64405],
			1,
			"\u06af"
		],
		[
			[64406, 64409],
			1,
			"\u06b3"
		],
		[
			[64410, 64413],
			1,
			"\u06b1"
		],
		[
			[64414, 64415],
			1,
			"\u06ba"
		],
		[
			[64416, 64419],
			1,
			"\u06bb"
		],
		[
			[64420, 64421],
			1,
			"\u06c0"
		],
		[
			[64422, 64425],
			1,
			"\u06c1"
		],
		[
			[64426, 64429],
			1,
			"\u06be"
		],
		[
			[64430, 64431],
			1,
			"\u06d2"
		],
		[
			[64432, 64433],
			1,
			"\u06d3"
		],
		[[64434, 64449], 2],
		[64450, 2],
		[[64451, 64466], 2],
		[
			[64467, 64470],
			1,
			"\u06ad"
		],
		[
			[64471, 64472],
			1,
			"\u06c7"
		],
		[
			[64473, 64474],
			1,
			"\u06c6"
		],
		[
			[64475, 64476],
			1,
			"\u06c8"
		],
		[
			64477,
			1,
			"\u06c7\u0674"
		],
		[
			[64478, 64479],
			1,
			"\u06cb"
		],
		[
			[64480, 64481],
			1,
			"\u06c5"
		],
		[
			[64482, 64483],
			1,
			"\u06c9"
		],
		[
			[64484, 64487],
			1,
			"\u06d0"
		],
		[
			[64488, 64489],
			1,
			"\u0649"
		],
		[
			[64490, 64491],
			1,
			"\u0626\u0627"
		],
		[
			[64492, 64493],
			1,
			"\u0626\u06d5"
		],
		[
			[64494, 64495],
			1,
			"\u0626\u0648"
		],
		[
			[64496, 64497],
			1,
			"\u0626\u06c7"
		],
		[
			[64498, 64499],
			1,
			"\u0626\u06c6"
		],
		[
			[64500, 64501],
			1,
			"\u0626\u06c8"
		],
		[
			[64502, 64504],
			1,
			"\u0626\u06d0"
		],
		[
			[64505, 64507],
			1,
			"\u0626\u0649"
		],
		[
			[64508, 64511],
			1,
			"\u06cc"
		],
		[
			64512,
			1,
			"\u0626\u062c"
		],
		[
			64513,
			1,
			"\u0626\u062d"
		],
		[
			64514,
			1,
			"\u0626\u0645"
		],
		[
			64515,
			1,
			"\u0626\u0649"
		],
		[
			64516,
			1,
			"\u0626\u064a"
		],
		[
			64517,
			1,
			"\u0628\u062c"
		],
		[
			64518,
			1,
			"\u0628\u062d"
		],
		[
			64519,
			1,
			"\u0628\u062e"
		],
		[
			64520,
			1,
			"\u0628\u0645"
		],
		[
			64521,
			1,
			"\u0628\u0649"
		],
		[
			64522,
			1,
			"\u0628\u064a"
		],
		[
			64523,
			1,
			"\u062a\u062c"
		],
		[
			64524,
			1,
			"\u062a\u062d"
		],
		[
			64525,
			1,
			"\u062a\u062e"
		],
		[
			64526,
			1,
			"\u062a\u0645"
		],
		[
			64527,
			1,
			"\u062a\u0649"
		],
		[
			64528,
			1,
			"\u062a\u064a"
		],
		[
			64529,
			1,
			"\u062b\u062c"
		],
		[
			64530,
			1,
			"\u062b\u0645"
		],
		[
			64531,
			1,
			"\u062b\u0649"
		],
		[
			64532,
			1,
			"\u062b\u064a"
		],
		[
			64533,
			1,
			"\u062c\u062d"
		],
		[
			64534,
			1,
			"\u062c\u0645"
		],
		[
			64535,
			1,
			"\u062d\u062c"
		],
		[
			64536,
			1,
			"\u062d\u0645"
		],
		[
			64537,
			1,
			"\u062e\u062c"
		],
		[
			64538,
			1,
			"\u062e\u062d"
		],
		[
			64539,
			1,
			"\u062e\u0645"
		],
		[
			64540,
			1,
			"\u0633\u062c"
		],
		[
			64541,
			1,
			"\u0633\u062d"
		],
		[
			64542,
			1,
			"\u0633\u062e"
		],
		[
			64543,
			1,
			"\u0633\u0645"
		],
		[
			64544,
			1,
			"\u0635\u062d"
		],
		[
			64545,
			1,
			"\u0635\u0645"
		],
		[
			64546,
			1,
			"\u0636\u062c"
		],
		[
			64547,
			1,
			"\u0636\u062d"
		],
		[
			64548,
			1,
			"\u0636\u062e"
		],
		[
			64549,
			1,
			"\u0636\u0645"
		],
		[
			64550,
			1,
			"\u0637\u062d"
		],
		[
			64551,
			1,
			"\u0637\u0645"
		],
		[
			64552,
			1,
			"\u0638\u0645"
		],
		[
			64553,
			1,
			"\u0639\u062c"
		],
		[
			64554,
			1,
			"\u0639\u0645"
		],
		[
			64555,
			1,
			"\u063a\u062c"
		],
		[
			64556,
			1,
			"\u063a\u0645"
		],
		[
			64557,
			1,
			"\u0641\u062c"
		],
		[
			64558,
			1,
			"\u0641\u062d"
		],
		[
			64559,
			1,
			"\u0641\u062e"
		],
		[
			64560,
			1,
			"\u0641\u0645"
		],
		[
			64561,
			1,
			"\u0641\u0649"
		],
		[
			64562,
			1,
			"\u0641\u064a"
		],
		[
			64563,
			1,
			"\u0642\u062d"
		],
		[
			64564,
			1,
			"\u0642\u0645"
		],
		[
			64565,
			1,
			"\u0642\u0649"
		],
		[
			64566,
			1,
			"\u0642\u064a"
		],
		[
			64567,
			1,
			"\u0643\u0627"
		],
		[
			64568,
			1,
			"\u0643\u062c"
		],
		[
			64569,
			1,
			"\u0643\u062d"
		],
		[
			64570,
			1,
			"\u0643\u062e"
		],
		[
			64571,
			1,
			"\u0643\u0644"
		],
		[
			64572,
			1,
			"\u0643\u0645"
		],
		[
			64573,
			1,
			"\u0643\u0649"
		],
		[
			64574,
			1,
			"\u0643\u064a"
		],
		[
			64575,
			1,
			"\u0644\u062c"
		],
		[
			64576,
			1,
			"\u0644\u062d"
		],
		[
			64577,
			1,
			"\u0644\u062e"
		],
		[
			64578,
			1,
			"\u0644\u0645"
		],
		[
			64579,
			1,
			"\u0644\u0649"
		],
		[
			64580,
			1,
			"\u0644\u064a"
		],
		[
			64581,
			1,
			"\u0645\u062c"
		],
		[
			64582,
			1,
			"\u0645\u062d"
		],
		[
			64583,
			1,
			"\u0645\u062e"
		],
		[
			64584,
			1,
			"\u0645\u0645"
		],
		[
			64585,
			1,
			"\u0645\u0649"
		],
		[
			64586,
			1,
			"\u0645\u064a"
		],
		[
			64587,
			1,
			"\u0646\u062c"
		],
		[
			64588,
			1,
			"\u0646\u062d"
		],
		[
			64589,
			1,
			"\u0646\u062e"
		],
		[
			64590,
			1,
			"\u0646\u0645"
		],
		[
			64591,
			1,
			"\u0646\u0649"
		],
		[
			64592,
			1,
			"\u0646\u064a"
		],
		[
			64593,
			1,
			"\u0647\u062c"
		],
		[
			64594,
			1,
			"\u0647\u0645"
		],
		[
			64595,
			1,
			"\u0647\u0649"
		],
		[
			64596,
			1,
			"\u0647\u064a"
		],
		[
			64597,
			1,
			"\u064a\u062c"
		],
		[
			64598,
			1,
			"\u064a\u062d"
		],
		[
			64599,
			1,
			"\u064a\u062e"
		],
		[
			64600,
			1,
			"\u064a\u0645"
		],
		[
			64601,
			1,
			"\u064a\u0649"
		],
		[
			64602,
			1,
			"\u064a\u064a"
		],
		[
			64603,
			1,
			"\u0630\u0670"
		],
		[
			64604,
			1,
			"\u0631\u0670"
		],
		[
			64605,
			1,
			"\u0649\u0670"
		],
		[
			64606,
			1,
			" \u064c\u0651"
		],
		[
			64607,
			1,
			" \u064d\u0651"
		],
		[
			64608,
			1,
			" \u064e\u0651"
		],
		[
			64609,
			1,
			" \u064f\u0651"
		],
		[
			64610,
			1,
			" \u0650\u0651"
		],
		[
			64611,
			1,
			" \u0651\u0670"
		],
		[
			64612,
			1,
			"\u0626\u0631"
		],
		[
			64613,
			1,
			"\u0626\u0632"
		],
		[
			64614,
			1,
			"\u0626\u0645"
		],
		[
			64615,
			1,
			"\u0626\u0646"
		],
		[
			64616,
			1,
			"\u0626\u0649"
		],
		[
			64617,
			1,
			"\u0626\u064a"
		],
		[
			64618,
			1,
			"\u0628\u0631"
		],
		[
			64619,
			1,
			"\u0628\u0632"
		],
		[
			64620,
			1,
			"\u0628\u0645"
		],
		[
			64621,
			1,
			"\u0628\u0646"
		],
		[
			64622,
			1,
			"\u0628\u0649"
		],
		[
			64623,
			1,
			"\u0628\u064a"
		],
		[
			64624,
			1,
			"\u062a\u0631"
		],
		[
			64625,
			1,
			"\u062a\u0632"
		],
		[
			64626,
			1,
			"\u062a\u0645"
		],
		[
			64627,
			1,
			"\u062a\u0646"
		],
		[
			64628,
			1,
			"\u062a\u0649"
		],
		[
			64629,
			1,
			"\u062a\u064a"
		],
		[
			64630,
			1,
			"\u062b\u0631"
		],
		[
			64631,
			1,
			"\u062b\u0632"
		],
		[
			64632,
			1,
			"\u062b\u0645"
		],
		[
			64633,
			1,
			"\u062b\u0646"
		],
		[
			64634,
			1,
			"\u062b\u0649"
		],
		[
			64635,
			1,
			"\u062b\u064a"
		],
		[
			64636,
			1,
			"\u0641\u0649"
		],
		[
			64637,
			1,
			"\u0641\u064a"
		],
		[
			64638,
			1,
			"\u0642\u0649"
		],
		[
			64639,
			1,
			"\u0642\u064a"
		],
		[
			64640,
			1,
			"\u0643\u0627"
		],
		[
			64641,
			1,
			"\u0643\u0644"
		],
		[
			64642,
			1,
			"\u0643\u0645"
		],
		[
			64643,
			1,
			"\u0643\u0649"
		],
		[
			64644,
			1,
			"\u0643\u064a"
		],
		[
			64645,
			1,
			"\u0644\u0645"
		],
		[
			64646,
			1,
			"\u0644\u0649"
		],
		[
			64647,
			1,
			"\u0644\u064a"
		],
		[
			64648,
			1,
			"\u0645\u0627"
		],
		[
			64649,
			1,
			"\u0645\u0645"
		],
		[
			64650,
			1,
			"\u0646\u0631"
		],
		[
			64651,
			1,
			"\u0646\u0632"
		],
		[
			64652,
			1,
			"\u0646\u0645"
		],
		[
			64653,
			1,
			"\u0646\u0646"
		],
		[
			64654,
			1,
			"\u0646\u0649"
		],
		[
			64655,
			1,
			"\u0646\u064a"
		],
		[
			64656,
			1,
			"\u0649\u0670"
		],
		[
			64657,
			1,
			"\u064a\u0631"
		],
		[
			64658,
			1,
			"\u064a\u0632"
		],
		[
			64659,
			1,
			"\u064a\u0645"
		],
		[
			64660,
			1,
			"\u064a\u0646"
		],
		[
			64661,
			1,
			"\u064a\u0649"
		],
		[
			64662,
			1,
			"\u064a\u064a"
		],
		[
			64663,
			1,
			"\u0626\u062c"
		],
		[
			64664,
			1,
			"\u0626\u062d"
		],
		[
			64665,
			1,
			"\u0626\u062e"
		],
		[
			64666,
			1,
			"\u0626\u0645"
		],
		[
			64667,
			1,
			"\u0626\u0647"
		],
		[
			64668,
			1,
			"\u0628\u062c"
		],
		[
			64669,
			1,
			"\u0628\u062d"
		],
		[
			64670,
			1,
			"\u0628\u062e"
		],
		[
			64671,
			1,
			"\u0628\u0645"
		],
		[
			64672,
			1,
			"\u0628\u0647"
		],
		[
			64673,
			1,
			"\u062a\u062c"
		],
		[
			64674,
			1,
			"\u062a\u062d"
		],
		[
			64675,
			1,
			"\u062a\u062e"
		],
		[
			64676,
			1,
			"\u062a\u0645"
		],
		[
			64677,
			1,
			"\u062a\u0647"
		],
		[
			64678,
			1,
			"\u062b\u0645"
		],
		[
			64679,
			1,
			"\u062c\u062d"
		],
		[
			64680,
			1,
			"\u062c\u0645"
		],
		[
			64681,
			1,
			"\u062d\u062c"
		],
		[
			64682,
			1,
			"\u062d\u0645"
		],
		[
			64683,
			1,
			"\u062e\u062c"
		],
		[
			64684,
			1,
			"\u062e\u0645"
		],
		[
			64685,
			1,
			"\u0633\u062c"
		],
		[
			64686,
			1,
			"\u0633\u062d"
		],
		[
			64687,
			1,
			"\u0633\u062e"
		],
		[
			64688,
			1,
			"\u0633\u0645"
		],
		[
			64689,
			1,
			"\u0635\u062d"
		],
		[
			64690,
			1,
			"\u0635\u062e"
		],
		[
			64691,
			1,
			"\u0635\u0645"
		],
		[
			64692,
			1,
			"\u0636\u062c"
		],
		[
			64693,
			1,
			"\u0636\u062d"
		],
		[
			64694,
			1,
			"\u0636\u062e"
		],
		[
			64695,
			1,
			"\u0636\u0645"
		],
		[
			64696,
			1,
			"\u0637\u062d"
		],
		[
			64697,
			1,
			"\u0638\u0645"
		],
		[
			64698,
			1,
			"\u0639\u062c"
		],
		[
			64699,
			1,
			"\u0639\u0645"
		],
		[
			64700,
			1,
			"\u063a\u062c"
		],
		[
			64701,
			1,
			"\u063a\u0645"
		],
		[
			64702,
			1,
			"\u0641\u062c"
		],
		[
			64703,
			1,
			"\u0641\u062d"
		],
		[
			64704,
			1,
			"\u0641\u062e"
		],
		[
			64705,
			1,
			"\u0641\u0645"
		],
		[
			64706,
			1,
			"\u0642\u062d"
		],
		[
			64707,
			1,
			"\u0642\u0645"
		],
		[
			64708,
			1,
			"\u0643\u062c"
		],
		[
			64709,
			1,
			"\u0643\u062d"
		],
		[
			64710,
			1,
			"\u0643\u062e"
		],
		[
			64711,
			1,
			"\u0643\u0644"
		],
		[
			64712,
			1,
			"\u0643\u0645"
		],
		[
			64713,
			1,
			"\u0644\u062c"
		],
		[
			64714,
			1,
			"\u0644\u062d"
		],
		[
			64715,
			1,
			"\u0644\u062e"
		],
		[
			64716,
			1,
			"\u0644\u0645"
		],
		[
			64717,
			1,
			"\u0644\u0647"
		],
		[
			64718,
			1,
			"\u0645\u062c"
		],
		[
			64719,
			1,
			"\u0645\u062d"
		],
		[
			64720,
			1,
			"\u0645\u062e"
		],
		[
			64721,
			1,
			"\u0645\u0645"
		],
		[
			64722,
			1,
			"\u0646\u062c"
		],
		[
			64723,
			1,
			"\u0646\u062d"
		],
		[
			64724,
			1,
			"\u0646\u062e"
		],
		[
			64725,
			1,
			"\u0646\u0645"
		],
		[
			64726,
			1,
			"\u0646\u0647"
		],
		[
			64727,
			1,
			"\u0647\u062c"
		],
		[
			64728,
			1,
			"\u0647\u0645"
		],
		[
			64729,
			1,
			"\u0647\u0670"
		],
		[
			64730,
			1,
			"\u064a\u062c"
		],
		[
			64731,
			1,
			"\u064a\u062d"
		],
		[
			64732,
			1,
			"\u064a\u062e"
		],
		[
			64733,
			1,
			"\u064a\u0645"
		],
		[
			64734,
			1,
			"\u064a\u0647"
		],
		[
			64735,
			1,
			"\u0626\u0645"
		],
		[
			64736,
			1,
			"\u0626\u0647"
		],
		[
			64737,
			1,
			"\u0628\u0645"
		],
		[
			64738,
			1,
			"\u0628\u0647"
		],
		[
			64739,
			1,
			"\u062a\u0645"
		],
		[
			64740,
			1,
			"\u062a\u0647"
		],
		[
			64741,
			1,
			"\u062b\u0645"
		],
		[
			64742,
			1,
			"\u062b\u0647"
		],
		[
			64743,
			1,
			"\u0633\u0645"
		],
		[
			64744,
			1,
			"\u0633\u0647"
		],
		[
			64745,
			1,
			"\u0634\u0645"
		],
		[
			64746,
			1,
			"\u0634\u0647"
		],
		[
			64747,
			1,
			"\u0643\u0644"
		],
		[
			64748,
			1,
			"\u0643\u0645"
		],
		[
			64749,
			1,
			"\u0644\u0645"
		],
		[
			64750,
			1,
			"\u0646\u0645"
		],
		[
			64751,
			1,
			"\u0646\u0647"
		],
		[
			64752,
			1,
			"\u064a\u0645"
		],
		[
			64753,
			1,
			"\u064a\u0647"
		],
		[
			64754,
			1,
			"\u0640\u064e\u0651"
		],
		[
			64755,
			1,
			"\u0640\u064f\u0651"
		],
		[
			64756,
			1,
			"\u0640\u0650\u0651"
		],
		[
			64757,
			1,
			"\u0637\u0649"
		],
		[
			64758,
			1,
			"\u0637\u064a"
		],
		[
			64759,
			1,
			"\u0639\u0649"
		],
		[
			64760,
			1,
			"\u0639\u064a"
		],
		[
			64761,
			1,
			"\u063a\u0649"
		],
		[
			64762,
			1,
			"\u063a\u064a"
		],
		[
			64763,
			1,
			"\u0633\u0649"
		],
		[
			64764,
			1,
			"\u0633\u064a"
		],
		[
			64765,
			1,
			"\u0634\u0649"
		],
		[
			64766,
			1,
			"\u0634\u064a"
		],
		[
			64767,
			1,
			"\u062d\u0649"
		],
		[
			64768,
			1,
			"\u062d\u064a"
		],
		[
			64769,
			1,
			"\u062c\u0649"
		],
		[
			64770,
			1,
			"\u062c\u064a"
		],
		[
			64771,
			1,
			"\u062e\u0649"
		],
		[
			64772,
			1,
			"\u062e\u064a"
		],
		[
			64773,
			1,
			"\u0635\u0649"
		],
		[
			64774,
			1,
			"\u0635\u064a"
		],
		[
			64775,
			1,
			"\u0636\u0649"
		],
		[
			64776,
			1,
			"\u0636\u064a"
		],
		[
			64777,
			1,
			"\u0634\u062c"
		],
		[
			64778,
			1,
			"\u0634\u062d"
		],
		[
			64779,
			1,
			"\u0634\u062e"
		],
		[
			64780,
			1,
			"\u0634\u0645"
		],
		[
			64781,
			1,
			"\u0634\u0631"
		],
		[
			64782,
			1,
			"\u0633\u0631"
		],
		[
			64783,
			1,
			"\u0635\u0631"
		],
		[
			64784,
			1,
			"\u0636\u0631"
		],
		[
			64785,
			1,
			"\u0637\u0649"
		],
		[
			64786,
			1,
			"\u0637\u064a"
		],
		[
			64787,
			1,
			"\u0639\u0649"
		],
		[
			64788,
			1,
			"\u0639\u064a"
		],
		[
			64789,
			1,
			"\u063a\u0649"
		],
		[
			64790,
			1,
			"\u063a\u064a"
		],
		[
			64791,
			1,
			"\u0633\u0649"
		],
		[
			64792,
			1,
			"\u0633\u064a"
		],
		[
			64793,
			1,
			"\u0634\u0649"
		],
		[
			64794,
			1,
			"\u0634\u064a"
		],
		[
			64795,
			1,
			"\u062d\u0649"
		],
		[
			64796,
			1,
			"\u062d\u064a"
		],
		[
			64797,
			1,
			"\u062c\u0649"
		],
		[
			64798,
			1,
			"\u062c\u064a"
		],
		[
			64799,
			1,
			"\u062e\u0649"
		],
		[
			64800,
			1,
			"\u062e\u064a"
		],
		[
			64801,
			1,
			"\u0635\u0649"
		],
		[
			64802,
			1,
			"\u0635\u064a"
		],
		[
			64803,
			1,
			"\u0636\u0649"
		],
		[
			64804,
			1,
			"\u0636\u064a"
		],
		[
			64805,
			1,
			"\u0634\u062c"
		],
		[
			64806,
			1,
			"\u0634\u062d"
		],
		[
			64807,
			1,
			"\u0634\u062e"
		],
		[
			64808,
			1,
			"\u0634\u0645"
		],
		[
			64809,
			1,
			"\u0634\u0631"
		],
		[
			64810,
			1,
			"\u0633\u0631"
		],
		[
			64811,
			1,
			"\u0635\u0631"
		],
		[
			64812,
			1,
			"\u0636\u0631"
		],
		[
			64813,
			1,
			"\u0634\u062c"
		],
		[
			64814,
			1,
			"\u0634\u062d"
		],
		[
			64815,
			1,
			"\u0634\u062e"
		],
		[
			64816,
			1,
			"\u0634\u0645"
		],
		[
			64817,
			1,
			"\u0633\u0647"
		],
		[
			64818,
			1,
			"\u0634\u0647"
		],
		[
			64819,
			1,
			"\u0637\u0645"
		],
		[
			64820,
			1,
			"\u0633\u062c"
		],
		[
			64821,
			1,
			"\u0633\u062d"
		],
		[
			64822,
			1,
			"\u0633\u062e"
		],
		[
			64823,
			1,
			"\u0634\u062c"
		],
		[
			64824,
			1,
			"\u0634\u062d"
		],
		[
			64825,
			1,
			"\u0634\u062e"
		],
		[
			64826,
			1,
			"\u0637\u0645"
		],
		[
			64827,
			1,
			"\u0638\u0645"
		],
		[
			[64828, 64829],
			1,
			"\u0627\u064b"
		],
		[[64830, 64831], 2],
		[[64832, 64847], 2],
		[
			64848,
			1,
			"\u062a\u062c\u0645"
		],
		[
			[64849, 64850],
			1,
			"\u062a\u062d\u062c"
		],
		[
			64851,
			1,
			"\u062a\u062d\u0645"
		],
		[
			64852,
			1,
			"\u062a\u062e\u0645"
		],
		[
			64853,
			1,
			"\u062a\u0645\u062c"
		],
		[
			64854,
			1,
			"\u062a\u0645\u062d"
		],
		[
			64855,
			1,
			"\u062a\u0645\u062e"
		],
		[
			[64856, 64857],
			1,
			"\u062c\u0645\u062d"
		],
		[
			64858,
			1,
			"\u062d\u0645\u064a"
		],
		[
			64859,
			1,
			"\u062d\u0645\u0649"
		],
		[
			64860,
			1,
			"\u0633\u062d\u062c"
		],
		[
			64861,
			1,
			"\u0633\u062c\u062d"
		],
		[
			64862,
			1,
			"\u0633\u062c\u0649"
		],
		[
			[64863, 64864],
			1,
			"\u0633\u0645\u062d"
		],
		[
			64865,
			1,
			"\u0633\u0645\u062c"
		],
		[
			[64866, 64867],
			1,
			"\u0633\u0645\u0645"
		],
		[
			[64868, 64869],
			1,
			"\u0635\u062d\u062d"
		],
		[
			64870,
			1,
			"\u0635\u0645\u0645"
		],
		[
			[64871, 64872],
			1,
			"\u0634\u062d\u0645"
		],
		[
			64873,
			1,
			"\u0634\u062c\u064a"
		],
		[
			[64874, 64875],
			1,
			"\u0634\u0645\u062e"
		],
		[
			[64876, 64877],
			1,
			"\u0634\u0645\u0645"
		],
		[
			64878,
			1,
			"\u0636\u062d\u0649"
		],
		[
			[64879, 64880],
			1,
			"\u0636\u062e\u0645"
		],
		[
			[64881, 64882],
			1,
			"\u0637\u0645\u062d"
		],
		[
			64883,
			1,
			"\u0637\u0645\u0645"
		],
		[
			64884,
			1,
			"\u0637\u0645\u064a"
		],
		[
			64885,
			1,
			"\u0639\u062c\u0645"
		],
		[
			[64886, 64887],
			1,
			"\u0639\u0645\u0645"
		],
		[
			64888,
			1,
			"\u0639\u0645\u0649"
		],
		[
			64889,
			1,
			"\u063a\u0645\u0645"
		],
		[
			64890,
			1,
			"\u063a\u0645\u064a"
		],
		[
			64891,
			1,
			"\u063a\u0645\u0649"
		],
		[
			[64892, 64893],
			1,
			"\u0641\u062e\u0645"
		],
		[
			64894,
			1,
			"\u0642\u0645\u062d"
		],
		[
			64895,
			1,
			"\u0642\u0645\u0645"
		],
		[
			64896,
			1,
			"\u0644\u062d\u0645"
		],
		[
			64897,
			1,
			"\u0644\u062d\u064a"
		],
		[
			64898,
			1,
			"\u0644\u062d\u0649"
		],
		[
			[64899, 64900],
			1,
			"\u0644\u062c\u062c"
		],
		[
			[64901, 64902],
			1,
			"\u0644\u062e\u0645"
		],
		[
			[64903, 64904],
			1,
			"\u0644\u0645\u062d"
		],
		[
			64905,
			1,
			"\u0645\u062d\u062c"
		],
		[
			64906,
			1,
			"\u0645\u062d\u0645"
		],
		[
			64907,
			1,
			"\u0645\u062d\u064a"
		],
		[
			64908,
			1,
			"\u0645\u062c\u062d"
		],
		[
			64909,
			1,
			"\u0645\u062c\u0645"
		],
		[
			64910,
			1,
			"\u0645\u062e\u062c"
		],
		[
			64911,
			1,
			"\u0645\u062e\u0645"
		],
		[[64912, 64913], 2],
		[
			64914,
			1,
			"\u0645\u062c\u062e"
		],
		[
			64915,
			1,
			"\u0647\u0645\u062c"
		],
		[
			64916,
			1,
			"\u0647\u0645\u0645"
		],
		[
			64917,
			1,
			"\u0646\u062d\u0645"
		],
		[
			64918,
			1,
			"\u0646\u062d\u0649"
		],
		[
			[64919, 64920],
			1,
			"\u0646\u062c\u0645"
		],
		[
			64921,
			1,
			"\u0646\u062c\u0649"
		],
		[
			64922,
			1,
			"\u0646\u0645\u064a"
		],
		[
			64923,
			1,
			"\u0646\u0645\u0649"
		],
		[
			[64924, 64925],
			1,
			"\u064a\u0645\u0645"
		],
		[
			64926,
			1,
			"\u0628\u062e\u064a"
		],
		[
			64927,
			1,
			"\u062a\u062c\u064a"
		],
		[
			64928,
			1,
			"\u062a\u062c\u0649"
		],
		[
			64929,
			1,
			"\u062a\u062e\u064a"
		],
		[
			64930,
			1,
			"\u062a\u062e\u0649"
		],
		[
			64931,
			1,
			"\u062a\u0645\u064a"
		],
		[
			64932,
			1,
			"\u062a\u0645\u0649"
		],
		[
			64933,
			1,
			"\u062c\u0645\u064a"
		],
		[
			64934,
			1,
			"\u062c\u062d\u0649"
		],
		[
			64935,
			1,
			"\u062c\u0645\u0649"
		],
		[
			64936,
			1,
			"\u0633\u062e\u0649"
		],
		[
			64937,
			1,
			"\u0635\u062d\u064a"
		],
		[
			64938,
			1,
			"\u0634\u062d\u064a"
		],
		[
			64939,
			1,
			"\u0636\u062d\u064a"
		],
		[
			64940,
			1,
			"\u0644\u062c\u064a"
		],
		[
			64941,
			1,
			"\u0644\u0645\u064a"
		],
		[
			64942,
			1,
			"\u064a\u062d\u064a"
		],
		[
			64943,
			1,
			"\u064a\u062c\u064a"
		],
		[
			64944,
			1,
			"\u064a\u0645\u064a"
		],
		[
			64945,
			1,
			"\u0645\u0645\u064a"
		],
		[
			64946,
			1,
			"\u0642\u0645\u064a"
		],
		[
			64947,
			1,
			"\u0646\u062d\u064a"
		],
		[
			64948,
			1,
			"\u0642\u0645\u062d"
		],
		[
			64949,
			1,
			"\u0644\u062d\u0645"
		],
		[
			64950,
			1,
			"\u0639\u0645\u064a"
		],
		[
			64951,
			1,
			"\u0643\u0645\u064a"
		],
		[
			64952,
			1,
			"\u0646\u062c\u062d"
		],
		[
			64953,
			1,
			"\u0645\u062e\u064a"
		],
		[
			64954,
			1,
			"\u0644\u062c\u0645"
		],
		[
			64955,
			1,
			"\u0643\u0645\u0645"
		],
		[
			64956,
			1,
			"\u0644\u062c\u0645"
		],
		[
			64957,
			1,
			"\u0646\u062c\u062d"
		],
		[
			64958,
			1,
			"\u062c\u062d\u064a"
		],
		[
			64959,
			1,
			"\u062d\u062c\u064a"
		],
		[
			64960,
			1,
			"\u0645\u062c\u064a"
		],
		[
			64961,
			1,
			"\u0641\u0645\u064a"
		],
		[
			64962,
			1,
			"\u0628\u062d\u064a"
		],
		[
			64963,
			1,
			"\u0643\u0645\u0645"
		],
		[
			64964,
			1,
			"\u0639\u062c\u0645"
		],
		[
			64965,
			1,
			"\u0635\u0645\u0645"
		],
		[
			64966,
			1,
			"\u0633\u062e\u064a"
		],
		[
			64967,
			1,
			"\u0646\u062c\u064a"
		],
		[[64968, 64974], 2],
		[64975, 2],
		[[64976, 65007], 3],
		[
			65008,
			1,
			"\u0635\u0644\u06d2"
		],
		[
			65009,
			1,
			"\u0642\u0644\u06d2"
		],
		[
			65010,
			1,
			"\u0627\u0644\u0644\u0647"
		],
		[
			65011,
			1,
			"\u0627\u0643\u0628\u0631"
		],
		[
			65012,
			1,
			"\u0645\u062d\u0645\u062f"
		],
		[
			65013,
			1,
			"\u0635\u0644\u0639\u0645"
		],
		[
			65014,
			1,
			"\u0631\u0633\u0648\u0644"
		],
		[
			65015,
			1,
			"\u0639\u0644\u064a\u0647"
		],
		[
			65016,
			1,
			"\u0648\u0633\u0644\u0645"
		],
		[
			65017,
			1,
			"\u0635\u0644\u0649"
		],
		[
			65018,
			1,
			"\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 \u0639\u0644\u064a\u0647 \u0648\u0633\u0644\u0645"
		],
		[
			65019,
			1,
			"\u062c\u0644 \u062c\u0644\u0627\u0644\u0647"
		],
		[
			65020,
			1,
			"\u0631\u06cc\u0627\u0644"
		],
		[65021, 2],
		[[65022, 65023], 2],
		[[65024, 65039], 7],
		[
			65040,
			1,
			","
		],
		[
			65041,
			1,
			"\u3001"
		],
		[65042, 3],
		[
			65043,
			1,
			":"
		],
		[
			65044,
			1,
			";"
		],
		[
			65045,
			1,
			"!"
		],
		[
			65046,
			1,
			"?"
		],
		[
			65047,
			1,
			"\u3016"
		],
		[
			65048,
			1,
			"\u3017"
		],
		[65049, 3],
		[[65050, 65055], 3],
		[[65056, 65059], 2],
		[[65060, 65062], 2],
		[[65063, 65069], 2],
		[[65070, 65071], 2],
		[65072, 3],
		[
			65073,
			1,
			"\u2014"
		],
		[
			65074,
			1,
			"\u2013"
		],
		[
			[65075, 65076],
			1,
			"_"
		],
		[
			65077,
			1,
			"("
		],
		[
			65078,
			1,
			")"
		],
		[
			65079,
			1,
			"{"
		],
		[
			65080,
			1,
			"}"
		],
		[
			65081,
			1,
			"\u3014"
		],
		[
			65082,
			1,
			"\u3015"
		],
		[
			65083,
			1,
			"\u3010"
		],
		[
			65084,
			1,
			"\u3011"
		],
		[
			65085,
			1,
			"\u300a"
		],
		[
			65086,
			1,
			"\u300b"
		],
		[
			65087,
			1,
			"\u3008"
		],
		[
			65088,
			1,
			"\u3009"
		],
		[
			65089,
			1,
			"\u300c"
		],
		[
			65090,
			1,
			"\u300d"
		],
		[
			65091,
			1,
			"\u300e"
		],
		[
			65092,
			1,
			"\u300f"
		],
		[[65093, 65094], 2],
		[
			65095,
			1,
			"["
		],
		[
			65096,
			1,
			"]"
		],
		[
			[65097, 65100],
			1,
			" \u0305"
		],
		[
			[65101, 65103],
			1,
			"_"
		],
		[
			65104,
			1,
			","
		],
		[
			65105,
			1,
			"\u3001"
		],
		[65106, 3],
		[65107, 3],
		[
			65108,
			1,
			";"
		],
		[
			65109,
			1,
			":"
		],
		[
			65110,
			1,
			"?"
		],
		[
			65111,
			1,
			"!"
		],
		[
			65112,
			1,
			"\u2014"
		],
		[
			65113,
			1,
			"("
		],
		[
			65114,
			1,
			")"
		],
		[
			65115,
			1,
			"{"
		],
		[
			65116,
			1,
			"}"
		],
		[
			65117,
			1,
			"\u3014"
		],
		[
			65118,
			1,
			"\u3015"
		],
		[
			65119,
			1,
			"#"
		],
		[
			65120,
			1,
			"&"
		],
		[
			65121,
			1,
			"*"
		],
		[
			65122,
			1,
			"+"
		],
		[
			65123,
			1,
			"-"
		],
		[
			65124,
			1,
			"<"
		],
		[
			65125,
			1,
			">"
		],
		[
			65126,
			1,
			"="
		],
		[65127, 3],
		[
			65128,
			1,
			"\\"
		],
		[
			65129,
			1,
			"$"
		],
		[
			65130,
			1,
			"%"
		],
		[
			65131,
			1,
			"@"
		],
		[[65132, 65135], 3],
		[
			65136,
			1,
			" \u064b"
		],
		[
			65137,
			1,
			"\u0640\u064b"
		],
		[
			65138,
			1,
			" \u064c"
		],
		[65139, 2],
		[
			65140,
			1,
			" \u064d"
		],
		[65141, 3],
		[
			65142,
			1,
			" \u064e"
		],
		[
			65143,
			1,
			"\u0640\u064e"
		],
		[
			65144,
			1,
			" \u064f"
		],
		[
			65145,
			1,
			"\u0640\u064f"
		],
		[
			65146,
			1,
			" \u0650"
		],
		[
			65147,
			1,
			"\u0640\u0650"
		],
		[
			65148,
			1,
			" \u0651"
		],
		[
			65149,
			1,
			"\u0640\u0651"
		],
		[
			65150,
			1,
			" \u0652"
		],
		[
			65151,
			1,
			"\u0640\u0652"
		],
		[
			65152,
			1,
			"\u0621"
		],
		[
			[65153, 65154],
			1,
			"\u0622"
		],
		[
			[65155, 65156],
			1,
			"\u0623"
		],
		[
			[65157, 65158],
			1,
			"\u0624"
		],
		[
			[65159, 65160],
			1,
			"\u0625"
		],
		[
			[65161, 65164],
			1,
			"\u0626"
		],
		[
			[65165, 65166],
			1,
			"\u0627"
		],
		[
			[65167, 65170],
			1,
			"\u0628"
		],
		[
			[65171, 65172],
			1,
			"\u0629"
		],
		[
			[65173, 65176],
			1,
			"\u062a"
		],
		[
			[65177, 65180],
			1,
			"\u062b"
		],
		[
			[65181, 65184],
			1,
			"\u062c"
		],
		[
			[65185, 65188],
			1,
			"\u062d"
		],
		[
			[65189, 65192],
			1,
			"\u062e"
		],
		[
			[65193, 65194],
			1,
			"\u062f"
		],
		[
			[65195, 65196],
			1,
			"\u0630"
		],
		[
			[65197, 65198],
			1,
			"\u0631"
		],
		[
			[65199, 65200],
			1,
			"\u0632"
		],
		[
			[65201, 65204],
			1,
			"\u0633"
		],
		[
			[65205, 65208],
			1,
			"\u0634"
		],
		[
			[65209, 65212],
			1,
			"\u0635"
		],
		[
			[65213, 65216],
			1,
			"\u0636"
		],
		[
			[65217, 65220],
			1,
			"\u0637"
		],
		[
			[65221, 65224],
			1,
			"\u0638"
		],
		[
			[65225, 65228],
			1,
			"\u0639"
		],
		[
			[65229, 65232],
			1,
			"\u063a"
		],
		[
			[65233, 65236],
			1,
			"\u0641"
		],
		[
			[65237, 65240],
			1,
			"\u0642"
		],
		[
			[65241, 65244],
			1,
			"\u0643"
		],
		[
			[65245, 65248],
			1,
			"\u0644"
		],
		[
			[65249, 65252],
			1,
			"\u0645"
		],
		[
			[65253, 65256],
			1,
			"\u0646"
		],
		[
			[65257, 65260],
			1,
			"\u0647"
		],
		[
			[65261, 65262],
			1,
			"\u0648"
		],
		[
			[65263, 65264],
			1,
			"\u0649"
		],
		[
			[65265, 65268],
			1,
			"\u064a"
		],
		[
			[65269, 65270],
			1,
			"\u0644\u0622"
		],
		[
			[65271, 65272],
			1,
			"\u0644\u0623"
		],
		[
			[65273, 65274],
			1,
			"\u0644\u0625"
		],
		[
			[65275, 65276],
			1,
			"\u0644\u0627"
		],
		[[65277, 65278], 3],
		[65279, 7],
		[65280, 3],
		[
			65281,
			1,
			"!"
		],
		[
			65282,
			1,
			"\""
		],
		[
			65283,
			1,
			"#"
		],
		[
			65284,
			1,
			"$"
		],
		[
			65285,
			1,
			"%"
		],
		[
			65286,
			1,
			"&"
		],
		[
			65287,
			1,
			"'"
		],
		[
			65288,
			1,
			"("
		],
		[
			65289,
			1,
			")"
		],
		[
			65290,
			1,
			"*"
		],
		[
			65291,
			1,
			"+"
		],
		[
			65292,
			1,
			","
		],
		[
			65293,
			1,
			"-"
		],
		[
			65294,
			1,
			"."
		],
		[
			65295,
			1,
			"/"
		],
		[
			65296,
			1,
			"0"
		],
		[
			65297,
			1,
			"1"
		],
		[
			65298,
			1,
			"2"
		],
		[
			65299,
			1,
			"3"
		],
		[
			65300,
			1,
			"4"
		],
		[
			65301,
			1,
			"5"
		],
		[
			65302,
			1,
			"6"
		],
		[
			65303,
			1,
			"7"
		],
		[
			65304,
			1,
			"8"
		],
		[
			65305,
			1,
			"9"
		],
		[
			65306,
			1,
			":"
		],
		[
			65307,
			1,
			";"
		],
		[
			65308,
			1,
			"<"
		],
		[
			65309,
			1,
			"="
		],
		[
			65310,
			1,
			">"
		],
		[
			65311,
			1,
			"?"
		],
		[
			65312,
			1,
			"@"
		],
		[
			65313,
			1,
			"a"
		],
		[
			65314,
			1,
			"b"
		],
		[
			65315,
			1,
			"c"
		],
		[
			65316,
			1,
			"d"
		],
		[
			65317,
			1,
			"e"
		],
		[
			65318,
			1,
			"f"
		],
		[
			65319,
			1,
			"g"
		],
		[
			65320,
			1,
			"h"
		],
		[
			65321,
			1,
			"i"
		],
		[
			65322,
			1,
			"j"
		],
		[
			65323,
			1,
			"k"
		],
		[
			65324,
			1,
			"l"
		],
		[
			65325,
			1,
			"m"
		],
		[
			65326,
			1,
			"n"
		],
		[
			65327,
			1,
			"o"
		],
		[
			65328,
			1,
			"p"
		],
		[
			65329,
			1,
			"q"
		],
		[
			65330,
			1,
			"r"
		],
		[
			65331,
			1,
			"s"
		],
		[
			65332,
			1,
			"t"
		],
		[
			65333,
			1,
			"u"
		],
		[
			65334,
			1,
			"v"
		],
		[
			65335,
			1,
			"w"
		],
		[
			65336,
			1,
			"x"
		],
		[
			65337,
			1,
			"y"
		],
		[
			65338,
			1,
			"z"
		],
		[
			65339,
			1,
			"["
		],
		[
			65340,
			1,
			"\\"
		],
		[
			65341,
			1,
			"]"
		],
		[
			65342,
			1,
			"^"
		],
		[
			65343,
			1,
			"_"
		],
		[
			65344,
			1,
			"`"
		],
		[
			65345,
			1,
			"a"
		],
		[
			65346,
			1,
			"b"
		],
		[
			65347,
			1,
			"c"
		],
		[
			65348,
			1,
			"d"
		],
		[
			65349,
			1,
			"e"
		],
		[
			65350,
			1,
			"f"
		],
		[
			65351,
			1,
			"g"
		],
		[
			65352,
			1,
			"h"
		],
		[
			65353,
			1,
			"i"
		],
		[
			65354,
			1,
			"j"
		],
		[
			65355,
			1,
			"k"
		],
		[
			65356,
			1,
			"l"
		],
		[
			65357,
			1,
			"m"
		],
		[
			65358,
			1,
			"n"
		],
		[
			65359,
			1,
			"o"
		],
		[
			65360,
			1,
			"p"
		],
		[
			65361,
			1,
			"q"
		],
		[
			65362,
			1,
			"r"
		],
		[
			65363,
			1,
			"s"
		],
		[
			65364,
			1,
			"t"
		],
		[
			65365,
			1,
			"u"
		],
		[
			65366,
			1,
			"v"
		],
		[
			65367,
			1,
			"w"
		],
		[
			65368,
			1,
			"x"
		],
		[
			65369,
			1,
			"y"
		],
		[
			65370,
			1,
			"z"
		],
		[
			65371,
			1,
			"{"
		],
		[
			65372,
			1,
			"|"
		],
		[
			65373,
			1,
			"}"
		],
		[
			65374,
			1,
			"~"
		],
		[
			65375,
			1,
			"\u2985"
		],
		[
			65376,
			1,
			"\u2986"
		],
		[
			65377,
			1,
			"."
		],
		[
			65378,
			1,
			"\u300c"
		],
		[
			65379,
			1,
			"\u300d"
		],
		[
			65380,
			1,
			"\u3001"
		],
		[
			65381,
			1,
			"\u30fb"
		],
		[
			65382,
			1,
			"\u30f2"
		],
		[
			65383,
			1,
			"\u30a1"
		],
		[
			65384,
			1,
			"\u30a3"
		],
		[
			65385,
			1,
			"\u30a5"
		],
		[
			65386,
			1,
			"\u30a7"
		],
		[
			65387,
			1,
			"\u30a9"
		],
		[
			65388,
			1,
			"\u30e3"
		],
		[
			65389,
			1,
			"\u30e5"
		],
		[
			65390,
			1,
			"\u30e7"
		],
		[
			65391,
			1,
			"\u30c3"
		],
		[
			65392,
			1,
			"\u30fc"
		],
		[
			65393,
			1,
			"\u30a2"
		],
		[
			65394,
			1,
			"\u30a4"
		],
		[
			65395,
			1,
			"\u30a6"
		],
		[
			65396,
			1,
			"\u30a8"
		],
		[
			65397,
			1,
			"\u30aa"
		],
		[
			65398,
			1,
			"\u30ab"
		],
		[
			65399,
			1,
			"\u30ad"
		],
		[
			65400,
			1,
			"\u30af"
		],
		[
			65401,
			1,
			"\u30b1"
		],
		[
			65402,
			1,
			"\u30b3"
		],
		[
			65403,
			1,
			"\u30b5"
		],
		[
			65404,
			1,
			"\u30b7"
		],
		[
			65405,
			1,
			"\u30b9"
		],
		[
			65406,
			1,
			"\u30bb"
		],
		[
			65407,
			1,
			"\u30bd"
		],
		[
			65408,
			1,
			"\u30bf"
		],
		[
			65409,
			1,
			"\u30c1"
		],
		[
			65410,
			1,
			"\u30c4"
		],
		[
			65411,
			1,
			"\u30c6"
		],
		[
			65412,
			1,
			"\u30c8"
		],
		[
			65413,
			1,
			"\u30ca"
		],
		[
			65414,
			1,
			"\u30cb"
		],
		[
			65415,
			1,
			"\u30cc"
		],
		[
			65416,
			1,
			"\u30cd"
		],
		[
			65417,
			1,
			"\u30ce"
		],
		[
			65418,
			1,
			"\u30cf"
		],
		[
			65419,
			1,
			"\u30d2"
		],
		[
			65420,
			1,
			"\u30d5"
		],
		[
			65421,
			1,
			"\u30d8"
		],
		[
			65422,
			1,
			"\u30db"
		],
		[
			65423,
			1,
			"\u30de"
		],
		[
			65424,
			1,
			"\u30df"
		],
		[
			65425,
			1,
			"\u30e0"
		],
		[
			65426,
			1,
			"\u30e1"
		],
		[
			65427,
			1,
			"\u30e2"
		],
		[
			65428,
			1,
			"\u30e4"
		],
		[
			65429,
			1,
			"\u30e6"
		],
		[
			65430,
			1,
			"\u30e8"
		],
		[
			65431,
			1,
			"\u30e9"
		],
		[
			65432,
			1,
			"\u30ea"
		],
		[
			65433,
			1,
			"\u30eb"
		],
		[
			65434,
			1,
			"\u30ec"
		],
		[
			65435,
			1,
			"\u30ed"
		],
		[
			65436,
			1,
			"\u30ef"
		],
		[
			65437,
			1,
			"\u30f3"
		],
		[
			65438,
			1,
			"\u3099"
		],
		[
			65439,
			1,
			"\u309a"
		],
		[65440, 7],
		[
			65441,
			1,
			"\u1100"
		],
		[
			65442,
			1,
			"\u1101"
		],
		[
			65443,
			1,
			"\u11aa"
		],
		[
			65444,
			1,
			"\u1102"
		],
		[
			65445,
			1,
			"\u11ac"
		],
		[
			65446,
			1,
			"\u11ad"
		],
		[
			65447,
			1,
			"\u1103"
		],
		[
			65448,
			1,
			"\u1104"
		],
		[
			65449,
			1,
			"\u1105"
		],
		[
			65450,
			1,
			"\u11b0"
		],
		[
			65451,
			1,
			"\u11b1"
		],
		[
			65452,
			1,
			"\u11b2"
		],
		[
			65453,
			1,
			"\u11b3"
		],
		[
			65454,
			1,
			"\u11b4"
		],
		[
			65455,
			1,
			"\u11b5"
		],
		[
			65456,
			1,
			"\u111a"
		],
		[
			65457,
			1,
			"\u1106"
		],
		[
			65458,
			1,
			"\u1107"
		],
		[
			65459,
			1,
			"\u1108"
		],
		[
			65460,
			1,
			"\u1121"
		],
		[
			65461,
			1,
			"\u1109"
		],
		[
			65462,
			1,
			"\u110a"
		],
		[
			65463,
			1,
			"\u110b"
		],
		[
			65464,
			1,
			"\u110c"
		],
		[
			65465,
			1,
			"\u110d"
		],
		[
			65466,
			1,
			"\u110e"
		],
		[
			65467,
			1,
			"\u110f"
		],
		[
			65468,
			1,
			"\u1110"
		],
		[
			65469,
			1,
			"\u1111"
		],
		[
			65470,
			1,
			"\u1112"
		],
		[[65471, 65473], 3],
		[
			65474,
			1,
			"\u1161"
		],
		[
			65475,
			1,
			"\u1162"
		],
		[
			65476,
			1,
			"\u1163"
		],
		[
			65477,
			1,
			"\u1164"
		],
		[
			65478,
			1,
			"\u1165"
		],
		[
			65479,
			1,
			"\u1166"
		],
		[[65480, 65481], 3],
		[
			65482,
			1,
			"\u1167"
		],
		[
			65483,
			1,
			"\u1168"
		],
		[
			65484,
			1,
			"\u1169"
		],
		[
			65485,
			1,
			"\u116a"
		],
		[
			65486,
			1,
			"\u116b"
		],
		[
			65487,
			1,
			"\u116c"
		],
		[[65488, 65489], 3],
		[
			65490,
			1,
			"\u116d"
		],
		[
			65491,
			1,
			"\u116e"
		],
		[
			65492,
			1,
			"\u116f"
		],
		[
			65493,
			1,
			"\u1170"
		],
		[
			65494,
			1,
			"\u1171"
		],
		[
			65495,
			1,
			"\u1172"
		],
		[[65496, 65497], 3],
		[
			65498,
			1,
			"\u1173"
		],
		[
			65499,
			1,
			"\u1174"
		],
		[
			65500,
			1,
			"\u1175"
		],
		[[65501, 65503], 3],
		[
			65504,
			1,
			"\u00a2"
		],
		[
			65505,
			1,
			"\u00a3"
		],
		[
			65506,
			1,
			"\u00ac"
		],
		[
			65507,
			1,
			" \u0304"
		],
		[
			65508,
			1,
			"\u00a6"
		],
		[
			65509,
			1,
			"\u00a5"
		],
		[
			65510,
			1,
			"\u20a9"
		],
		[65511, 3],
		[
			65512,
			1,
			"\u2502"
		],
		[
			65513,
			1,
			"\u2190"
		],
		[
			65514,
			1,
			"\u2191"
		],
		[
			65515,
			1,
			"\u2192"
		],
		[
			65516,
			1,
			"\u2193"
		],
		[
			65517,
			1,
			"\u25a0"
		],
		[
			65518,
			1,
			"\u25cb"
		],
		[[65519, 65528], 3],
		[[65529, 65531], 3],
		[65532, 3],
		[65533, 3],
		[[65534, 65535], 3],
		[[65536, 65547], 2],
		[65548, 3],
		[[65549, 65574], 2],
		[65575, 3],
		[[65576, 65594], 2],
		[65595, 3],
		[[65596, 65597], 2],
		[65598, 3],
		[[65599, 65613], 2],
		[[65614, 65615], 3],
		[[65616, 65629], 2],
		[[65630, 65663], 3],
		[[65664, 65786], 2],
		[[65787, 65791], 3],
		[[65792, 65794], 2],
		[[65795, 65798], 3],
		[[65799, 65843], 2],
		[[65844, 65846], 3],
		[[65847, 65855], 2],
		[[65856, 65930], 2],
		[[65931, 65932], 2],
		[[65933, 65934], 2],
		[65935, 3],
		[[65936, 65947], 2],
		[65948, 2],
		[[65949, 65951], 3],
		[65952, 2],
		[[65953, 65999], 3],
		[[66e3, 66044], 2],
		[66045, 2],
		[[66046, 66175], 3],
		[[66176, 66204], 2],
		[[66205, 66207], 3],
		[[66208, 66256], 2],
		[[66257, 66271], 3],
		[66272, 2],
		[[66273, 66299], 2],
		[[66300, 66303], 3],
		[[66304, 66334], 2],
		[66335, 2],
		[[66336, 66339], 2],
		[[66340, 66348], 3],
		[[66349, 66351], 2],
		[[66352, 66368], 2],
		[66369, 2],
		[[66370, 66377], 2],
		[66378, 2],
		[[66379, 66383], 3],
		[[66384, 66426], 2],
		[[66427, 66431], 3],
		[[66432, 66461], 2],
		[66462, 3],
		[66463, 2],
		[[66464, 66499], 2],
		[[66500, 66503], 3],
		[[66504, 66511], 2],
		[[66512, 66517], 2],
		[[66518, 66559], 3],
		[
			66560,
			1,
			"\ud801\udc28"
		],
		[
			66561,
			1,
			"\ud801\udc29"
		],
		[
			66562,
			1,
			"\ud801\udc2a"
		],
		[
			66563,
			1,
			"\ud801\udc2b"
		],
		[
			66564,
			1,
			"\ud801\udc2c"
		],
		[
			66565,
			1,
			"\ud801\udc2d"
		],
		[
			66566,
			1,
			"\ud801\udc2e"
		],
		[
			66567,
			1,
			"\ud801\udc2f"
		],
		[
			66568,
			1,
			"\ud801\udc30"
		],
		[
			66569,
			1,
			"\ud801\udc31"
		],
		[
			66570,
			1,
			"\ud801\udc32"
		],
		[
			66571,
			1,
			"\ud801\udc33"
		],
		[
			66572,
			1,
			"\ud801\udc34"
		],
		[
			66573,
			1,
			"\ud801\udc35"
		],
		[
			66574,
			1,
			"\ud801\udc36"
		],
		[
			66575,
			1,
			"\ud801\udc37"
		],
		[
			66576,
			1,
			"\ud801\udc38"
		],
		[
			66577,
			1,
			"\ud801\udc39"
		],
		[
			66578,
			1,
			"\ud801\udc3a"
		],
		[
			66579,
			1,
			"\ud801\udc3b"
		],
		[
			66580,
			1,
			"\ud801\udc3c"
		],
		[
			66581,
			1,
			"\ud801\udc3d"
		],
		[
			66582,
			1,
			"\ud801\udc3e"
		],
		[
			66583,
			1,
			"\ud801\udc3f"
		],
		[
			66584,
			1,
			"\ud801\udc40"
		],
		[
			66585,
			1,
			"\ud801\udc41"
		],
		[
			66586,
			1,
			"\ud801\udc42"
		],
		[
			66587,
			1,
			"\ud801\udc43"
		],
		[
			66588,
			1,
			"\ud801\udc44"
		],
		[
			66589,
			1,
			"\ud801\udc45"
		],
		[
			66590,
			1,
			"\ud801\udc46"
		],
		[
			66591,
			1,
			"\ud801\udc47"
		],
		[
			66592,
			1,
			"\ud801\udc48"
		],
		[
			66593,
			1,
			"\ud801\udc49"
		],
		[
			66594,
			1,
			"\ud801\udc4a"
		],
		[
			66595,
			1,
			"\ud801\udc4b"
		],
		[
			66596,
			1,
			"\ud801\udc4c"
		],
		[
			66597,
			1,
			"\ud801\udc4d"
		],
		[
			66598,
			1,
			"\ud801\udc4e"
		],
		[
			66599,
			1,
			"\ud801\udc4f"
		],
		[[66600, 66637], 2],
		[[66638, 66717], 2],
		[[66718, 66719], 3],
		[[66720, 66729], 2],
		[[66730, 66735], 3],
		[
			66736,
			1,
			"\ud801\udcd8"
		],
		[
			66737,
			1,
			"\ud801\udcd9"
		],
		[
			66738,
			1,
			"\ud801\udcda"
		],
		[
			66739,
			1,
			"\ud801\udcdb"
		],
		[
			66740,
			1,
			"\ud801\udcdc"
		],
		[
			66741,
			1,
			"\ud801\udcdd"
		],
		[
			66742,
			1,
			"\ud801\udcde"
		],
		[
			66743,
			1,
			"\ud801\udcdf"
		],
		[
			66744,
			1,
			"\ud801\udce0"
		],
		[
			66745,
			1,
			"\ud801\udce1"
		],
		[
			66746,
			1,
			"\ud801\udce2"
		],
		[
			66747,
			1,
			"\ud801\udce3"
		],
		[
			66748,
			1,
			"\ud801\udce4"
		],
		[
			66749,
			1,
			"\ud801\udce5"
		],
		[
			66750,
			1,
			"\ud801\udce6"
		],
		[
			66751,
			1,
			"\ud801\udce7"
		],
		[
			66752,
			1,
			"\ud801\udce8"
		],
		[
			66753,
			1,
			"\ud801\udce9"
		],
		[
			66754,
			1,
			"\ud801\udcea"
		],
		[
			66755,
			1,
			"\ud801\udceb"
		],
		[
			66756,
			1,
			"\ud801\udcec"
		],
		[
			66757,
			1,
			"\ud801\udced"
		],
		[
			66758,
			1,
			"\ud801\udcee"
		],
		[
			66759,
			1,
			"\ud801\udcef"
		],
		[
			66760,
			1,
			"\ud801\udcf0"
		],
		[
			66761,
			1,
			"\ud801\udcf1"
		],
		[
			66762,
			1,
			"\ud801\udcf2"
		],
		[
			66763,
			1,
			"\ud801\udcf3"
		],
		[
			66764,
			1,
			"\ud801\udcf4"
		],
		[
			66765,
			1,
			"\ud801\udcf5"
		],
		[
			66766,
			1,
			"\ud801\udcf6"
		],
		[
			66767,
			1,
			"\ud801\udcf7"
		],
		[
			66768,
			1,
			"\ud801\udcf8"
		],
		[
			66769,
			1,
			"\ud801\udcf9"
		],
		[
			66770,
			1,
			"\ud801\udcfa"
		],
		[
			66771,
			1,
			"\ud801\udcfb"
		],
		[[66772, 66775], 3],
		[[66776, 66811], 2],
		[[66812, 66815], 3],
		[[66816, 66855], 2],
		[[66856, 66863], 3],
		[[66864, 66915], 2],
		[[66916, 66926], 3],
		[66927, 2],
		[
			66928,
			1,
			"\ud801\udd97"
		],
		[
			66929,
			1,
			"\ud801\udd98"
		],
		[
			66930,
			1,
			"\ud801\udd99"
		],
		[
			66931,
			1,
			"\ud801\udd9a"
		],
		[
			66932,
			1,
			"\ud801\udd9b"
		],
		[
			66933,
			1,
			"\ud801\udd9c"
		],
		[
			66934,
			1,
			"\ud801\udd9d"
		],
		[
			66935,
			1,
			"\ud801\udd9e"
		],
		[
			66936,
			1,
			"\ud801\udd9f"
		],
		[
			66937,
			1,
			"\ud801\udda0"
		],
		[
			66938,
			1,
			"\ud801\udda1"
		],
		[66939, 3],
		[
			66940,
			1,
			"\ud801\udda3"
		],
		[
			66941,
			1,
			"\ud801\udda4"
		],
		[
			66942,
			1,
			"\ud801\udda5"
		],
		[
			66943,
			1,
			"\ud801\udda6"
		],
		[
			66944,
			1,
			"\ud801\udda7"
		],
		[
			66945,
			1,
			"\ud801\udda8"
		],
		[
			66946,
			1,
			"\ud801\udda9"
		],
		[
			66947,
			1,
			"\ud801\uddaa"
		],
		[
			66948,
			1,
			"\ud801\uddab"
		],
		[
			66949,
			1,
			"\ud801\uddac"
		],
		[
			66950,
			1,
			"\ud801\uddad"
		],
		[
			66951,
			1,
			"\ud801\uddae"
		],
		[
			66952,
			1,
			"\ud801\uddaf"
		],
		[
			66953,
			1,
			"\ud801\uddb0"
		],
		[
			66954,
			1,
			"\ud801\uddb1"
		],
		[66955, 3],
		[
			66956,
			1,
			"\ud801\uddb3"
		],
		[
			66957,
			1,
			"\ud801\uddb4"
		],
		[
			66958,
			1,
			"\ud801\uddb5"
		],
		[
			66959,
			1,
			"\ud801\uddb6"
		],
		[
			66960,
			1,
			"\ud801\uddb7"
		],
		[
			66961,
			1,
			"\ud801\uddb8"
		],
		[
			66962,
			1,
			"\ud801\uddb9"
		],
		[66963, 3],
		[
			66964,
			1,
			"\ud801\uddbb"
		],
		[
			66965,
			1,
			"\ud801\uddbc"
		],
		[66966, 3],
		[[66967, 66977], 2],
		[66978, 3],
		[[66979, 66993], 2],
		[66994, 3],
		[[66995, 67001], 2],
		[67002, 3],
		[[67003, 67004], 2],
		[[67005, 67007], 3],
		[[67008, 67059], 2],
		[[67060, 67071], 3],
		[[67072, 67382], 2],
		[[67383, 67391], 3],
		[[67392, 67413], 2],
		[[67414, 67423], 3],
		[[67424, 67431], 2],
		[[67432, 67455], 3],
		[67456, 2],
		[
			67457,
			1,
			"\u02d0"
		],
		[
			67458,
			1,
			"\u02d1"
		],
		[
			67459,
			1,
			"\u00e6"
		],
		[
			67460,
			1,
			"\u0299"
		],
		[
			67461,
			1,
			"\u0253"
		],
		[67462, 3],
		[
			67463,
			1,
			"\u02a3"
		],
		[
			67464,
			1,
			"\uab66"
		],
		[
			67465,
			1,
			"\u02a5"
		],
		[
			67466,
			1,
			"\u02a4"
		],
		[
			67467,
			1,
			"\u0256"
		],
		[
			67468,
			1,
			"\u0257"
		],
		[
			67469,
			1,
			"\u1d91"
		],
		[
			67470,
			1,
			"\u0258"
		],
		[
			67471,
			1,
			"\u025e"
		],
		[
			67472,
			1,
			"\u02a9"
		],
		[
			67473,
			1,
			"\u0264"
		],
		[
			67474,
			1,
			"\u0262"
		],
		[
			67475,
			1,
			"\u0260"
		],
		[
			67476,
			1,
			"\u029b"
		],
		[
			67477,
			1,
			"\u0127"
		],
		[
			67478,
			1,
			"\u029c"
		],
		[
			67479,
			1,
			"\u0267"
		],
		[
			67480,
			1,
			"\u0284"
		],
		[
			67481,
			1,
			"\u02aa"
		],
		[
			67482,
			1,
			"\u02ab"
		],
		[
			67483,
			1,
			"\u026c"
		],
		[
			67484,
			1,
			"\ud837\udf04"
		],
		[
			67485,
			1,
			"\ua78e"
		],
		[
			67486,
			1,
			"\u026e"
		],
		[
			67487,
			1,
			"\ud837\udf05"
		],
		[
			67488,
			1,
			"\u028e"
		],
		[
			67489,
			1,
			"\ud837\udf06"
		],
		[
			67490,
			1,
			"\u00f8"
		],
		[
			67491,
			1,
			"\u0276"
		],
		[
			67492,
			1,
			"\u0277"
		],
		[
			67493,
			1,
			"q"
		],
		[
			67494,
			1,
			"\u027a"
		],
		[
			67495,
			1,
			"\ud837\udf08"
		],
		[
			67496,
			1,
			"\u027d"
		],
		[
			67497,
			1,
			"\u027e"
		],
		[
			67498,
			1,
			"\u0280"
		],
		[
			67499,
			1,
			"\u02a8"
		],
		[
			67500,
			1,
			"\u02a6"
		],
		[
			67501,
			1,
			"\uab67"
		],
		[
			67502,
			1,
			"\u02a7"
		],
		[
			67503,
			1,
			"\u0288"
		],
		[
			67504,
			1,
			"\u2c71"
		],
		[67505, 3],
		[
			67506,
			1,
			"\u028f"
		],
		[
			67507,
			1,
			"\u02a1"
		],
		[
			67508,
			1,
			"\u02a2"
		],
		[
			67509,
			1,
			"\u0298"
		],
		[
			67510,
			1,
			"\u01c0"
		],
		[
			67511,
			1,
			"\u01c1"
		],
		[
			67512,
			1,
			"\u01c2"
		],
		[
			67513,
			1,
			"\ud837\udf0a"
		],
		[
			67514,
			1,
			"\ud837\udf1e"
		],
		[[67515, 67583], 3],
		[[67584, 67589], 2],
		[[67590, 67591], 3],
		[67592, 2],
		[67593, 3],
		[[67594, 67637], 2],
		[67638, 3],
		[[67639, 67640], 2],
		[[67641, 67643], 3],
		[67644, 2],
		[[67645, 67646], 3],
		[67647, 2],
		[[67648, 67669], 2],
		[67670, 3],
		[[67671, 67679], 2],
		[[67680, 67702], 2],
		[[67703, 67711], 2],
		[[67712, 67742], 2],
		[[67743, 67750], 3],
		[[67751, 67759], 2],
		[[67760, 67807], 3],
		[[67808, 67826], 2],
		[67827, 3],
		[[67828, 67829], 2],
		[[67830, 67834], 3],
		[[67835, 67839], 2],
		[[67840, 67861], 2],
		[[67862, 67865], 2],
		[[67866, 67867], 2],
		[[67868, 67870], 3],
		[67871, 2],
		[[67872, 67897], 2],
		[[67898, 67902], 3],
		[67903, 2],
		[[67904, 67929], 2],
		[[67930, 67967], 3],
		[[67968, 68023], 2],
		[[68024, 68027], 3],
		[[68028, 68029], 2],
		[[68030, 68031], 2],
		[[68032, 68047], 2],
		[[68048, 68049], 3],
		[[68050, 68095], 2],
		[[68096, 68099], 2],
		[68100, 3],
		[[68101, 68102], 2],
		[[68103, 68107], 3],
		[[68108, 68115], 2],
		[68116, 3],
		[[68117, 68119], 2],
		[68120, 3],
		[[68121, 68147], 2],
		[[68148, 68149], 2],
		[[68150, 68151], 3],
		[[68152, 68154], 2],
		[[68155, 68158], 3],
		[68159, 2],
		[[68160, 68167], 2],
		[68168, 2],
		[[68169, 68175], 3],
		[[68176, 68184], 2],
		[[68185, 68191], 3],
		[[68192, 68220], 2],
		[[68221, 68223], 2],
		[[68224, 68252], 2],
		[[68253, 68255], 2],
		[[68256, 68287], 3],
		[[68288, 68295], 2],
		[68296, 2],
		[[68297, 68326], 2],
		[[68327, 68330], 3],
		[[68331, 68342], 2],
		[[68343, 68351], 3],
		[[68352, 68405], 2],
		[[68406, 68408], 3],
		[[68409, 68415], 2],
		[[68416, 68437], 2],
		[[68438, 68439], 3],
		[[68440, 68447], 2],
		[[68448, 68466], 2],
		[[68467, 68471], 3],
		[[68472, 68479], 2],
		[[68480, 68497], 2],
		[[68498, 68504], 3],
		[[68505, 68508], 2],
		[[68509, 68520], 3],
		[[68521, 68527], 2],
		[[68528, 68607], 3],
		[[68608, 68680], 2],
		[[68681, 68735], 3],
		[
			68736,
			1,
			"\ud803\udcc0"
		],
		[
			68737,
			1,
			"\ud803\udcc1"
		],
		[
			68738,
			1,
			"\ud803\udcc2"
		],
		[
			68739,
			1,
			"\ud803\udcc3"
		],
		[
			68740,
			1,
			"\ud803\udcc4"
		],
		[
			68741,
			1,
			"\ud803\udcc5"
		],
		[
			68742,
			1,
			"\ud803\udcc6"
		],
		[
			68743,
			1,
			"\ud803\udcc7"
		],
		[
			68744,
			1,
			"\ud803\udcc8"
		],
		[
			68745,
			1,
			"\ud803\udcc9"
		],
		[
			68746,
			1,
			"\ud803\udcca"
		],
		[
			68747,
			1,
			"\ud803\udccb"
		],
		[
			68748,
			1,
			"\ud803\udccc"
		],
		[
			68749,
			1,
			"\ud803\udccd"
		],
		[
			68750,
			1,
			"\ud803\udcce"
		],
		[
			68751,
			1,
			"\ud803\udccf"
		],
		[
			68752,
			1,
			"\ud803\udcd0"
		],
		[
			68753,
			1,
			"\ud803\udcd1"
		],
		[
			68754,
			1,
			"\ud803\udcd2"
		],
		[
			68755,
			1,
			"\ud803\udcd3"
		],
		[
			68756,
			1,
			"\ud803\udcd4"
		],
		[
			68757,
			1,
			"\ud803\udcd5"
		],
		[
			68758,
			1,
			"\ud803\udcd6"
		],
		[
			68759,
			1,
			"\ud803\udcd7"
		],
		[
			68760,
			1,
			"\ud803\udcd8"
		],
		[
			68761,
			1,
			"\ud803\udcd9"
		],
		[
			68762,
			1,
			"\ud803\udcda"
		],
		[
			68763,
			1,
			"\ud803\udcdb"
		],
		[
			68764,
			1,
			"\ud803\udcdc"
		],
		[
			68765,
			1,
			"\ud803\udcdd"
		],
		[
			68766,
			1,
			"\ud803\udcde"
		],
		[
			68767,
			1,
			"\ud803\udcdf"
		],
		[
			68768,
			1,
			"\ud803\udce0"
		],
		[
			68769,
			1,
			"\ud803\udce1"
		],
		[
			68770,
			1,
			"\ud803\udce2"
		],
		[
			68771,
			1,
			"\ud803\udce3"
		],
		[
			68772,
			1,
			"\ud803\udce4"
		],
		[
			68773,
			1,
			"\ud803\udce5"
		],
		[
			68774,
			1,
			"\ud803\udce6"
		],
		[
			68775,
			1,
			"\ud803\udce7"
		],
		[
			68776,
			1,
			"\ud803\udce8"
		],
		[
			68777,
			1,
			"\ud803\udce9"
		],
		[
			68778,
			1,
			"\ud803\udcea"
		],
		[
			68779,
			1,
			"\ud803\udceb"
		],
		[
			68780,
			1,
			"\ud803\udcec"
		],
		[
			68781,
			1,
			"\ud803\udced"
		],
		[
			68782,
			1,
			"\ud803\udcee"
		],
		[
			68783,
			1,
			"\ud803\udcef"
		],
		[
			68784,
			1,
			"\ud803\udcf0"
		],
		[
			68785,
			1,
			"\ud803\udcf1"
		],
		[
			68786,
			1,
			"\ud803\udcf2"
		],
		[[68787, 68799], 3],
		[[68800, 68850], 2],
		[[68851, 68857], 3],
		[[68858, 68863], 2],
		[[68864, 68903], 2],
		[[68904, 68911], 3],
		[[68912, 68921], 2],
		[[68922, 68927], 3],
		[[68928, 68943], 2],
		[
			68944,
			1,
			"\ud803\udd70"
		],
		[
			68945,
			1,
			"\ud803\udd71"
		],
		[
			68946,
			1,
			"\ud803\udd72"
		],
		[
			68947,
			1,
			"\ud803\udd73"
		],
		[
			68948,
			1,
			"\ud803\udd74"
		],
		[
			68949,
			1,
			"\ud803\udd75"
		],
		[
			68950,
			1,
			"\ud803\udd76"
		],
		[
			68951,
			1,
			"\ud803\udd77"
		],
		[
			68952,
			1,
			"\ud803\udd78"
		],
		[
			68953,
			1,
			"\ud803\udd79"
		],
		[
			68954,
			1,
			"\ud803\udd7a"
		],
		[
			68955,
			1,
			"\ud803\udd7b"
		],
		[
			68956,
			1,
			"\ud803\udd7c"
		],
		[
			68957,
			1,
			"\ud803\udd7d"
		],
		[
			68958,
			1,
			"\ud803\udd7e"
		],
		[
			68959,
			1,
			"\ud803\udd7f"
		],
		[
			68960,
			1,
			"\ud803\udd80"
		],
		[
			68961,
			1,
			"\ud803\udd81"
		],
		[
			68962,
			1,
			"\ud803\udd82"
		],
		[
			68963,
			1,
			"\ud803\udd83"
		],
		[
			68964,
			1,
			"\ud803\udd84"
		],
		[
			68965,
			1,
			"\ud803\udd85"
		],
		[[68966, 68968], 3],
		[[68969, 68973], 2],
		[68974, 2],
		[[68975, 68997], 2],
		[[68998, 69005], 3],
		[[69006, 69007], 2],
		[[69008, 69215], 3],
		[[69216, 69246], 2],
		[69247, 3],
		[[69248, 69289], 2],
		[69290, 3],
		[[69291, 69292], 2],
		[69293, 2],
		[[69294, 69295], 3],
		[[69296, 69297], 2],
		[[69298, 69313], 3],
		[[69314, 69316], 2],
		[[69317, 69319], 2],
		[[69320, 69327], 3],
		[[69328, 69336], 2],
		[[69337, 69369], 3],
		[[69370, 69371], 2],
		[69372, 2],
		[[69373, 69375], 2],
		[[69376, 69404], 2],
		[[69405, 69414], 2],
		[69415, 2],
		[[69416, 69423], 3],
		[[69424, 69456], 2],
		[[69457, 69465], 2],
		[[69466, 69487], 3],
		[[69488, 69509], 2],
		[[69510, 69513], 2],
		[[69514, 69551], 3],
		[[69552, 69572], 2],
		[[69573, 69579], 2],
		[[69580, 69599], 3],
		[[69600, 69622], 2],
		[[69623, 69631], 3],
		[[69632, 69702], 2],
		[[69703, 69709], 2],
		[[69710, 69713], 3],
		[[69714, 69733], 2],
		[[69734, 69743], 2],
		[[69744, 69749], 2],
		[[69750, 69758], 3],
		[69759, 2],
		[[69760, 69818], 2],
		[[69819, 69820], 2],
		[69821, 3],
		[[69822, 69825], 2],
		[69826, 2],
		[[69827, 69836], 3],
		[69837, 3],
		[[69838, 69839], 3],
		[[69840, 69864], 2],
		[[69865, 69871], 3],
		[[69872, 69881], 2],
		[[69882, 69887], 3],
		[[69888, 69940], 2],
		[69941, 3],
		[[69942, 69951], 2],
		[[69952, 69955], 2],
		[[69956, 69958], 2],
		[69959, 2],
		[[69960, 69967], 3],
		[[69968, 70003], 2],
		[[70004, 70005], 2],
		[70006, 2],
		[[70007, 70015], 3],
		[[70016, 70084], 2],
		[[70085, 70088], 2],
		[[70089, 70092], 2],
		[70093, 2],
		[[70094, 70095], 2],
		[[70096, 70105], 2],
		[70106, 2],
		[70107, 2],
		[70108, 2],
		[[70109, 70111], 2],
		[70112, 3],
		[[70113, 70132], 2],
		[[70133, 70143], 3],
		[[70144, 70161], 2],
		[70162, 3],
		[[70163, 70199], 2],
		[[70200, 70205], 2],
		[70206, 2],
		[[70207, 70209], 2],
		[[70210, 70271], 3],
		[[70272, 70278], 2],
		[70279, 3],
		[70280, 2],
		[70281, 3],
		[[70282, 70285], 2],
		[70286, 3],
		[[70287, 70301], 2],
		[70302, 3],
		[[70303, 70312], 2],
		[70313, 2],
		[[70314, 70319], 3],
		[[70320, 70378], 2],
		[[70379, 70383], 3],
		[[70384, 70393], 2],
		[[70394, 70399], 3],
		[70400, 2],
		[[70401, 70403], 2],
		[70404, 3],
		[[70405, 70412], 2],
		[[70413, 70414], 3],
		[[70415, 70416], 2],
		[[70417, 70418], 3],
		[[70419, 70440], 2],
		[70441, 3],
		[[70442, 70448], 2],
		[70449, 3],
		[[70450, 70451], 2],
		[70452, 3],
		[[70453, 70457], 2],
		[70458, 3],
		[70459, 2],
		[[70460, 70468], 2],
		[[70469, 70470], 3],
		[[70471, 70472], 2],
		[[70473, 70474], 3],
		[[70475, 70477], 2],
		[[70478, 70479], 3],
		[70480, 2],
		[[70481, 70486], 3],
		[70487, 2],
		[[70488, 70492], 3],
		[[70493, 70499], 2],
		[[70500, 70501], 3],
		[[70502, 70508], 2],
		[[70509, 70511], 3],
		[[70512, 70516], 2],
		[[70517, 70527], 3],
		[[70528, 70537], 2],
		[70538, 3],
		[70539, 2],
		[[70540, 70541], 3],
		[70542, 2],
		[70543, 3],
		[[70544, 70581], 2],
		[70582, 3],
		[[70583, 70592], 2],
		[70593, 3],
		[70594, 2],
		[[70595, 70596], 3],
		[70597, 2],
		[70598, 3],
		[[70599, 70602], 2],
		[70603, 3],
		[[70604, 70611], 2],
		[[70612, 70613], 2],
		[70614, 3],
		[[70615, 70616], 2],
		[[70617, 70624], 3],
		[[70625, 70626], 2],
		[[70627, 70655], 3],
		[[70656, 70730], 2],
		[[70731, 70735], 2],
		[[70736, 70745], 2],
		[70746, 2],
		[70747, 2],
		[70748, 3],
		[70749, 2],
		[70750, 2],
		[70751, 2],
		[[70752, 70753], 2],
		[[70754, 70783], 3],
		[[70784, 70853], 2],
		[70854, 2],
		[70855, 2],
		[[70856, 70863], 3],
		[[70864, 70873], 2],
		[[70874, 71039], 3],
		[[71040, 71093], 2],
		[[71094, 71095], 3],
		[[71096, 71104], 2],
		[[71105, 71113], 2],
		[[71114, 71127], 2],
		[[71128, 71133], 2],
		[[71134, 71167], 3],
		[[71168, 71232], 2],
		[[71233, 71235], 2],
		[71236, 2],
		[[71237, 71247], 3],
		[[71248, 71257], 2],
		[[71258, 71263], 3],
		[[71264, 71276], 2],
		[[71277, 71295], 3],
		[[71296, 71351], 2],
		[71352, 2],
		[71353, 2],
		[[71354, 71359], 3],
		[[71360, 71369], 2],
		[[71370, 71375], 3],
		[[71376, 71395], 2],
		[[71396, 71423], 3],
		[[71424, 71449], 2],
		[71450, 2],
		[[71451, 71452], 3],
		[[71453, 71467], 2],
		[[71468, 71471], 3],
		[[71472, 71481], 2],
		[[71482, 71487], 2],
		[[71488, 71494], 2],
		[[71495, 71679], 3],
		[[71680, 71738], 2],
		[71739, 2],
		[[71740, 71839], 3],
		[
			71840,
			1,
			"\ud806\udcc0"
		],
		[
			71841,
			1,
			"\ud806\udcc1"
		],
		[
			71842,
			1,
			"\ud806\udcc2"
		],
		[
			71843,
			1,
			"\ud806\udcc3"
		],
		[
			71844,
			1,
			"\ud806\udcc4"
		],
		[
			71845,
			1,
			"\ud806\udcc5"
		],
		[
			71846,
			1,
			"\ud806\udcc6"
		],
		[
			71847,
			1,
			"\ud806\udcc7"
		],
		[
			71848,
			1,
			"\ud806\udcc8"
		],
		[
			71849,
			1,
			"\ud806\udcc9"
		],
		[
			71850,
			1,
			"\ud806\udcca"
		],
		[
			71851,
			1,
			"\ud806\udccb"
		],
		[
			71852,
			1,
			"\ud806\udccc"
		],
		[
			71853,
			1,
			"\ud806\udccd"
		],
		[
			71854,
			1,
			"\ud806\udcce"
		],
		[
			71855,
			1,
			"\ud806\udccf"
		],
		[
			71856,
			1,
			"\ud806\udcd0"
		],
		[
			71857,
			1,
			"\ud806\udcd1"
		],
		[
			71858,
			1,
			"\ud806\udcd2"
		],
		[
			71859,
			1,
			"\ud806\udcd3"
		],
		[
			71860,
			1,
			"\ud806\udcd4"
		],
		[
			71861,
			1,
			"\ud806\udcd5"
		],
		[
			71862,
			1,
			"\ud806\udcd6"
		],
		[
			71863,
			1,
			"\ud806\udcd7"
		],
		[
			71864,
			1,
			"\ud806\udcd8"
		],
		[
			71865,
			1,
			"\ud806\udcd9"
		],
		[
			71866,
			1,
			"\ud806\udcda"
		],
		[
			71867,
			1,
			"\ud806\udcdb"
		],
		[
			71868,
			1,
			"\ud806\udcdc"
		],
		[
			71869,
			1,
			"\ud806\udcdd"
		],
		[
			71870,
			1,
			"\ud806\udcde"
		],
		[
			71871,
			1,
			"\ud806\udcdf"
		],
		[[71872, 71913], 2],
		[[71914, 71922], 2],
		[[71923, 71934], 3],
		[71935, 2],
		[[71936, 71942], 2],
		[[71943, 71944], 3],
		[71945, 2],
		[[71946, 71947], 3],
		[[71948, 71955], 2],
		[71956, 3],
		[[71957, 71958], 2],
		[71959, 3],
		[[71960, 71989], 2],
		[71990, 3],
		[[71991, 71992], 2],
		[[71993, 71994], 3],
		[[71995, 72003], 2],
		[[72004, 72006], 2],
		[[72007, 72015], 3],
		[[72016, 72025], 2],
		[[72026, 72095], 3],
		[[72096, 72103], 2],
		[[72104, 72105], 3],
		[[72106, 72151], 2],
		[[72152, 72153], 3],
		[[72154, 72161], 2],
		[72162, 2],
		[[72163, 72164], 2],
		[[72165, 72191], 3],
		[[72192, 72254], 2],
		[[72255, 72262], 2],
		[72263, 2],
		[[72264, 72271], 3],
		[[72272, 72323], 2],
		[[72324, 72325], 2],
		[[72326, 72345], 2],
		[[72346, 72348], 2],
		[72349, 2],
		[[72350, 72354], 2],
		[[72355, 72367], 3],
		[[72368, 72383], 2],
		[[72384, 72440], 2],
		[[72441, 72447], 3],
		[[72448, 72457], 2],
		[[72458, 72543], 3],
		[[72544, 72551], 2],
		[[72552, 72639], 3],
		[[72640, 72672], 2],
		[72673, 2],
		[[72674, 72687], 3],
		[[72688, 72697], 2],
		[[72698, 72703], 3],
		[[72704, 72712], 2],
		[72713, 3],
		[[72714, 72758], 2],
		[72759, 3],
		[[72760, 72768], 2],
		[[72769, 72773], 2],
		[[72774, 72783], 3],
		[[72784, 72793], 2],
		[[72794, 72812], 2],
		[[72813, 72815], 3],
		[[72816, 72817], 2],
		[[72818, 72847], 2],
		[[72848, 72849], 3],
		[[72850, 72871], 2],
		[72872, 3],
		[[72873, 72886], 2],
		[[72887, 72959], 3],
		[[72960, 72966], 2],
		[72967, 3],
		[[72968, 72969], 2],
		[72970, 3],
		[[72971, 73014], 2],
		[[73015, 73017], 3],
		[73018, 2],
		[73019, 3],
		[[73020, 73021], 2],
		[73022, 3],
		[[73023, 73031], 2],
		[[73032, 73039], 3],
		[[73040, 73049], 2],
		[[73050, 73055], 3],
		[[73056, 73061], 2],
		[73062, 3],
		[[73063, 73064], 2],
		[73065, 3],
		[[73066, 73102], 2],
		[73103, 3],
		[[73104, 73105], 2],
		[73106, 3],
		[[73107, 73112], 2],
		[[73113, 73119], 3],
		[[73120, 73129], 2],
		[[73130, 73135], 3],
		[[73136, 73179], 2],
		[[73180, 73183], 3],
		[[73184, 73193], 2],
		[[73194, 73439], 3],
		[[73440, 73462], 2],
		[[73463, 73464], 2],
		[[73465, 73471], 3],
		[[73472, 73488], 2],
		[73489, 3],
		[[73490, 73530], 2],
		[[73531, 73533], 3],
		[[73534, 73538], 2],
		[[73539, 73551], 2],
		[[73552, 73561], 2],
		[73562, 2],
		[[73563, 73647], 3],
		[73648, 2],
		[[73649, 73663], 3],
		[[73664, 73713], 2],
		[[73714, 73726], 3],
		[73727, 2],
		[[73728, 74606], 2],
		[[74607, 74648], 2],
		[74649, 2],
		[[74650, 74751], 3],
		[[74752, 74850], 2],
		[[74851, 74862], 2],
		[74863, 3],
		[[74864, 74867], 2],
		[74868, 2],
		[[74869, 74879], 3],
		[[74880, 75075], 2],
		[[75076, 77711], 3],
		[[77712, 77808], 2],
		[[77809, 77810], 2],
		[[77811, 77823], 3],
		[[77824, 78894], 2],
		[78895, 2],
		[[78896, 78904], 3],
		[[78905, 78911], 3],
		[[78912, 78933], 2],
		[[78934, 78943], 3],
		[[78944, 82938], 2],
		[[82939, 82943], 3],
		[[82944, 83526], 2],
		[[83527, 90367], 3],
		[[90368, 90425], 2],
		[[90426, 92159], 3],
		[[92160, 92728], 2],
		[[92729, 92735], 3],
		[[92736, 92766], 2],
		[92767, 3],
		[[92768, 92777], 2],
		[[92778, 92781], 3],
		[[92782, 92783], 2],
		[[92784, 92862], 2],
		[92863, 3],
		[[92864, 92873], 2],
		[[92874, 92879], 3],
		[[92880, 92909], 2],
		[[92910, 92911], 3],
		[[92912, 92916], 2],
		[92917, 2],
		[[92918, 92927], 3],
		[[92928, 92982], 2],
		[[92983, 92991], 2],
		[[92992, 92995], 2],
		[[92996, 92997], 2],
		[[92998, 93007], 3],
		[[93008, 93017], 2],
		[93018, 3],
		[[93019, 93025], 2],
		[93026, 3],
		[[93027, 93047], 2],
		[[93048, 93052], 3],
		[[93053, 93071], 2],
		[[93072, 93503], 3],
		[[93504, 93548], 2],
		[[93549, 93551], 2],
		[[93552, 93561], 2],
		[[93562, 93759], 3],
		[
			93760,
			1,
			"\ud81b\ude60"
		],
		[
			93761,
			1,
			"\ud81b\ude61"
		],
		[
			93762,
			1,
			"\ud81b\ude62"
		],
		[
			93763,
			1,
			"\ud81b\ude63"
		],
		[
			93764,
			1,
			"\ud81b\ude64"
		],
		[
			93765,
			1,
			"\ud81b\ude65"
		],
		[
			93766,
			1,
			"\ud81b\ude66"
		],
		[
			93767,
			1,
			"\ud81b\ude67"
		],
		[
			93768,
			1,
			"\ud81b\ude68"
		],
		[
			93769,
			1,
			"\ud81b\ude69"
		],
		[
			93770,
			1,
			"\ud81b\ude6a"
		],
		[
			93771,
			1,
			"\ud81b\ude6b"
		],
		[
			93772,
			1,
			"\ud81b\ude6c"
		],
		[
			93773,
			1,
			"\ud81b\ude6d"
		],
		[
			93774,
			1,
			"\ud81b\ude6e"
		],
		[
			93775,
			1,
			"\ud81b\ude6f"
		],
		[
			93776,
			1,
			"\ud81b\ude70"
		],
		[
			93777,
			1,
			"\ud81b\ude71"
		],
		[
			93778,
			1,
			"\ud81b\ude72"
		],
		[
			93779,
			1,
			"\ud81b\ude73"
		],
		[
			93780,
			1,
			"\ud81b\ude74"
		],
		[
			93781,
			1,
			"\ud81b\ude75"
		],
		[
			93782,
			1,
			"\ud81b\ude76"
		],
		[
			93783,
			1,
			"\ud81b\ude77"
		],
		[
			93784,
			1,
			"\ud81b\ude78"
		],
		[
			93785,
			1,
			"\ud81b\ude79"
		],
		[
			93786,
			1,
			"\ud81b\ude7a"
		],
		[
			93787,
			1,
			"\ud81b\ude7b"
		],
		[
			93788,
			1,
			"\ud81b\ude7c"
		],
		[
			93789,
			1,
			"\ud81b\ude7d"
		],
		[
			93790,
			1,
			"\ud81b\ude7e"
		],
		[
			93791,
			1,
			"\ud81b\ude7f"
		],
		[[93792, 93823], 2],
		[[93824, 93850], 2],
		[[93851, 93855], 3],
		[
			93856,
			1,
			"\ud81b\udebb"
		],
		[
			93857,
			1,
			"\ud81b\udebc"
		],
		[
			93858,
			1,
			"\ud81b\udebd"
		],
		[
			93859,
			1,
			"\ud81b\udebe"
		],
		[
			93860,
			1,
			"\ud81b\udebf"
		],
		[
			93861,
			1,
			"\ud81b\udec0"
		],
		[
			93862,
			1,
			"\ud81b\udec1"
		],
		[
			93863,
			1,
			"\ud81b\udec2"
		],
		[
			93864,
			1,
			"\ud81b\udec3"
		],
		[
			93865,
			1,
			"\ud81b\udec4"
		],
		[
			93866,
			1,
			"\ud81b\udec5"
		],
		[
			93867,
			1,
			"\ud81b\udec6"
		],
		[
			93868,
			1,
			"\ud81b\udec7"
		],
		[
			93869,
			1,
			"\ud81b\udec8"
		],
		[
			93870,
			1,
			"\ud81b\udec9"
		],
		[
			93871,
			1,
			"\ud81b\udeca"
		],
		[
			93872,
			1,
			"\ud81b\udecb"
		],
		[
			93873,
			1,
			"\ud81b\udecc"
		],
		[
			93874,
			1,
			"\ud81b\udecd"
		],
		[
			93875,
			1,
			"\ud81b\udece"
		],
		[
			93876,
			1,
			"\ud81b\udecf"
		],
		[
			93877,
			1,
			"\ud81b\uded0"
		],
		[
			93878,
			1,
			"\ud81b\uded1"
		],
		[
			93879,
			1,
			"\ud81b\uded2"
		],
		[
			93880,
			1,
			"\ud81b\uded3"
		],
		[[93881, 93882], 3],
		[[93883, 93907], 2],
		[[93908, 93951], 3],
		[[93952, 94020], 2],
		[[94021, 94026], 2],
		[[94027, 94030], 3],
		[94031, 2],
		[[94032, 94078], 2],
		[[94079, 94087], 2],
		[[94088, 94094], 3],
		[[94095, 94111], 2],
		[[94112, 94175], 3],
		[94176, 2],
		[94177, 2],
		[94178, 2],
		[94179, 2],
		[94180, 2],
		[[94181, 94191], 3],
		[[94192, 94193], 2],
		[[94194, 94195], 2],
		[[94196, 94198], 2],
		[[94199, 94207], 3],
		[[94208, 100332], 2],
		[[100333, 100337], 2],
		[[100338, 100343], 2],
		[[100344, 100351], 2],
		[[100352, 101106], 2],
		[[101107, 101589], 2],
		[[101590, 101630], 3],
		[101631, 2],
		[[101632, 101640], 2],
		[[101641, 101662], 2],
		[[101663, 101759], 3],
		[[101760, 101874], 2],
		[[101875, 110575], 3],
		[[110576, 110579], 2],
		[110580, 3],
		[[110581, 110587], 2],
		[110588, 3],
		[[110589, 110590], 2],
		[110591, 3],
		[[110592, 110593], 2],
		[[110594, 110878], 2],
		[[110879, 110882], 2],
		[[110883, 110897], 3],
		[110898, 2],
		[[110899, 110927], 3],
		[[110928, 110930], 2],
		[[110931, 110932], 3],
		[110933, 2],
		[[110934, 110947], 3],
		[[110948, 110951], 2],
		[[110952, 110959], 3],
		[[110960, 111355], 2],
		[[111356, 113663], 3],
		[[113664, 113770], 2],
		[[113771, 113775], 3],
		[[113776, 113788], 2],
		[[113789, 113791], 3],
		[[113792, 113800], 2],
		[[113801, 113807], 3],
		[[113808, 113817], 2],
		[[113818, 113819], 3],
		[113820, 2],
		[[113821, 113822], 2],
		[113823, 2],
		[[113824, 113827], 7],
		[[113828, 117759], 3],
		[[117760, 117973], 2],
		[
			117974,
			1,
			"a"
		],
		[
			117975,
			1,
			"b"
		],
		[
			117976,
			1,
			"c"
		],
		[
			117977,
			1,
			"d"
		],
		[
			117978,
			1,
			"e"
		],
		[
			117979,
			1,
			"f"
		],
		[
			117980,
			1,
			"g"
		],
		[
			117981,
			1,
			"h"
		],
		[
			117982,
			1,
			"i"
		],
		[
			117983,
			1,
			"j"
		],
		[
			117984,
			1,
			"k"
		],
		[
			117985,
			1,
			"l"
		],
		[
			117986,
			1,
			"m"
		],
		[
			117987,
			1,
			"n"
		],
		[
			117988,
			1,
			"o"
		],
		[
			117989,
			1,
			"p"
		],
		[
			117990,
			1,
			"q"
		],
		[
			117991,
			1,
			"r"
		],
		[
			117992,
			1,
			"s"
		],
		[
			117993,
			1,
			"t"
		],
		[
			117994,
			1,
			"u"
		],
		[
			117995,
			1,
			"v"
		],
		[
			117996,
			1,
			"w"
		],
		[
			117997,
			1,
			"x"
		],
		[
			117998,
			1,
			"y"
		],
		[
			117999,
			1,
			"z"
		],
		[
			118e3,
			1,
			"0"
		],
		[
			118001,
			1,
			"1"
		],
		[
			118002,
			1,
			"2"
		],
		[
			118003,
			1,
			"3"
		],
		[
			118004,
			1,
			"4"
		],
		[
			118005,
			1,
			"5"
		],
		[
			118006,
			1,
			"6"
		],
		[
			118007,
			1,
			"7"
		],
		[
			118008,
			1,
			"8"
		],
		[
			118009,
			1,
			"9"
		],
		[[118010, 118012], 2],
		[[118013, 118015], 3],
		[[118016, 118451], 2],
		[[118452, 118457], 3],
		[[118458, 118480], 2],
		[[118481, 118495], 3],
		[[118496, 118512], 2],
		[[118513, 118527], 3],
		[[118528, 118573], 2],
		[[118574, 118575], 3],
		[[118576, 118598], 2],
		[[118599, 118607], 3],
		[[118608, 118723], 2],
		[[118724, 118783], 3],
		[[118784, 119029], 2],
		[[119030, 119039], 3],
		[[119040, 119078], 2],
		[[119079, 119080], 3],
		[119081, 2],
		[[119082, 119133], 2],
		[
			119134,
			1,
			"\ud834\udd57\ud834\udd65"
		],
		[
			119135,
			1,
			"\ud834\udd58\ud834\udd65"
		],
		[
			119136,
			1,
			"\ud834\udd58\ud834\udd65\ud834\udd6e"
		],
		[
			119137,
			1,
			"\ud834\udd58\ud834\udd65\ud834\udd6f"
		],
		[
			119138,
			1,
			"\ud834\udd58\ud834\udd65\ud834\udd70"
		],
		[
			119139,
			1,
			"\ud834\udd58\ud834\udd65\ud834\udd71"
		],
		[
			119140,
			1,
			"\ud834\udd58\ud834\udd65\ud834\udd72"
		],
		[[119141, 119154], 2],
		[[119155, 119162], 7],
		[[119163, 119226], 2],
		[
			119227,
			1,
			"\ud834\uddb9\ud834\udd65"
		],
		[
			119228,
			1,
			"\ud834\uddba\ud834\udd65"
		],
		[
			119229,
			1,
			"\ud834\uddb9\ud834\udd65\ud834\udd6e"
		],
		[
			119230,
			1,
			"\ud834\uddba\ud834\udd65\ud834\udd6e"
		],
		[
			119231,
			1,
			"\ud834\uddb9\ud834\udd65\ud834\udd6f"
		],
		[
			119232,
			1,
			"\ud834\uddba\ud834\udd65\ud834\udd6f"
		],
		[[119233, 119261], 2],
		[[119262, 119272], 2],
		[[119273, 119274], 2],
		[[119275, 119295], 3],
		[[119296, 119365], 2],
		[[119366, 119487], 3],
		[[119488, 119507], 2],
		[[119508, 119519], 3],
		[[119520, 119539], 2],
		[[119540, 119551], 3],
		[[119552, 119638], 2],
		[[119639, 119647], 3],
		[[119648, 119665], 2],
		[[119666, 119672], 2],
		[[119673, 119807], 3],
		[
			119808,
			1,
			"a"
		],
		[
			119809,
			1,
			"b"
		],
		[
			119810,
			1,
			"c"
		],
		[
			119811,
			1,
			"d"
		],
		[
			119812,
			1,
			"e"
		],
		[
			119813,
			1,
			"f"
		],
		[
			119814,
			1,
			"g"
		],
		[
			119815,
			1,
			"h"
		],
		[
			119816,
			1,
			"i"
		],
		[
			119817,
			1,
			"j"
		],
		[
			119818,
			1,
			"k"
		],
		[
			119819,
			1,
			"l"
		],
		[
			119820,
			1,
			"m"
		],
		[
			119821,
			1,
			"n"
		],
		[
			119822,
			1,
			"o"
		],
		[
			119823,
			1,
			"p"
		],
		[
			119824,
			1,
			"q"
		],
		[
			119825,
			1,
			"r"
		],
		[
			119826,
			1,
			"s"
		],
		[
			119827,
			1,
			"t"
		],
		[
			119828,
			1,
			"u"
		],
		[
			119829,
			1,
			"v"
		],
		[
			119830,
			1,
			"w"
		],
		[
			119831,
			1,
			"x"
		],
		[
			119832,
			1,
			"y"
		],
		[
			119833,
			1,
			"z"
		],
		[
			119834,
			1,
			"a"
		],
		[
			119835,
			1,
			"b"
		],
		[
			119836,
			1,
			"c"
		],
		[
			119837,
			1,
			"d"
		],
		[
			119838,
			1,
			"e"
		],
		[
			119839,
			1,
			"f"
		],
		[
			119840,
			1,
			"g"
		],
		[
			119841,
			1,
			"h"
		],
		[
			119842,
			1,
			"i"
		],
		[
			119843,
			1,
			"j"
		],
		[
			119844,
			1,
			"k"
		],
		[
			119845,
			1,
			"l"
		],
		[
			119846,
			1,
			"m"
		],
		[
			119847,
			1,
			"n"
		],
		[
			119848,
			1,
			"o"
		],
		[
			119849,
			1,
			"p"
		],
		[
			119850,
			1,
			"q"
		],
		[
			119851,
			1,
			"r"
		],
		[
			119852,
			1,
			"s"
		],
		[
			119853,
			1,
			"t"
		],
		[
			119854,
			1,
			"u"
		],
		[
			119855,
			1,
			"v"
		],
		[
			119856,
			1,
			"w"
		],
		[
			119857,
			1,
			"x"
		],
		[
			119858,
			1,
			"y"
		],
		[
			119859,
			1,
			"z"
		],
		[
			119860,
			1,
			"a"
		],
		[
			119861,
			1,
			"b"
		],
		[
			119862,
			1,
			"c"
		],
		[
			119863,
			1,
			"d"
		],
		[
			119864,
			1,
			"e"
		],
		[
			119865,
			1,
			"f"
		],
		[
			119866,
			1,
			"g"
		],
		[
			119867,
			1,
			"h"
		],
		[
			119868,
			1,
			"i"
		],
		[
			119869,
			1,
			"j"
		],
		[
			119870,
			1,
			"k"
		],
		[
			119871,
			1,
			"l"
		],
		[
			119872,
			1,
			"m"
		],
		[
			119873,
			1,
			"n"
		],
		[
			119874,
			1,
			"o"
		],
		[
			119875,
			1,
			"p"
		],
		[
			119876,
			1,
			"q"
		],
		[
			119877,
			1,
			"r"
		],
		[
			119878,
			1,
			"s"
		],
		[
			119879,
			1,
			"t"
		],
		[
			119880,
			1,
			"u"
		],
		[
			119881,
			1,
			"v"
		],
		[
			119882,
			1,
			"w"
		],
		[
			119883,
			1,
			"x"
		],
		[
			119884,
			1,
			"y"
		],
		[
			119885,
			1,
			"z"
		],
		[
			119886,
			1,
			"a"
		],
		[
			119887,
			1,
			"b"
		],
		[
			119888,
			1,
			"c"
		],
		[
			119889,
			1,
			"d"
		],
		[
			119890,
			1,
			"e"
		],
		[
			119891,
			1,
			"f"
		],
		[
			119892,
			1,
			"g"
		],
		[119893, 3],
		[
			119894,
			1,
			"i"
		],
		[
			119895,
			1,
			"j"
		],
		[
			119896,
			1,
			"k"
		],
		[
			119897,
			1,
			"l"
		],
		[
			119898,
			1,
			"m"
		],
		[
			119899,
			1,
			"n"
		],
		[
			119900,
			1,
			"o"
		],
		[
			119901,
			1,
			"p"
		],
		[
			119902,
			1,
			"q"
		],
		[
			119903,
			1,
			"r"
		],
		[
			119904,
			1,
			"s"
		],
		[
			119905,
			1,
			"t"
		],
		[
			119906,
			1,
			"u"
		],
		[
			119907,
			1,
			"v"
		],
		[
			119908,
			1,
			"w"
		],
		[
			119909,
			1,
			"x"
		],
		[
			119910,
			1,
			"y"
		],
		[
			119911,
			1,
			"z"
		],
		[
			119912,
			1,
			"a"
		],
		[
			119913,
			1,
			"b"
		],
		[
			119914,
			1,
			"c"
		],
		[
			119915,
			1,
			"d"
		],
		[
			119916,
			1,
			"e"
		],
		[
			119917,
			1,
			"f"
		],
		[
			119918,
			1,
			"g"
		],
		[
			119919,
			1,
			"h"
		],
		[
			119920,
			1,
			"i"
		],
		[
			119921,
			1,
			"j"
		],
		[
			119922,
			1,
			"k"
		],
		[
			119923,
			1,
			"l"
		],
		[
			119924,
			1,
			"m"
		],
		[
			119925,
			1,
			"n"
		],
		[
			119926,
			1,
			"o"
		],
		[
			119927,
			1,
			"p"
		],
		[
			119928,
			1,
			"q"
		],
		[
			119929,
			1,
			"r"
		],
		[
			119930,
			1,
			"s"
		],
		[
			119931,
			1,
			"t"
		],
		[
			119932,
			1,
			"u"
		],
		[
			119933,
			1,
			"v"
		],
		[
			119934,
			1,
			"w"
		],
		[
			119935,
			1,
			"x"
		],
		[
			119936,
			1,
			"y"
		],
		[
			119937,
			1,
			"z"
		],
		[
			119938,
			1,
			"a"
		],
		[
			119939,
			1,
			"b"
		],
		[
			119940,
			1,
			"c"
		],
		[
			119941,
			1,
			"d"
		],
		[
			119942,
			1,
			"e"
		],
		[
			119943,
			1,
			"f"
		],
		[
			119944,
			1,
			"g"
		],
		[
			119945,
			1,
			"h"
		],
		[
			119946,
			1,
			"i"
		],
		[
			119947,
			1,
			"j"
		],
		[
			119948,
			1,
			"k"
		],
		[
			119949,
			1,
			"l"
		],
		[
			119950,
			1,
			"m"
		],
		[
			119951,
			1,
			"n"
		],
		[
			119952,
			1,
			"o"
		],
		[
			119953,
			1,
			"p"
		],
		[
			119954,
			1,
			"q"
		],
		[
			119955,
			1,
			"r"
		],
		[
			119956,
			1,
			"s"
		],
		[
			119957,
			1,
			"t"
		],
		[
			119958,
			1,
			"u"
		],
		[
			119959,
			1,
			"v"
		],
		[
			119960,
			1,
			"w"
		],
		[
			119961,
			1,
			"x"
		],
		[
			119962,
			1,
			"y"
		],
		[
			119963,
			1,
			"z"
		],
		[
			119964,
			1,
			"a"
		],
		[119965, 3],
		[
			119966,
			1,
			"c"
		],
		[
			119967,
			1,
			"d"
		],
		[[119968, 119969], 3],
		[
			119970,
			1,
			"g"
		],
		[[119971, 119972], 3],
		[
			119973,
			1,
			"j"
		],
		[
			119974,
			1,
			"k"
		],
		[[119975, 119976], 3],
		[
			119977,
			1,
			"n"
		],
		[
			119978,
			1,
			"o"
		],
		[
			119979,
			1,
			"p"
		],
		[
			119980,
			1,
			"q"
		],
		[119981, 3],
		[
			119982,
			1,
			"s"
		],
		[
			119983,
			1,
			"t"
		],
		[
			119984,
			1,
			"u"
		],
		[
			119985,
			1,
			"v"
		],
		[
			119986,
			1,
			"w"
		],
		[
			119987,
			1,
			"x"
		],
		[
			119988,
			1,
			"y"
		],
		[
			119989,
			1,
			"z"
		],
		[
			119990,
			1,
			"a"
		],
		[
			119991,
			1,
			"b"
		],
		[
			119992,
			1,
			"c"
		],
		[
			119993,
			1,
			"d"
		],
		[119994, 3],
		[
			119995,
			1,
			"f"
		],
		[119996, 3],
		[
			119997,
			1,
			"h"
		],
		[
			119998,
			1,
			"i"
		],
		[
			119999,
			1,
			"j"
		],
		[
			12e4,
			1,
			"k"
		],
		[
			120001,
			1,
			"l"
		],
		[
			120002,
			1,
			"m"
		],
		[
			120003,
			1,
			"n"
		],
		[120004, 3],
		[
			120005,
			1,
			"p"
		],
		[
			120006,
			1,
			"q"
		],
		[
			120007,
			1,
			"r"
		],
		[
			120008,
			1,
			"s"
		],
		[
			120009,
			1,
			"t"
		],
		[
			120010,
			1,
			"u"
		],
		[
			120011,
			1,
			"v"
		],
		[
			120012,
			1,
			"w"
		],
		[
			120013,
			1,
			"x"
		],
		[
			120014,
			1,
			"y"
		],
		[
			120015,
			1,
			"z"
		],
		[
			120016,
			1,
			"a"
		],
		[
			120017,
			1,
			"b"
		],
		[
			120018,
			1,
			"c"
		],
		[
			120019,
			1,
			"d"
		],
		[
			120020,
			1,
			"e"
		],
		[
			120021,
			1,
			"f"
		],
		[
			120022,
			1,
			"g"
		],
		[
			120023,
			1,
			"h"
		],
		[
			120024,
			1,
			"i"
		],
		[
			120025,
			1,
			"j"
		],
		[
			120026,
			1,
			"k"
		],
		[
			120027,
			1,
			"l"
		],
		[
			120028,
			1,
			"m"
		],
		[
			120029,
			1,
			"n"
		],
		[
			120030,
			1,
			"o"
		],
		[
			120031,
			1,
			"p"
		],
		[
			120032,
			1,
			"q"
		],
		[
			120033,
			1,
			"r"
		],
		[
			120034,
			1,
			"s"
		],
		[
			120035,
			1,
			"t"
		],
		[
			120036,
			1,
			"u"
		],
		[
			120037,
			1,
			"v"
		],
		[
			120038,
			1,
			"w"
		],
		[
			120039,
			1,
			"x"
		],
		[
			120040,
			1,
			"y"
		],
		[
			120041,
			1,
			"z"
		],
		[
			120042,
			1,
			"a"
		],
		[
			120043,
			1,
			"b"
		],
		[
			120044,
			1,
			"c"
		],
		[
			120045,
			1,
			"d"
		],
		[
			120046,
			1,
			"e"
		],
		[
			120047,
			1,
			"f"
		],
		[
			120048,
			1,
			"g"
		],
		[
			120049,
			1,
			"h"
		],
		[
			120050,
			1,
			"i"
		],
		[
			120051,
			1,
			"j"
		],
		[
			120052,
			1,
			"k"
		],
		[
			120053,
			1,
			"l"
		],
		[
			120054,
			1,
			"m"
		],
		[
			120055,
			1,
			"n"
		],
		[
			120056,
			1,
			"o"
		],
		[
			120057,
			1,
			"p"
		],
		[
			120058,
			1,
			"q"
		],
		[
			120059,
			1,
			"r"
		],
		[
			120060,
			1,
			"s"
		],
		[
			120061,
			1,
			"t"
		],
		[
			120062,
			1,
			"u"
		],
		[
			120063,
			1,
			"v"
		],
		[
			120064,
			1,
			"w"
		],
		[
			120065,
			1,
			"x"
		],
		[
			120066,
			1,
			"y"
		],
		[
			120067,
			1,
			"z"
		],
		[
			120068,
			1,
			"a"
		],
		[
			120069,
			1,
			"b"
		],
		[120070, 3],
		[
			120071,
			1,
			"d"
		],
		[
			120072,
			1,
			"e"
		],
		[
			120073,
			1,
			"f"
		],
		[
			120074,
			1,
			"g"
		],
		[[120075, 120076], 3],
		[
			120077,
			1,
			"j"
		],
		[
			120078,
			1,
			"k"
		],
		[
			120079,
			1,
			"l"
		],
		[
			120080,
			1,
			"m"
		],
		[
			120081,
			1,
			"n"
		],
		[
			120082,
			1,
			"o"
		],
		[
			120083,
			1,
			"p"
		],
		[
			120084,
			1,
			"q"
		],
		[120085, 3],
		[
			120086,
			1,
			"s"
		],
		[
			120087,
			1,
			"t"
		],
		[
			120088,
			1,
			"u"
		],
		[
			120089,
			1,
			"v"
		],
		[
			120090,
			1,
			"w"
		],
		[
			120091,
			1,
			"x"
		],
		[
			120092,
			1,
			"y"
		],
		[120093, 3],
		[
			120094,
			1,
			"a"
		],
		[
			120095,
			1,
			"b"
		],
		[
			120096,
			1,
			"c"
		],
		[
			120097,
			1,
			"d"
		],
		[
			120098,
			1,
			"e"
		],
		[
			120099,
			1,
			"f"
		],
		[
			120100,
			1,
			"g"
		],
		[
			120101,
			1,
			"h"
		],
		[
			120102,
			1,
			"i"
		],
		[
			120103,
			1,
			"j"
		],
		[
			120104,
			1,
			"k"
		],
		[
			120105,
			1,
			"l"
		],
		[
			120106,
			1,
			"m"
		],
		[
			120107,
			1,
			"n"
		],
		[
			120108,
			1,
			"o"
		],
		[
			120109,
			1,
			"p"
		],
		[
			120110,
			1,
			"q"
		],
		[
			120111,
			1,
			"r"
		],
		[
			120112,
			1,
			"s"
		],
		[
			120113,
			1,
			"t"
		],
		[
			120114,
			1,
			"u"
		],
		[
			120115,
			1,
			"v"
		],
		[
			120116,
			1,
			"w"
		],
		[
			120117,
			1,
			"x"
		],
		[
			120118,
			1,
			"y"
		],
		[
			120119,
			1,
			"z"
		],
		[
			120120,
			1,
			"a"
		],
		[
			120121,
			1,
			"b"
		],
		[120122, 3],
		[
			120123,
			1,
			"d"
		],
		[
			120124,
			1,
			"e"
		],
		[
			120125,
			1,
			"f"
		],
		[
			120126,
			1,
			"g"
		],
		[120127, 3],
		[
			120128,
			1,
			"i"
		],
		[
			120129,
			1,
			"j"
		],
		[
			120130,
			1,
			"k"
		],
		[
			120131,
			1,
			"l"
		],
		[
			120132,
			1,
			"m"
		],
		[120133, 3],
		[
			120134,
			1,
			"o"
		],
		[[120135, 120137], 3],
		[
			120138,
			1,
			"s"
		],
		[
			120139,
			1,
			"t"
		],
		[
			120140,
			1,
			"u"
		],
		[
			120141,
			1,
			"v"
		],
		[
			120142,
			1,
			"w"
		],
		[
			120143,
			1,
			"x"
		],
		[
			120144,
			1,
			"y"
		],
		[120145, 3],
		[
			120146,
			1,
			"a"
		],
		[
			120147,
			1,
			"b"
		],
		[
			120148,
			1,
			"c"
		],
		[
			120149,
			1,
			"d"
		],
		[
			120150,
			1,
			"e"
		],
		[
			120151,
			1,
			"f"
		],
		[
			120152,
			1,
			"g"
		],
		[
			120153,
			1,
			"h"
		],
		[
			120154,
			1,
			"i"
		],
		[
			120155,
			1,
			"j"
		],
		[
			120156,
			1,
			"k"
		],
		[
			120157,
			1,
			"l"
		],
		[
			120158,
			1,
			"m"
		],
		[
			120159,
			1,
			"n"
		],
		[
			120160,
			1,
			"o"
		],
		[
			120161,
			1,
			"p"
		],
		[
			120162,
			1,
			"q"
		],
		[
			120163,
			1,
			"r"
		],
		[
			120164,
			1,
			"s"
		],
		[
			120165,
			1,
			"t"
		],
		[
			120166,
			1,
			"u"
		],
		[
			120167,
			1,
			"v"
		],
		[
			120168,
			1,
			"w"
		],
		[
			120169,
			1,
			"x"
		],
		[
			120170,
			1,
			"y"
		],
		[
			120171,
			1,
			"z"
		],
		[
			120172,
			1,
			"a"
		],
		[
			120173,
			1,
			"b"
		],
		[
			120174,
			1,
			"c"
		],
		[
			120175,
			1,
			"d"
		],
		[
			120176,
			1,
			"e"
		],
		[
			120177,
			1,
			"f"
		],
		[
			120178,
			1,
			"g"
		],
		[
			120179,
			1,
			"h"
		],
		[
			120180,
			1,
			"i"
		],
		[
			120181,
			1,
			"j"
		],
		[
			120182,
			1,
			"k"
		],
		[
			120183,
			1,
			"l"
		],
		[
			120184,
			1,
			"m"
		],
		[
			120185,
			1,
			"n"
		],
		[
			120186,
			1,
			"o"
		],
		[
			120187,
			1,
			"p"
		],
		[
			120188,
			1,
			"q"
		],
		[
			120189,
			1,
			"r"
		],
		[
			120190,
			1,
			"s"
		],
		[
			120191,
			1,
			"t"
		],
		[
			120192,
			1,
			"u"
		],
		[
			120193,
			1,
			"v"
		],
		[
			120194,
			1,
			"w"
		],
		[
			120195,
			1,
			"x"
		],
		[
			120196,
			1,
			"y"
		],
		[
			120197,
			1,
			"z"
		],
		[
			120198,
			1,
			"a"
		],
		[
			120199,
			1,
			"b"
		],
		[
			120200,
			1,
			"c"
		],
		[
			120201,
			1,
			"d"
		],
		[
			120202,
			1,
			"e"
		],
		[
			120203,
			1,
			"f"
		],
		[
			120204,
			1,
			"g"
		],
		[
			120205,
			1,
			"h"
		],
		[
			120206,
			1,
			"i"
		],
		[
			120207,
			1,
			"j"
		],
		[
			120208,
			1,
			"k"
		],
		[
			120209,
			1,
			"l"
		],
		[
			120210,
			1,
			"m"
		],
		[
			120211,
			1,
			"n"
		],
		[
			120212,
			1,
			"o"
		],
		[
			120213,
			1,
			"p"
		],
		[
			120214,
			1,
			"q"
		],
		[
			120215,
			1,
			"r"
		],
		[
			120216,
			1,
			"s"
		],
		[
			120217,
			1,
			"t"
		],
		[
			120218,
			1,
			"u"
		],
		[
			120219,
			1,
			"v"
		],
		[
			120220,
			1,
			"w"
		],
		[
			120221,
			1,
			"x"
		],
		[
			120222,
			1,
			"y"
		],
		[
			120223,
			1,
			"z"
		],
		[
			120224,
			1,
			"a"
		],
		[
			120225,
			1,
			"b"
		],
		[
			120226,
			1,
			"c"
		],
		[
			120227,
			1,
			"d"
		],
		[
			120228,
			1,
			"e"
		],
		[
			120229,
			1,
			"f"
		],
		[
			120230,
			1,
			"g"
		],
		[
			120231,
			1,
			"h"
		],
		[
			120232,
			1,
			"i"
		],
		[
			120233,
			1,
			"j"
		],
		[
			120234,
			1,
			"k"
		],
		[
			120235,
			1,
			"l"
		],
		[
			120236,
			1,
			"m"
		],
		[
			120237,
			1,
			"n"
		],
		[
			120238,
			1,
			"o"
		],
		[
			120239,
			1,
			"p"
		],
		[
			120240,
			1,
			"q"
		],
		[
			120241,
			1,
			"r"
		],
		[
			120242,
			1,
			"s"
		],
		[
			120243,
			1,
			"t"
		],
		[
			120244,
			1,
			"u"
		],
		[
			120245,
			1,
			"v"
		],
		[
			120246,
			1,
			"w"
		],
		[
			120247,
			1,
			"x"
		],
		[
			120248,
			1,
			"y"
		],
		[
			120249,
			1,
			"z"
		],
		[
			120250,
			1,
			"a"
		],
		[
			120251,
			1,
			"b"
		],
		[
			120252,
			1,
			"c"
		],
		[
			120253,
			1,
			"d"
		],
		[
			120254,
			1,
			"e"
		],
		[
			120255,
			1,
			"f"
		],
		[
			120256,
			1,
			"g"
		],
		[
			120257,
			1,
			"h"
		],
		[
			120258,
			1,
			"i"
		],
		[
			120259,
			1,
			"j"
		],
		[
			120260,
			1,
			"k"
		],
		[
			120261,
			1,
			"l"
		],
		[
			120262,
			1,
			"m"
		],
		[
			120263,
			1,
			"n"
		],
		[
			120264,
			1,
			"o"
		],
		[
			120265,
			1,
			"p"
		],
		[
			120266,
			1,
			"q"
		],
		[
			120267,
			1,
			"r"
		],
		[
			120268,
			1,
			"s"
		],
		[
			120269,
			1,
			"t"
		],
		[
			120270,
			1,
			"u"
		],
		[
			120271,
			1,
			"v"
		],
		[
			120272,
			1,
			"w"
		],
		[
			120273,
			1,
			"x"
		],
		[
			120274,
			1,
			"y"
		],
		[
			120275,
			1,
			"z"
		],
		[
			120276,
			1,
			"a"
		],
		[
			120277,
			1,
			"b"
		],
		[
			120278,
			1,
			"c"
		],
		[
			120279,
			1,
			"d"
		],
		[
			120280,
			1,
			"e"
		],
		[
			120281,
			1,
			"f"
		],
		[
			120282,
			1,
			"g"
		],
		[
			120283,
			1,
			"h"
		],
		[
			120284,
			1,
			"i"
		],
		[
			120285,
			1,
			"j"
		],
		[
			120286,
			1,
			"k"
		],
		[
			120287,
			1,
			"l"
		],
		[
			120288,
			1,
			"m"
		],
		[
			120289,
			1,
			"n"
		],
		[
			120290,
			1,
			"o"
		],
		[
			120291,
			1,
			"p"
		],
		[
			120292,
			1,
			"q"
		],
		[
			120293,
			1,
			"r"
		],
		[
			120294,
			1,
			"s"
		],
		[
			120295,
			1,
			"t"
		],
		[
			120296,
			1,
			"u"
		],
		[
			120297,
			1,
			"v"
		],
		[
			120298,
			1,
			"w"
		],
		[
			120299,
			1,
			"x"
		],
		[
			120300,
			1,
			"y"
		],
		[
			120301,
			1,
			"z"
		],
		[
			120302,
			1,
			"a"
		],
		[
			120303,
			1,
			"b"
		],
		[
			120304,
			1,
			"c"
		],
		[
			120305,
			1,
			"d"
		],
		[
			120306,
			1,
			"e"
		],
		[
			120307,
			1,
			"f"
		],
		[
			120308,
			1,
			"g"
		],
		[
			120309,
			1,
			"h"
		],
		[
			120310,
			1,
			"i"
		],
		[
			120311,
			1,
			"j"
		],
		[
			120312,
			1,
			"k"
		],
		[
			120313,
			1,
			"l"
		],
		[
			120314,
			1,
			"m"
		],
		[
			120315,
			1,
			"n"
		],
		[
			120316,
			1,
			"o"
		],
		[
			120317,
			1,
			"p"
		],
		[
			120318,
			1,
			"q"
		],
		[
			120319,
			1,
			"r"
		],
		[
			120320,
			1,
			"s"
		],
		[
			120321,
			1,
			"t"
		],
		[
			120322,
			1,
			"u"
		],
		[
			120323,
			1,
			"v"
		],
		[
			120324,
			1,
			"w"
		],
		[
			120325,
			1,
			"x"
		],
		[
			120326,
			1,
			"y"
		],
		[
			120327,
			1,
			"z"
		],
		[
			120328,
			1,
			"a"
		],
		[
			120329,
			1,
			"b"
		],
		[
			120330,
			1,
			"c"
		],
		[
			120331,
			1,
			"d"
		],
		[
			120332,
			1,
			"e"
		],
		[
			120333,
			1,
			"f"
		],
		[
			120334,
			1,
			"g"
		],
		[
			120335,
			1,
			"h"
		],
		[
			120336,
			1,
			"i"
		],
		[
			120337,
			1,
			"j"
		],
		[
			120338,
			1,
			"k"
		],
		[
			120339,
			1,
			"l"
		],
		[
			120340,
			1,
			"m"
		],
		[
			120341,
			1,
			"n"
		],
		[
			120342,
			1,
			"o"
		],
		[
			120343,
			1,
			"p"
		],
		[
			120344,
			1,
			"q"
		],
		[
			120345,
			1,
			"r"
		],
		[
			120346,
			1,
			"s"
		],
		[
			120347,
			1,
			"t"
		],
		[
			120348,
			1,
			"u"
		],
		[
			120349,
			1,
			"v"
		],
		[
			120350,
			1,
			"w"
		],
		[
			120351,
			1,
			"x"
		],
		[
			120352,
			1,
			"y"
		],
		[
			120353,
			1,
			"z"
		],
		[
			120354,
			1,
			"a"
		],
		[
			120355,
			1,
			"b"
		],
		[
			120356,
			1,
			"c"
		],
		[
			120357,
			1,
			"d"
		],
		[
			120358,
			1,
			"e"
		],
		[
			120359,
			1,
			"f"
		],
		[
			120360,
			1,
			"g"
		],
		[
			120361,
			1,
			"h"
		],
		[
			120362,
			1,
			"i"
		],
		[
			120363,
			1,
			"j"
		],
		[
			120364,
			1,
			"k"
		],
		[
			120365,
			1,
			"l"
		],
		[
			120366,
			1,
			"m"
		],
		[
			120367,
			1,
			"n"
		],
		[
			120368,
			1,
			"o"
		],
		[
			120369,
			1,
			"p"
		],
		[
			120370,
			1,
			"q"
		],
		[
			120371,
			1,
			"r"
		],
		[
			120372,
			1,
			"s"
		],
		[
			120373,
			1,
			"t"
		],
		[
			120374,
			1,
			"u"
		],
		[
			120375,
			1,
			"v"
		],
		[
			120376,
			1,
			"w"
		],
		[
			120377,
			1,
			"x"
		],
		[
			120378,
			1,
			"y"
		],
		[
			120379,
			1,
			"z"
		],
		[
			120380,
			1,
			"a"
		],
		[
			120381,
			1,
			"b"
		],
		[
			120382,
			1,
			"c"
		],
		[
			120383,
			1,
			"d"
		],
		[
			120384,
			1,
			"e"
		],
		[
			120385,
			1,
			"f"
		],
		[
			120386,
			1,
			"g"
		],
		[
			120387,
			1,
			"h"
		],
		[
			120388,
			1,
			"i"
		],
		[
			120389,
			1,
			"j"
		],
		[
			120390,
			1,
			"k"
		],
		[
			120391,
			1,
			"l"
		],
		[
			120392,
			1,
			"m"
		],
		[
			120393,
			1,
			"n"
		],
		[
			120394,
			1,
			"o"
		],
		[
			120395,
			1,
			"p"
		],
		[
			120396,
			1,
			"q"
		],
		[
			120397,
			1,
			"r"
		],
		[
			120398,
			1,
			"s"
		],
		[
			120399,
			1,
			"t"
		],
		[
			120400,
			1,
			"u"
		],
		[
			120401,
			1,
			"v"
		],
		[
			120402,
			1,
			"w"
		],
		[
			120403,
			1,
			"x"
		],
		[
			120404,
			1,
			"y"
		],
		[
			120405,
			1,
			"z"
		],
		[
			120406,
			1,
			"a"
		],
		[
			120407,
			1,
			"b"
		],
		[
			120408,
			1,
			"c"
		],
		[
			120409,
			1,
			"d"
		],
		[
			120410,
			1,
			"e"
		],
		[
			120411,
			1,
			"f"
		],
		[
			120412,
			1,
			"g"
		],
		[
			120413,
			1,
			"h"
		],
		[
			120414,
			1,
			"i"
		],
		[
			120415,
			1,
			"j"
		],
		[
			120416,
			1,
			"k"
		],
		[
			120417,
			1,
			"l"
		],
		[
			120418,
			1,
			"m"
		],
		[
			120419,
			1,
			"n"
		],
		[
			120420,
			1,
			"o"
		],
		[
			120421,
			1,
			"p"
		],
		[
			120422,
			1,
			"q"
		],
		[
			120423,
			1,
			"r"
		],
		[
			120424,
			1,
			"s"
		],
		[
			120425,
			1,
			"t"
		],
		[
			120426,
			1,
			"u"
		],
		[
			120427,
			1,
			"v"
		],
		[
			120428,
			1,
			"w"
		],
		[
			120429,
			1,
			"x"
		],
		[
			120430,
			1,
			"y"
		],
		[
			120431,
			1,
			"z"
		],
		[
			120432,
			1,
			"a"
		],
		[
			120433,
			1,
			"b"
		],
		[
			120434,
			1,
			"c"
		],
		[
			120435,
			1,
			"d"
		],
		[
			120436,
			1,
			"e"
		],
		[
			120437,
			1,
			"f"
		],
		[
			120438,
			1,
			"g"
		],
		[
			120439,
			1,
			"h"
		],
		[
			120440,
			1,
			"i"
		],
		[
			120441,
			1,
			"j"
		],
		[
			120442,
			1,
			"k"
		],
		[
			120443,
			1,
			"l"
		],
		[
			120444,
			1,
			"m"
		],
		[
			120445,
			1,
			"n"
		],
		[
			120446,
			1,
			"o"
		],
		[
			120447,
			1,
			"p"
		],
		[
			120448,
			1,
			"q"
		],
		[
			120449,
			1,
			"r"
		],
		[
			120450,
			1,
			"s"
		],
		[
			120451,
			1,
			"t"
		],
		[
			120452,
			1,
			"u"
		],
		[
			120453,
			1,
			"v"
		],
		[
			120454,
			1,
			"w"
		],
		[
			120455,
			1,
			"x"
		],
		[
			120456,
			1,
			"y"
		],
		[
			120457,
			1,
			"z"
		],
		[
			120458,
			1,
			"a"
		],
		[
			120459,
			1,
			"b"
		],
		[
			120460,
			1,
			"c"
		],
		[
			120461,
			1,
			"d"
		],
		[
			120462,
			1,
			"e"
		],
		[
			120463,
			1,
			"f"
		],
		[
			120464,
			1,
			"g"
		],
		[
			120465,
			1,
			"h"
		],
		[
			120466,
			1,
			"i"
		],
		[
			120467,
			1,
			"j"
		],
		[
			120468,
			1,
			"k"
		],
		[
			120469,
			1,
			"l"
		],
		[
			120470,
			1,
			"m"
		],
		[
			120471,
			1,
			"n"
		],
		[
			120472,
			1,
			"o"
		],
		[
			120473,
			1,
			"p"
		],
		[
			120474,
			1,
			"q"
		],
		[
			120475,
			1,
			"r"
		],
		[
			120476,
			1,
			"s"
		],
		[
			120477,
			1,
			"t"
		],
		[
			120478,
			1,
			"u"
		],
		[
			120479,
			1,
			"v"
		],
		[
			120480,
			1,
			"w"
		],
		[
			120481,
			1,
			"x"
		],
		[
			120482,
			1,
			"y"
		],
		[
			120483,
			1,
			"z"
		],
		[
			120484,
			1,
			"\u0131"
		],
		[
			120485,
			1,
			"\u0237"
		],
		[[120486, 120487], 3],
		[
			120488,
			1,
			"\u03b1"
		],
		[
			120489,
			1,
			"\u03b2"
		],
		[
			120490,
			1,
			"\u03b3"
		],
		[
			120491,
			1,
			"\u03b4"
		],
		[
			120492,
			1,
			"\u03b5"
		],
		[
			120493,
			1,
			"\u03b6"
		],
		[
			120494,
			1,
			"\u03b7"
		],
		[
			120495,
			1,
			"\u03b8"
		],
		[
			120496,
			1,
			"\u03b9"
		],
		[
			120497,
			1,
			"\u03ba"
		],
		[
			120498,
			1,
			"\u03bb"
		],
		[
			120499,
			1,
			"\u03bc"
		],
		[
			120500,
			1,
			"\u03bd"
		],
		[
			120501,
			1,
			"\u03be"
		],
		[
			120502,
			1,
			"\u03bf"
		],
		[
			120503,
			1,
			"\u03c0"
		],
		[
			120504,
			1,
			"\u03c1"
		],
		[
			120505,
			1,
			"\u03b8"
		],
		[
			120506,
			1,
			"\u03c3"
		],
		[
			120507,
			1,
			"\u03c4"
		],
		[
			120508,
			1,
			"\u03c5"
		],
		[
			120509,
			1,
			"\u03c6"
		],
		[
			120510,
			1,
			"\u03c7"
		],
		[
			120511,
			1,
			"\u03c8"
		],
		[
			120512,
			1,
			"\u03c9"
		],
		[
			120513,
			1,
			"\u2207"
		],
		[
			120514,
			1,
			"\u03b1"
		],
		[
			120515,
			1,
			"\u03b2"
		],
		[
			120516,
			1,
			"\u03b3"
		],
		[
			120517,
			1,
			"\u03b4"
		],
		[
			120518,
			1,
			"\u03b5"
		],
		[
			120519,
			1,
			"\u03b6"
		],
		[
			120520,
			1,
			"\u03b7"
		],
		[
			120521,
			1,
			"\u03b8"
		],
		[
			120522,
			1,
			"\u03b9"
		],
		[
			120523,
			1,
			"\u03ba"
		],
		[
			120524,
			1,
			"\u03bb"
		],
		[
			120525,
			1,
			"\u03bc"
		],
		[
			120526,
			1,
			"\u03bd"
		],
		[
			120527,
			1,
			"\u03be"
		],
		[
			120528,
			1,
			"\u03bf"
		],
		[
			120529,
			1,
			"\u03c0"
		],
		[
			120530,
			1,
			"\u03c1"
		],
		[
			[120531, 120532],
			1,
			"\u03c3"
		],
		[
			120533,
			1,
			"\u03c4"
		],
		[
			120534,
			1,
			"\u03c5"
		],
		[
			120535,
			1,
			"\u03c6"
		],
		[
			120536,
			1,
			"\u03c7"
		],
		[
			120537,
			1,
			"\u03c8"
		],
		[
			120538,
			1,
			"\u03c9"
		],
		[
			120539,
			1,
			"\u2202"
		],
		[
			120540,
			1,
			"\u03b5"
		],
		[
			120541,
			1,
			"\u03b8"
		],
		[
			120542,
			1,
			"\u03ba"
		],
		[
			120543,
			1,
			"\u03c6"
		],
		[
			120544,
			1,
			"\u03c1"
		],
		[
			120545,
			1,
			"\u03c0"
		],
		[
			120546,
			1,
			"\u03b1"
		],
		[
			120547,
			1,
			"\u03b2"
		],
		[
			120548,
			1,
			"\u03b3"
		],
		[
			120549,
			1,
			"\u03b4"
		],
		[
			120550,
			1,
			"\u03b5"
		],
		[
			120551,
			1,
			"\u03b6"
		],
		[
			120552,
			1,
			"\u03b7"
		],
		[
			120553,
			1,
			"\u03b8"
		],
		[
			120554,
			1,
			"\u03b9"
		],
		[
			120555,
			1,
			"\u03ba"
		],
		[
			120556,
			1,
			"\u03bb"
		],
		[
			120557,
			1,
			"\u03bc"
		],
		[
			120558,
			1,
			"\u03bd"
		],
		[
			120559,
			1,
			"\u03be"
		],
		[
			120560,
			1,
			"\u03bf"
		],
		[
			120561,
			1,
			"\u03c0"
		],
		[
			120562,
			1,
			"\u03c1"
		],
		[
			120563,
			1,
			"\u03b8"
		],
		[
			120564,
			1,
			"\u03c3"
		],
		[
			120565,
			1,
			"\u03c4"
		],
		[
			120566,
			1,
			"\u03c5"
		],
		[
			120567,
			1,
			"\u03c6"
		],
		[
			120568,
			1,
			"\u03c7"
		],
		[
			120569,
			1,
			"\u03c8"
		],
		[
			120570,
			1,
			"\u03c9"
		],
		[
			120571,
			1,
			"\u2207"
		],
		[
			120572,
			1,
			"\u03b1"
		],
		[
			120573,
			1,
			"\u03b2"
		],
		[
			120574,
			1,
			"\u03b3"
		],
		[
			120575,
			1,
			"\u03b4"
		],
		[
			120576,
			1,
			"\u03b5"
		],
		[
			120577,
			1,
			"\u03b6"
		],
		[
			120578,
			1,
			"\u03b7"
		],
		[
			120579,
			1,
			"\u03b8"
		],
		[
			120580,
			1,
			"\u03b9"
		],
		[
			120581,
			1,
			"\u03ba"
		],
		[
			120582,
			1,
			"\u03bb"
		],
		[
			120583,
			1,
			"\u03bc"
		],
		[
			120584,
			1,
			"\u03bd"
		],
		[
			120585,
			1,
			"\u03be"
		],
		[
			120586,
			1,
			"\u03bf"
		],
		[
			120587,
			1,
			"\u03c0"
		],
		[
			120588,
			1,
			"\u03c1"
		],
		[
			[120589, 120590],
			1,
			"\u03c3"
		],
		[
			120591,
			1,
			"\u03c4"
		],
		[
			120592,
			1,
			"\u03c5"
		],
		[
			120593,
			1,
			"\u03c6"
		],
		[
			120594,
			1,
			"\u03c7"
		],
		[
			120595,
			1,
			"\u03c8"
		],
		[
			120596,
			1,
			"\u03c9"
		],
		[
			120597,
			1,
			"\u2202"
		],
		[
			120598,
			1,
			"\u03b5"
		],
		[
			120599,
			1,
			"\u03b8"
		],
		[
			120600,
			1,
			"\u03ba"
		],
		[
			120601,
			1,
			"\u03c6"
		],
		[
			120602,
			1,
			"\u03c1"
		],
		[
			120603,
			1,
			"\u03c0"
		],
		[
			120604,
			1,
			"\u03b1"
		],
		[
			120605,
			1,
			"\u03b2"
		],
		[
			120606,
			1,
			"\u03b3"
		],
		[
			120607,
			1,
			"\u03b4"
		],
		[
			120608,
			1,
			"\u03b5"
		],
		[
			120609,
			1,
			"\u03b6"
		],
		[
			120610,
			1,
			"\u03b7"
		],
		[
			120611,
			1,
			"\u03b8"
		],
		[
			120612,
			1,
			"\u03b9"
		],
		[
			120613,
			1,
			"\u03ba"
		],
		[
			120614,
			1,
			"\u03bb"
		],
		[
			120615,
			1,
			"\u03bc"
		],
		[
			120616,
			1,
			"\u03bd"
		],
		[
			120617,
			1,
			"\u03be"
		],
		[
			120618,
			1,
			"\u03bf"
		],
		[
			120619,
			1,
			"\u03c0"
		],
		[
			120620,
			1,
			"\u03c1"
		],
		[
			120621,
			1,
			"\u03b8"
		],
		[
			120622,
			1,
			"\u03c3"
		],
		[
			120623,
			1,
			"\u03c4"
		],
		[
			120624,
			1,
			"\u03c5"
		],
		[
			120625,
			1,
			"\u03c6"
		],
		[
			120626,
			1,
			"\u03c7"
		],
		[
			120627,
			1,
			"\u03c8"
		],
		[
			120628,
			1,
			"\u03c9"
		],
		[
			120629,
			1,
			"\u2207"
		],
		[
			120630,
			1,
			"\u03b1"
		],
		[
			120631,
			1,
			"\u03b2"
		],
		[
			120632,
			1,
			"\u03b3"
		],
		[
			120633,
			1,
			"\u03b4"
		],
		[
			120634,
			1,
			"\u03b5"
		],
		[
			120635,
			1,
			"\u03b6"
		],
		[
			120636,
			1,
			"\u03b7"
		],
		[
			120637,
			1,
			"\u03b8"
		],
		[
			120638,
			1,
			"\u03b9"
		],
		[
			120639,
			1,
			"\u03ba"
		],
		[
			120640,
			1,
			"\u03bb"
		],
		[
			120641,
			1,
			"\u03bc"
		],
		[
			120642,
			1,
			"\u03bd"
		],
		[
			120643,
			1,
			"\u03be"
		],
		[
			120644,
			1,
			"\u03bf"
		],
		[
			120645,
			1,
			"\u03c0"
		],
		[
			120646,
			1,
			"\u03c1"
		],
		[
			[120647, 120648],
			1,
			"\u03c3"
		],
		[
			120649,
			1,
			"\u03c4"
		],
		[
			120650,
			1,
			"\u03c5"
		],
		[
			120651,
			1,
			"\u03c6"
		],
		[
			120652,
			1,
			"\u03c7"
		],
		[
			120653,
			1,
			"\u03c8"
		],
		[
			120654,
			1,
			"\u03c9"
		],
		[
			120655,
			1,
			"\u2202"
		],
		[
			120656,
			1,
			"\u03b5"
		],
		[
			120657,
			1,
			"\u03b8"
		],
		[
			120658,
			1,
			"\u03ba"
		],
		[
			120659,
			1,
			"\u03c6"
		],
		[
			120660,
			1,
			"\u03c1"
		],
		[
			120661,
			1,
			"\u03c0"
		],
		[
			120662,
			1,
			"\u03b1"
		],
		[
			120663,
			1,
			"\u03b2"
		],
		[
			120664,
			1,
			"\u03b3"
		],
		[
			120665,
			1,
			"\u03b4"
		],
		[
			120666,
			1,
			"\u03b5"
		],
		[
			120667,
			1,
			"\u03b6"
		],
		[
			120668,
			1,
			"\u03b7"
		],
		[
			120669,
			1,
			"\u03b8"
		],
		[
			120670,
			1,
			"\u03b9"
		],
		[
			120671,
			1,
			"\u03ba"
		],
		[
			120672,
			1,
			"\u03bb"
		],
		[
			120673,
			1,
			"\u03bc"
		],
		[
			120674,
			1,
			"\u03bd"
		],
		[
			120675,
			1,
			"\u03be"
		],
		[
			120676,
			1,
			"\u03bf"
		],
		[
			120677,
			1,
			"\u03c0"
		],
		[
			120678,
			1,
			"\u03c1"
		],
		[
			120679,
			1,
			"\u03b8"
		],
		[
			120680,
			1,
			"\u03c3"
		],
		[
			120681,
			1,
			"\u03c4"
		],
		[
			120682,
			1,
			"\u03c5"
		],
		[
			120683,
			1,
			"\u03c6"
		],
		[
			120684,
			1,
			"\u03c7"
		],
		[
			120685,
			1,
			"\u03c8"
		],
		[
			120686,
			1,
			"\u03c9"
		],
		[
			120687,
			1,
			"\u2207"
		],
		[
			120688,
			1,
			"\u03b1"
		],
		[
			120689,
			1,
			"\u03b2"
		],
		[
			120690,
			1,
			"\u03b3"
		],
		[
			120691,
			1,
			"\u03b4"
		],
		[
			120692,
			1,
			"\u03b5"
		],
		[
			120693,
			1,
			"\u03b6"
		],
		[
			120694,
			1,
			"\u03b7"
		],
		[
			120695,
			1,
			"\u03b8"
		],
		[
			120696,
			1,
			"\u03b9"
		],
		[
			120697,
			1,
			"\u03ba"
		],
		[
			120698,
			1,
			"\u03bb"
		],
		[
			120699,
			1,
			"\u03bc"
		],
		[
			120700,
			1,
			"\u03bd"
		],
		[
			120701,
			1,
			"\u03be"
		],
		[
			120702,
			1,
			"\u03bf"
		],
		[
			120703,
			1,
			"\u03c0"
		],
		[
			120704,
			1,
			"\u03c1"
		],
		[
			[120705, 120706],
			1,
			"\u03c3"
		],
		[
			120707,
			1,
			"\u03c4"
		],
		[
			120708,
			1,
			"\u03c5"
		],
		[
			120709,
			1,
			"\u03c6"
		],
		[
			120710,
			1,
			"\u03c7"
		],
		[
			120711,
			1,
			"\u03c8"
		],
		[
			120712,
			1,
			"\u03c9"
		],
		[
			120713,
			1,
			"\u2202"
		],
		[
			120714,
			1,
			"\u03b5"
		],
		[
			120715,
			1,
			"\u03b8"
		],
		[
			120716,
			1,
			"\u03ba"
		],
		[
			120717,
			1,
			"\u03c6"
		],
		[
			120718,
			1,
			"\u03c1"
		],
		[
			120719,
			1,
			"\u03c0"
		],
		[
			120720,
			1,
			"\u03b1"
		],
		[
			120721,
			1,
			"\u03b2"
		],
		[
			120722,
			1,
			"\u03b3"
		],
		[
			120723,
			1,
			"\u03b4"
		],
		[
			120724,
			1,
			"\u03b5"
		],
		[
			120725,
			1,
			"\u03b6"
		],
		[
			120726,
			1,
			"\u03b7"
		],
		[
			120727,
			1,
			"\u03b8"
		],
		[
			120728,
			1,
			"\u03b9"
		],
		[
			120729,
			1,
			"\u03ba"
		],
		[
			120730,
			1,
			"\u03bb"
		],
		[
			120731,
			1,
			"\u03bc"
		],
		[
			120732,
			1,
			"\u03bd"
		],
		[
			120733,
			1,
			"\u03be"
		],
		[
			120734,
			1,
			"\u03bf"
		],
		[
			120735,
			1,
			"\u03c0"
		],
		[
			120736,
			1,
			"\u03c1"
		],
		[
			120737,
			1,
			"\u03b8"
		],
		[
			120738,
			1,
			"\u03c3"
		],
		[
			120739,
			1,
			"\u03c4"
		],
		[
			120740,
			1,
			"\u03c5"
		],
		[
			120741,
			1,
			"\u03c6"
		],
		[
			120742,
			1,
			"\u03c7"
		],
		[
			120743,
			1,
			"\u03c8"
		],
		[
			120744,
			1,
			"\u03c9"
		],
		[
			120745,
			1,
			"\u2207"
		],
		[
			120746,
			1,
			"\u03b1"
		],
		[
			120747,
			1,
			"\u03b2"
		],
		[
			120748,
			1,
			"\u03b3"
		],
		[
			120749,
			1,
			"\u03b4"
		],
		[
			120750,
			1,
			"\u03b5"
		],
		[
			120751,
			1,
			"\u03b6"
		],
		[
			120752,
			1,
			"\u03b7"
		],
		[
			120753,
			1,
			"\u03b8"
		],
		[
			120754,
			1,
			"\u03b9"
		],
		[
			120755,
			1,
			"\u03ba"
		],
		[
			120756,
			1,
			"\u03bb"
		],
		[
			120757,
			1,
			"\u03bc"
		],
		[
			120758,
			1,
			"\u03bd"
		],
		[
			120759,
			1,
			"\u03be"
		],
		[
			120760,
			1,
			"\u03bf"
		],
		[
			120761,
			1,
			"\u03c0"
		],
		[
			120762,
			1,
			"\u03c1"
		],
		[
			[120763, 120764],
			1,
			"\u03c3"
		],
		[
			120765,
			1,
			"\u03c4"
		],
		[
			120766,
			1,
			"\u03c5"
		],
		[
			120767,
			1,
			"\u03c6"
		],
		[
			120768,
			1,
			"\u03c7"
		],
		[
			120769,
			1,
			"\u03c8"
		],
		[
			120770,
			1,
			"\u03c9"
		],
		[
			120771,
			1,
			"\u2202"
		],
		[
			120772,
			1,
			"\u03b5"
		],
		[
			120773,
			1,
			"\u03b8"
		],
		[
			120774,
			1,
			"\u03ba"
		],
		[
			120775,
			1,
			"\u03c6"
		],
		[
			120776,
			1,
			"\u03c1"
		],
		[
			120777,
			1,
			"\u03c0"
		],
		[
			[120778, 120779],
			1,
			"\u03dd"
		],
		[[120780, 120781], 3],
		[
			120782,
			1,
			"0"
		],
		[
			120783,
			1,
			"1"
		],
		[
			120784,
			1,
			"2"
		],
		[
			120785,
			1,
			"3"
		],
		[
			120786,
			1,
			"4"
		],
		[
			120787,
			1,
			"5"
		],
		[
			120788,
			1,
			"6"
		],
		[
			120789,
			1,
			"7"
		],
		[
			120790,
			1,
			"8"
		],
		[
			120791,
			1,
			"9"
		],
		[
			120792,
			1,
			"0"
		],
		[
			120793,
			1,
			"1"
		],
		[
			120794,
			1,
			"2"
		],
		[
			120795,
			1,
			"3"
		],
		[
			120796,
			1,
			"4"
		],
		[
			120797,
			1,
			"5"
		],
		[
			120798,
			1,
			"6"
		],
		[
			120799,
			1,
			"7"
		],
		[
			120800,
			1,
			"8"
		],
		[
			120801,
			1,
			"9"
		],
		[
			120802,
			1,
			"0"
		],
		[
			120803,
			1,
			"1"
		],
		[
			120804,
			1,
			"2"
		],
		[
			120805,
			1,
			"3"
		],
		[
			120806,
			1,
			"4"
		],
		[
			120807,
			1,
			"5"
		],
		[
			120808,
			1,
			"6"
		],
		[
			120809,
			1,
			"7"
		],
		[
			120810,
			1,
			"8"
		],
		[
			120811,
			1,
			"9"
		],
		[
			120812,
			1,
			"0"
		],
		[
			120813,
			1,
			"1"
		],
		[
			120814,
			1,
			"2"
		],
		[
			120815,
			1,
			"3"
		],
		[
			120816,
			1,
			"4"
		],
		[
			120817,
			1,
			"5"
		],
		[
			120818,
			1,
			"6"
		],
		[
			120819,
			1,
			"7"
		],
		[
			120820,
			1,
			"8"
		],
		[
			120821,
			1,
			"9"
		],
		[
			120822,
			1,
			"0"
		],
		[
			120823,
			1,
			"1"
		],
		[
			120824,
			1,
			"2"
		],
		[
			120825,
			1,
			"3"
		],
		[
			120826,
			1,
			"4"
		],
		[
			120827,
			1,
			"5"
		],
		[
			120828,
			1,
			"6"
		],
		[
			120829,
			1,
			"7"
		],
		[
			120830,
			1,
			"8"
		],
		[
			120831,
			1,
			"9"
		],
		[[120832, 121343], 2],
		[[121344, 121398], 2],
		[[121399, 121402], 2],
		[[121403, 121452], 2],
		[[121453, 121460], 2],
		[121461, 2],
		[[121462, 121475], 2],
		[121476, 2],
		[[121477, 121483], 2],
		[[121484, 121498], 3],
		[[121499, 121503], 2],
		[121504, 3],
		[[121505, 121519], 2],
		[[121520, 122623], 3],
		[[122624, 122654], 2],
		[[122655, 122660], 3],
		[[122661, 122666], 2],
		[[122667, 122879], 3],
		[[122880, 122886], 2],
		[122887, 3],
		[[122888, 122904], 2],
		[[122905, 122906], 3],
		[[122907, 122913], 2],
		[122914, 3],
		[[122915, 122916], 2],
		[122917, 3],
		[[122918, 122922], 2],
		[[122923, 122927], 3],
		[
			122928,
			1,
			"\u0430"
		],
		[
			122929,
			1,
			"\u0431"
		],
		[
			122930,
			1,
			"\u0432"
		],
		[
			122931,
			1,
			"\u0433"
		],
		[
			122932,
			1,
			"\u0434"
		],
		[
			122933,
			1,
			"\u0435"
		],
		[
			122934,
			1,
			"\u0436"
		],
		[
			122935,
			1,
			"\u0437"
		],
		[
			122936,
			1,
			"\u0438"
		],
		[
			122937,
			1,
			"\u043a"
		],
		[
			122938,
			1,
			"\u043b"
		],
		[
			122939,
			1,
			"\u043c"
		],
		[
			122940,
			1,
			"\u043e"
		],
		[
			122941,
			1,
			"\u043f"
		],
		[
			122942,
			1,
			"\u0440"
		],
		[
			122943,
			1,
			"\u0441"
		],
		[
			122944,
			1,
			"\u0442"
		],
		[
			122945,
			1,
			"\u0443"
		],
		[
			122946,
			1,
			"\u0444"
		],
		[
			122947,
			1,
			"\u0445"
		],
		[
			122948,
			1,
			"\u0446"
		],
		[
			122949,
			1,
			"\u0447"
		],
		[
			122950,
			1,
			"\u0448"
		],
		[
			122951,
			1,
			"\u044b"
		],
		[
			122952,
			1,
			"\u044d"
		],
		[
			122953,
			1,
			"\u044e"
		],
		[
			122954,
			1,
			"\ua689"
		],
		[
			122955,
			1,
			"\u04d9"
		],
		[
			122956,
			1,
			"\u0456"
		],
		[
			122957,
			1,
			"\u0458"
		],
		[
			122958,
			1,
			"\u04e9"
		],
		[
			122959,
			1,
			"\u04af"
		],
		[
			122960,
			1,
			"\u04cf"
		],
		[
			122961,
			1,
			"\u0430"
		],
		[
			122962,
			1,
			"\u0431"
		],
		[
			122963,
			1,
			"\u0432"
		],
		[
			122964,
			1,
			"\u0433"
		],
		[
			122965,
			1,
			"\u0434"
		],
		[
			122966,
			1,
			"\u0435"
		],
		[
			122967,
			1,
			"\u0436"
		],
		[
			122968,
			1,
			"\u0437"
		],
		[
			122969,
			1,
			"\u0438"
		],
		[
			122970,
			1,
			"\u043a"
		],
		[
			122971,
			1,
			"\u043b"
		],
		[
			122972,
			1,
			"\u043e"
		],
		[
			122973,
			1,
			"\u043f"
		],
		[
			122974,
			1,
			"\u0441"
		],
		[
			122975,
			1,
			"\u0443"
		],
		[
			122976,
			1,
			"\u0444"
		],
		[
			122977,
			1,
			"\u0445"
		],
		[
			122978,
			1,
			"\u0446"
		],
		[
			122979,
			1,
			"\u0447"
		],
		[
			122980,
			1,
			"\u0448"
		],
		[
			122981,
			1,
			"\u044a"
		],
		[
			122982,
			1,
			"\u044b"
		],
		[
			122983,
			1,
			"\u0491"
		],
		[
			122984,
			1,
			"\u0456"
		],
		[
			122985,
			1,
			"\u0455"
		],
		[
			122986,
			1,
			"\u045f"
		],
		[
			122987,
			1,
			"\u04ab"
		],
		[
			122988,
			1,
			"\ua651"
		],
		[
			122989,
			1,
			"\u04b1"
		],
		[[122990, 123022], 3],
		[123023, 2],
		[[123024, 123135], 3],
		[[123136, 123180], 2],
		[[123181, 123183], 3],
		[[123184, 123197], 2],
		[[123198, 123199], 3],
		[[123200, 123209], 2],
		[[123210, 123213], 3],
		[123214, 2],
		[123215, 2],
		[[123216, 123535], 3],
		[[123536, 123566], 2],
		[[123567, 123583], 3],
		[[123584, 123641], 2],
		[[123642, 123646], 3],
		[123647, 2],
		[[123648, 124111], 3],
		[[124112, 124153], 2],
		[[124154, 124367], 3],
		[[124368, 124410], 2],
		[[124411, 124414], 3],
		[124415, 2],
		[[124416, 124607], 3],
		[[124608, 124638], 2],
		[124639, 3],
		[[124640, 124661], 2],
		[[124662, 124669], 3],
		[[124670, 124671], 2],
		[[124672, 124895], 3],
		[[124896, 124902], 2],
		[124903, 3],
		[[124904, 124907], 2],
		[124908, 3],
		[[124909, 124910], 2],
		[124911, 3],
		[[124912, 124926], 2],
		[124927, 3],
		[[124928, 125124], 2],
		[[125125, 125126], 3],
		[[125127, 125135], 2],
		[[125136, 125142], 2],
		[[125143, 125183], 3],
		[
			125184,
			1,
			"\ud83a\udd22"
		],
		[
			125185,
			1,
			"\ud83a\udd23"
		],
		[
			125186,
			1,
			"\ud83a\udd24"
		],
		[
			125187,
			1,
			"\ud83a\udd25"
		],
		[
			125188,
			1,
			"\ud83a\udd26"
		],
		[
			125189,
			1,
			"\ud83a\udd27"
		],
		[
			125190,
			1,
			"\ud83a\udd28"
		],
		[
			125191,
			1,
			"\ud83a\udd29"
		],
		[
			125192,
			1,
			"\ud83a\udd2a"
		],
		[
			125193,
			1,
			"\ud83a\udd2b"
		],
		[
			125194,
			1,
			"\ud83a\udd2c"
		],
		[
			125195,
			1,
			"\ud83a\udd2d"
		],
		[
			125196,
			1,
			"\ud83a\udd2e"
		],
		[
			125197,
			1,
			"\ud83a\udd2f"
		],
		[
			125198,
			1,
			"\ud83a\udd30"
		],
		[
			125199,
			1,
			"\ud83a\udd31"
		],
		[
			125200,
			1,
			"\ud83a\udd32"
		],
		[
			125201,
			1,
			"\ud83a\udd33"
		],
		[
			125202,
			1,
			"\ud83a\udd34"
		],
		[
			125203,
			1,
			"\ud83a\udd35"
		],
		[
			125204,
			1,
			"\ud83a\udd36"
		],
		[
			125205,
			1,
			"\ud83a\udd37"
		],
		[
			125206,
			1,
			"\ud83a\udd38"
		],
		[
			125207,
			1,
			"\ud83a\udd39"
		],
		[
			125208,
			1,
			"\ud83a\udd3a"
		],
		[
			125209,
			1,
			"\ud83a\udd3b"
		],
		[
			125210,
			1,
			"\ud83a\udd3c"
		],
		[
			125211,
			1,
			"\ud83a\udd3d"
		],
		[
			125212,
			1,
			"\ud83a\udd3e"
		],
		[
			125213,
			1,
			"\ud83a\udd3f"
		],
		[
			125214,
			1,
			"\ud83a\udd40"
		],
		[
			125215,
			1,
			"\ud83a\udd41"
		],
		[
			125216,
			1,
			"\ud83a\udd42"
		],
		[
			125217,
			1,
			"\ud83a\udd43"
		],
		[[125218, 125258], 2],
		[125259, 2],
		[[125260, 125263], 3],
		[[125264, 125273], 2],
		[[125274, 125277], 3],
		[[125278, 125279], 2],
		[[125280, 126064], 3],
		[[126065, 126132], 2],
		[[126133, 126208], 3],
		[[126209, 126269], 2],
		[[126270, 126463], 3],
		[
			126464,
			1,
			"\u0627"
		],
		[
			126465,
			1,
			"\u0628"
		],
		[
			126466,
			1,
			"\u062c"
		],
		[
			126467,
			1,
			"\u062f"
		],
		[126468, 3],
		[
			126469,
			1,
			"\u0648"
		],
		[
			126470,
			1,
			"\u0632"
		],
		[
			126471,
			1,
			"\u062d"
		],
		[
			126472,
			1,
			"\u0637"
		],
		[
			126473,
			1,
			"\u064a"
		],
		[
			126474,
			1,
			"\u0643"
		],
		[
			126475,
			1,
			"\u0644"
		],
		[
			126476,
			1,
			"\u0645"
		],
		[
			126477,
			1,
			"\u0646"
		],
		[
			126478,
			1,
			"\u0633"
		],
		[
			126479,
			1,
			"\u0639"
		],
		[
			126480,
			1,
			"\u0641"
		],
		[
			126481,
			1,
			"\u0635"
		],
		[
			126482,
			1,
			"\u0642"
		],
		[
			126483,
			1,
			"\u0631"
		],
		[
			126484,
			1,
			"\u0634"
		],
		[
			126485,
			1,
			"\u062a"
		],
		[
			126486,
			1,
			"\u062b"
		],
		[
			126487,
			1,
			"\u062e"
		],
		[
			126488,
			1,
			"\u0630"
		],
		[
			126489,
			1,
			"\u0636"
		],
		[
			126490,
			1,
			"\u0638"
		],
		[
			126491,
			1,
			"\u063a"
		],
		[
			126492,
			1,
			"\u066e"
		],
		[
			126493,
			1,
			"\u06ba"
		],
		[
			126494,
			1,
			"\u06a1"
		],
		[
			126495,
			1,
			"\u066f"
		],
		[126496, 3],
		[
			126497,
			1,
			"\u0628"
		],
		[
			126498,
			1,
			"\u062c"
		],
		[126499, 3],
		[
			126500,
			1,
			"\u0647"
		],
		[[126501, 126502], 3],
		[
			126503,
			1,
			"\u062d"
		],
		[126504, 3],
		[
			126505,
			1,
			"\u064a"
		],
		[
			126506,
			1,
			"\u0643"
		],
		[
			126507,
			1,
			"\u0644"
		],
		[
			126508,
			1,
			"\u0645"
		],
		[
			126509,
			1,
			"\u0646"
		],
		[
			126510,
			1,
			"\u0633"
		],
		[
			126511,
			1,
			"\u0639"
		],
		[
			126512,
			1,
			"\u0641"
		],
		[
			126513,
			1,
			"\u0635"
		],
		[
			126514,
			1,
			"\u0642"
		],
		[126515, 3],
		[
			126516,
			1,
			"\u0634"
		],
		[
			126517,
			1,
			"\u062a"
		],
		[
			126518,
			1,
			"\u062b"
		],
		[
			126519,
			1,
			"\u062e"
		],
		[126520, 3],
		[
			126521,
			1,
			"\u0636"
		],
		[126522, 3],
		[
			126523,
			1,
			"\u063a"
		],
		[[126524, 126529], 3],
		[
			126530,
			1,
			"\u062c"
		],
		[[126531, 126534], 3],
		[
			126535,
			1,
			"\u062d"
		],
		[126536, 3],
		[
			126537,
			1,
			"\u064a"
		],
		[126538, 3],
		[
			126539,
			1,
			"\u0644"
		],
		[126540, 3],
		[
			126541,
			1,
			"\u0646"
		],
		[
			126542,
			1,
			"\u0633"
		],
		[
			126543,
			1,
			"\u0639"
		],
		[126544, 3],
		[
			126545,
			1,
			"\u0635"
		],
		[
			126546,
			1,
			"\u0642"
		],
		[126547, 3],
		[
			126548,
			1,
			"\u0634"
		],
		[[126549, 126550], 3],
		[
			126551,
			1,
			"\u062e"
		],
		[126552, 3],
		[
			126553,
			1,
			"\u0636"
		],
		[126554, 3],
		[
			126555,
			1,
			"\u063a"
		],
		[126556, 3],
		[
			126557,
			1,
			"\u06ba"
		],
		[126558, 3],
		[
			126559,
			1,
			"\u066f"
		],
		[126560, 3],
		[
			126561,
			1,
			"\u0628"
		],
		[
			126562,
			1,
			"\u062c"
		],
		[126563, 3],
		[
			126564,
			1,
			"\u0647"
		],
		[[126565, 126566], 3],
		[
			126567,
			1,
			"\u062d"
		],
		[
			126568,
			1,
			"\u0637"
		],
		[
			126569,
			1,
			"\u064a"
		],
		[
			126570,
			1,
			"\u0643"
		],
		[126571, 3],
		[
			126572,
			1,
			"\u0645"
		],
		[
			126573,
			1,
			"\u0646"
		],
		[
			126574,
			1,
			"\u0633"
		],
		[
			126575,
			1,
			"\u0639"
		],
		[
			126576,
			1,
			"\u0641"
		],
		[
			126577,
			1,
			"\u0635"
		],
		[
			126578,
			1,
			"\u0642"
		],
		[126579, 3],
		[
			126580,
			1,
			"\u0634"
		],
		[
			126581,
			1,
			"\u062a"
		],
		[
			126582,
			1,
			"\u062b"
		],
		[
			126583,
			1,
			"\u062e"
		],
		[126584, 3],
		[
			126585,
			1,
			"\u0636"
		],
		[
			126586,
			1,
			"\u0638"
		],
		[
			126587,
			1,
			"\u063a"
		],
		[
			126588,
			1,
			"\u066e"
		],
		[126589, 3],
		[
			126590,
			1,
			"\u06a1"
		],
		[126591, 3],
		[
			126592,
			1,
			"\u0627"
		],
		[
			126593,
			1,
			"\u0628"
		],
		[
			126594,
			1,
			"\u062c"
		],
		[
			126595,
			1,
			"\u062f"
		],
		[
			126596,
			1,
			"\u0647"
		],
		[
			126597,
			1,
			"\u0648"
		],
		[
			126598,
			1,
			"\u0632"
		],
		[
			126599,
			1,
			"\u062d"
		],
		[
			126600,
			1,
			"\u0637"
		],
		[
			126601,
			1,
			"\u064a"
		],
		[126602, 3],
		[
			126603,
			1,
			"\u0644"
		],
		[
			126604,
			1,
			"\u0645"
		],
		[
			126605,
			1,
			"\u0646"
		],
		[
			126606,
			1,
			"\u0633"
		],
		[
			126607,
			1,
			"\u0639"
		],
		[
			126608,
			1,
			"\u0641"
		],
		[
			126609,
			1,
			"\u0635"
		],
		[
			126610,
			1,
			"\u0642"
		],
		[
			126611,
			1,
			"\u0631"
		],
		[
			126612,
			1,
			"\u0634"
		],
		[
			126613,
			1,
			"\u062a"
		],
		[
			126614,
			1,
			"\u062b"
		],
		[
			126615,
			1,
			"\u062e"
		],
		[
			126616,
			1,
			"\u0630"
		],
		[
			126617,
			1,
			"\u0636"
		],
		[
			126618,
			1,
			"\u0638"
		],
		[
			126619,
			1,
			"\u063a"
		],
		[[126620, 126624], 3],
		[
			126625,
			1,
			"\u0628"
		],
		[
			126626,
			1,
			"\u062c"
		],
		[
			126627,
			1,
			"\u062f"
		],
		[126628, 3],
		[
			126629,
			1,
			"\u0648"
		],
		[
			126630,
			1,
			"\u0632"
		],
		[
			126631,
			1,
			"\u062d"
		],
		[
			126632,
			1,
			"\u0637"
		],
		[
			126633,
			1,
			"\u064a"
		],
		[126634, 3],
		[
			126635,
			1,
			"\u0644"
		],
		[
			126636,
			1,
			"\u0645"
		],
		[
			126637,
			1,
			"\u0646"
		],
		[
			126638,
			1,
			"\u0633"
		],
		[
			126639,
			1,
			"\u0639"
		],
		[
			126640,
			1,
			"\u0641"
		],
		[
			126641,
			1,
			"\u0635"
		],
		[
			126642,
			1,
			"\u0642"
		],
		[
			126643,
			1,
			"\u0631"
		],
		[
			126644,
			1,
			"\u0634"
		],
		[
			126645,
			1,
			"\u062a"
		],
		[
			126646,
			1,
			"\u062b"
		],
		[
			126647,
			1,
			"\u062e"
		],
		[
			126648,
			1,
			"\u0630"
		],
		[
			126649,
			1,
			"\u0636"
		],
		[
			126650,
			1,
			"\u0638"
		],
		[
			126651,
			1,
			"\u063a"
		],
		[[126652, 126703], 3],
		[[126704, 126705], 2],
		[[126706, 126975], 3],
		[[126976, 127019], 2],
		[[127020, 127023], 3],
		[[127024, 127123], 2],
		[[127124, 127135], 3],
		[[127136, 127150], 2],
		[[127151, 127152], 3],
		[[127153, 127166], 2],
		[127167, 2],
		[127168, 3],
		[[127169, 127183], 2],
		[127184, 3],
		[[127185, 127199], 2],
		[[127200, 127221], 2],
		[[127222, 127231], 3],
		[127232, 3],
		[
			127233,
			1,
			"0,"
		],
		[
			127234,
			1,
			"1,"
		],
		[
			127235,
			1,
			"2,"
		],
		[
			127236,
			1,
			"3,"
		],
		[
			127237,
			1,
			"4,"
		],
		[
			127238,
			1,
			"5,"
		],
		[
			127239,
			1,
			"6,"
		],
		[
			127240,
			1,
			"7,"
		],
		[
			127241,
			1,
			"8,"
		],
		[
			127242,
			1,
			"9,"
		],
		[[127243, 127244], 2],
		[[127245, 127247], 2],
		[
			127248,
			1,
			"(a)"
		],
		[
			127249,
			1,
			"(b)"
		],
		[
			127250,
			1,
			"(c)"
		],
		[
			127251,
			1,
			"(d)"
		],
		[
			127252,
			1,
			"(e)"
		],
		[
			127253,
			1,
			"(f)"
		],
		[
			127254,
			1,
			"(g)"
		],
		[
			127255,
			1,
			"(h)"
		],
		[
			127256,
			1,
			"(i)"
		],
		[
			127257,
			1,
			"(j)"
		],
		[
			127258,
			1,
			"(k)"
		],
		[
			127259,
			1,
			"(l)"
		],
		[
			127260,
			1,
			"(m)"
		],
		[
			127261,
			1,
			"(n)"
		],
		[
			127262,
			1,
			"(o)"
		],
		[
			127263,
			1,
			"(p)"
		],
		[
			127264,
			1,
			"(q)"
		],
		[
			127265,
			1,
			"(r)"
		],
		[
			127266,
			1,
			"(s)"
		],
		[
			127267,
			1,
			"(t)"
		],
		[
			127268,
			1,
			"(u)"
		],
		[
			127269,
			1,
			"(v)"
		],
		[
			127270,
			1,
			"(w)"
		],
		[
			127271,
			1,
			"(x)"
		],
		[
			127272,
			1,
			"(y)"
		],
		[
			127273,
			1,
			"(z)"
		],
		[
			127274,
			1,
			"\u3014s\u3015"
		],
		[
			127275,
			1,
			"c"
		],
		[
			127276,
			1,
			"r"
		],
		[
			127277,
			1,
			"cd"
		],
		[
			127278,
			1,
			"wz"
		],
		[127279, 2],
		[
			127280,
			1,
			"a"
		],
		[
			127281,
			1,
			"b"
		],
		[
			127282,
			1,
			"c"
		],
		[
			127283,
			1,
			"d"
		],
		[
			127284,
			1,
			"e"
		],
		[
			127285,
			1,
			"f"
		],
		[
			127286,
			1,
			"g"
		],
		[
			127287,
			1,
			"h"
		],
		[
			127288,
			1,
			"i"
		],
		[
			127289,
			1,
			"j"
		],
		[
			127290,
			1,
			"k"
		],
		[
			127291,
			1,
			"l"
		],
		[
			127292,
			1,
			"m"
		],
		[
			127293,
			1,
			"n"
		],
		[
			127294,
			1,
			"o"
		],
		[
			127295,
			1,
			"p"
		],
		[
			127296,
			1,
			"q"
		],
		[
			127297,
			1,
			"r"
		],
		[
			127298,
			1,
			"s"
		],
		[
			127299,
			1,
			"t"
		],
		[
			127300,
			1,
			"u"
		],
		[
			127301,
			1,
			"v"
		],
		[
			127302,
			1,
			"w"
		],
		[
			127303,
			1,
			"x"
		],
		[
			127304,
			1,
			"y"
		],
		[
			127305,
			1,
			"z"
		],
		[
			127306,
			1,
			"hv"
		],
		[
			127307,
			1,
			"mv"
		],
		[
			127308,
			1,
			"sd"
		],
		[
			127309,
			1,
			"ss"
		],
		[
			127310,
			1,
			"ppv"
		],
		[
			127311,
			1,
			"wc"
		],
		[[127312, 127318], 2],
		[127319, 2],
		[[127320, 127326], 2],
		[127327, 2],
		[[127328, 127337], 2],
		[
			127338,
			1,
			"mc"
		],
		[
			127339,
			1,
			"md"
		],
		[
			127340,
			1,
			"mr"
		],
		[[127341, 127343], 2],
		[[127344, 127352], 2],
		[127353, 2],
		[127354, 2],
		[[127355, 127356], 2],
		[[127357, 127358], 2],
		[127359, 2],
		[[127360, 127369], 2],
		[[127370, 127373], 2],
		[[127374, 127375], 2],
		[
			127376,
			1,
			"dj"
		],
		[[127377, 127386], 2],
		[[127387, 127404], 2],
		[127405, 2],
		[[127406, 127461], 3],
		[[127462, 127487], 2],
		[
			127488,
			1,
			"\u307b\u304b"
		],
		[
			127489,
			1,
			"\u30b3\u30b3"
		],
		[
			127490,
			1,
			"\u30b5"
		],
		[[127491, 127503], 3],
		[
			127504,
			1,
			"\u624b"
		],
		[
			127505,
			1,
			"\u5b57"
		],
		[
			127506,
			1,
			"\u53cc"
		],
		[
			127507,
			1,
			"\u30c7"
		],
		[
			127508,
			1,
			"\u4e8c"
		],
		[
			127509,
			1,
			"\u591a"
		],
		[
			127510,
			1,
			"\u89e3"
		],
		[
			127511,
			1,
			"\u5929"
		],
		[
			127512,
			1,
			"\u4ea4"
		],
		[
			127513,
			1,
			"\u6620"
		],
		[
			127514,
			1,
			"\u7121"
		],
		[
			127515,
			1,
			"\u6599"
		],
		[
			127516,
			1,
			"\u524d"
		],
		[
			127517,
			1,
			"\u5f8c"
		],
		[
			127518,
			1,
			"\u518d"
		],
		[
			127519,
			1,
			"\u65b0"
		],
		[
			127520,
			1,
			"\u521d"
		],
		[
			127521,
			1,
			"\u7d42"
		],
		[
			127522,
			1,
			"\u751f"
		],
		[
			127523,
			1,
			"\u8ca9"
		],
		[
			127524,
			1,
			"\u58f0"
		],
		[
			127525,
			1,
			"\u5439"
		],
		[
			127526,
			1,
			"\u6f14"
		],
		[
			127527,
			1,
			"\u6295"
		],
		[
			127528,
			1,
			"\u6355"
		],
		[
			127529,
			1,
			"\u4e00"
		],
		[
			127530,
			1,
			"\u4e09"
		],
		[
			127531,
			1,
			"\u904a"
		],
		[
			127532,
			1,
			"\u5de6"
		],
		[
			127533,
			1,
			"\u4e2d"
		],
		[
			127534,
			1,
			"\u53f3"
		],
		[
			127535,
			1,
			"\u6307"
		],
		[
			127536,
			1,
			"\u8d70"
		],
		[
			127537,
			1,
			"\u6253"
		],
		[
			127538,
			1,
			"\u7981"
		],
		[
			127539,
			1,
			"\u7a7a"
		],
		[
			127540,
			1,
			"\u5408"
		],
		[
			127541,
			1,
			"\u6e80"
		],
		[
			127542,
			1,
			"\u6709"
		],
		[
			127543,
			1,
			"\u6708"
		],
		[
			127544,
			1,
			"\u7533"
		],
		[
			127545,
			1,
			"\u5272"
		],
		[
			127546,
			1,
			"\u55b6"
		],
		[
			127547,
			1,
			"\u914d"
		],
		[[127548, 127551], 3],
		[
			127552,
			1,
			"\u3014\u672c\u3015"
		],
		[
			127553,
			1,
			"\u3014\u4e09\u3015"
		],
		[
			127554,
			1,
			"\u3014\u4e8c\u3015"
		],
		[
			127555,
			1,
			"\u3014\u5b89\u3015"
		],
		[
			127556,
			1,
			"\u3014\u70b9\u3015"
		],
		[
			127557,
			1,
			"\u3014\u6253\u3015"
		],
		[
			127558,
			1,
			"\u3014\u76d7\u3015"
		],
		[
			127559,
			1,
			"\u3014\u52dd\u3015"
		],
		[
			127560,
			1,
			"\u3014\u6557\u3015"
		],
		[[127561, 127567], 3],
		[
			127568,
			1,
			"\u5f97"
		],
		[
			127569,
			1,
			"\u53ef"
		],
		[[127570, 127583], 3],
		[[127584, 127589], 2],
		[[127590, 127743], 3],
		[[127744, 127776], 2],
		[[127777, 127788], 2],
		[[127789, 127791], 2],
		[[127792, 127797], 2],
		[127798, 2],
		[[127799, 127868], 2],
		[127869, 2],
		[[127870, 127871], 2],
		[[127872, 127891], 2],
		[[127892, 127903], 2],
		[[127904, 127940], 2],
		[127941, 2],
		[[127942, 127946], 2],
		[[127947, 127950], 2],
		[[127951, 127955], 2],
		[[127956, 127967], 2],
		[[127968, 127984], 2],
		[[127985, 127991], 2],
		[[127992, 127999], 2],
		[[128e3, 128062], 2],
		[128063, 2],
		[128064, 2],
		[128065, 2],
		[[128066, 128247], 2],
		[128248, 2],
		[[128249, 128252], 2],
		[[128253, 128254], 2],
		[128255, 2],
		[[128256, 128317], 2],
		[[128318, 128319], 2],
		[[128320, 128323], 2],
		[[128324, 128330], 2],
		[[128331, 128335], 2],
		[[128336, 128359], 2],
		[[128360, 128377], 2],
		[128378, 2],
		[[128379, 128419], 2],
		[128420, 2],
		[[128421, 128506], 2],
		[[128507, 128511], 2],
		[128512, 2],
		[[128513, 128528], 2],
		[128529, 2],
		[[128530, 128532], 2],
		[128533, 2],
		[128534, 2],
		[128535, 2],
		[128536, 2],
		[128537, 2],
		[128538, 2],
		[128539, 2],
		[[128540, 128542], 2],
		[128543, 2],
		[[128544, 128549], 2],
		[[128550, 128551], 2],
		[[128552, 128555], 2],
		[128556, 2],
		[128557, 2],
		[[128558, 128559], 2],
		[[128560, 128563], 2],
		[128564, 2],
		[[128565, 128576], 2],
		[[128577, 128578], 2],
		[[128579, 128580], 2],
		[[128581, 128591], 2],
		[[128592, 128639], 2],
		[[128640, 128709], 2],
		[[128710, 128719], 2],
		[128720, 2],
		[[128721, 128722], 2],
		[[128723, 128724], 2],
		[128725, 2],
		[[128726, 128727], 2],
		[128728, 2],
		[[128729, 128731], 3],
		[128732, 2],
		[[128733, 128735], 2],
		[[128736, 128748], 2],
		[[128749, 128751], 3],
		[[128752, 128755], 2],
		[[128756, 128758], 2],
		[[128759, 128760], 2],
		[128761, 2],
		[128762, 2],
		[[128763, 128764], 2],
		[[128765, 128767], 3],
		[[128768, 128883], 2],
		[[128884, 128886], 2],
		[[128887, 128890], 2],
		[[128891, 128895], 2],
		[[128896, 128980], 2],
		[[128981, 128984], 2],
		[128985, 2],
		[[128986, 128991], 3],
		[[128992, 129003], 2],
		[[129004, 129007], 3],
		[129008, 2],
		[[129009, 129023], 3],
		[[129024, 129035], 2],
		[[129036, 129039], 3],
		[[129040, 129095], 2],
		[[129096, 129103], 3],
		[[129104, 129113], 2],
		[[129114, 129119], 3],
		[[129120, 129159], 2],
		[[129160, 129167], 3],
		[[129168, 129197], 2],
		[[129198, 129199], 3],
		[[129200, 129201], 2],
		[[129202, 129211], 2],
		[[129212, 129215], 3],
		[[129216, 129217], 2],
		[[129218, 129231], 3],
		[[129232, 129240], 2],
		[[129241, 129279], 3],
		[[129280, 129291], 2],
		[129292, 2],
		[[129293, 129295], 2],
		[[129296, 129304], 2],
		[[129305, 129310], 2],
		[129311, 2],
		[[129312, 129319], 2],
		[[129320, 129327], 2],
		[129328, 2],
		[[129329, 129330], 2],
		[[129331, 129342], 2],
		[129343, 2],
		[[129344, 129355], 2],
		[129356, 2],
		[[129357, 129359], 2],
		[[129360, 129374], 2],
		[[129375, 129387], 2],
		[[129388, 129392], 2],
		[129393, 2],
		[129394, 2],
		[[129395, 129398], 2],
		[[129399, 129400], 2],
		[129401, 2],
		[129402, 2],
		[129403, 2],
		[[129404, 129407], 2],
		[[129408, 129412], 2],
		[[129413, 129425], 2],
		[[129426, 129431], 2],
		[[129432, 129442], 2],
		[[129443, 129444], 2],
		[[129445, 129450], 2],
		[[129451, 129453], 2],
		[[129454, 129455], 2],
		[[129456, 129465], 2],
		[[129466, 129471], 2],
		[129472, 2],
		[[129473, 129474], 2],
		[[129475, 129482], 2],
		[129483, 2],
		[129484, 2],
		[[129485, 129487], 2],
		[[129488, 129510], 2],
		[[129511, 129535], 2],
		[[129536, 129619], 2],
		[[129620, 129623], 2],
		[[129624, 129631], 3],
		[[129632, 129645], 2],
		[[129646, 129647], 3],
		[[129648, 129651], 2],
		[129652, 2],
		[[129653, 129655], 2],
		[[129656, 129658], 2],
		[[129659, 129660], 2],
		[[129661, 129663], 3],
		[[129664, 129666], 2],
		[[129667, 129670], 2],
		[[129671, 129672], 2],
		[129673, 2],
		[129674, 2],
		[[129675, 129677], 3],
		[129678, 2],
		[129679, 2],
		[[129680, 129685], 2],
		[[129686, 129704], 2],
		[[129705, 129708], 2],
		[[129709, 129711], 2],
		[[129712, 129718], 2],
		[[129719, 129722], 2],
		[[129723, 129725], 2],
		[129726, 2],
		[129727, 2],
		[[129728, 129730], 2],
		[[129731, 129733], 2],
		[129734, 2],
		[129735, 3],
		[129736, 2],
		[[129737, 129740], 3],
		[129741, 2],
		[[129742, 129743], 2],
		[[129744, 129750], 2],
		[[129751, 129753], 2],
		[[129754, 129755], 2],
		[129756, 2],
		[[129757, 129758], 3],
		[129759, 2],
		[[129760, 129767], 2],
		[129768, 2],
		[129769, 2],
		[129770, 2],
		[[129771, 129774], 3],
		[129775, 2],
		[[129776, 129782], 2],
		[[129783, 129784], 2],
		[[129785, 129791], 3],
		[[129792, 129938], 2],
		[129939, 3],
		[[129940, 129994], 2],
		[[129995, 130031], 2],
		[
			130032,
			1,
			"0"
		],
		[
			130033,
			1,
			"1"
		],
		[
			130034,
			1,
			"2"
		],
		[
			130035,
			1,
			"3"
		],
		[
			130036,
			1,
			"4"
		],
		[
			130037,
			1,
			"5"
		],
		[
			130038,
			1,
			"6"
		],
		[
			130039,
			1,
			"7"
		],
		[
			130040,
			1,
			"8"
		],
		[
			130041,
			1,
			"9"
		],
		[130042, 2],
		[[130043, 131069], 3],
		[[131070, 131071], 3],
		[[131072, 173782], 2],
		[[173783, 173789], 2],
		[[173790, 173791], 2],
		[[173792, 173823], 3],
		[[173824, 177972], 2],
		[[177973, 177976], 2],
		[177977, 2],
		[[177978, 177983], 2],
		[[177984, 178205], 2],
		[[178206, 178207], 3],
		[[178208, 183969], 2],
		[[183970, 183981], 2],
		[[183982, 183983], 3],
		[[183984, 191456], 2],
		[[191457, 191471], 3],
		[[191472, 192093], 2],
		[[192094, 194559], 3],
		[
			194560,
			1,
			"\u4e3d"
		],
		[
			194561,
			1,
			"\u4e38"
		],
		[
			194562,
			1,
			"\u4e41"
		],
		[
			194563,
			1,
			"\ud840\udd22"
		],
		[
			194564,
			1,
			"\u4f60"
		],
		[
			194565,
			1,
			"\u4fae"
		],
		[
			194566,
			1,
			"\u4fbb"
		],
		[
			194567,
			1,
			"\u5002"
		],
		[
			194568,
			1,
			"\u507a"
		],
		[
			194569,
			1,
			"\u5099"
		],
		[
			194570,
			1,
			"\u50e7"
		],
		[
			194571,
			1,
			"\u50cf"
		],
		[
			194572,
			1,
			"\u349e"
		],
		[
			194573,
			1,
			"\ud841\ude3a"
		],
		[
			194574,
			1,
			"\u514d"
		],
		[
			194575,
			1,
			"\u5154"
		],
		[
			194576,
			1,
			"\u5164"
		],
		[
			194577,
			1,
			"\u5177"
		],
		[
			194578,
			1,
			"\ud841\udd1c"
		],
		[
			194579,
			1,
			"\u34b9"
		],
		[
			194580,
			1,
			"\u5167"
		],
		[
			194581,
			1,
			"\u518d"
		],
		[
			194582,
			1,
			"\ud841\udd4b"
		],
		[
			194583,
			1,
			"\u5197"
		],
		[
			194584,
			1,
			"\u51a4"
		],
		[
			194585,
			1,
			"\u4ecc"
		],
		[
			194586,
			1,
			"\u51ac"
		],
		[
			194587,
			1,
			"\u51b5"
		],
		[
			194588,
			1,
			"\ud864\udddf"
		],
		[
			194589,
			1,
			"\u51f5"
		],
		[
			194590,
			1,
			"\u5203"
		],
		[
			194591,
			1,
			"\u34df"
		],
		[
			194592,
			1,
			"\u523b"
		],
		[
			194593,
			1,
			"\u5246"
		],
		[
			194594,
			1,
			"\u5272"
		],
		[
			194595,
			1,
			"\u5277"
		],
		[
			194596,
			1,
			"\u3515"
		],
		[
			194597,
			1,
			"\u52c7"
		],
		[
			194598,
			1,
			"\u52c9"
		],
		[
			194599,
			1,
			"\u52e4"
		],
		[
			194600,
			1,
			"\u52fa"
		],
		[
			194601,
			1,
			"\u5305"
		],
		[
			194602,
			1,
			"\u5306"
		],
		[
			194603,
			1,
			"\u5317"
		],
		[
			194604,
			1,
			"\u5349"
		],
		[
			194605,
			1,
			"\u5351"
		],
		[
			194606,
			1,
			"\u535a"
		],
		[
			194607,
			1,
			"\u5373"
		],
		[
			194608,
			1,
			"\u537d"
		],
		[
			[194609, 194611],
			1,
			"\u537f"
		],
		[
			194612,
			1,
			"\ud842\ude2c"
		],
		[
			194613,
			1,
			"\u7070"
		],
		[
			194614,
			1,
			"\u53ca"
		],
		[
			194615,
			1,
			"\u53df"
		],
		[
			194616,
			1,
			"\ud842\udf63"
		],
		[
			194617,
			1,
			"\u53eb"
		],
		[
			194618,
			1,
			"\u53f1"
		],
		[
			194619,
			1,
			"\u5406"
		],
		[
			194620,
			1,
			"\u549e"
		],
		[
			194621,
			1,
			"\u5438"
		],
		[
			194622,
			1,
			"\u5448"
		],
		[
			194623,
			1,
			"\u5468"
		],
		[
			194624,
			1,
			"\u54a2"
		],
		[
			194625,
			1,
			"\u54f6"
		],
		[
			194626,
			1,
			"\u5510"
		],
		[
			194627,
			1,
			"\u5553"
		],
		[
			194628,
			1,
			"\u5563"
		],
		[
			[194629, 194630],
			1,
			"\u5584"
		],
		[
			194631,
			1,
			"\u5599"
		],
		[
			194632,
			1,
			"\u55ab"
		],
		[
			194633,
			1,
			"\u55b3"
		],
		[
			194634,
			1,
			"\u55c2"
		],
		[
			194635,
			1,
			"\u5716"
		],
		[
			194636,
			1,
			"\u5606"
		],
		[
			194637,
			1,
			"\u5717"
		],
		[
			194638,
			1,
			"\u5651"
		],
		[
			194639,
			1,
			"\u5674"
		],
		[
			194640,
			1,
			"\u5207"
		],
		[
			194641,
			1,
			"\u58ee"
		],
		[
			194642,
			1,
			"\u57ce"
		],
		[
			194643,
			1,
			"\u57f4"
		],
		[
			194644,
			1,
			"\u580d"
		],
		[
			194645,
			1,
			"\u578b"
		],
		[
			194646,
			1,
			"\u5832"
		],
		[
			194647,
			1,
			"\u5831"
		],
		[
			194648,
			1,
			"\u58ac"
		],
		[
			194649,
			1,
			"\ud845\udce4"
		],
		[
			194650,
			1,
			"\u58f2"
		],
		[
			194651,
			1,
			"\u58f7"
		],
		[
			194652,
			1,
			"\u5906"
		],
		[
			194653,
			1,
			"\u591a"
		],
		[
			194654,
			1,
			"\u5922"
		],
		[
			194655,
			1,
			"\u5962"
		],
		[
			194656,
			1,
			"\ud845\udea8"
		],
		[
			194657,
			1,
			"\ud845\udeea"
		],
		[
			194658,
			1,
			"\u59ec"
		],
		[
			194659,
			1,
			"\u5a1b"
		],
		[
			194660,
			1,
			"\u5a27"
		],
		[
			194661,
			1,
			"\u59d8"
		],
		[
			194662,
			1,
			"\u5a66"
		],
		[
			194663,
			1,
			"\u36ee"
		],
		[
			194664,
			1,
			"\u36fc"
		],
		[
			194665,
			1,
			"\u5b08"
		],
		[
			[194666, 194667],
			1,
			"\u5b3e"
		],
		[
			194668,
			1,
			"\ud846\uddc8"
		],
		[
			194669,
			1,
			"\u5bc3"
		],
		[
			194670,
			1,
			"\u5bd8"
		],
		[
			194671,
			1,
			"\u5be7"
		],
		[
			194672,
			1,
			"\u5bf3"
		],
		[
			194673,
			1,
			"\ud846\udf18"
		],
		[
			194674,
			1,
			"\u5bff"
		],
		[
			194675,
			1,
			"\u5c06"
		],
		[
			194676,
			1,
			"\u5f53"
		],
		[
			194677,
			1,
			"\u5c22"
		],
		[
			194678,
			1,
			"\u3781"
		],
		[
			194679,
			1,
			"\u5c60"
		],
		[
			194680,
			1,
			"\u5c6e"
		],
		[
			194681,
			1,
			"\u5cc0"
		],
		[
			194682,
			1,
			"\u5c8d"
		],
		[
			194683,
			1,
			"\ud847\udde4"
		],
		[
			194684,
			1,
			"\u5d43"
		],
		[
			194685,
			1,
			"\ud847\udde6"
		],
		[
			194686,
			1,
			"\u5d6e"
		],
		[
			194687,
			1,
			"\u5d6b"
		],
		[
			194688,
			1,
			"\u5d7c"
		],
		[
			194689,
			1,
			"\u5de1"
		],
		[
			194690,
			1,
			"\u5de2"
		],
		[
			194691,
			1,
			"\u382f"
		],
		[
			194692,
			1,
			"\u5dfd"
		],
		[
			194693,
			1,
			"\u5e28"
		],
		[
			194694,
			1,
			"\u5e3d"
		],
		[
			194695,
			1,
			"\u5e69"
		],
		[
			194696,
			1,
			"\u3862"
		],
		[
			194697,
			1,
			"\ud848\udd83"
		],
		[
			194698,
			1,
			"\u387c"
		],
		[
			194699,
			1,
			"\u5eb0"
		],
		[
			194700,
			1,
			"\u5eb3"
		],
		[
			194701,
			1,
			"\u5eb6"
		],
		[
			194702,
			1,
			"\u5eca"
		],
		[
			194703,
			1,
			"\ud868\udf92"
		],
		[
			194704,
			1,
			"\u5efe"
		],
		[
			[194705, 194706],
			1,
			"\ud848\udf31"
		],
		[
			194707,
			1,
			"\u8201"
		],
		[
			[194708, 194709],
			1,
			"\u5f22"
		],
		[
			194710,
			1,
			"\u38c7"
		],
		[
			194711,
			1,
			"\ud84c\udeb8"
		],
		[
			194712,
			1,
			"\ud858\uddda"
		],
		[
			194713,
			1,
			"\u5f62"
		],
		[
			194714,
			1,
			"\u5f6b"
		],
		[
			194715,
			1,
			"\u38e3"
		],
		[
			194716,
			1,
			"\u5f9a"
		],
		[
			194717,
			1,
			"\u5fcd"
		],
		[
			194718,
			1,
			"\u5fd7"
		],
		[
			194719,
			1,
			"\u5ff9"
		],
		[
			194720,
			1,
			"\u6081"
		],
		[
			194721,
			1,
			"\u393a"
		],
		[
			194722,
			1,
			"\u391c"
		],
		[
			194723,
			1,
			"\u6094"
		],
		[
			194724,
			1,
			"\ud849\uded4"
		],
		[
			194725,
			1,
			"\u60c7"
		],
		[
			194726,
			1,
			"\u6148"
		],
		[
			194727,
			1,
			"\u614c"
		],
		[
			194728,
			1,
			"\u614e"
		],
		[
			194729,
			1,
			"\u614c"
		],
		[
			194730,
			1,
			"\u617a"
		],
		[
			194731,
			1,
			"\u618e"
		],
		[
			194732,
			1,
			"\u61b2"
		],
		[
			194733,
			1,
			"\u61a4"
		],
		[
			194734,
			1,
			"\u61af"
		],
		[
			194735,
			1,
			"\u61de"
		],
		[
			194736,
			1,
			"\u61f2"
		],
		[
			194737,
			1,
			"\u61f6"
		],
		[
			194738,
			1,
			"\u6210"
		],
		[
			194739,
			1,
			"\u621b"
		],
		[
			194740,
			1,
			"\u625d"
		],
		[
			194741,
			1,
			"\u62b1"
		],
		[
			194742,
			1,
			"\u62d4"
		],
		[
			194743,
			1,
			"\u6350"
		],
		[
			194744,
			1,
			"\ud84a\udf0c"
		],
		[
			194745,
			1,
			"\u633d"
		],
		[
			194746,
			1,
			"\u62fc"
		],
		[
			194747,
			1,
			"\u6368"
		],
		[
			194748,
			1,
			"\u6383"
		],
		[
			194749,
			1,
			"\u63e4"
		],
		[
			194750,
			1,
			"\ud84a\udff1"
		],
		[
			194751,
			1,
			"\u6422"
		],
		[
			194752,
			1,
			"\u63c5"
		],
		[
			194753,
			1,
			"\u63a9"
		],
		[
			194754,
			1,
			"\u3a2e"
		],
		[
			194755,
			1,
			"\u6469"
		],
		[
			194756,
			1,
			"\u647e"
		],
		[
			194757,
			1,
			"\u649d"
		],
		[
			194758,
			1,
			"\u6477"
		],
		[
			194759,
			1,
			"\u3a6c"
		],
		[
			194760,
			1,
			"\u654f"
		],
		[
			194761,
			1,
			"\u656c"
		],
		[
			194762,
			1,
			"\ud84c\udc0a"
		],
		[
			194763,
			1,
			"\u65e3"
		],
		[
			194764,
			1,
			"\u66f8"
		],
		[
			194765,
			1,
			"\u6649"
		],
		[
			194766,
			1,
			"\u3b19"
		],
		[
			194767,
			1,
			"\u6691"
		],
		[
			194768,
			1,
			"\u3b08"
		],
		[
			194769,
			1,
			"\u3ae4"
		],
		[
			194770,
			1,
			"\u5192"
		],
		[
			194771,
			1,
			"\u5195"
		],
		[
			194772,
			1,
			"\u6700"
		],
		[
			194773,
			1,
			"\u669c"
		],
		[
			194774,
			1,
			"\u80ad"
		],
		[
			194775,
			1,
			"\u43d9"
		],
		[
			194776,
			1,
			"\u6717"
		],
		[
			194777,
			1,
			"\u671b"
		],
		[
			194778,
			1,
			"\u6721"
		],
		[
			194779,
			1,
			"\u675e"
		],
		[
			194780,
			1,
			"\u6753"
		],
		[
			194781,
			1,
			"\ud84c\udfc3"
		],
		[
			194782,
			1,
			"\u3b49"
		],
		[
			194783,
			1,
			"\u67fa"
		],
		[
			194784,
			1,
			"\u6785"
		],
		[
			194785,
			1,
			"\u6852"
		],
		[
			194786,
			1,
			"\u6885"
		],
		[
			194787,
			1,
			"\ud84d\udc6d"
		],
		[
			194788,
			1,
			"\u688e"
		],
		[
			194789,
			1,
			"\u681f"
		],
		[
			194790,
			1,
			"\u6914"
		],
		[
			194791,
			1,
			"\u3b9d"
		],
		[
			194792,
			1,
			"\u6942"
		],
		[
			194793,
			1,
			"\u69a3"
		],
		[
			194794,
			1,
			"\u69ea"
		],
		[
			194795,
			1,
			"\u6aa8"
		],
		[
			194796,
			1,
			"\ud84d\udea3"
		],
		[
			194797,
			1,
			"\u6adb"
		],
		[
			194798,
			1,
			"\u3c18"
		],
		[
			194799,
			1,
			"\u6b21"
		],
		[
			194800,
			1,
			"\ud84e\udca7"
		],
		[
			194801,
			1,
			"\u6b54"
		],
		[
			194802,
			1,
			"\u3c4e"
		],
		[
			194803,
			1,
			"\u6b72"
		],
		[
			194804,
			1,
			"\u6b9f"
		],
		[
			194805,
			1,
			"\u6bba"
		],
		[
			194806,
			1,
			"\u6bbb"
		],
		[
			194807,
			1,
			"\ud84e\ude8d"
		],
		[
			194808,
			1,
			"\ud847\udd0b"
		],
		[
			194809,
			1,
			"\ud84e\udefa"
		],
		[
			194810,
			1,
			"\u6c4e"
		],
		[
			194811,
			1,
			"\ud84f\udcbc"
		],
		[
			194812,
			1,
			"\u6cbf"
		],
		[
			194813,
			1,
			"\u6ccd"
		],
		[
			194814,
			1,
			"\u6c67"
		],
		[
			194815,
			1,
			"\u6d16"
		],
		[
			194816,
			1,
			"\u6d3e"
		],
		[
			194817,
			1,
			"\u6d77"
		],
		[
			194818,
			1,
			"\u6d41"
		],
		[
			194819,
			1,
			"\u6d69"
		],
		[
			194820,
			1,
			"\u6d78"
		],
		[
			194821,
			1,
			"\u6d85"
		],
		[
			194822,
			1,
			"\ud84f\udd1e"
		],
		[
			194823,
			1,
			"\u6d34"
		],
		[
			194824,
			1,
			"\u6e2f"
		],
		[
			194825,
			1,
			"\u6e6e"
		],
		[
			194826,
			1,
			"\u3d33"
		],
		[
			194827,
			1,
			"\u6ecb"
		],
		[
			194828,
			1,
			"\u6ec7"
		],
		[
			194829,
			1,
			"\ud84f\uded1"
		],
		[
			194830,
			1,
			"\u6df9"
		],
		[
			194831,
			1,
			"\u6f6e"
		],
		[
			194832,
			1,
			"\ud84f\udf5e"
		],
		[
			194833,
			1,
			"\ud84f\udf8e"
		],
		[
			194834,
			1,
			"\u6fc6"
		],
		[
			194835,
			1,
			"\u7039"
		],
		[
			194836,
			1,
			"\u701e"
		],
		[
			194837,
			1,
			"\u701b"
		],
		[
			194838,
			1,
			"\u3d96"
		],
		[
			194839,
			1,
			"\u704a"
		],
		[
			194840,
			1,
			"\u707d"
		],
		[
			194841,
			1,
			"\u7077"
		],
		[
			194842,
			1,
			"\u70ad"
		],
		[
			194843,
			1,
			"\ud841\udd25"
		],
		[
			194844,
			1,
			"\u7145"
		],
		[
			194845,
			1,
			"\ud850\ude63"
		],
		[
			194846,
			1,
			"\u719c"
		],
		[
			194847,
			1,
			"\ud850\udfab"
		],
		[
			194848,
			1,
			"\u7228"
		],
		[
			194849,
			1,
			"\u7235"
		],
		[
			194850,
			1,
			"\u7250"
		],
		[
			194851,
			1,
			"\ud851\ude08"
		],
		[
			194852,
			1,
			"\u7280"
		],
		[
			194853,
			1,
			"\u7295"
		],
		[
			194854,
			1,
			"\ud851\udf35"
		],
		[
			194855,
			1,
			"\ud852\udc14"
		],
		[
			194856,
			1,
			"\u737a"
		],
		[
			194857,
			1,
			"\u738b"
		],
		[
			194858,
			1,
			"\u3eac"
		],
		[
			194859,
			1,
			"\u73a5"
		],
		[
			[194860, 194861],
			1,
			"\u3eb8"
		],
		[
			194862,
			1,
			"\u7447"
		],
		[
			194863,
			1,
			"\u745c"
		],
		[
			194864,
			1,
			"\u7471"
		],
		[
			194865,
			1,
			"\u7485"
		],
		[
			194866,
			1,
			"\u74ca"
		],
		[
			194867,
			1,
			"\u3f1b"
		],
		[
			194868,
			1,
			"\u7524"
		],
		[
			194869,
			1,
			"\ud853\udc36"
		],
		[
			194870,
			1,
			"\u753e"
		],
		[
			194871,
			1,
			"\ud853\udc92"
		],
		[
			194872,
			1,
			"\u7570"
		],
		[
			194873,
			1,
			"\ud848\udd9f"
		],
		[
			194874,
			1,
			"\u7610"
		],
		[
			194875,
			1,
			"\ud853\udfa1"
		],
		[
			194876,
			1,
			"\ud853\udfb8"
		],
		[
			194877,
			1,
			"\ud854\udc44"
		],
		[
			194878,
			1,
			"\u3ffc"
		],
		[
			194879,
			1,
			"\u4008"
		],
		[
			194880,
			1,
			"\u76f4"
		],
		[
			194881,
			1,
			"\ud854\udcf3"
		],
		[
			194882,
			1,
			"\ud854\udcf2"
		],
		[
			194883,
			1,
			"\ud854\udd19"
		],
		[
			194884,
			1,
			"\ud854\udd33"
		],
		[
			194885,
			1,
			"\u771e"
		],
		[
			[194886, 194887],
			1,
			"\u771f"
		],
		[
			194888,
			1,
			"\u774a"
		],
		[
			194889,
			1,
			"\u4039"
		],
		[
			194890,
			1,
			"\u778b"
		],
		[
			194891,
			1,
			"\u4046"
		],
		[
			194892,
			1,
			"\u4096"
		],
		[
			194893,
			1,
			"\ud855\udc1d"
		],
		[
			194894,
			1,
			"\u784e"
		],
		[
			194895,
			1,
			"\u788c"
		],
		[
			194896,
			1,
			"\u78cc"
		],
		[
			194897,
			1,
			"\u40e3"
		],
		[
			194898,
			1,
			"\ud855\ude26"
		],
		[
			194899,
			1,
			"\u7956"
		],
		[
			194900,
			1,
			"\ud855\ude9a"
		],
		[
			194901,
			1,
			"\ud855\udec5"
		],
		[
			194902,
			1,
			"\u798f"
		],
		[
			194903,
			1,
			"\u79eb"
		],
		[
			194904,
			1,
			"\u412f"
		],
		[
			194905,
			1,
			"\u7a40"
		],
		[
			194906,
			1,
			"\u7a4a"
		],
		[
			194907,
			1,
			"\u7a4f"
		],
		[
			194908,
			1,
			"\ud856\udd7c"
		],
		[
			[194909, 194910],
			1,
			"\ud856\udea7"
		],
		[
			194911,
			1,
			"\u7aee"
		],
		[
			194912,
			1,
			"\u4202"
		],
		[
			194913,
			1,
			"\ud856\udfab"
		],
		[
			194914,
			1,
			"\u7bc6"
		],
		[
			194915,
			1,
			"\u7bc9"
		],
		[
			194916,
			1,
			"\u4227"
		],
		[
			194917,
			1,
			"\ud857\udc80"
		],
		[
			194918,
			1,
			"\u7cd2"
		],
		[
			194919,
			1,
			"\u42a0"
		],
		[
			194920,
			1,
			"\u7ce8"
		],
		[
			194921,
			1,
			"\u7ce3"
		],
		[
			194922,
			1,
			"\u7d00"
		],
		[
			194923,
			1,
			"\ud857\udf86"
		],
		[
			194924,
			1,
			"\u7d63"
		],
		[
			194925,
			1,
			"\u4301"
		],
		[
			194926,
			1,
			"\u7dc7"
		],
		[
			194927,
			1,
			"\u7e02"
		],
		[
			194928,
			1,
			"\u7e45"
		],
		[
			194929,
			1,
			"\u4334"
		],
		[
			194930,
			1,
			"\ud858\ude28"
		],
		[
			194931,
			1,
			"\ud858\ude47"
		],
		[
			194932,
			1,
			"\u4359"
		],
		[
			194933,
			1,
			"\ud858\uded9"
		],
		[
			194934,
			1,
			"\u7f7a"
		],
		[
			194935,
			1,
			"\ud858\udf3e"
		],
		[
			194936,
			1,
			"\u7f95"
		],
		[
			194937,
			1,
			"\u7ffa"
		],
		[
			194938,
			1,
			"\u8005"
		],
		[
			194939,
			1,
			"\ud859\udcda"
		],
		[
			194940,
			1,
			"\ud859\udd23"
		],
		[
			194941,
			1,
			"\u8060"
		],
		[
			194942,
			1,
			"\ud859\udda8"
		],
		[
			194943,
			1,
			"\u8070"
		],
		[
			194944,
			1,
			"\ud84c\udf5f"
		],
		[
			194945,
			1,
			"\u43d5"
		],
		[
			194946,
			1,
			"\u80b2"
		],
		[
			194947,
			1,
			"\u8103"
		],
		[
			194948,
			1,
			"\u440b"
		],
		[
			194949,
			1,
			"\u813e"
		],
		[
			194950,
			1,
			"\u5ab5"
		],
		[
			194951,
			1,
			"\ud859\udfa7"
		],
		[
			194952,
			1,
			"\ud859\udfb5"
		],
		[
			194953,
			1,
			"\ud84c\udf93"
		],
		[
			194954,
			1,
			"\ud84c\udf9c"
		],
		[
			194955,
			1,
			"\u8201"
		],
		[
			194956,
			1,
			"\u8204"
		],
		[
			194957,
			1,
			"\u8f9e"
		],
		[
			194958,
			1,
			"\u446b"
		],
		[
			194959,
			1,
			"\u8291"
		],
		[
			194960,
			1,
			"\u828b"
		],
		[
			194961,
			1,
			"\u829d"
		],
		[
			194962,
			1,
			"\u52b3"
		],
		[
			194963,
			1,
			"\u82b1"
		],
		[
			194964,
			1,
			"\u82b3"
		],
		[
			194965,
			1,
			"\u82bd"
		],
		[
			194966,
			1,
			"\u82e6"
		],
		[
			194967,
			1,
			"\ud85a\udf3c"
		],
		[
			194968,
			1,
			"\u82e5"
		],
		[
			194969,
			1,
			"\u831d"
		],
		[
			194970,
			1,
			"\u8363"
		],
		[
			194971,
			1,
			"\u83ad"
		],
		[
			194972,
			1,
			"\u8323"
		],
		[
			194973,
			1,
			"\u83bd"
		],
		[
			194974,
			1,
			"\u83e7"
		],
		[
			194975,
			1,
			"\u8457"
		],
		[
			194976,
			1,
			"\u8353"
		],
		[
			194977,
			1,
			"\u83ca"
		],
		[
			194978,
			1,
			"\u83cc"
		],
		[
			194979,
			1,
			"\u83dc"
		],
		[
			194980,
			1,
			"\ud85b\udc36"
		],
		[
			194981,
			1,
			"\ud85b\udd6b"
		],
		[
			194982,
			1,
			"\ud85b\udcd5"
		],
		[
			194983,
			1,
			"\u452b"
		],
		[
			194984,
			1,
			"\u84f1"
		],
		[
			194985,
			1,
			"\u84f3"
		],
		[
			194986,
			1,
			"\u8516"
		],
		[
			194987,
			1,
			"\ud85c\udfca"
		],
		[
			194988,
			1,
			"\u8564"
		],
		[
			194989,
			1,
			"\ud85b\udf2c"
		],
		[
			194990,
			1,
			"\u455d"
		],
		[
			194991,
			1,
			"\u4561"
		],
		[
			194992,
			1,
			"\ud85b\udfb1"
		],
		[
			194993,
			1,
			"\ud85c\udcd2"
		],
		[
			194994,
			1,
			"\u456b"
		],
		[
			194995,
			1,
			"\u8650"
		],
		[
			194996,
			1,
			"\u865c"
		],
		[
			194997,
			1,
			"\u8667"
		],
		[
			194998,
			1,
			"\u8669"
		],
		[
			194999,
			1,
			"\u86a9"
		],
		[
			195e3,
			1,
			"\u8688"
		],
		[
			195001,
			1,
			"\u870e"
		],
		[
			195002,
			1,
			"\u86e2"
		],
		[
			195003,
			1,
			"\u8779"
		],
		[
			195004,
			1,
			"\u8728"
		],
		[
			195005,
			1,
			"\u876b"
		],
		[
			195006,
			1,
			"\u8786"
		],
		[
			195007,
			1,
			"\u45d7"
		],
		[
			195008,
			1,
			"\u87e1"
		],
		[
			195009,
			1,
			"\u8801"
		],
		[
			195010,
			1,
			"\u45f9"
		],
		[
			195011,
			1,
			"\u8860"
		],
		[
			195012,
			1,
			"\u8863"
		],
		[
			195013,
			1,
			"\ud85d\ude67"
		],
		[
			195014,
			1,
			"\u88d7"
		],
		[
			195015,
			1,
			"\u88de"
		],
		[
			195016,
			1,
			"\u4635"
		],
		[
			195017,
			1,
			"\u88fa"
		],
		[
			195018,
			1,
			"\u34bb"
		],
		[
			195019,
			1,
			"\ud85e\udcae"
		],
		[
			195020,
			1,
			"\ud85e\udd66"
		],
		[
			195021,
			1,
			"\u46be"
		],
		[
			195022,
			1,
			"\u46c7"
		],
		[
			195023,
			1,
			"\u8aa0"
		],
		[
			195024,
			1,
			"\u8aed"
		],
		[
			195025,
			1,
			"\u8b8a"
		],
		[
			195026,
			1,
			"\u8c55"
		],
		[
			195027,
			1,
			"\ud85f\udca8"
		],
		[
			195028,
			1,
			"\u8cab"
		],
		[
			195029,
			1,
			"\u8cc1"
		],
		[
			195030,
			1,
			"\u8d1b"
		],
		[
			195031,
			1,
			"\u8d77"
		],
		[
			195032,
			1,
			"\ud85f\udf2f"
		],
		[
			195033,
			1,
			"\ud842\udc04"
		],
		[
			195034,
			1,
			"\u8dcb"
		],
		[
			195035,
			1,
			"\u8dbc"
		],
		[
			195036,
			1,
			"\u8df0"
		],
		[
			195037,
			1,
			"\ud842\udcde"
		],
		[
			195038,
			1,
			"\u8ed4"
		],
		[
			195039,
			1,
			"\u8f38"
		],
		[
			195040,
			1,
			"\ud861\uddd2"
		],
		[
			195041,
			1,
			"\ud861\udded"
		],
		[
			195042,
			1,
			"\u9094"
		],
		[
			195043,
			1,
			"\u90f1"
		],
		[
			195044,
			1,
			"\u9111"
		],
		[
			195045,
			1,
			"\ud861\udf2e"
		],
		[
			195046,
			1,
			"\u911b"
		],
		[
			195047,
			1,
			"\u9238"
		],
		[
			195048,
			1,
			"\u92d7"
		],
		[
			195049,
			1,
			"\u92d8"
		],
		[
			195050,
			1,
			"\u927c"
		],
		[
			195051,
			1,
			"\u93f9"
		],
		[
			195052,
			1,
			"\u9415"
		],
		[
			195053,
			1,
			"\ud862\udffa"
		],
		[
			195054,
			1,
			"\u958b"
		],
		[
			195055,
			1,
			"\u4995"
		],
		[
			195056,
			1,
			"\u95b7"
		],
		[
			195057,
			1,
			"\ud863\udd77"
		],
		[
			195058,
			1,
			"\u49e6"
		],
		[
			195059,
			1,
			"\u96c3"
		],
		[
			195060,
			1,
			"\u5db2"
		],
		[
			195061,
			1,
			"\u9723"
		],
		[
			195062,
			1,
			"\ud864\udd45"
		],
		[
			195063,
			1,
			"\ud864\ude1a"
		],
		[
			195064,
			1,
			"\u4a6e"
		],
		[
			195065,
			1,
			"\u4a76"
		],
		[
			195066,
			1,
			"\u97e0"
		],
		[
			195067,
			1,
			"\ud865\udc0a"
		],
		[
			195068,
			1,
			"\u4ab2"
		],
		[
			195069,
			1,
			"\ud865\udc96"
		],
		[
			[195070, 195071],
			1,
			"\u980b"
		],
		[
			195072,
			1,
			"\u9829"
		],
		[
			195073,
			1,
			"\ud865\uddb6"
		],
		[
			195074,
			1,
			"\u98e2"
		],
		[
			195075,
			1,
			"\u4b33"
		],
		[
			195076,
			1,
			"\u9929"
		],
		[
			195077,
			1,
			"\u99a7"
		],
		[
			195078,
			1,
			"\u99c2"
		],
		[
			195079,
			1,
			"\u99fe"
		],
		[
			195080,
			1,
			"\u4bce"
		],
		[
			195081,
			1,
			"\ud866\udf30"
		],
		[
			195082,
			1,
			"\u9b12"
		],
		[
			195083,
			1,
			"\u9c40"
		],
		[
			195084,
			1,
			"\u9cfd"
		],
		[
			195085,
			1,
			"\u4cce"
		],
		[
			195086,
			1,
			"\u4ced"
		],
		[
			195087,
			1,
			"\u9d67"
		],
		[
			195088,
			1,
			"\ud868\udcce"
		],
		[
			195089,
			1,
			"\u4cf8"
		],
		[
			195090,
			1,
			"\ud868\udd05"
		],
		[
			195091,
			1,
			"\ud868\ude0e"
		],
		[
			195092,
			1,
			"\ud868\ude91"
		],
		[
			195093,
			1,
			"\u9ebb"
		],
		[
			195094,
			1,
			"\u4d56"
		],
		[
			195095,
			1,
			"\u9ef9"
		],
		[
			195096,
			1,
			"\u9efe"
		],
		[
			195097,
			1,
			"\u9f05"
		],
		[
			195098,
			1,
			"\u9f0f"
		],
		[
			195099,
			1,
			"\u9f16"
		],
		[
			195100,
			1,
			"\u9f3b"
		],
		[
			195101,
			1,
			"\ud869\ude00"
		],
		[[195102, 196605], 3],
		[[196606, 196607], 3],
		[[196608, 201546], 2],
		[[201547, 201551], 3],
		[[201552, 205743], 2],
		[[205744, 210041], 2],
		[[210042, 262141], 3],
		[[262142, 262143], 3],
		[[262144, 327677], 3],
		[[327678, 327679], 3],
		[[327680, 393213], 3],
		[[393214, 393215], 3],
		[[393216, 458749], 3],
		[[458750, 458751], 3],
		[[458752, 524285], 3],
		[[524286, 524287], 3],
		[[524288, 589821], 3],
		[[589822, 589823], 3],
		[[589824, 655357], 3],
		[[655358, 655359], 3],
		[[655360, 720893], 3],
		[[720894, 720895], 3],
		[[720896, 786429], 3],
		[[786430, 786431], 3],
		[[786432, 851965], 3],
		[[851966, 851967], 3],
		[[851968, 917501], 3],
		[[917502, 917503], 3],
		[917504, 3],
		[917505, 3],
		[[917506, 917535], 3],
		[[917536, 917631], 3],
		[[917632, 917759], 3],
		[[917760, 917999], 7],
		[[918e3, 983037], 3],
		[[983038, 983039], 3],
		[[983040, 1048573], 3],
		[[1048574, 1048575], 3],
		[[1048576, 1114109], 3],
		[[1114110, 1114111], 3]
	];
}));

// node_modules/tr46/lib/statusMapping.js
var require_statusMapping = /* @__PURE__ */ require_rolldown_runtime.__commonJSMin(((exports, module) => {
	module.exports.STATUS_MAPPING = {
		mapped: 1,
		valid: 2,
		disallowed: 3,
		deviation: 6,
		ignored: 7
	};
}));

// node_modules/tr46/index.js
var require_tr46 = /* @__PURE__ */ require_rolldown_runtime.__commonJSMin(((exports, module) => {
	const punycode = require_punycode();
	const regexes = require_regexes();
	const mappingTable = require_mappingTable();
	const { STATUS_MAPPING } = require_statusMapping();
	function containsNonASCII(str) {
		return /[^\x00-\x7F]/u.test(str);
	}
	function findStatus(val) {
		let start = 0;
		let end = mappingTable.length - 1;
		while (start <= end) {
			const mid = Math.floor((start + end) / 2);
			const target = mappingTable[mid];
			const min = Array.isArray(target[0]) ? target[0][0] : target[0];
			const max = Array.isArray(target[0]) ? target[0][1] : target[0];
			if (min <= val && max >= val) return target.slice(1);
			else if (min > val) end = mid - 1;
			else start = mid + 1;
		}
		return null;
	}
	function mapChars(domainName, { transitionalProcessing }) {
		let processed = "";
		for (const ch of domainName) {
			const [status, mapping] = findStatus(ch.codePointAt(0));
			switch (status) {
				case STATUS_MAPPING.disallowed:
					processed += ch;
					break;
				case STATUS_MAPPING.ignored: break;
				case STATUS_MAPPING.mapped:
					if (transitionalProcessing && ch === "\u1e9e") processed += "ss";
					else processed += mapping;
					break;
				case STATUS_MAPPING.deviation:
					if (transitionalProcessing) processed += mapping;
					else processed += ch;
					break;
				case STATUS_MAPPING.valid: processed += ch;
			}
		}
		return processed;
	}
	function validateLabel(label, { checkHyphens, checkBidi, checkJoiners, transitionalProcessing, useSTD3ASCIIRules, isBidi }) {
		if (label.length === 0) return true;
		if (label.normalize("NFC") !== label) return false;
		const codePoints = Array.from(label);
		if (checkHyphens) {
			if (codePoints[2] === "-" && codePoints[3] === "-" || label.startsWith("-") || label.endsWith("-")) return false;
		}
		if (!checkHyphens) {
			if (label.startsWith("xn--")) return false;
		}
		if (label.includes(".")) return false;
		if (regexes.combiningMarks.test(codePoints[0])) return false;
		for (const ch of codePoints) {
			const codePoint = ch.codePointAt(0);
			const [status] = findStatus(codePoint);
			if (transitionalProcessing) {
				if (status !== STATUS_MAPPING.valid) return false;
			} else if (status !== STATUS_MAPPING.valid && status !== STATUS_MAPPING.deviation) return false;
			if (useSTD3ASCIIRules && codePoint <= 127) {
				if (!/^(?:[a-z]|[0-9]|-)$/u.test(ch)) return false;
			}
		}
		if (checkJoiners) {
			let last = 0;
			for (const [i, ch] of codePoints.entries()) if (ch === "\u200c" || ch === "\u200d") {
				if (i > 0) {
					if (regexes.combiningClassVirama.test(codePoints[i - 1])) continue;
					if (ch === "\u200c") {
						const next = codePoints.indexOf("\u200c", i + 1);
						const test = next < 0 ? codePoints.slice(last) : codePoints.slice(last, next);
						if (regexes.validZWNJ.test(test.join(""))) {
							last = i + 1;
							continue;
						}
					}
				}
				return false;
			}
		}
		if (checkBidi && isBidi) {
			let rtl;
			if (regexes.bidiS1LTR.test(codePoints[0])) rtl = false;
			else if (regexes.bidiS1RTL.test(codePoints[0])) rtl = true;
			else return false;
			if (rtl) {
				if (!regexes.bidiS2.test(label) || !regexes.bidiS3.test(label) || regexes.bidiS4EN.test(label) && regexes.bidiS4AN.test(label)) return false;
			} else if (!regexes.bidiS5.test(label) || !regexes.bidiS6.test(label)) return false;
		}
		return true;
	}
	function isBidiDomain(labels) {
		const domain = labels.map((label) => {
			if (label.startsWith("xn--")) try {
				return punycode.decode(label.substring(4));
			} catch {
				return "";
			}
			return label;
		}).join(".");
		return regexes.bidiDomain.test(domain);
	}
	function processing(domainName, options) {
		let string = mapChars(domainName, options);
		string = string.normalize("NFC");
		const labels = string.split(".");
		const isBidi = isBidiDomain(labels);
		let error = false;
		for (const [i, origLabel] of labels.entries()) {
			let label = origLabel;
			let transitionalProcessingForThisLabel = options.transitionalProcessing;
			if (label.startsWith("xn--")) {
				if (containsNonASCII(label)) {
					error = true;
					continue;
				}
				try {
					label = punycode.decode(label.substring(4));
				} catch {
					if (!options.ignoreInvalidPunycode) {
						error = true;
						continue;
					}
				}
				labels[i] = label;
				if (label === "" || !containsNonASCII(label)) error = true;
				transitionalProcessingForThisLabel = false;
			}
			if (error) continue;
			if (!validateLabel(label, {
				...options,
				transitionalProcessing: transitionalProcessingForThisLabel,
				isBidi
			})) error = true;
		}
		return {
			string: labels.join("."),
			error
		};
	}
	function toASCII(domainName, { checkHyphens = false, checkBidi = false, checkJoiners = false, useSTD3ASCIIRules = false, verifyDNSLength = false, transitionalProcessing = false, ignoreInvalidPunycode = false } = {}) {
		const result = processing(domainName, {
			checkHyphens,
			checkBidi,
			checkJoiners,
			useSTD3ASCIIRules,
			transitionalProcessing,
			ignoreInvalidPunycode
		});
		let labels = result.string.split(".");
		labels = labels.map((l) => {
			if (containsNonASCII(l)) try {
				return `xn--${punycode.encode(l)}`;
			} catch {
				result.error = true;
			}
			return l;
		});
		if (verifyDNSLength) {
			const total = labels.join(".").length;
			if (total > 253 || total === 0) result.error = true;
			for (let i = 0; i < labels.length; ++i) if (labels[i].length > 63 || labels[i].length === 0) {
				result.error = true;
				break;
			}
		}
		if (result.error) return null;
		return labels.join(".");
	}
	function toUnicode(domainName, { checkHyphens = false, checkBidi = false, checkJoiners = false, useSTD3ASCIIRules = false, transitionalProcessing = false, ignoreInvalidPunycode = false } = {}) {
		const result = processing(domainName, {
			checkHyphens,
			checkBidi,
			checkJoiners,
			useSTD3ASCIIRules,
			transitionalProcessing,
			ignoreInvalidPunycode
		});
		return {
			domain: result.string,
			error: result.error
		};
	}
	module.exports = {
		toASCII,
		toUnicode
	};
}));

// src/core/values/idna.ts
var import_tr46 = require_tr46();
const options = {
	checkBidi: true,
	checkJoiners: true,
	checkHyphens: false,
	useSTD3ASCIIRules: true,
	transitionalProcessing: false
};
/** In IDNA 2008, only letters, marks, and digits are valid, and joiners where a script needs them, which UTS 46 checks. */
const letters = /^[\p{L}\p{N}\p{M}\p{Join_Control}-]+$/u;
/** Characters that are valid in IDNA 2008 next to certain letters (RFC 5892, appendixes A.3 to A.7). */
const inContext = /(?<=l)\u00b7(?=l)|\u0375(?=\p{sc=Greek})|(?<=\p{sc=Hebrew})[\u05f3\u05f4]|\u30fb/gu;
/**
* Converts a domain by UTS 46 without transitional mappings, as browsers do, but rejects characters that UTS 46 drops or replaces,
* except letters that differ only in case or in their Unicode normalization form: reviewers would see another domain than the
* one that gets the email. Unicode's mapping table decides that, in the form of the tr46 package. The table is large, so load
* this module only if `mayNeedIdna` is true.
*/
const toAsciiDomain = (domain) => {
	const written = domain.split(".");
	const invalid = written.every(hasOnlyLetters) ? "domain-idna" : "domain-characters";
	const ascii = (0, import_tr46.toASCII)(domain, options);
	if (ascii === null) return {
		ok: false,
		problem: invalid
	};
	const encoded = ascii.split(".");
	const read = (0, import_tr46.toUnicode)(ascii, options).domain.split(".");
	const isSame = (label, index) => [encoded[index], fold(read[index])].includes(fold(label));
	if (read.length !== written.length || !written.every(isSame)) return {
		ok: false,
		problem: "domain-changed"
	};
	if (read.some((label) => /^-|-$/.test(label))) return {
		ok: false,
		problem: "domain-label"
	};
	return read.every(hasOnlyLetters) ? {
		ok: true,
		value: ascii
	} : {
		ok: false,
		problem: invalid
	};
};
function hasOnlyLetters(label) {
	return label === "" || letters.test(label.replace(inContext, ""));
}
/** Returns the form in which labels are compared. Changes the case of each character alone, as UTS 46 does. */
function fold(label = "") {
	return Array.from(label, (character) => character.toLowerCase()).join("").normalize("NFC");
}

exports.toAsciiDomain = toAsciiDomain;