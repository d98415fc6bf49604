const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_pulls = require("./github-pulls.js");
const require_action = require("../action.js");

// \0virtual:validate-state
var import_ucs2length = /* @__PURE__ */ require_rolldown_runtime.__toESM(require_pulls.require_ucs2length());
const runtime0 = import_ucs2length.default.default ?? import_ucs2length.default;
var _virtual_validate_state_default = validate20;
const pattern4 = new RegExp("^[A-Za-z0-9_-]{1,64}$", "u");
const func1 = runtime0;
const schema33 = {
	"title": "Intent to invite",
	"description": "A call to send. Written before the call is sent. Without an outcome, the call is unconfirmed.",
	"type": "object",
	"additionalProperties": false,
	"required": [
		"event",
		"at",
		"call",
		"action",
		"workspaceIds",
		"emails"
	],
	"properties": {
		"event": {
			"title": "Event",
			"description": "Always intent.",
			"examples": ["intent"],
			"const": "intent"
		},
		"at": { "$ref": "#/$defs/at" },
		"call": { "$ref": "#/$defs/call" },
		"action": {
			"title": "Action",
			"description": "What the call requests.",
			"examples": ["invite"],
			"const": "invite"
		},
		"workspaceIds": { "$ref": "#/$defs/workspaceIds" },
		"emails": {
			"title": "Email addresses",
			"description": "Email addresses as they are sent, sorted by member.",
			"examples": [["ada@example.com"]],
			"type": "array",
			"minItems": 1,
			"items": { "$ref": "#/$defs/email" }
		},
		"commit": { "$ref": "#/$defs/commit" },
		"pullRequest": { "$ref": "#/$defs/pullRequest" },
		"run": { "$ref": "#/$defs/run" }
	}
};
const func3 = Object.prototype.hasOwnProperty;
const pattern5 = new RegExp("^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$", "u");
const pattern6 = new RegExp("^[A-Za-z0-9-]{1,64}$", "u");
const pattern8 = new RegExp("^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$", "u");
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate21.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.event === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "event" },
				message: "must have required property 'event'"
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.at === void 0) {
			const err1 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "at" },
				message: "must have required property 'at'"
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.call === void 0) {
			const err2 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "call" },
				message: "must have required property 'call'"
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		if (data.action === void 0) {
			const err3 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "action" },
				message: "must have required property 'action'"
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
		if (data.workspaceIds === void 0) {
			const err4 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "workspaceIds" },
				message: "must have required property 'workspaceIds'"
			};
			if (vErrors === null) vErrors = [err4];
			else vErrors.push(err4);
			errors++;
		}
		if (data.emails === void 0) {
			const err5 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "emails" },
				message: "must have required property 'emails'"
			};
			if (vErrors === null) vErrors = [err5];
			else vErrors.push(err5);
			errors++;
		}
		for (const key0 in data) if (!func3.call(schema33.properties, key0)) {
			const err6 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties"
			};
			if (vErrors === null) vErrors = [err6];
			else vErrors.push(err6);
			errors++;
		}
		if (data.event !== void 0) {
			if ("intent" !== data.event) {
				const err7 = {
					instancePath: instancePath + "/event",
					schemaPath: "#/properties/event/const",
					keyword: "const",
					params: { allowedValue: "intent" },
					message: "must be equal to constant"
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data.at !== void 0) {
			let data1 = data.at;
			if (typeof data1 === "string") {
				if (!pattern5.test(data1)) {
					const err8 = {
						instancePath: instancePath + "/at",
						schemaPath: "#/$defs/at/pattern",
						keyword: "pattern",
						params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" },
						message: "must match pattern \"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$\""
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
			} else {
				const err9 = {
					instancePath: instancePath + "/at",
					schemaPath: "#/$defs/at/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
		}
		if (data.call !== void 0) {
			let data2 = data.call;
			if (typeof data2 === "string") {
				if (!pattern6.test(data2)) {
					const err10 = {
						instancePath: instancePath + "/call",
						schemaPath: "#/$defs/call/pattern",
						keyword: "pattern",
						params: { pattern: "^[A-Za-z0-9-]{1,64}$" },
						message: "must match pattern \"^[A-Za-z0-9-]{1,64}$\""
					};
					if (vErrors === null) vErrors = [err10];
					else vErrors.push(err10);
					errors++;
				}
			} else {
				const err11 = {
					instancePath: instancePath + "/call",
					schemaPath: "#/$defs/call/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err11];
				else vErrors.push(err11);
				errors++;
			}
		}
		if (data.action !== void 0) {
			if ("invite" !== data.action) {
				const err12 = {
					instancePath: instancePath + "/action",
					schemaPath: "#/properties/action/const",
					keyword: "const",
					params: { allowedValue: "invite" },
					message: "must be equal to constant"
				};
				if (vErrors === null) vErrors = [err12];
				else vErrors.push(err12);
				errors++;
			}
		}
		if (data.workspaceIds !== void 0) {
			let data4 = data.workspaceIds;
			if (Array.isArray(data4)) {
				if (data4.length < 1) {
					const err13 = {
						instancePath: instancePath + "/workspaceIds",
						schemaPath: "#/$defs/workspaceIds/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items"
					};
					if (vErrors === null) vErrors = [err13];
					else vErrors.push(err13);
					errors++;
				}
				const len0 = data4.length;
				for (let i0 = 0; i0 < len0; i0++) {
					let data5 = data4[i0];
					if (typeof data5 === "string") {
						if (!pattern4.test(data5)) {
							const err14 = {
								instancePath: instancePath + "/workspaceIds/" + i0,
								schemaPath: "#/$defs/workspaceIds/items/pattern",
								keyword: "pattern",
								params: { pattern: "^[A-Za-z0-9_-]{1,64}$" },
								message: "must match pattern \"^[A-Za-z0-9_-]{1,64}$\""
							};
							if (vErrors === null) vErrors = [err14];
							else vErrors.push(err14);
							errors++;
						}
					} else {
						const err15 = {
							instancePath: instancePath + "/workspaceIds/" + i0,
							schemaPath: "#/$defs/workspaceIds/items/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string"
						};
						if (vErrors === null) vErrors = [err15];
						else vErrors.push(err15);
						errors++;
					}
				}
			} else {
				const err16 = {
					instancePath: instancePath + "/workspaceIds",
					schemaPath: "#/$defs/workspaceIds/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array"
				};
				if (vErrors === null) vErrors = [err16];
				else vErrors.push(err16);
				errors++;
			}
		}
		if (data.emails !== void 0) {
			let data6 = data.emails;
			if (Array.isArray(data6)) {
				if (data6.length < 1) {
					const err17 = {
						instancePath: instancePath + "/emails",
						schemaPath: "#/properties/emails/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items"
					};
					if (vErrors === null) vErrors = [err17];
					else vErrors.push(err17);
					errors++;
				}
				const len1 = data6.length;
				for (let i1 = 0; i1 < len1; i1++) {
					let data7 = data6[i1];
					if (typeof data7 === "string") {
						if (!pattern8.test(data7)) {
							const err18 = {
								instancePath: instancePath + "/emails/" + i1,
								schemaPath: "#/$defs/email/pattern",
								keyword: "pattern",
								params: { pattern: "^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$" },
								message: "must match pattern \"^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$\""
							};
							if (vErrors === null) vErrors = [err18];
							else vErrors.push(err18);
							errors++;
						}
					} else {
						const err19 = {
							instancePath: instancePath + "/emails/" + i1,
							schemaPath: "#/$defs/email/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string"
						};
						if (vErrors === null) vErrors = [err19];
						else vErrors.push(err19);
						errors++;
					}
				}
			} else {
				const err20 = {
					instancePath: instancePath + "/emails",
					schemaPath: "#/properties/emails/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array"
				};
				if (vErrors === null) vErrors = [err20];
				else vErrors.push(err20);
				errors++;
			}
		}
		if (data.commit !== void 0) {
			let data8 = data.commit;
			if (typeof data8 === "string") {
				if (func1(data8) > 100) {
					const err21 = {
						instancePath: instancePath + "/commit",
						schemaPath: "#/$defs/commit/maxLength",
						keyword: "maxLength",
						params: { limit: 100 },
						message: "must NOT have more than 100 characters"
					};
					if (vErrors === null) vErrors = [err21];
					else vErrors.push(err21);
					errors++;
				}
			} else {
				const err22 = {
					instancePath: instancePath + "/commit",
					schemaPath: "#/$defs/commit/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err22];
				else vErrors.push(err22);
				errors++;
			}
		}
		if (data.pullRequest !== void 0) {
			let data9 = data.pullRequest;
			if (!(typeof data9 == "number" && !(data9 % 1) && !isNaN(data9) && isFinite(data9))) {
				const err23 = {
					instancePath: instancePath + "/pullRequest",
					schemaPath: "#/$defs/pullRequest/type",
					keyword: "type",
					params: { type: "integer" },
					message: "must be integer"
				};
				if (vErrors === null) vErrors = [err23];
				else vErrors.push(err23);
				errors++;
			}
			if (typeof data9 == "number" && isFinite(data9)) {
				if (data9 < 1 || isNaN(data9)) {
					const err24 = {
						instancePath: instancePath + "/pullRequest",
						schemaPath: "#/$defs/pullRequest/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						message: "must be >= 1"
					};
					if (vErrors === null) vErrors = [err24];
					else vErrors.push(err24);
					errors++;
				}
			}
		}
		if (data.run !== void 0) {
			let data10 = data.run;
			if (typeof data10 === "string") {
				if (func1(data10) > 500) {
					const err25 = {
						instancePath: instancePath + "/run",
						schemaPath: "#/$defs/run/maxLength",
						keyword: "maxLength",
						params: { limit: 500 },
						message: "must NOT have more than 500 characters"
					};
					if (vErrors === null) vErrors = [err25];
					else vErrors.push(err25);
					errors++;
				}
			} else {
				const err26 = {
					instancePath: instancePath + "/run",
					schemaPath: "#/$defs/run/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err26];
				else vErrors.push(err26);
				errors++;
			}
		}
	} else {
		const err27 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object"
		};
		if (vErrors === null) vErrors = [err27];
		else vErrors.push(err27);
		errors++;
	}
	validate21.errors = vErrors;
	return errors === 0;
}
validate21.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema41 = {
	"title": "Intent to cancel",
	"description": "A call to cancel a pending invite. Written before the call is sent.",
	"type": "object",
	"additionalProperties": false,
	"required": [
		"event",
		"at",
		"call",
		"action",
		"workspaceIds",
		"emails",
		"inviteId"
	],
	"properties": {
		"event": {
			"title": "Event",
			"description": "Always intent.",
			"examples": ["intent"],
			"const": "intent"
		},
		"at": { "$ref": "#/$defs/at" },
		"call": { "$ref": "#/$defs/call" },
		"action": {
			"title": "Action",
			"description": "What the call requests.",
			"examples": ["cancel"],
			"const": "cancel"
		},
		"inviteId": {
			"title": "Invite",
			"description": "ID of the invite to cancel.",
			"examples": ["inv001"],
			"type": "string",
			"minLength": 1,
			"maxLength": 200
		},
		"workspaceIds": {
			"title": "Workspaces",
			"description": "Workspaces that are no longer recorded for the person after the call succeeds. Empty if another call follows.",
			"examples": [["npe1DB"]],
			"type": "array",
			"items": {
				"type": "string",
				"pattern": "^[A-Za-z0-9_-]{1,64}$"
			}
		},
		"emails": {
			"title": "Email address",
			"description": "The person's email address.",
			"examples": [["ada@example.com"]],
			"type": "array",
			"minItems": 1,
			"maxItems": 1,
			"items": { "$ref": "#/$defs/email" }
		},
		"commit": { "$ref": "#/$defs/commit" },
		"pullRequest": { "$ref": "#/$defs/pullRequest" },
		"run": { "$ref": "#/$defs/run" }
	}
};
function validate23(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate23.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.event === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "event" },
				message: "must have required property 'event'"
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.at === void 0) {
			const err1 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "at" },
				message: "must have required property 'at'"
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.call === void 0) {
			const err2 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "call" },
				message: "must have required property 'call'"
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		if (data.action === void 0) {
			const err3 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "action" },
				message: "must have required property 'action'"
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
		if (data.workspaceIds === void 0) {
			const err4 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "workspaceIds" },
				message: "must have required property 'workspaceIds'"
			};
			if (vErrors === null) vErrors = [err4];
			else vErrors.push(err4);
			errors++;
		}
		if (data.emails === void 0) {
			const err5 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "emails" },
				message: "must have required property 'emails'"
			};
			if (vErrors === null) vErrors = [err5];
			else vErrors.push(err5);
			errors++;
		}
		if (data.inviteId === void 0) {
			const err6 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "inviteId" },
				message: "must have required property 'inviteId'"
			};
			if (vErrors === null) vErrors = [err6];
			else vErrors.push(err6);
			errors++;
		}
		for (const key0 in data) if (!func3.call(schema41.properties, key0)) {
			const err7 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties"
			};
			if (vErrors === null) vErrors = [err7];
			else vErrors.push(err7);
			errors++;
		}
		if (data.event !== void 0) {
			if ("intent" !== data.event) {
				const err8 = {
					instancePath: instancePath + "/event",
					schemaPath: "#/properties/event/const",
					keyword: "const",
					params: { allowedValue: "intent" },
					message: "must be equal to constant"
				};
				if (vErrors === null) vErrors = [err8];
				else vErrors.push(err8);
				errors++;
			}
		}
		if (data.at !== void 0) {
			let data1 = data.at;
			if (typeof data1 === "string") {
				if (!pattern5.test(data1)) {
					const err9 = {
						instancePath: instancePath + "/at",
						schemaPath: "#/$defs/at/pattern",
						keyword: "pattern",
						params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" },
						message: "must match pattern \"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$\""
					};
					if (vErrors === null) vErrors = [err9];
					else vErrors.push(err9);
					errors++;
				}
			} else {
				const err10 = {
					instancePath: instancePath + "/at",
					schemaPath: "#/$defs/at/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err10];
				else vErrors.push(err10);
				errors++;
			}
		}
		if (data.call !== void 0) {
			let data2 = data.call;
			if (typeof data2 === "string") {
				if (!pattern6.test(data2)) {
					const err11 = {
						instancePath: instancePath + "/call",
						schemaPath: "#/$defs/call/pattern",
						keyword: "pattern",
						params: { pattern: "^[A-Za-z0-9-]{1,64}$" },
						message: "must match pattern \"^[A-Za-z0-9-]{1,64}$\""
					};
					if (vErrors === null) vErrors = [err11];
					else vErrors.push(err11);
					errors++;
				}
			} else {
				const err12 = {
					instancePath: instancePath + "/call",
					schemaPath: "#/$defs/call/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err12];
				else vErrors.push(err12);
				errors++;
			}
		}
		if (data.action !== void 0) {
			if ("cancel" !== data.action) {
				const err13 = {
					instancePath: instancePath + "/action",
					schemaPath: "#/properties/action/const",
					keyword: "const",
					params: { allowedValue: "cancel" },
					message: "must be equal to constant"
				};
				if (vErrors === null) vErrors = [err13];
				else vErrors.push(err13);
				errors++;
			}
		}
		if (data.inviteId !== void 0) {
			let data4 = data.inviteId;
			if (typeof data4 === "string") {
				if (func1(data4) > 200) {
					const err14 = {
						instancePath: instancePath + "/inviteId",
						schemaPath: "#/properties/inviteId/maxLength",
						keyword: "maxLength",
						params: { limit: 200 },
						message: "must NOT have more than 200 characters"
					};
					if (vErrors === null) vErrors = [err14];
					else vErrors.push(err14);
					errors++;
				}
				if (func1(data4) < 1) {
					const err15 = {
						instancePath: instancePath + "/inviteId",
						schemaPath: "#/properties/inviteId/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters"
					};
					if (vErrors === null) vErrors = [err15];
					else vErrors.push(err15);
					errors++;
				}
			} else {
				const err16 = {
					instancePath: instancePath + "/inviteId",
					schemaPath: "#/properties/inviteId/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err16];
				else vErrors.push(err16);
				errors++;
			}
		}
		if (data.workspaceIds !== void 0) {
			let data5 = data.workspaceIds;
			if (Array.isArray(data5)) {
				const len0 = data5.length;
				for (let i0 = 0; i0 < len0; i0++) {
					let data6 = data5[i0];
					if (typeof data6 === "string") {
						if (!pattern4.test(data6)) {
							const err17 = {
								instancePath: instancePath + "/workspaceIds/" + i0,
								schemaPath: "#/properties/workspaceIds/items/pattern",
								keyword: "pattern",
								params: { pattern: "^[A-Za-z0-9_-]{1,64}$" },
								message: "must match pattern \"^[A-Za-z0-9_-]{1,64}$\""
							};
							if (vErrors === null) vErrors = [err17];
							else vErrors.push(err17);
							errors++;
						}
					} else {
						const err18 = {
							instancePath: instancePath + "/workspaceIds/" + i0,
							schemaPath: "#/properties/workspaceIds/items/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string"
						};
						if (vErrors === null) vErrors = [err18];
						else vErrors.push(err18);
						errors++;
					}
				}
			} else {
				const err19 = {
					instancePath: instancePath + "/workspaceIds",
					schemaPath: "#/properties/workspaceIds/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array"
				};
				if (vErrors === null) vErrors = [err19];
				else vErrors.push(err19);
				errors++;
			}
		}
		if (data.emails !== void 0) {
			let data7 = data.emails;
			if (Array.isArray(data7)) {
				if (data7.length > 1) {
					const err20 = {
						instancePath: instancePath + "/emails",
						schemaPath: "#/properties/emails/maxItems",
						keyword: "maxItems",
						params: { limit: 1 },
						message: "must NOT have more than 1 items"
					};
					if (vErrors === null) vErrors = [err20];
					else vErrors.push(err20);
					errors++;
				}
				if (data7.length < 1) {
					const err21 = {
						instancePath: instancePath + "/emails",
						schemaPath: "#/properties/emails/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items"
					};
					if (vErrors === null) vErrors = [err21];
					else vErrors.push(err21);
					errors++;
				}
				const len1 = data7.length;
				for (let i1 = 0; i1 < len1; i1++) {
					let data8 = data7[i1];
					if (typeof data8 === "string") {
						if (!pattern8.test(data8)) {
							const err22 = {
								instancePath: instancePath + "/emails/" + i1,
								schemaPath: "#/$defs/email/pattern",
								keyword: "pattern",
								params: { pattern: "^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$" },
								message: "must match pattern \"^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$\""
							};
							if (vErrors === null) vErrors = [err22];
							else vErrors.push(err22);
							errors++;
						}
					} else {
						const err23 = {
							instancePath: instancePath + "/emails/" + i1,
							schemaPath: "#/$defs/email/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string"
						};
						if (vErrors === null) vErrors = [err23];
						else vErrors.push(err23);
						errors++;
					}
				}
			} else {
				const err24 = {
					instancePath: instancePath + "/emails",
					schemaPath: "#/properties/emails/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array"
				};
				if (vErrors === null) vErrors = [err24];
				else vErrors.push(err24);
				errors++;
			}
		}
		if (data.commit !== void 0) {
			let data9 = data.commit;
			if (typeof data9 === "string") {
				if (func1(data9) > 100) {
					const err25 = {
						instancePath: instancePath + "/commit",
						schemaPath: "#/$defs/commit/maxLength",
						keyword: "maxLength",
						params: { limit: 100 },
						message: "must NOT have more than 100 characters"
					};
					if (vErrors === null) vErrors = [err25];
					else vErrors.push(err25);
					errors++;
				}
			} else {
				const err26 = {
					instancePath: instancePath + "/commit",
					schemaPath: "#/$defs/commit/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err26];
				else vErrors.push(err26);
				errors++;
			}
		}
		if (data.pullRequest !== void 0) {
			let data10 = data.pullRequest;
			if (!(typeof data10 == "number" && !(data10 % 1) && !isNaN(data10) && isFinite(data10))) {
				const err27 = {
					instancePath: instancePath + "/pullRequest",
					schemaPath: "#/$defs/pullRequest/type",
					keyword: "type",
					params: { type: "integer" },
					message: "must be integer"
				};
				if (vErrors === null) vErrors = [err27];
				else vErrors.push(err27);
				errors++;
			}
			if (typeof data10 == "number" && isFinite(data10)) {
				if (data10 < 1 || isNaN(data10)) {
					const err28 = {
						instancePath: instancePath + "/pullRequest",
						schemaPath: "#/$defs/pullRequest/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						message: "must be >= 1"
					};
					if (vErrors === null) vErrors = [err28];
					else vErrors.push(err28);
					errors++;
				}
			}
		}
		if (data.run !== void 0) {
			let data11 = data.run;
			if (typeof data11 === "string") {
				if (func1(data11) > 500) {
					const err29 = {
						instancePath: instancePath + "/run",
						schemaPath: "#/$defs/run/maxLength",
						keyword: "maxLength",
						params: { limit: 500 },
						message: "must NOT have more than 500 characters"
					};
					if (vErrors === null) vErrors = [err29];
					else vErrors.push(err29);
					errors++;
				}
			} else {
				const err30 = {
					instancePath: instancePath + "/run",
					schemaPath: "#/$defs/run/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err30];
				else vErrors.push(err30);
				errors++;
			}
		}
	} else {
		const err31 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object"
		};
		if (vErrors === null) vErrors = [err31];
		else vErrors.push(err31);
		errors++;
	}
	validate23.errors = vErrors;
	return errors === 0;
}
validate23.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema48 = {
	"title": "Intent to remove",
	"description": "A call to remove a member from the organization. Written before the call is sent.",
	"type": "object",
	"additionalProperties": false,
	"required": [
		"event",
		"at",
		"call",
		"action",
		"workspaceIds",
		"emails",
		"userId"
	],
	"properties": {
		"event": {
			"title": "Event",
			"description": "Always intent.",
			"examples": ["intent"],
			"const": "intent"
		},
		"at": { "$ref": "#/$defs/at" },
		"call": { "$ref": "#/$defs/call" },
		"action": {
			"title": "Action",
			"description": "What the call requests.",
			"examples": ["remove"],
			"const": "remove"
		},
		"userId": {
			"title": "User",
			"description": "User ID of the member to remove.",
			"examples": ["usr001"],
			"type": "string",
			"minLength": 1,
			"maxLength": 200
		},
		"workspaceIds": {
			"title": "Workspaces",
			"description": "Workspaces that are no longer recorded for the person after the call succeeds. Empty if another call follows.",
			"examples": [["npe1DB"]],
			"type": "array",
			"items": {
				"type": "string",
				"pattern": "^[A-Za-z0-9_-]{1,64}$"
			}
		},
		"emails": {
			"title": "Email address",
			"description": "The person's email address.",
			"examples": [["ada@example.com"]],
			"type": "array",
			"minItems": 1,
			"maxItems": 1,
			"items": { "$ref": "#/$defs/email" }
		},
		"commit": { "$ref": "#/$defs/commit" },
		"pullRequest": { "$ref": "#/$defs/pullRequest" },
		"run": { "$ref": "#/$defs/run" }
	}
};
function validate25(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate25.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.event === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "event" },
				message: "must have required property 'event'"
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.at === void 0) {
			const err1 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "at" },
				message: "must have required property 'at'"
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.call === void 0) {
			const err2 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "call" },
				message: "must have required property 'call'"
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		if (data.action === void 0) {
			const err3 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "action" },
				message: "must have required property 'action'"
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
		if (data.workspaceIds === void 0) {
			const err4 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "workspaceIds" },
				message: "must have required property 'workspaceIds'"
			};
			if (vErrors === null) vErrors = [err4];
			else vErrors.push(err4);
			errors++;
		}
		if (data.emails === void 0) {
			const err5 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "emails" },
				message: "must have required property 'emails'"
			};
			if (vErrors === null) vErrors = [err5];
			else vErrors.push(err5);
			errors++;
		}
		if (data.userId === void 0) {
			const err6 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "userId" },
				message: "must have required property 'userId'"
			};
			if (vErrors === null) vErrors = [err6];
			else vErrors.push(err6);
			errors++;
		}
		for (const key0 in data) if (!func3.call(schema48.properties, key0)) {
			const err7 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties"
			};
			if (vErrors === null) vErrors = [err7];
			else vErrors.push(err7);
			errors++;
		}
		if (data.event !== void 0) {
			if ("intent" !== data.event) {
				const err8 = {
					instancePath: instancePath + "/event",
					schemaPath: "#/properties/event/const",
					keyword: "const",
					params: { allowedValue: "intent" },
					message: "must be equal to constant"
				};
				if (vErrors === null) vErrors = [err8];
				else vErrors.push(err8);
				errors++;
			}
		}
		if (data.at !== void 0) {
			let data1 = data.at;
			if (typeof data1 === "string") {
				if (!pattern5.test(data1)) {
					const err9 = {
						instancePath: instancePath + "/at",
						schemaPath: "#/$defs/at/pattern",
						keyword: "pattern",
						params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" },
						message: "must match pattern \"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$\""
					};
					if (vErrors === null) vErrors = [err9];
					else vErrors.push(err9);
					errors++;
				}
			} else {
				const err10 = {
					instancePath: instancePath + "/at",
					schemaPath: "#/$defs/at/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err10];
				else vErrors.push(err10);
				errors++;
			}
		}
		if (data.call !== void 0) {
			let data2 = data.call;
			if (typeof data2 === "string") {
				if (!pattern6.test(data2)) {
					const err11 = {
						instancePath: instancePath + "/call",
						schemaPath: "#/$defs/call/pattern",
						keyword: "pattern",
						params: { pattern: "^[A-Za-z0-9-]{1,64}$" },
						message: "must match pattern \"^[A-Za-z0-9-]{1,64}$\""
					};
					if (vErrors === null) vErrors = [err11];
					else vErrors.push(err11);
					errors++;
				}
			} else {
				const err12 = {
					instancePath: instancePath + "/call",
					schemaPath: "#/$defs/call/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err12];
				else vErrors.push(err12);
				errors++;
			}
		}
		if (data.action !== void 0) {
			if ("remove" !== data.action) {
				const err13 = {
					instancePath: instancePath + "/action",
					schemaPath: "#/properties/action/const",
					keyword: "const",
					params: { allowedValue: "remove" },
					message: "must be equal to constant"
				};
				if (vErrors === null) vErrors = [err13];
				else vErrors.push(err13);
				errors++;
			}
		}
		if (data.userId !== void 0) {
			let data4 = data.userId;
			if (typeof data4 === "string") {
				if (func1(data4) > 200) {
					const err14 = {
						instancePath: instancePath + "/userId",
						schemaPath: "#/properties/userId/maxLength",
						keyword: "maxLength",
						params: { limit: 200 },
						message: "must NOT have more than 200 characters"
					};
					if (vErrors === null) vErrors = [err14];
					else vErrors.push(err14);
					errors++;
				}
				if (func1(data4) < 1) {
					const err15 = {
						instancePath: instancePath + "/userId",
						schemaPath: "#/properties/userId/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters"
					};
					if (vErrors === null) vErrors = [err15];
					else vErrors.push(err15);
					errors++;
				}
			} else {
				const err16 = {
					instancePath: instancePath + "/userId",
					schemaPath: "#/properties/userId/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err16];
				else vErrors.push(err16);
				errors++;
			}
		}
		if (data.workspaceIds !== void 0) {
			let data5 = data.workspaceIds;
			if (Array.isArray(data5)) {
				const len0 = data5.length;
				for (let i0 = 0; i0 < len0; i0++) {
					let data6 = data5[i0];
					if (typeof data6 === "string") {
						if (!pattern4.test(data6)) {
							const err17 = {
								instancePath: instancePath + "/workspaceIds/" + i0,
								schemaPath: "#/properties/workspaceIds/items/pattern",
								keyword: "pattern",
								params: { pattern: "^[A-Za-z0-9_-]{1,64}$" },
								message: "must match pattern \"^[A-Za-z0-9_-]{1,64}$\""
							};
							if (vErrors === null) vErrors = [err17];
							else vErrors.push(err17);
							errors++;
						}
					} else {
						const err18 = {
							instancePath: instancePath + "/workspaceIds/" + i0,
							schemaPath: "#/properties/workspaceIds/items/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string"
						};
						if (vErrors === null) vErrors = [err18];
						else vErrors.push(err18);
						errors++;
					}
				}
			} else {
				const err19 = {
					instancePath: instancePath + "/workspaceIds",
					schemaPath: "#/properties/workspaceIds/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array"
				};
				if (vErrors === null) vErrors = [err19];
				else vErrors.push(err19);
				errors++;
			}
		}
		if (data.emails !== void 0) {
			let data7 = data.emails;
			if (Array.isArray(data7)) {
				if (data7.length > 1) {
					const err20 = {
						instancePath: instancePath + "/emails",
						schemaPath: "#/properties/emails/maxItems",
						keyword: "maxItems",
						params: { limit: 1 },
						message: "must NOT have more than 1 items"
					};
					if (vErrors === null) vErrors = [err20];
					else vErrors.push(err20);
					errors++;
				}
				if (data7.length < 1) {
					const err21 = {
						instancePath: instancePath + "/emails",
						schemaPath: "#/properties/emails/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items"
					};
					if (vErrors === null) vErrors = [err21];
					else vErrors.push(err21);
					errors++;
				}
				const len1 = data7.length;
				for (let i1 = 0; i1 < len1; i1++) {
					let data8 = data7[i1];
					if (typeof data8 === "string") {
						if (!pattern8.test(data8)) {
							const err22 = {
								instancePath: instancePath + "/emails/" + i1,
								schemaPath: "#/$defs/email/pattern",
								keyword: "pattern",
								params: { pattern: "^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$" },
								message: "must match pattern \"^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$\""
							};
							if (vErrors === null) vErrors = [err22];
							else vErrors.push(err22);
							errors++;
						}
					} else {
						const err23 = {
							instancePath: instancePath + "/emails/" + i1,
							schemaPath: "#/$defs/email/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string"
						};
						if (vErrors === null) vErrors = [err23];
						else vErrors.push(err23);
						errors++;
					}
				}
			} else {
				const err24 = {
					instancePath: instancePath + "/emails",
					schemaPath: "#/properties/emails/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array"
				};
				if (vErrors === null) vErrors = [err24];
				else vErrors.push(err24);
				errors++;
			}
		}
		if (data.commit !== void 0) {
			let data9 = data.commit;
			if (typeof data9 === "string") {
				if (func1(data9) > 100) {
					const err25 = {
						instancePath: instancePath + "/commit",
						schemaPath: "#/$defs/commit/maxLength",
						keyword: "maxLength",
						params: { limit: 100 },
						message: "must NOT have more than 100 characters"
					};
					if (vErrors === null) vErrors = [err25];
					else vErrors.push(err25);
					errors++;
				}
			} else {
				const err26 = {
					instancePath: instancePath + "/commit",
					schemaPath: "#/$defs/commit/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err26];
				else vErrors.push(err26);
				errors++;
			}
		}
		if (data.pullRequest !== void 0) {
			let data10 = data.pullRequest;
			if (!(typeof data10 == "number" && !(data10 % 1) && !isNaN(data10) && isFinite(data10))) {
				const err27 = {
					instancePath: instancePath + "/pullRequest",
					schemaPath: "#/$defs/pullRequest/type",
					keyword: "type",
					params: { type: "integer" },
					message: "must be integer"
				};
				if (vErrors === null) vErrors = [err27];
				else vErrors.push(err27);
				errors++;
			}
			if (typeof data10 == "number" && isFinite(data10)) {
				if (data10 < 1 || isNaN(data10)) {
					const err28 = {
						instancePath: instancePath + "/pullRequest",
						schemaPath: "#/$defs/pullRequest/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						message: "must be >= 1"
					};
					if (vErrors === null) vErrors = [err28];
					else vErrors.push(err28);
					errors++;
				}
			}
		}
		if (data.run !== void 0) {
			let data11 = data.run;
			if (typeof data11 === "string") {
				if (func1(data11) > 500) {
					const err29 = {
						instancePath: instancePath + "/run",
						schemaPath: "#/$defs/run/maxLength",
						keyword: "maxLength",
						params: { limit: 500 },
						message: "must NOT have more than 500 characters"
					};
					if (vErrors === null) vErrors = [err29];
					else vErrors.push(err29);
					errors++;
				}
			} else {
				const err30 = {
					instancePath: instancePath + "/run",
					schemaPath: "#/$defs/run/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err30];
				else vErrors.push(err30);
				errors++;
			}
		}
	} else {
		const err31 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object"
		};
		if (vErrors === null) vErrors = [err31];
		else vErrors.push(err31);
		errors++;
	}
	validate25.errors = vErrors;
	return errors === 0;
}
validate25.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema55 = {
	"title": "Outcome",
	"description": "Result of a call. Written before the next call is sent.",
	"type": "object",
	"additionalProperties": false,
	"required": [
		"event",
		"at",
		"call",
		"result"
	],
	"properties": {
		"event": {
			"title": "Event",
			"description": "Always outcome.",
			"examples": ["outcome"],
			"const": "outcome"
		},
		"at": { "$ref": "#/$defs/at" },
		"call": { "$ref": "#/$defs/call" },
		"result": {
			"title": "Result",
			"description": "done: Tally accepted the call. rejected: Tally rejected it. split: Tally rejected it because of an email address or a deleted workspace, and Rollcall sends what is missing in smaller calls. not-sent: the call was never sent. unconfirmed: the call might have succeeded. A call can have several outcomes, for example from two runs: done takes precedence over all others, and all others over not-sent.",
			"examples": ["done"],
			"enum": [
				"done",
				"rejected",
				"split",
				"not-sent",
				"unconfirmed"
			]
		},
		"emails": {
			"title": "Email addresses",
			"description": "The people in this part of the call, if it succeeded only for some of them.",
			"examples": [["ada@example.com"]],
			"type": "array",
			"minItems": 0,
			"items": { "$ref": "#/$defs/email" }
		},
		"status": {
			"title": "Status",
			"description": "HTTP status of Tally's response, if there was one.",
			"examples": [400],
			"type": "integer"
		},
		"problem": {
			"title": "Problem",
			"description": "Description of the problem.",
			"examples": ["no answer within 30 seconds"],
			"type": "string"
		},
		"resolvedBy": {
			"title": "Resolved by",
			"description": "person: a person checked Tally and set the result. live-data: Rollcall checked Tally.",
			"examples": ["live-data"],
			"enum": ["person", "live-data"]
		},
		"fault": {
			"title": "Fault",
			"description": "For a rejected call with one email address. email: Tally rejected the address; it is retried after its entry in members.yaml changes. already-present: the person is already in Tally.",
			"examples": ["email"],
			"enum": ["email", "already-present"]
		}
	}
};
function validate27(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate27.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.event === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "event" },
				message: "must have required property 'event'"
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.at === void 0) {
			const err1 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "at" },
				message: "must have required property 'at'"
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.call === void 0) {
			const err2 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "call" },
				message: "must have required property 'call'"
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		if (data.result === void 0) {
			const err3 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "result" },
				message: "must have required property 'result'"
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
		for (const key0 in data) if (!func3.call(schema55.properties, key0)) {
			const err4 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties"
			};
			if (vErrors === null) vErrors = [err4];
			else vErrors.push(err4);
			errors++;
		}
		if (data.event !== void 0) {
			if ("outcome" !== data.event) {
				const err5 = {
					instancePath: instancePath + "/event",
					schemaPath: "#/properties/event/const",
					keyword: "const",
					params: { allowedValue: "outcome" },
					message: "must be equal to constant"
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		if (data.at !== void 0) {
			let data1 = data.at;
			if (typeof data1 === "string") {
				if (!pattern5.test(data1)) {
					const err6 = {
						instancePath: instancePath + "/at",
						schemaPath: "#/$defs/at/pattern",
						keyword: "pattern",
						params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" },
						message: "must match pattern \"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$\""
					};
					if (vErrors === null) vErrors = [err6];
					else vErrors.push(err6);
					errors++;
				}
			} else {
				const err7 = {
					instancePath: instancePath + "/at",
					schemaPath: "#/$defs/at/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data.call !== void 0) {
			let data2 = data.call;
			if (typeof data2 === "string") {
				if (!pattern6.test(data2)) {
					const err8 = {
						instancePath: instancePath + "/call",
						schemaPath: "#/$defs/call/pattern",
						keyword: "pattern",
						params: { pattern: "^[A-Za-z0-9-]{1,64}$" },
						message: "must match pattern \"^[A-Za-z0-9-]{1,64}$\""
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
			} else {
				const err9 = {
					instancePath: instancePath + "/call",
					schemaPath: "#/$defs/call/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
		}
		if (data.result !== void 0) {
			let data3 = data.result;
			if (!(data3 === "done" || data3 === "rejected" || data3 === "split" || data3 === "not-sent" || data3 === "unconfirmed")) {
				const err10 = {
					instancePath: instancePath + "/result",
					schemaPath: "#/properties/result/enum",
					keyword: "enum",
					params: { allowedValues: schema55.properties.result.enum },
					message: "must be equal to one of the allowed values"
				};
				if (vErrors === null) vErrors = [err10];
				else vErrors.push(err10);
				errors++;
			}
		}
		if (data.emails !== void 0) {
			let data4 = data.emails;
			if (Array.isArray(data4)) {
				if (data4.length < 0) {
					const err11 = {
						instancePath: instancePath + "/emails",
						schemaPath: "#/properties/emails/minItems",
						keyword: "minItems",
						params: { limit: 0 },
						message: "must NOT have fewer than 0 items"
					};
					if (vErrors === null) vErrors = [err11];
					else vErrors.push(err11);
					errors++;
				}
				const len0 = data4.length;
				for (let i0 = 0; i0 < len0; i0++) {
					let data5 = data4[i0];
					if (typeof data5 === "string") {
						if (!pattern8.test(data5)) {
							const err12 = {
								instancePath: instancePath + "/emails/" + i0,
								schemaPath: "#/$defs/email/pattern",
								keyword: "pattern",
								params: { pattern: "^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$" },
								message: "must match pattern \"^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$\""
							};
							if (vErrors === null) vErrors = [err12];
							else vErrors.push(err12);
							errors++;
						}
					} else {
						const err13 = {
							instancePath: instancePath + "/emails/" + i0,
							schemaPath: "#/$defs/email/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string"
						};
						if (vErrors === null) vErrors = [err13];
						else vErrors.push(err13);
						errors++;
					}
				}
			} else {
				const err14 = {
					instancePath: instancePath + "/emails",
					schemaPath: "#/properties/emails/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array"
				};
				if (vErrors === null) vErrors = [err14];
				else vErrors.push(err14);
				errors++;
			}
		}
		if (data.status !== void 0) {
			let data6 = data.status;
			if (!(typeof data6 == "number" && !(data6 % 1) && !isNaN(data6) && isFinite(data6))) {
				const err15 = {
					instancePath: instancePath + "/status",
					schemaPath: "#/properties/status/type",
					keyword: "type",
					params: { type: "integer" },
					message: "must be integer"
				};
				if (vErrors === null) vErrors = [err15];
				else vErrors.push(err15);
				errors++;
			}
		}
		if (data.problem !== void 0) {
			if (typeof data.problem !== "string") {
				const err16 = {
					instancePath: instancePath + "/problem",
					schemaPath: "#/properties/problem/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err16];
				else vErrors.push(err16);
				errors++;
			}
		}
		if (data.resolvedBy !== void 0) {
			let data8 = data.resolvedBy;
			if (!(data8 === "person" || data8 === "live-data")) {
				const err17 = {
					instancePath: instancePath + "/resolvedBy",
					schemaPath: "#/properties/resolvedBy/enum",
					keyword: "enum",
					params: { allowedValues: schema55.properties.resolvedBy.enum },
					message: "must be equal to one of the allowed values"
				};
				if (vErrors === null) vErrors = [err17];
				else vErrors.push(err17);
				errors++;
			}
		}
		if (data.fault !== void 0) {
			let data9 = data.fault;
			if (!(data9 === "email" || data9 === "already-present")) {
				const err18 = {
					instancePath: instancePath + "/fault",
					schemaPath: "#/properties/fault/enum",
					keyword: "enum",
					params: { allowedValues: schema55.properties.fault.enum },
					message: "must be equal to one of the allowed values"
				};
				if (vErrors === null) vErrors = [err18];
				else vErrors.push(err18);
				errors++;
			}
		}
	} else {
		const err19 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object"
		};
		if (vErrors === null) vErrors = [err19];
		else vErrors.push(err19);
		errors++;
	}
	validate27.errors = vErrors;
	return errors === 0;
}
validate27.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
function validate29(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate29.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.event === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "event" },
				message: "must have required property 'event'"
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.at === void 0) {
			const err1 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "at" },
				message: "must have required property 'at'"
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.email === void 0) {
			const err2 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "email" },
				message: "must have required property 'email'"
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		if (data.workspaceIds === void 0) {
			const err3 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "workspaceIds" },
				message: "must have required property 'workspaceIds'"
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "event" || key0 === "at" || key0 === "email" || key0 === "workspaceIds" || key0 === "commit" || key0 === "pullRequest" || key0 === "run")) {
			const err4 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties"
			};
			if (vErrors === null) vErrors = [err4];
			else vErrors.push(err4);
			errors++;
		}
		if (data.event !== void 0) {
			if ("adopted" !== data.event) {
				const err5 = {
					instancePath: instancePath + "/event",
					schemaPath: "#/properties/event/const",
					keyword: "const",
					params: { allowedValue: "adopted" },
					message: "must be equal to constant"
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		if (data.at !== void 0) {
			let data1 = data.at;
			if (typeof data1 === "string") {
				if (!pattern5.test(data1)) {
					const err6 = {
						instancePath: instancePath + "/at",
						schemaPath: "#/$defs/at/pattern",
						keyword: "pattern",
						params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" },
						message: "must match pattern \"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$\""
					};
					if (vErrors === null) vErrors = [err6];
					else vErrors.push(err6);
					errors++;
				}
			} else {
				const err7 = {
					instancePath: instancePath + "/at",
					schemaPath: "#/$defs/at/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data.email !== void 0) {
			let data2 = data.email;
			if (typeof data2 === "string") {
				if (!pattern8.test(data2)) {
					const err8 = {
						instancePath: instancePath + "/email",
						schemaPath: "#/$defs/email/pattern",
						keyword: "pattern",
						params: { pattern: "^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$" },
						message: "must match pattern \"^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$\""
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
			} else {
				const err9 = {
					instancePath: instancePath + "/email",
					schemaPath: "#/$defs/email/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
		}
		if (data.workspaceIds !== void 0) {
			let data3 = data.workspaceIds;
			if (Array.isArray(data3)) {
				if (data3.length < 1) {
					const err10 = {
						instancePath: instancePath + "/workspaceIds",
						schemaPath: "#/$defs/workspaceIds/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items"
					};
					if (vErrors === null) vErrors = [err10];
					else vErrors.push(err10);
					errors++;
				}
				const len0 = data3.length;
				for (let i0 = 0; i0 < len0; i0++) {
					let data4 = data3[i0];
					if (typeof data4 === "string") {
						if (!pattern4.test(data4)) {
							const err11 = {
								instancePath: instancePath + "/workspaceIds/" + i0,
								schemaPath: "#/$defs/workspaceIds/items/pattern",
								keyword: "pattern",
								params: { pattern: "^[A-Za-z0-9_-]{1,64}$" },
								message: "must match pattern \"^[A-Za-z0-9_-]{1,64}$\""
							};
							if (vErrors === null) vErrors = [err11];
							else vErrors.push(err11);
							errors++;
						}
					} else {
						const err12 = {
							instancePath: instancePath + "/workspaceIds/" + i0,
							schemaPath: "#/$defs/workspaceIds/items/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string"
						};
						if (vErrors === null) vErrors = [err12];
						else vErrors.push(err12);
						errors++;
					}
				}
			} else {
				const err13 = {
					instancePath: instancePath + "/workspaceIds",
					schemaPath: "#/$defs/workspaceIds/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array"
				};
				if (vErrors === null) vErrors = [err13];
				else vErrors.push(err13);
				errors++;
			}
		}
		if (data.commit !== void 0) {
			let data5 = data.commit;
			if (typeof data5 === "string") {
				if (func1(data5) > 100) {
					const err14 = {
						instancePath: instancePath + "/commit",
						schemaPath: "#/$defs/commit/maxLength",
						keyword: "maxLength",
						params: { limit: 100 },
						message: "must NOT have more than 100 characters"
					};
					if (vErrors === null) vErrors = [err14];
					else vErrors.push(err14);
					errors++;
				}
			} else {
				const err15 = {
					instancePath: instancePath + "/commit",
					schemaPath: "#/$defs/commit/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err15];
				else vErrors.push(err15);
				errors++;
			}
		}
		if (data.pullRequest !== void 0) {
			let data6 = data.pullRequest;
			if (!(typeof data6 == "number" && !(data6 % 1) && !isNaN(data6) && isFinite(data6))) {
				const err16 = {
					instancePath: instancePath + "/pullRequest",
					schemaPath: "#/$defs/pullRequest/type",
					keyword: "type",
					params: { type: "integer" },
					message: "must be integer"
				};
				if (vErrors === null) vErrors = [err16];
				else vErrors.push(err16);
				errors++;
			}
			if (typeof data6 == "number" && isFinite(data6)) {
				if (data6 < 1 || isNaN(data6)) {
					const err17 = {
						instancePath: instancePath + "/pullRequest",
						schemaPath: "#/$defs/pullRequest/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						message: "must be >= 1"
					};
					if (vErrors === null) vErrors = [err17];
					else vErrors.push(err17);
					errors++;
				}
			}
		}
		if (data.run !== void 0) {
			let data7 = data.run;
			if (typeof data7 === "string") {
				if (func1(data7) > 500) {
					const err18 = {
						instancePath: instancePath + "/run",
						schemaPath: "#/$defs/run/maxLength",
						keyword: "maxLength",
						params: { limit: 500 },
						message: "must NOT have more than 500 characters"
					};
					if (vErrors === null) vErrors = [err18];
					else vErrors.push(err18);
					errors++;
				}
			} else {
				const err19 = {
					instancePath: instancePath + "/run",
					schemaPath: "#/$defs/run/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err19];
				else vErrors.push(err19);
				errors++;
			}
		}
	} else {
		const err20 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object"
		};
		if (vErrors === null) vErrors = [err20];
		else vErrors.push(err20);
		errors++;
	}
	validate29.errors = vErrors;
	return errors === 0;
}
validate29.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
function validate31(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate31.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.event === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "event" },
				message: "must have required property 'event'"
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.at === void 0) {
			const err1 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "at" },
				message: "must have required property 'at'"
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.email === void 0) {
			const err2 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "email" },
				message: "must have required property 'email'"
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		if (data.workspaceIds === void 0) {
			const err3 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "workspaceIds" },
				message: "must have required property 'workspaceIds'"
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "event" || key0 === "at" || key0 === "email" || key0 === "workspaceIds" || key0 === "commit" || key0 === "pullRequest" || key0 === "run")) {
			const err4 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties"
			};
			if (vErrors === null) vErrors = [err4];
			else vErrors.push(err4);
			errors++;
		}
		if (data.event !== void 0) {
			if ("lapsed" !== data.event) {
				const err5 = {
					instancePath: instancePath + "/event",
					schemaPath: "#/properties/event/const",
					keyword: "const",
					params: { allowedValue: "lapsed" },
					message: "must be equal to constant"
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		if (data.at !== void 0) {
			let data1 = data.at;
			if (typeof data1 === "string") {
				if (!pattern5.test(data1)) {
					const err6 = {
						instancePath: instancePath + "/at",
						schemaPath: "#/$defs/at/pattern",
						keyword: "pattern",
						params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" },
						message: "must match pattern \"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$\""
					};
					if (vErrors === null) vErrors = [err6];
					else vErrors.push(err6);
					errors++;
				}
			} else {
				const err7 = {
					instancePath: instancePath + "/at",
					schemaPath: "#/$defs/at/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data.email !== void 0) {
			let data2 = data.email;
			if (typeof data2 === "string") {
				if (!pattern8.test(data2)) {
					const err8 = {
						instancePath: instancePath + "/email",
						schemaPath: "#/$defs/email/pattern",
						keyword: "pattern",
						params: { pattern: "^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$" },
						message: "must match pattern \"^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$\""
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
			} else {
				const err9 = {
					instancePath: instancePath + "/email",
					schemaPath: "#/$defs/email/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
		}
		if (data.workspaceIds !== void 0) {
			let data3 = data.workspaceIds;
			if (Array.isArray(data3)) {
				if (data3.length < 1) {
					const err10 = {
						instancePath: instancePath + "/workspaceIds",
						schemaPath: "#/$defs/workspaceIds/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items"
					};
					if (vErrors === null) vErrors = [err10];
					else vErrors.push(err10);
					errors++;
				}
				const len0 = data3.length;
				for (let i0 = 0; i0 < len0; i0++) {
					let data4 = data3[i0];
					if (typeof data4 === "string") {
						if (!pattern4.test(data4)) {
							const err11 = {
								instancePath: instancePath + "/workspaceIds/" + i0,
								schemaPath: "#/$defs/workspaceIds/items/pattern",
								keyword: "pattern",
								params: { pattern: "^[A-Za-z0-9_-]{1,64}$" },
								message: "must match pattern \"^[A-Za-z0-9_-]{1,64}$\""
							};
							if (vErrors === null) vErrors = [err11];
							else vErrors.push(err11);
							errors++;
						}
					} else {
						const err12 = {
							instancePath: instancePath + "/workspaceIds/" + i0,
							schemaPath: "#/$defs/workspaceIds/items/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string"
						};
						if (vErrors === null) vErrors = [err12];
						else vErrors.push(err12);
						errors++;
					}
				}
			} else {
				const err13 = {
					instancePath: instancePath + "/workspaceIds",
					schemaPath: "#/$defs/workspaceIds/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array"
				};
				if (vErrors === null) vErrors = [err13];
				else vErrors.push(err13);
				errors++;
			}
		}
		if (data.commit !== void 0) {
			let data5 = data.commit;
			if (typeof data5 === "string") {
				if (func1(data5) > 100) {
					const err14 = {
						instancePath: instancePath + "/commit",
						schemaPath: "#/$defs/commit/maxLength",
						keyword: "maxLength",
						params: { limit: 100 },
						message: "must NOT have more than 100 characters"
					};
					if (vErrors === null) vErrors = [err14];
					else vErrors.push(err14);
					errors++;
				}
			} else {
				const err15 = {
					instancePath: instancePath + "/commit",
					schemaPath: "#/$defs/commit/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err15];
				else vErrors.push(err15);
				errors++;
			}
		}
		if (data.pullRequest !== void 0) {
			let data6 = data.pullRequest;
			if (!(typeof data6 == "number" && !(data6 % 1) && !isNaN(data6) && isFinite(data6))) {
				const err16 = {
					instancePath: instancePath + "/pullRequest",
					schemaPath: "#/$defs/pullRequest/type",
					keyword: "type",
					params: { type: "integer" },
					message: "must be integer"
				};
				if (vErrors === null) vErrors = [err16];
				else vErrors.push(err16);
				errors++;
			}
			if (typeof data6 == "number" && isFinite(data6)) {
				if (data6 < 1 || isNaN(data6)) {
					const err17 = {
						instancePath: instancePath + "/pullRequest",
						schemaPath: "#/$defs/pullRequest/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						message: "must be >= 1"
					};
					if (vErrors === null) vErrors = [err17];
					else vErrors.push(err17);
					errors++;
				}
			}
		}
		if (data.run !== void 0) {
			let data7 = data.run;
			if (typeof data7 === "string") {
				if (func1(data7) > 500) {
					const err18 = {
						instancePath: instancePath + "/run",
						schemaPath: "#/$defs/run/maxLength",
						keyword: "maxLength",
						params: { limit: 500 },
						message: "must NOT have more than 500 characters"
					};
					if (vErrors === null) vErrors = [err18];
					else vErrors.push(err18);
					errors++;
				}
			} else {
				const err19 = {
					instancePath: instancePath + "/run",
					schemaPath: "#/$defs/run/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err19];
				else vErrors.push(err19);
				errors++;
			}
		}
	} else {
		const err20 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object"
		};
		if (vErrors === null) vErrors = [err20];
		else vErrors.push(err20);
		errors++;
	}
	validate31.errors = vErrors;
	return errors === 0;
}
validate31.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
function validate33(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate33.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.event === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "event" },
				message: "must have required property 'event'"
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.at === void 0) {
			const err1 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "at" },
				message: "must have required property 'at'"
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.email === void 0) {
			const err2 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "email" },
				message: "must have required property 'email'"
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "event" || key0 === "at" || key0 === "email" || key0 === "workspaceIds" || key0 === "commit" || key0 === "run")) {
			const err3 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties"
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
		if (data.event !== void 0) {
			if ("forgotten" !== data.event) {
				const err4 = {
					instancePath: instancePath + "/event",
					schemaPath: "#/properties/event/const",
					keyword: "const",
					params: { allowedValue: "forgotten" },
					message: "must be equal to constant"
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		if (data.at !== void 0) {
			let data1 = data.at;
			if (typeof data1 === "string") {
				if (!pattern5.test(data1)) {
					const err5 = {
						instancePath: instancePath + "/at",
						schemaPath: "#/$defs/at/pattern",
						keyword: "pattern",
						params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" },
						message: "must match pattern \"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$\""
					};
					if (vErrors === null) vErrors = [err5];
					else vErrors.push(err5);
					errors++;
				}
			} else {
				const err6 = {
					instancePath: instancePath + "/at",
					schemaPath: "#/$defs/at/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
		}
		if (data.email !== void 0) {
			let data2 = data.email;
			if (typeof data2 === "string") {
				if (!pattern8.test(data2)) {
					const err7 = {
						instancePath: instancePath + "/email",
						schemaPath: "#/$defs/email/pattern",
						keyword: "pattern",
						params: { pattern: "^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$" },
						message: "must match pattern \"^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$\""
					};
					if (vErrors === null) vErrors = [err7];
					else vErrors.push(err7);
					errors++;
				}
			} else {
				const err8 = {
					instancePath: instancePath + "/email",
					schemaPath: "#/$defs/email/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err8];
				else vErrors.push(err8);
				errors++;
			}
		}
		if (data.workspaceIds !== void 0) {
			let data3 = data.workspaceIds;
			if (Array.isArray(data3)) {
				if (data3.length < 1) {
					const err9 = {
						instancePath: instancePath + "/workspaceIds",
						schemaPath: "#/properties/workspaceIds/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items"
					};
					if (vErrors === null) vErrors = [err9];
					else vErrors.push(err9);
					errors++;
				}
				const len0 = data3.length;
				for (let i0 = 0; i0 < len0; i0++) if (typeof data3[i0] !== "string") {
					const err10 = {
						instancePath: instancePath + "/workspaceIds/" + i0,
						schemaPath: "#/properties/workspaceIds/items/type",
						keyword: "type",
						params: { type: "string" },
						message: "must be string"
					};
					if (vErrors === null) vErrors = [err10];
					else vErrors.push(err10);
					errors++;
				}
			} else {
				const err11 = {
					instancePath: instancePath + "/workspaceIds",
					schemaPath: "#/properties/workspaceIds/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array"
				};
				if (vErrors === null) vErrors = [err11];
				else vErrors.push(err11);
				errors++;
			}
		}
		if (data.commit !== void 0) {
			let data5 = data.commit;
			if (typeof data5 === "string") {
				if (func1(data5) > 100) {
					const err12 = {
						instancePath: instancePath + "/commit",
						schemaPath: "#/$defs/commit/maxLength",
						keyword: "maxLength",
						params: { limit: 100 },
						message: "must NOT have more than 100 characters"
					};
					if (vErrors === null) vErrors = [err12];
					else vErrors.push(err12);
					errors++;
				}
			} else {
				const err13 = {
					instancePath: instancePath + "/commit",
					schemaPath: "#/$defs/commit/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err13];
				else vErrors.push(err13);
				errors++;
			}
		}
		if (data.run !== void 0) {
			let data6 = data.run;
			if (typeof data6 === "string") {
				if (func1(data6) > 500) {
					const err14 = {
						instancePath: instancePath + "/run",
						schemaPath: "#/$defs/run/maxLength",
						keyword: "maxLength",
						params: { limit: 500 },
						message: "must NOT have more than 500 characters"
					};
					if (vErrors === null) vErrors = [err14];
					else vErrors.push(err14);
					errors++;
				}
			} else {
				const err15 = {
					instancePath: instancePath + "/run",
					schemaPath: "#/$defs/run/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err15];
				else vErrors.push(err15);
				errors++;
			}
		}
	} else {
		const err16 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object"
		};
		if (vErrors === null) vErrors = [err16];
		else vErrors.push(err16);
		errors++;
	}
	validate33.errors = vErrors;
	return errors === 0;
}
validate33.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
function validate35(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate35.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.event === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "event" },
				message: "must have required property 'event'"
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.at === void 0) {
			const err1 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "at" },
				message: "must have required property 'at'"
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.emails === void 0) {
			const err2 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "emails" },
				message: "must have required property 'emails'"
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		if (data.grants === void 0) {
			const err3 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "grants" },
				message: "must have required property 'grants'"
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "event" || key0 === "at" || key0 === "emails" || key0 === "grants" || key0 === "attempts" || key0 === "rejected")) {
			const err4 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties"
			};
			if (vErrors === null) vErrors = [err4];
			else vErrors.push(err4);
			errors++;
		}
		if (data.event !== void 0) {
			if ("snapshot" !== data.event) {
				const err5 = {
					instancePath: instancePath + "/event",
					schemaPath: "#/properties/event/const",
					keyword: "const",
					params: { allowedValue: "snapshot" },
					message: "must be equal to constant"
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		if (data.at !== void 0) {
			let data1 = data.at;
			if (typeof data1 === "string") {
				if (!pattern5.test(data1)) {
					const err6 = {
						instancePath: instancePath + "/at",
						schemaPath: "#/$defs/at/pattern",
						keyword: "pattern",
						params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" },
						message: "must match pattern \"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$\""
					};
					if (vErrors === null) vErrors = [err6];
					else vErrors.push(err6);
					errors++;
				}
			} else {
				const err7 = {
					instancePath: instancePath + "/at",
					schemaPath: "#/$defs/at/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data.emails !== void 0) {
			let data2 = data.emails;
			if (Array.isArray(data2)) {
				if (data2.length < 1) {
					const err8 = {
						instancePath: instancePath + "/emails",
						schemaPath: "#/properties/emails/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items"
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
				const len0 = data2.length;
				for (let i0 = 0; i0 < len0; i0++) {
					let data3 = data2[i0];
					if (typeof data3 === "string") {
						if (!pattern8.test(data3)) {
							const err9 = {
								instancePath: instancePath + "/emails/" + i0,
								schemaPath: "#/$defs/email/pattern",
								keyword: "pattern",
								params: { pattern: "^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$" },
								message: "must match pattern \"^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$\""
							};
							if (vErrors === null) vErrors = [err9];
							else vErrors.push(err9);
							errors++;
						}
					} else {
						const err10 = {
							instancePath: instancePath + "/emails/" + i0,
							schemaPath: "#/$defs/email/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string"
						};
						if (vErrors === null) vErrors = [err10];
						else vErrors.push(err10);
						errors++;
					}
				}
			} else {
				const err11 = {
					instancePath: instancePath + "/emails",
					schemaPath: "#/properties/emails/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array"
				};
				if (vErrors === null) vErrors = [err11];
				else vErrors.push(err11);
				errors++;
			}
		}
		if (data.grants !== void 0) {
			let data4 = data.grants;
			if (Array.isArray(data4)) {
				const len1 = data4.length;
				for (let i1 = 0; i1 < len1; i1++) {
					let data5 = data4[i1];
					if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
						if (data5.workspaceIds === void 0) {
							const err12 = {
								instancePath: instancePath + "/grants/" + i1,
								schemaPath: "#/properties/grants/items/required",
								keyword: "required",
								params: { missingProperty: "workspaceIds" },
								message: "must have required property 'workspaceIds'"
							};
							if (vErrors === null) vErrors = [err12];
							else vErrors.push(err12);
							errors++;
						}
						if (data5.since === void 0) {
							const err13 = {
								instancePath: instancePath + "/grants/" + i1,
								schemaPath: "#/properties/grants/items/required",
								keyword: "required",
								params: { missingProperty: "since" },
								message: "must have required property 'since'"
							};
							if (vErrors === null) vErrors = [err13];
							else vErrors.push(err13);
							errors++;
						}
						if (data5.lastSent === void 0) {
							const err14 = {
								instancePath: instancePath + "/grants/" + i1,
								schemaPath: "#/properties/grants/items/required",
								keyword: "required",
								params: { missingProperty: "lastSent" },
								message: "must have required property 'lastSent'"
							};
							if (vErrors === null) vErrors = [err14];
							else vErrors.push(err14);
							errors++;
						}
						for (const key1 in data5) if (!(key1 === "workspaceIds" || key1 === "since" || key1 === "lastSent" || key1 === "adopted" || key1 === "lapsed" || key1 === "commit" || key1 === "pullRequest" || key1 === "run")) {
							const err15 = {
								instancePath: instancePath + "/grants/" + i1,
								schemaPath: "#/properties/grants/items/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key1 },
								message: "must NOT have additional properties"
							};
							if (vErrors === null) vErrors = [err15];
							else vErrors.push(err15);
							errors++;
						}
						if (data5.workspaceIds !== void 0) {
							let data6 = data5.workspaceIds;
							if (Array.isArray(data6)) {
								if (data6.length < 1) {
									const err16 = {
										instancePath: instancePath + "/grants/" + i1 + "/workspaceIds",
										schemaPath: "#/$defs/workspaceIds/minItems",
										keyword: "minItems",
										params: { limit: 1 },
										message: "must NOT have fewer than 1 items"
									};
									if (vErrors === null) vErrors = [err16];
									else vErrors.push(err16);
									errors++;
								}
								const len2 = data6.length;
								for (let i2 = 0; i2 < len2; i2++) {
									let data7 = data6[i2];
									if (typeof data7 === "string") {
										if (!pattern4.test(data7)) {
											const err17 = {
												instancePath: instancePath + "/grants/" + i1 + "/workspaceIds/" + i2,
												schemaPath: "#/$defs/workspaceIds/items/pattern",
												keyword: "pattern",
												params: { pattern: "^[A-Za-z0-9_-]{1,64}$" },
												message: "must match pattern \"^[A-Za-z0-9_-]{1,64}$\""
											};
											if (vErrors === null) vErrors = [err17];
											else vErrors.push(err17);
											errors++;
										}
									} else {
										const err18 = {
											instancePath: instancePath + "/grants/" + i1 + "/workspaceIds/" + i2,
											schemaPath: "#/$defs/workspaceIds/items/type",
											keyword: "type",
											params: { type: "string" },
											message: "must be string"
										};
										if (vErrors === null) vErrors = [err18];
										else vErrors.push(err18);
										errors++;
									}
								}
							} else {
								const err19 = {
									instancePath: instancePath + "/grants/" + i1 + "/workspaceIds",
									schemaPath: "#/$defs/workspaceIds/type",
									keyword: "type",
									params: { type: "array" },
									message: "must be array"
								};
								if (vErrors === null) vErrors = [err19];
								else vErrors.push(err19);
								errors++;
							}
						}
						if (data5.since !== void 0) {
							let data8 = data5.since;
							if (typeof data8 === "string") {
								if (!pattern5.test(data8)) {
									const err20 = {
										instancePath: instancePath + "/grants/" + i1 + "/since",
										schemaPath: "#/$defs/time/pattern",
										keyword: "pattern",
										params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" },
										message: "must match pattern \"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$\""
									};
									if (vErrors === null) vErrors = [err20];
									else vErrors.push(err20);
									errors++;
								}
							} else {
								const err21 = {
									instancePath: instancePath + "/grants/" + i1 + "/since",
									schemaPath: "#/$defs/time/type",
									keyword: "type",
									params: { type: "string" },
									message: "must be string"
								};
								if (vErrors === null) vErrors = [err21];
								else vErrors.push(err21);
								errors++;
							}
						}
						if (data5.lastSent !== void 0) {
							let data9 = data5.lastSent;
							if (typeof data9 === "string") {
								if (!pattern5.test(data9)) {
									const err22 = {
										instancePath: instancePath + "/grants/" + i1 + "/lastSent",
										schemaPath: "#/$defs/time/pattern",
										keyword: "pattern",
										params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" },
										message: "must match pattern \"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$\""
									};
									if (vErrors === null) vErrors = [err22];
									else vErrors.push(err22);
									errors++;
								}
							} else {
								const err23 = {
									instancePath: instancePath + "/grants/" + i1 + "/lastSent",
									schemaPath: "#/$defs/time/type",
									keyword: "type",
									params: { type: "string" },
									message: "must be string"
								};
								if (vErrors === null) vErrors = [err23];
								else vErrors.push(err23);
								errors++;
							}
						}
						if (data5.adopted !== void 0) {
							if (true !== data5.adopted) {
								const err24 = {
									instancePath: instancePath + "/grants/" + i1 + "/adopted",
									schemaPath: "#/properties/grants/items/properties/adopted/const",
									keyword: "const",
									params: { allowedValue: true },
									message: "must be equal to constant"
								};
								if (vErrors === null) vErrors = [err24];
								else vErrors.push(err24);
								errors++;
							}
						}
						if (data5.lapsed !== void 0) {
							let data11 = data5.lapsed;
							if (typeof data11 === "string") {
								if (!pattern5.test(data11)) {
									const err25 = {
										instancePath: instancePath + "/grants/" + i1 + "/lapsed",
										schemaPath: "#/$defs/time/pattern",
										keyword: "pattern",
										params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" },
										message: "must match pattern \"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$\""
									};
									if (vErrors === null) vErrors = [err25];
									else vErrors.push(err25);
									errors++;
								}
							} else {
								const err26 = {
									instancePath: instancePath + "/grants/" + i1 + "/lapsed",
									schemaPath: "#/$defs/time/type",
									keyword: "type",
									params: { type: "string" },
									message: "must be string"
								};
								if (vErrors === null) vErrors = [err26];
								else vErrors.push(err26);
								errors++;
							}
						}
						if (data5.commit !== void 0) {
							let data12 = data5.commit;
							if (typeof data12 === "string") {
								if (func1(data12) > 100) {
									const err27 = {
										instancePath: instancePath + "/grants/" + i1 + "/commit",
										schemaPath: "#/$defs/commit/maxLength",
										keyword: "maxLength",
										params: { limit: 100 },
										message: "must NOT have more than 100 characters"
									};
									if (vErrors === null) vErrors = [err27];
									else vErrors.push(err27);
									errors++;
								}
							} else {
								const err28 = {
									instancePath: instancePath + "/grants/" + i1 + "/commit",
									schemaPath: "#/$defs/commit/type",
									keyword: "type",
									params: { type: "string" },
									message: "must be string"
								};
								if (vErrors === null) vErrors = [err28];
								else vErrors.push(err28);
								errors++;
							}
						}
						if (data5.pullRequest !== void 0) {
							let data13 = data5.pullRequest;
							if (!(typeof data13 == "number" && !(data13 % 1) && !isNaN(data13) && isFinite(data13))) {
								const err29 = {
									instancePath: instancePath + "/grants/" + i1 + "/pullRequest",
									schemaPath: "#/$defs/pullRequest/type",
									keyword: "type",
									params: { type: "integer" },
									message: "must be integer"
								};
								if (vErrors === null) vErrors = [err29];
								else vErrors.push(err29);
								errors++;
							}
							if (typeof data13 == "number" && isFinite(data13)) {
								if (data13 < 1 || isNaN(data13)) {
									const err30 = {
										instancePath: instancePath + "/grants/" + i1 + "/pullRequest",
										schemaPath: "#/$defs/pullRequest/minimum",
										keyword: "minimum",
										params: {
											comparison: ">=",
											limit: 1
										},
										message: "must be >= 1"
									};
									if (vErrors === null) vErrors = [err30];
									else vErrors.push(err30);
									errors++;
								}
							}
						}
						if (data5.run !== void 0) {
							let data14 = data5.run;
							if (typeof data14 === "string") {
								if (func1(data14) > 500) {
									const err31 = {
										instancePath: instancePath + "/grants/" + i1 + "/run",
										schemaPath: "#/$defs/run/maxLength",
										keyword: "maxLength",
										params: { limit: 500 },
										message: "must NOT have more than 500 characters"
									};
									if (vErrors === null) vErrors = [err31];
									else vErrors.push(err31);
									errors++;
								}
							} else {
								const err32 = {
									instancePath: instancePath + "/grants/" + i1 + "/run",
									schemaPath: "#/$defs/run/type",
									keyword: "type",
									params: { type: "string" },
									message: "must be string"
								};
								if (vErrors === null) vErrors = [err32];
								else vErrors.push(err32);
								errors++;
							}
						}
					} else {
						const err33 = {
							instancePath: instancePath + "/grants/" + i1,
							schemaPath: "#/properties/grants/items/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object"
						};
						if (vErrors === null) vErrors = [err33];
						else vErrors.push(err33);
						errors++;
					}
				}
			} else {
				const err34 = {
					instancePath: instancePath + "/grants",
					schemaPath: "#/properties/grants/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array"
				};
				if (vErrors === null) vErrors = [err34];
				else vErrors.push(err34);
				errors++;
			}
		}
		if (data.attempts !== void 0) {
			let data15 = data.attempts;
			if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
				if (data15.count === void 0) {
					const err35 = {
						instancePath: instancePath + "/attempts",
						schemaPath: "#/properties/attempts/required",
						keyword: "required",
						params: { missingProperty: "count" },
						message: "must have required property 'count'"
					};
					if (vErrors === null) vErrors = [err35];
					else vErrors.push(err35);
					errors++;
				}
				if (data15.last === void 0) {
					const err36 = {
						instancePath: instancePath + "/attempts",
						schemaPath: "#/properties/attempts/required",
						keyword: "required",
						params: { missingProperty: "last" },
						message: "must have required property 'last'"
					};
					if (vErrors === null) vErrors = [err36];
					else vErrors.push(err36);
					errors++;
				}
				for (const key2 in data15) if (!(key2 === "count" || key2 === "last")) {
					const err37 = {
						instancePath: instancePath + "/attempts",
						schemaPath: "#/properties/attempts/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key2 },
						message: "must NOT have additional properties"
					};
					if (vErrors === null) vErrors = [err37];
					else vErrors.push(err37);
					errors++;
				}
				if (data15.count !== void 0) {
					let data16 = data15.count;
					if (!(typeof data16 == "number" && !(data16 % 1) && !isNaN(data16) && isFinite(data16))) {
						const err38 = {
							instancePath: instancePath + "/attempts/count",
							schemaPath: "#/properties/attempts/properties/count/type",
							keyword: "type",
							params: { type: "integer" },
							message: "must be integer"
						};
						if (vErrors === null) vErrors = [err38];
						else vErrors.push(err38);
						errors++;
					}
					if (typeof data16 == "number" && isFinite(data16)) {
						if (data16 < 1 || isNaN(data16)) {
							const err39 = {
								instancePath: instancePath + "/attempts/count",
								schemaPath: "#/properties/attempts/properties/count/minimum",
								keyword: "minimum",
								params: {
									comparison: ">=",
									limit: 1
								},
								message: "must be >= 1"
							};
							if (vErrors === null) vErrors = [err39];
							else vErrors.push(err39);
							errors++;
						}
					}
				}
				if (data15.last !== void 0) {
					let data17 = data15.last;
					if (typeof data17 === "string") {
						if (!pattern5.test(data17)) {
							const err40 = {
								instancePath: instancePath + "/attempts/last",
								schemaPath: "#/$defs/time/pattern",
								keyword: "pattern",
								params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" },
								message: "must match pattern \"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$\""
							};
							if (vErrors === null) vErrors = [err40];
							else vErrors.push(err40);
							errors++;
						}
					} else {
						const err41 = {
							instancePath: instancePath + "/attempts/last",
							schemaPath: "#/$defs/time/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string"
						};
						if (vErrors === null) vErrors = [err41];
						else vErrors.push(err41);
						errors++;
					}
				}
			} else {
				const err42 = {
					instancePath: instancePath + "/attempts",
					schemaPath: "#/properties/attempts/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object"
				};
				if (vErrors === null) vErrors = [err42];
				else vErrors.push(err42);
				errors++;
			}
		}
		if (data.rejected !== void 0) {
			let data18 = data.rejected;
			if (data18 && typeof data18 == "object" && !Array.isArray(data18)) {
				if (data18.at === void 0) {
					const err43 = {
						instancePath: instancePath + "/rejected",
						schemaPath: "#/properties/rejected/required",
						keyword: "required",
						params: { missingProperty: "at" },
						message: "must have required property 'at'"
					};
					if (vErrors === null) vErrors = [err43];
					else vErrors.push(err43);
					errors++;
				}
				if (data18.workspaceIds === void 0) {
					const err44 = {
						instancePath: instancePath + "/rejected",
						schemaPath: "#/properties/rejected/required",
						keyword: "required",
						params: { missingProperty: "workspaceIds" },
						message: "must have required property 'workspaceIds'"
					};
					if (vErrors === null) vErrors = [err44];
					else vErrors.push(err44);
					errors++;
				}
				for (const key3 in data18) if (!(key3 === "at" || key3 === "workspaceIds")) {
					const err45 = {
						instancePath: instancePath + "/rejected",
						schemaPath: "#/properties/rejected/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key3 },
						message: "must NOT have additional properties"
					};
					if (vErrors === null) vErrors = [err45];
					else vErrors.push(err45);
					errors++;
				}
				if (data18.at !== void 0) {
					let data19 = data18.at;
					if (typeof data19 === "string") {
						if (!pattern5.test(data19)) {
							const err46 = {
								instancePath: instancePath + "/rejected/at",
								schemaPath: "#/$defs/time/pattern",
								keyword: "pattern",
								params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" },
								message: "must match pattern \"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$\""
							};
							if (vErrors === null) vErrors = [err46];
							else vErrors.push(err46);
							errors++;
						}
					} else {
						const err47 = {
							instancePath: instancePath + "/rejected/at",
							schemaPath: "#/$defs/time/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string"
						};
						if (vErrors === null) vErrors = [err47];
						else vErrors.push(err47);
						errors++;
					}
				}
				if (data18.workspaceIds !== void 0) {
					let data20 = data18.workspaceIds;
					if (Array.isArray(data20)) {
						if (data20.length < 1) {
							const err48 = {
								instancePath: instancePath + "/rejected/workspaceIds",
								schemaPath: "#/$defs/workspaceIds/minItems",
								keyword: "minItems",
								params: { limit: 1 },
								message: "must NOT have fewer than 1 items"
							};
							if (vErrors === null) vErrors = [err48];
							else vErrors.push(err48);
							errors++;
						}
						const len3 = data20.length;
						for (let i3 = 0; i3 < len3; i3++) {
							let data21 = data20[i3];
							if (typeof data21 === "string") {
								if (!pattern4.test(data21)) {
									const err49 = {
										instancePath: instancePath + "/rejected/workspaceIds/" + i3,
										schemaPath: "#/$defs/workspaceIds/items/pattern",
										keyword: "pattern",
										params: { pattern: "^[A-Za-z0-9_-]{1,64}$" },
										message: "must match pattern \"^[A-Za-z0-9_-]{1,64}$\""
									};
									if (vErrors === null) vErrors = [err49];
									else vErrors.push(err49);
									errors++;
								}
							} else {
								const err50 = {
									instancePath: instancePath + "/rejected/workspaceIds/" + i3,
									schemaPath: "#/$defs/workspaceIds/items/type",
									keyword: "type",
									params: { type: "string" },
									message: "must be string"
								};
								if (vErrors === null) vErrors = [err50];
								else vErrors.push(err50);
								errors++;
							}
						}
					} else {
						const err51 = {
							instancePath: instancePath + "/rejected/workspaceIds",
							schemaPath: "#/$defs/workspaceIds/type",
							keyword: "type",
							params: { type: "array" },
							message: "must be array"
						};
						if (vErrors === null) vErrors = [err51];
						else vErrors.push(err51);
						errors++;
					}
				}
			} else {
				const err52 = {
					instancePath: instancePath + "/rejected",
					schemaPath: "#/properties/rejected/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object"
				};
				if (vErrors === null) vErrors = [err52];
				else vErrors.push(err52);
				errors++;
			}
		}
	} else {
		const err53 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object"
		};
		if (vErrors === null) vErrors = [err53];
		else vErrors.push(err53);
		errors++;
	}
	validate35.errors = vErrors;
	return errors === 0;
}
validate35.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const pattern38 = new RegExp("^(?:[0-9a-f]{9})+$", "u");
function validate37(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate37.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.event === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "event" },
				message: "must have required property 'event'"
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.at === void 0) {
			const err1 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "at" },
				message: "must have required property 'at'"
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.fingerprints === void 0) {
			const err2 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "fingerprints" },
				message: "must have required property 'fingerprints'"
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "event" || key0 === "at" || key0 === "fingerprints")) {
			const err3 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties"
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
		if (data.event !== void 0) {
			if ("replaced" !== data.event) {
				const err4 = {
					instancePath: instancePath + "/event",
					schemaPath: "#/properties/event/const",
					keyword: "const",
					params: { allowedValue: "replaced" },
					message: "must be equal to constant"
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		if (data.at !== void 0) {
			let data1 = data.at;
			if (typeof data1 === "string") {
				if (!pattern5.test(data1)) {
					const err5 = {
						instancePath: instancePath + "/at",
						schemaPath: "#/$defs/at/pattern",
						keyword: "pattern",
						params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" },
						message: "must match pattern \"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$\""
					};
					if (vErrors === null) vErrors = [err5];
					else vErrors.push(err5);
					errors++;
				}
			} else {
				const err6 = {
					instancePath: instancePath + "/at",
					schemaPath: "#/$defs/at/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
		}
		if (data.fingerprints !== void 0) {
			let data2 = data.fingerprints;
			if (typeof data2 === "string") {
				if (!pattern38.test(data2)) {
					const err7 = {
						instancePath: instancePath + "/fingerprints",
						schemaPath: "#/properties/fingerprints/pattern",
						keyword: "pattern",
						params: { pattern: "^(?:[0-9a-f]{9})+$" },
						message: "must match pattern \"^(?:[0-9a-f]{9})+$\""
					};
					if (vErrors === null) vErrors = [err7];
					else vErrors.push(err7);
					errors++;
				}
			} else {
				const err8 = {
					instancePath: instancePath + "/fingerprints",
					schemaPath: "#/properties/fingerprints/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err8];
				else vErrors.push(err8);
				errors++;
			}
		}
	} else {
		const err9 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object"
		};
		if (vErrors === null) vErrors = [err9];
		else vErrors.push(err9);
		errors++;
	}
	validate37.errors = vErrors;
	return errors === 0;
}
validate37.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate20.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (!(data && typeof data == "object" && !Array.isArray(data))) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object"
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	const _errs1 = errors;
	let valid0 = false;
	let passing0 = null;
	const _errs2 = errors;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.format === void 0) {
			const err1 = {
				instancePath,
				schemaPath: "#/$defs/header/required",
				keyword: "required",
				params: { missingProperty: "format" },
				message: "must have required property 'format'"
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.version === void 0) {
			const err2 = {
				instancePath,
				schemaPath: "#/$defs/header/required",
				keyword: "required",
				params: { missingProperty: "version" },
				message: "must have required property 'version'"
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		if (data.organization === void 0) {
			const err3 = {
				instancePath,
				schemaPath: "#/$defs/header/required",
				keyword: "required",
				params: { missingProperty: "organization" },
				message: "must have required property 'organization'"
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
		if (data.lineage === void 0) {
			const err4 = {
				instancePath,
				schemaPath: "#/$defs/header/required",
				keyword: "required",
				params: { missingProperty: "lineage" },
				message: "must have required property 'lineage'"
			};
			if (vErrors === null) vErrors = [err4];
			else vErrors.push(err4);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "format" || key0 === "version" || key0 === "organization" || key0 === "lineage")) {
			const err5 = {
				instancePath,
				schemaPath: "#/$defs/header/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties"
			};
			if (vErrors === null) vErrors = [err5];
			else vErrors.push(err5);
			errors++;
		}
		if (data.format !== void 0) {
			if ("rollcall-state" !== data.format) {
				const err6 = {
					instancePath: instancePath + "/format",
					schemaPath: "#/$defs/header/properties/format/const",
					keyword: "const",
					params: { allowedValue: "rollcall-state" },
					message: "must be equal to constant"
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
		}
		if (data.version !== void 0) {
			if (1 !== data.version) {
				const err7 = {
					instancePath: instancePath + "/version",
					schemaPath: "#/$defs/header/properties/version/const",
					keyword: "const",
					params: { allowedValue: 1 },
					message: "must be equal to constant"
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data.organization !== void 0) {
			let data2 = data.organization;
			if (typeof data2 === "string") {
				if (!pattern4.test(data2)) {
					const err8 = {
						instancePath: instancePath + "/organization",
						schemaPath: "#/$defs/header/properties/organization/pattern",
						keyword: "pattern",
						params: { pattern: "^[A-Za-z0-9_-]{1,64}$" },
						message: "must match pattern \"^[A-Za-z0-9_-]{1,64}$\""
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
			} else {
				const err9 = {
					instancePath: instancePath + "/organization",
					schemaPath: "#/$defs/header/properties/organization/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
		}
		if (data.lineage !== void 0) {
			let data3 = data.lineage;
			if (typeof data3 === "string") {
				if (func1(data3) > 100) {
					const err10 = {
						instancePath: instancePath + "/lineage",
						schemaPath: "#/$defs/header/properties/lineage/maxLength",
						keyword: "maxLength",
						params: { limit: 100 },
						message: "must NOT have more than 100 characters"
					};
					if (vErrors === null) vErrors = [err10];
					else vErrors.push(err10);
					errors++;
				}
				if (func1(data3) < 1) {
					const err11 = {
						instancePath: instancePath + "/lineage",
						schemaPath: "#/$defs/header/properties/lineage/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters"
					};
					if (vErrors === null) vErrors = [err11];
					else vErrors.push(err11);
					errors++;
				}
			} else {
				const err12 = {
					instancePath: instancePath + "/lineage",
					schemaPath: "#/$defs/header/properties/lineage/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string"
				};
				if (vErrors === null) vErrors = [err12];
				else vErrors.push(err12);
				errors++;
			}
		}
	} else {
		const err13 = {
			instancePath,
			schemaPath: "#/$defs/header/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object"
		};
		if (vErrors === null) vErrors = [err13];
		else vErrors.push(err13);
		errors++;
	}
	var _valid0 = _errs2 === errors;
	if (_valid0) {
		valid0 = true;
		passing0 = 0;
		var props0 = true;
	}
	const _errs12 = errors;
	if (!validate21(data, {
		instancePath,
		parentData,
		parentDataProperty,
		rootData,
		dynamicAnchors
	})) {
		vErrors = append(vErrors, validate21.errors);
		errors = vErrors.length;
	}
	var _valid0 = _errs12 === errors;
	if (_valid0 && valid0) {
		valid0 = false;
		passing0 = [passing0, 1];
	} else {
		if (_valid0) {
			valid0 = true;
			passing0 = 1;
			if (props0 !== true) props0 = true;
		}
		const _errs13 = errors;
		if (!validate23(data, {
			instancePath,
			parentData,
			parentDataProperty,
			rootData,
			dynamicAnchors
		})) {
			vErrors = append(vErrors, validate23.errors);
			errors = vErrors.length;
		}
		var _valid0 = _errs13 === errors;
		if (_valid0 && valid0) {
			valid0 = false;
			passing0 = [passing0, 2];
		} else {
			if (_valid0) {
				valid0 = true;
				passing0 = 2;
				if (props0 !== true) props0 = true;
			}
			const _errs14 = errors;
			if (!validate25(data, {
				instancePath,
				parentData,
				parentDataProperty,
				rootData,
				dynamicAnchors
			})) {
				vErrors = append(vErrors, validate25.errors);
				errors = vErrors.length;
			}
			var _valid0 = _errs14 === errors;
			if (_valid0 && valid0) {
				valid0 = false;
				passing0 = [passing0, 3];
			} else {
				if (_valid0) {
					valid0 = true;
					passing0 = 3;
					if (props0 !== true) props0 = true;
				}
				const _errs15 = errors;
				if (!validate27(data, {
					instancePath,
					parentData,
					parentDataProperty,
					rootData,
					dynamicAnchors
				})) {
					vErrors = append(vErrors, validate27.errors);
					errors = vErrors.length;
				}
				var _valid0 = _errs15 === errors;
				if (_valid0 && valid0) {
					valid0 = false;
					passing0 = [passing0, 4];
				} else {
					if (_valid0) {
						valid0 = true;
						passing0 = 4;
						if (props0 !== true) props0 = true;
					}
					const _errs16 = errors;
					if (!validate29(data, {
						instancePath,
						parentData,
						parentDataProperty,
						rootData,
						dynamicAnchors
					})) {
						vErrors = append(vErrors, validate29.errors);
						errors = vErrors.length;
					}
					var _valid0 = _errs16 === errors;
					if (_valid0 && valid0) {
						valid0 = false;
						passing0 = [passing0, 5];
					} else {
						if (_valid0) {
							valid0 = true;
							passing0 = 5;
							if (props0 !== true) props0 = true;
						}
						const _errs17 = errors;
						if (!validate31(data, {
							instancePath,
							parentData,
							parentDataProperty,
							rootData,
							dynamicAnchors
						})) {
							vErrors = append(vErrors, validate31.errors);
							errors = vErrors.length;
						}
						var _valid0 = _errs17 === errors;
						if (_valid0 && valid0) {
							valid0 = false;
							passing0 = [passing0, 6];
						} else {
							if (_valid0) {
								valid0 = true;
								passing0 = 6;
								if (props0 !== true) props0 = true;
							}
							const _errs18 = errors;
							if (!validate33(data, {
								instancePath,
								parentData,
								parentDataProperty,
								rootData,
								dynamicAnchors
							})) {
								vErrors = append(vErrors, validate33.errors);
								errors = vErrors.length;
							}
							var _valid0 = _errs18 === errors;
							if (_valid0 && valid0) {
								valid0 = false;
								passing0 = [passing0, 7];
							} else {
								if (_valid0) {
									valid0 = true;
									passing0 = 7;
									if (props0 !== true) props0 = true;
								}
								const _errs19 = errors;
								if (!validate35(data, {
									instancePath,
									parentData,
									parentDataProperty,
									rootData,
									dynamicAnchors
								})) {
									vErrors = append(vErrors, validate35.errors);
									errors = vErrors.length;
								}
								var _valid0 = _errs19 === errors;
								if (_valid0 && valid0) {
									valid0 = false;
									passing0 = [passing0, 8];
								} else {
									if (_valid0) {
										valid0 = true;
										passing0 = 8;
										if (props0 !== true) props0 = true;
									}
									const _errs20 = errors;
									if (!validate37(data, {
										instancePath,
										parentData,
										parentDataProperty,
										rootData,
										dynamicAnchors
									})) {
										vErrors = append(vErrors, validate37.errors);
										errors = vErrors.length;
									}
									var _valid0 = _errs20 === errors;
									if (_valid0 && valid0) {
										valid0 = false;
										passing0 = [passing0, 9];
									} else if (_valid0) {
										valid0 = true;
										passing0 = 9;
										if (props0 !== true) props0 = true;
									}
								}
							}
						}
					}
				}
			}
		}
	}
	if (!valid0) {
		const err14 = {
			instancePath,
			schemaPath: "#/oneOf",
			keyword: "oneOf",
			params: { passingSchemas: passing0 },
			message: "must match exactly one schema in oneOf"
		};
		if (vErrors === null) vErrors = [err14];
		else vErrors.push(err14);
		errors++;
	} else {
		errors = _errs1;
		if (vErrors !== null) {
			if (_errs1) vErrors.length = _errs1;
			else vErrors = null;
		}
	}
	validate20.errors = vErrors;
	evaluated0.props = props0;
	return errors === 0;
}
validate20.evaluated = {
	"dynamicProps": true,
	"dynamicItems": false
};
function append(all, more) {
	if (all === null) return more;
	for (const one of more) all.push(one);
	return all;
}

// src/core/state/read-state.ts
/**
* Reads a state file, which must be that of `organization`, if given. Drops a torn last line, which a process leaves if
* it dies while writing, and adds a warning. Any other unreadable line is an error.
*/
function readState(file, text, organization) {
	const lines = text.split("\n");
	const last = lines.pop() ?? "";
	const diagnostics = [];
	const location = (line, length) => ({
		file,
		line,
		column: 1,
		endColumn: Math.max(length, 1) + 1
	});
	const failure = (one) => ({
		ok: false,
		problem: [one]
	});
	let kept = text;
	const torn = last.trim() !== "" && lines.length > 0 && require_action.parseJson(last) === void 0;
	if (torn) {
		kept = text.slice(0, text.length - last.length);
		const details = { characters: last.length };
		diagnostics.push({
			code: "state-torn-line",
			details,
			location: location(lines.length + 1, last.length)
		});
	} else if (last !== "") lines.push(last);
	const first = lines[0];
	if (first === void 0 || text.trim() === "") return failure({
		code: "state-empty",
		details: {},
		location: location(1, 1)
	});
	const header = readHeader(file, first, organization);
	if (!header.ok) return header;
	const events = [];
	const fold = new require_action.RecordedFold();
	for (const [index, line] of lines.entries()) {
		if (index === 0 || line.trim() === "") continue;
		const event = readEvent(line);
		if (typeof event !== "string" && event.event === "replaced") continue;
		const problem = typeof event === "string" ? event : foldProblem(fold, event);
		if (problem) return failure({
			code: "state-line",
			details: { problem },
			location: location(index + 1, line.length)
		});
		events.push(event);
	}
	return {
		ok: true,
		value: {
			header: header.value,
			events,
			recorded: fold.result(),
			text: kept,
			torn
		},
		warnings: diagnostics
	};
}
function readHeader(file, line, organization) {
	const location = {
		file,
		line: 1,
		column: 1,
		endColumn: Math.max(line.length, 1) + 1
	};
	const failure = (one) => ({
		ok: false,
		problem: [one]
	});
	const value = require_action.parseJson(line);
	if (value?.format !== "rollcall-state") return failure({
		code: "state-header",
		details: {},
		location
	});
	const { version } = value;
	if (typeof version === "number" && version > 1) return failure({
		code: "state-too-new",
		details: {
			version,
			supported: 1
		},
		location
	});
	if (!_virtual_validate_state_default(value)) return failure({
		code: "state-header",
		details: {},
		location
	});
	const header = value;
	if (organization !== void 0 && header.organization !== organization) return failure({
		code: "state-organization",
		details: {
			recorded: header.organization,
			configured: organization
		},
		location
	});
	return {
		ok: true,
		value: header,
		warnings: []
	};
}
const kinds = /* @__PURE__ */ new Set([
	"intent",
	"outcome",
	"adopted",
	"lapsed",
	"forgotten",
	"snapshot",
	"replaced"
]);
function readEvent(line) {
	if (/^(?:<{7}|={7}|>{7}|\|{7})/.test(line)) return "merge-conflict";
	const value = require_action.parseJson(line);
	if (value === void 0) return "not-json";
	if (value.format !== void 0) return "second-header";
	if (typeof value.event !== "string" || !kinds.has(value.event)) return "unknown-event";
	return _virtual_validate_state_default(value) ? value : "wrong-shape";
}
function foldProblem(fold, event) {
	try {
		fold.add(event);
		return;
	} catch (error) {
		if (error instanceof require_action.FoldError) return error.problem;
		throw error;
	}
}

exports.readState = readState;