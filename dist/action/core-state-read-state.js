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
	const evaluated0 = validate21.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		let missing0;
		if (data.event === void 0 && (missing0 = "event") || data.at === void 0 && (missing0 = "at") || data.call === void 0 && (missing0 = "call") || data.action === void 0 && (missing0 = "action") || data.workspaceIds === void 0 && (missing0 = "workspaceIds") || data.emails === void 0 && (missing0 = "emails")) {
			validate21.errors = [{
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: missing0 }
			}];
			return false;
		} else {
			for (const key0 in data) if (!func3.call(schema33.properties, key0)) {
				validate21.errors = [{
					instancePath,
					schemaPath: "#/additionalProperties",
					keyword: "additionalProperties",
					params: { additionalProperty: key0 }
				}];
				return false;
			}
			if (data.event !== void 0) {
				if ("intent" !== data.event) {
					validate21.errors = [{
						instancePath: instancePath + "/event",
						schemaPath: "#/properties/event/const",
						keyword: "const",
						params: { allowedValue: "intent" }
					}];
					return false;
				}
				var valid0 = true;
			} else var valid0 = true;
			if (valid0) {
				if (data.at !== void 0) {
					let data1 = data.at;
					if (typeof data1 === "string") {
						if (!pattern5.test(data1)) {
							validate21.errors = [{
								instancePath: instancePath + "/at",
								schemaPath: "#/$defs/at/pattern",
								keyword: "pattern",
								params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" }
							}];
							return false;
						}
					} else {
						validate21.errors = [{
							instancePath: instancePath + "/at",
							schemaPath: "#/$defs/at/type",
							keyword: "type",
							params: { type: "string" }
						}];
						return false;
					}
					var valid0 = true;
				} else var valid0 = true;
				if (valid0) {
					if (data.call !== void 0) {
						let data2 = data.call;
						if (typeof data2 === "string") {
							if (!pattern6.test(data2)) {
								validate21.errors = [{
									instancePath: instancePath + "/call",
									schemaPath: "#/$defs/call/pattern",
									keyword: "pattern",
									params: { pattern: "^[A-Za-z0-9-]{1,64}$" }
								}];
								return false;
							}
						} else {
							validate21.errors = [{
								instancePath: instancePath + "/call",
								schemaPath: "#/$defs/call/type",
								keyword: "type",
								params: { type: "string" }
							}];
							return false;
						}
						var valid0 = true;
					} else var valid0 = true;
					if (valid0) {
						if (data.action !== void 0) {
							if ("invite" !== data.action) {
								validate21.errors = [{
									instancePath: instancePath + "/action",
									schemaPath: "#/properties/action/const",
									keyword: "const",
									params: { allowedValue: "invite" }
								}];
								return false;
							}
							var valid0 = true;
						} else var valid0 = true;
						if (valid0) {
							if (data.workspaceIds !== void 0) {
								let data4 = data.workspaceIds;
								if (Array.isArray(data4)) {
									if (data4.length < 1) {
										validate21.errors = [{
											instancePath: instancePath + "/workspaceIds",
											schemaPath: "#/$defs/workspaceIds/minItems",
											keyword: "minItems",
											params: { limit: 1 }
										}];
										return false;
									} else {
										const len0 = data4.length;
										for (let i0 = 0; i0 < len0; i0++) {
											let data5 = data4[i0];
											if (typeof data5 === "string") {
												if (!pattern4.test(data5)) {
													validate21.errors = [{
														instancePath: instancePath + "/workspaceIds/" + i0,
														schemaPath: "#/$defs/workspaceIds/items/pattern",
														keyword: "pattern",
														params: { pattern: "^[A-Za-z0-9_-]{1,64}$" }
													}];
													return false;
												}
											} else {
												validate21.errors = [{
													instancePath: instancePath + "/workspaceIds/" + i0,
													schemaPath: "#/$defs/workspaceIds/items/type",
													keyword: "type",
													params: { type: "string" }
												}];
												return false;
											}
										}
									}
								} else {
									validate21.errors = [{
										instancePath: instancePath + "/workspaceIds",
										schemaPath: "#/$defs/workspaceIds/type",
										keyword: "type",
										params: { type: "array" }
									}];
									return false;
								}
								var valid0 = true;
							} else var valid0 = true;
							if (valid0) {
								if (data.emails !== void 0) {
									let data6 = data.emails;
									if (Array.isArray(data6)) {
										if (data6.length < 1) {
											validate21.errors = [{
												instancePath: instancePath + "/emails",
												schemaPath: "#/properties/emails/minItems",
												keyword: "minItems",
												params: { limit: 1 }
											}];
											return false;
										} else {
											const len1 = data6.length;
											for (let i1 = 0; i1 < len1; i1++) {
												let data7 = data6[i1];
												if (typeof data7 === "string") {
													if (!pattern8.test(data7)) {
														validate21.errors = [{
															instancePath: instancePath + "/emails/" + i1,
															schemaPath: "#/$defs/email/pattern",
															keyword: "pattern",
															params: { pattern: "^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$" }
														}];
														return false;
													}
												} else {
													validate21.errors = [{
														instancePath: instancePath + "/emails/" + i1,
														schemaPath: "#/$defs/email/type",
														keyword: "type",
														params: { type: "string" }
													}];
													return false;
												}
											}
										}
									} else {
										validate21.errors = [{
											instancePath: instancePath + "/emails",
											schemaPath: "#/properties/emails/type",
											keyword: "type",
											params: { type: "array" }
										}];
										return false;
									}
									var valid0 = true;
								} else var valid0 = true;
								if (valid0) {
									if (data.commit !== void 0) {
										let data8 = data.commit;
										if (typeof data8 === "string") {
											if (func1(data8) > 100) {
												validate21.errors = [{
													instancePath: instancePath + "/commit",
													schemaPath: "#/$defs/commit/maxLength",
													keyword: "maxLength",
													params: { limit: 100 }
												}];
												return false;
											}
										} else {
											validate21.errors = [{
												instancePath: instancePath + "/commit",
												schemaPath: "#/$defs/commit/type",
												keyword: "type",
												params: { type: "string" }
											}];
											return false;
										}
										var valid0 = true;
									} else var valid0 = true;
									if (valid0) {
										if (data.pullRequest !== void 0) {
											let data9 = data.pullRequest;
											if (!(typeof data9 == "number" && !(data9 % 1) && !isNaN(data9) && isFinite(data9))) {
												validate21.errors = [{
													instancePath: instancePath + "/pullRequest",
													schemaPath: "#/$defs/pullRequest/type",
													keyword: "type",
													params: { type: "integer" }
												}];
												return false;
											}
											if (typeof data9 == "number" && isFinite(data9)) {
												if (data9 < 1 || isNaN(data9)) {
													validate21.errors = [{
														instancePath: instancePath + "/pullRequest",
														schemaPath: "#/$defs/pullRequest/minimum",
														keyword: "minimum",
														params: {
															comparison: ">=",
															limit: 1
														}
													}];
													return false;
												}
											}
											var valid0 = true;
										} else var valid0 = true;
										if (valid0) {
											if (data.run !== void 0) {
												let data10 = data.run;
												if (typeof data10 === "string") {
													if (func1(data10) > 500) {
														validate21.errors = [{
															instancePath: instancePath + "/run",
															schemaPath: "#/$defs/run/maxLength",
															keyword: "maxLength",
															params: { limit: 500 }
														}];
														return false;
													}
												} else {
													validate21.errors = [{
														instancePath: instancePath + "/run",
														schemaPath: "#/$defs/run/type",
														keyword: "type",
														params: { type: "string" }
													}];
													return false;
												}
												var valid0 = true;
											} else var valid0 = true;
										}
									}
								}
							}
						}
					}
				}
			}
		}
	} else {
		validate21.errors = [{
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		}];
		return false;
	}
	validate21.errors = vErrors;
	return true;
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
	const evaluated0 = validate23.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		let missing0;
		if (data.event === void 0 && (missing0 = "event") || data.at === void 0 && (missing0 = "at") || data.call === void 0 && (missing0 = "call") || data.action === void 0 && (missing0 = "action") || data.workspaceIds === void 0 && (missing0 = "workspaceIds") || data.emails === void 0 && (missing0 = "emails") || data.inviteId === void 0 && (missing0 = "inviteId")) {
			validate23.errors = [{
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: missing0 }
			}];
			return false;
		} else {
			for (const key0 in data) if (!func3.call(schema41.properties, key0)) {
				validate23.errors = [{
					instancePath,
					schemaPath: "#/additionalProperties",
					keyword: "additionalProperties",
					params: { additionalProperty: key0 }
				}];
				return false;
			}
			if (data.event !== void 0) {
				if ("intent" !== data.event) {
					validate23.errors = [{
						instancePath: instancePath + "/event",
						schemaPath: "#/properties/event/const",
						keyword: "const",
						params: { allowedValue: "intent" }
					}];
					return false;
				}
				var valid0 = true;
			} else var valid0 = true;
			if (valid0) {
				if (data.at !== void 0) {
					let data1 = data.at;
					if (typeof data1 === "string") {
						if (!pattern5.test(data1)) {
							validate23.errors = [{
								instancePath: instancePath + "/at",
								schemaPath: "#/$defs/at/pattern",
								keyword: "pattern",
								params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" }
							}];
							return false;
						}
					} else {
						validate23.errors = [{
							instancePath: instancePath + "/at",
							schemaPath: "#/$defs/at/type",
							keyword: "type",
							params: { type: "string" }
						}];
						return false;
					}
					var valid0 = true;
				} else var valid0 = true;
				if (valid0) {
					if (data.call !== void 0) {
						let data2 = data.call;
						if (typeof data2 === "string") {
							if (!pattern6.test(data2)) {
								validate23.errors = [{
									instancePath: instancePath + "/call",
									schemaPath: "#/$defs/call/pattern",
									keyword: "pattern",
									params: { pattern: "^[A-Za-z0-9-]{1,64}$" }
								}];
								return false;
							}
						} else {
							validate23.errors = [{
								instancePath: instancePath + "/call",
								schemaPath: "#/$defs/call/type",
								keyword: "type",
								params: { type: "string" }
							}];
							return false;
						}
						var valid0 = true;
					} else var valid0 = true;
					if (valid0) {
						if (data.action !== void 0) {
							if ("cancel" !== data.action) {
								validate23.errors = [{
									instancePath: instancePath + "/action",
									schemaPath: "#/properties/action/const",
									keyword: "const",
									params: { allowedValue: "cancel" }
								}];
								return false;
							}
							var valid0 = true;
						} else var valid0 = true;
						if (valid0) {
							if (data.inviteId !== void 0) {
								let data4 = data.inviteId;
								if (typeof data4 === "string") {
									if (func1(data4) > 200) {
										validate23.errors = [{
											instancePath: instancePath + "/inviteId",
											schemaPath: "#/properties/inviteId/maxLength",
											keyword: "maxLength",
											params: { limit: 200 }
										}];
										return false;
									} else if (func1(data4) < 1) {
										validate23.errors = [{
											instancePath: instancePath + "/inviteId",
											schemaPath: "#/properties/inviteId/minLength",
											keyword: "minLength",
											params: { limit: 1 }
										}];
										return false;
									}
								} else {
									validate23.errors = [{
										instancePath: instancePath + "/inviteId",
										schemaPath: "#/properties/inviteId/type",
										keyword: "type",
										params: { type: "string" }
									}];
									return false;
								}
								var valid0 = true;
							} else var valid0 = true;
							if (valid0) {
								if (data.workspaceIds !== void 0) {
									let data5 = data.workspaceIds;
									if (Array.isArray(data5)) {
										const len0 = data5.length;
										for (let i0 = 0; i0 < len0; i0++) {
											let data6 = data5[i0];
											if (typeof data6 === "string") {
												if (!pattern4.test(data6)) {
													validate23.errors = [{
														instancePath: instancePath + "/workspaceIds/" + i0,
														schemaPath: "#/properties/workspaceIds/items/pattern",
														keyword: "pattern",
														params: { pattern: "^[A-Za-z0-9_-]{1,64}$" }
													}];
													return false;
												}
											} else {
												validate23.errors = [{
													instancePath: instancePath + "/workspaceIds/" + i0,
													schemaPath: "#/properties/workspaceIds/items/type",
													keyword: "type",
													params: { type: "string" }
												}];
												return false;
											}
										}
									} else {
										validate23.errors = [{
											instancePath: instancePath + "/workspaceIds",
											schemaPath: "#/properties/workspaceIds/type",
											keyword: "type",
											params: { type: "array" }
										}];
										return false;
									}
									var valid0 = true;
								} else var valid0 = true;
								if (valid0) {
									if (data.emails !== void 0) {
										let data7 = data.emails;
										if (Array.isArray(data7)) {
											if (data7.length > 1) {
												validate23.errors = [{
													instancePath: instancePath + "/emails",
													schemaPath: "#/properties/emails/maxItems",
													keyword: "maxItems",
													params: { limit: 1 }
												}];
												return false;
											} else if (data7.length < 1) {
												validate23.errors = [{
													instancePath: instancePath + "/emails",
													schemaPath: "#/properties/emails/minItems",
													keyword: "minItems",
													params: { limit: 1 }
												}];
												return false;
											} else {
												const len1 = data7.length;
												for (let i1 = 0; i1 < len1; i1++) {
													let data8 = data7[i1];
													if (typeof data8 === "string") {
														if (!pattern8.test(data8)) {
															validate23.errors = [{
																instancePath: instancePath + "/emails/" + i1,
																schemaPath: "#/$defs/email/pattern",
																keyword: "pattern",
																params: { pattern: "^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$" }
															}];
															return false;
														}
													} else {
														validate23.errors = [{
															instancePath: instancePath + "/emails/" + i1,
															schemaPath: "#/$defs/email/type",
															keyword: "type",
															params: { type: "string" }
														}];
														return false;
													}
												}
											}
										} else {
											validate23.errors = [{
												instancePath: instancePath + "/emails",
												schemaPath: "#/properties/emails/type",
												keyword: "type",
												params: { type: "array" }
											}];
											return false;
										}
										var valid0 = true;
									} else var valid0 = true;
									if (valid0) {
										if (data.commit !== void 0) {
											let data9 = data.commit;
											if (typeof data9 === "string") {
												if (func1(data9) > 100) {
													validate23.errors = [{
														instancePath: instancePath + "/commit",
														schemaPath: "#/$defs/commit/maxLength",
														keyword: "maxLength",
														params: { limit: 100 }
													}];
													return false;
												}
											} else {
												validate23.errors = [{
													instancePath: instancePath + "/commit",
													schemaPath: "#/$defs/commit/type",
													keyword: "type",
													params: { type: "string" }
												}];
												return false;
											}
											var valid0 = true;
										} else var valid0 = true;
										if (valid0) {
											if (data.pullRequest !== void 0) {
												let data10 = data.pullRequest;
												if (!(typeof data10 == "number" && !(data10 % 1) && !isNaN(data10) && isFinite(data10))) {
													validate23.errors = [{
														instancePath: instancePath + "/pullRequest",
														schemaPath: "#/$defs/pullRequest/type",
														keyword: "type",
														params: { type: "integer" }
													}];
													return false;
												}
												if (typeof data10 == "number" && isFinite(data10)) {
													if (data10 < 1 || isNaN(data10)) {
														validate23.errors = [{
															instancePath: instancePath + "/pullRequest",
															schemaPath: "#/$defs/pullRequest/minimum",
															keyword: "minimum",
															params: {
																comparison: ">=",
																limit: 1
															}
														}];
														return false;
													}
												}
												var valid0 = true;
											} else var valid0 = true;
											if (valid0) {
												if (data.run !== void 0) {
													let data11 = data.run;
													if (typeof data11 === "string") {
														if (func1(data11) > 500) {
															validate23.errors = [{
																instancePath: instancePath + "/run",
																schemaPath: "#/$defs/run/maxLength",
																keyword: "maxLength",
																params: { limit: 500 }
															}];
															return false;
														}
													} else {
														validate23.errors = [{
															instancePath: instancePath + "/run",
															schemaPath: "#/$defs/run/type",
															keyword: "type",
															params: { type: "string" }
														}];
														return false;
													}
													var valid0 = true;
												} else var valid0 = true;
											}
										}
									}
								}
							}
						}
					}
				}
			}
		}
	} else {
		validate23.errors = [{
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		}];
		return false;
	}
	validate23.errors = vErrors;
	return true;
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
	const evaluated0 = validate25.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		let missing0;
		if (data.event === void 0 && (missing0 = "event") || data.at === void 0 && (missing0 = "at") || data.call === void 0 && (missing0 = "call") || data.action === void 0 && (missing0 = "action") || data.workspaceIds === void 0 && (missing0 = "workspaceIds") || data.emails === void 0 && (missing0 = "emails") || data.userId === void 0 && (missing0 = "userId")) {
			validate25.errors = [{
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: missing0 }
			}];
			return false;
		} else {
			for (const key0 in data) if (!func3.call(schema48.properties, key0)) {
				validate25.errors = [{
					instancePath,
					schemaPath: "#/additionalProperties",
					keyword: "additionalProperties",
					params: { additionalProperty: key0 }
				}];
				return false;
			}
			if (data.event !== void 0) {
				if ("intent" !== data.event) {
					validate25.errors = [{
						instancePath: instancePath + "/event",
						schemaPath: "#/properties/event/const",
						keyword: "const",
						params: { allowedValue: "intent" }
					}];
					return false;
				}
				var valid0 = true;
			} else var valid0 = true;
			if (valid0) {
				if (data.at !== void 0) {
					let data1 = data.at;
					if (typeof data1 === "string") {
						if (!pattern5.test(data1)) {
							validate25.errors = [{
								instancePath: instancePath + "/at",
								schemaPath: "#/$defs/at/pattern",
								keyword: "pattern",
								params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" }
							}];
							return false;
						}
					} else {
						validate25.errors = [{
							instancePath: instancePath + "/at",
							schemaPath: "#/$defs/at/type",
							keyword: "type",
							params: { type: "string" }
						}];
						return false;
					}
					var valid0 = true;
				} else var valid0 = true;
				if (valid0) {
					if (data.call !== void 0) {
						let data2 = data.call;
						if (typeof data2 === "string") {
							if (!pattern6.test(data2)) {
								validate25.errors = [{
									instancePath: instancePath + "/call",
									schemaPath: "#/$defs/call/pattern",
									keyword: "pattern",
									params: { pattern: "^[A-Za-z0-9-]{1,64}$" }
								}];
								return false;
							}
						} else {
							validate25.errors = [{
								instancePath: instancePath + "/call",
								schemaPath: "#/$defs/call/type",
								keyword: "type",
								params: { type: "string" }
							}];
							return false;
						}
						var valid0 = true;
					} else var valid0 = true;
					if (valid0) {
						if (data.action !== void 0) {
							if ("remove" !== data.action) {
								validate25.errors = [{
									instancePath: instancePath + "/action",
									schemaPath: "#/properties/action/const",
									keyword: "const",
									params: { allowedValue: "remove" }
								}];
								return false;
							}
							var valid0 = true;
						} else var valid0 = true;
						if (valid0) {
							if (data.userId !== void 0) {
								let data4 = data.userId;
								if (typeof data4 === "string") {
									if (func1(data4) > 200) {
										validate25.errors = [{
											instancePath: instancePath + "/userId",
											schemaPath: "#/properties/userId/maxLength",
											keyword: "maxLength",
											params: { limit: 200 }
										}];
										return false;
									} else if (func1(data4) < 1) {
										validate25.errors = [{
											instancePath: instancePath + "/userId",
											schemaPath: "#/properties/userId/minLength",
											keyword: "minLength",
											params: { limit: 1 }
										}];
										return false;
									}
								} else {
									validate25.errors = [{
										instancePath: instancePath + "/userId",
										schemaPath: "#/properties/userId/type",
										keyword: "type",
										params: { type: "string" }
									}];
									return false;
								}
								var valid0 = true;
							} else var valid0 = true;
							if (valid0) {
								if (data.workspaceIds !== void 0) {
									let data5 = data.workspaceIds;
									if (Array.isArray(data5)) {
										const len0 = data5.length;
										for (let i0 = 0; i0 < len0; i0++) {
											let data6 = data5[i0];
											if (typeof data6 === "string") {
												if (!pattern4.test(data6)) {
													validate25.errors = [{
														instancePath: instancePath + "/workspaceIds/" + i0,
														schemaPath: "#/properties/workspaceIds/items/pattern",
														keyword: "pattern",
														params: { pattern: "^[A-Za-z0-9_-]{1,64}$" }
													}];
													return false;
												}
											} else {
												validate25.errors = [{
													instancePath: instancePath + "/workspaceIds/" + i0,
													schemaPath: "#/properties/workspaceIds/items/type",
													keyword: "type",
													params: { type: "string" }
												}];
												return false;
											}
										}
									} else {
										validate25.errors = [{
											instancePath: instancePath + "/workspaceIds",
											schemaPath: "#/properties/workspaceIds/type",
											keyword: "type",
											params: { type: "array" }
										}];
										return false;
									}
									var valid0 = true;
								} else var valid0 = true;
								if (valid0) {
									if (data.emails !== void 0) {
										let data7 = data.emails;
										if (Array.isArray(data7)) {
											if (data7.length > 1) {
												validate25.errors = [{
													instancePath: instancePath + "/emails",
													schemaPath: "#/properties/emails/maxItems",
													keyword: "maxItems",
													params: { limit: 1 }
												}];
												return false;
											} else if (data7.length < 1) {
												validate25.errors = [{
													instancePath: instancePath + "/emails",
													schemaPath: "#/properties/emails/minItems",
													keyword: "minItems",
													params: { limit: 1 }
												}];
												return false;
											} else {
												const len1 = data7.length;
												for (let i1 = 0; i1 < len1; i1++) {
													let data8 = data7[i1];
													if (typeof data8 === "string") {
														if (!pattern8.test(data8)) {
															validate25.errors = [{
																instancePath: instancePath + "/emails/" + i1,
																schemaPath: "#/$defs/email/pattern",
																keyword: "pattern",
																params: { pattern: "^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$" }
															}];
															return false;
														}
													} else {
														validate25.errors = [{
															instancePath: instancePath + "/emails/" + i1,
															schemaPath: "#/$defs/email/type",
															keyword: "type",
															params: { type: "string" }
														}];
														return false;
													}
												}
											}
										} else {
											validate25.errors = [{
												instancePath: instancePath + "/emails",
												schemaPath: "#/properties/emails/type",
												keyword: "type",
												params: { type: "array" }
											}];
											return false;
										}
										var valid0 = true;
									} else var valid0 = true;
									if (valid0) {
										if (data.commit !== void 0) {
											let data9 = data.commit;
											if (typeof data9 === "string") {
												if (func1(data9) > 100) {
													validate25.errors = [{
														instancePath: instancePath + "/commit",
														schemaPath: "#/$defs/commit/maxLength",
														keyword: "maxLength",
														params: { limit: 100 }
													}];
													return false;
												}
											} else {
												validate25.errors = [{
													instancePath: instancePath + "/commit",
													schemaPath: "#/$defs/commit/type",
													keyword: "type",
													params: { type: "string" }
												}];
												return false;
											}
											var valid0 = true;
										} else var valid0 = true;
										if (valid0) {
											if (data.pullRequest !== void 0) {
												let data10 = data.pullRequest;
												if (!(typeof data10 == "number" && !(data10 % 1) && !isNaN(data10) && isFinite(data10))) {
													validate25.errors = [{
														instancePath: instancePath + "/pullRequest",
														schemaPath: "#/$defs/pullRequest/type",
														keyword: "type",
														params: { type: "integer" }
													}];
													return false;
												}
												if (typeof data10 == "number" && isFinite(data10)) {
													if (data10 < 1 || isNaN(data10)) {
														validate25.errors = [{
															instancePath: instancePath + "/pullRequest",
															schemaPath: "#/$defs/pullRequest/minimum",
															keyword: "minimum",
															params: {
																comparison: ">=",
																limit: 1
															}
														}];
														return false;
													}
												}
												var valid0 = true;
											} else var valid0 = true;
											if (valid0) {
												if (data.run !== void 0) {
													let data11 = data.run;
													if (typeof data11 === "string") {
														if (func1(data11) > 500) {
															validate25.errors = [{
																instancePath: instancePath + "/run",
																schemaPath: "#/$defs/run/maxLength",
																keyword: "maxLength",
																params: { limit: 500 }
															}];
															return false;
														}
													} else {
														validate25.errors = [{
															instancePath: instancePath + "/run",
															schemaPath: "#/$defs/run/type",
															keyword: "type",
															params: { type: "string" }
														}];
														return false;
													}
													var valid0 = true;
												} else var valid0 = true;
											}
										}
									}
								}
							}
						}
					}
				}
			}
		}
	} else {
		validate25.errors = [{
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		}];
		return false;
	}
	validate25.errors = vErrors;
	return true;
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
	const evaluated0 = validate27.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		let missing0;
		if (data.event === void 0 && (missing0 = "event") || data.at === void 0 && (missing0 = "at") || data.call === void 0 && (missing0 = "call") || data.result === void 0 && (missing0 = "result")) {
			validate27.errors = [{
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: missing0 }
			}];
			return false;
		} else {
			for (const key0 in data) if (!func3.call(schema55.properties, key0)) {
				validate27.errors = [{
					instancePath,
					schemaPath: "#/additionalProperties",
					keyword: "additionalProperties",
					params: { additionalProperty: key0 }
				}];
				return false;
			}
			if (data.event !== void 0) {
				if ("outcome" !== data.event) {
					validate27.errors = [{
						instancePath: instancePath + "/event",
						schemaPath: "#/properties/event/const",
						keyword: "const",
						params: { allowedValue: "outcome" }
					}];
					return false;
				}
				var valid0 = true;
			} else var valid0 = true;
			if (valid0) {
				if (data.at !== void 0) {
					let data1 = data.at;
					if (typeof data1 === "string") {
						if (!pattern5.test(data1)) {
							validate27.errors = [{
								instancePath: instancePath + "/at",
								schemaPath: "#/$defs/at/pattern",
								keyword: "pattern",
								params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" }
							}];
							return false;
						}
					} else {
						validate27.errors = [{
							instancePath: instancePath + "/at",
							schemaPath: "#/$defs/at/type",
							keyword: "type",
							params: { type: "string" }
						}];
						return false;
					}
					var valid0 = true;
				} else var valid0 = true;
				if (valid0) {
					if (data.call !== void 0) {
						let data2 = data.call;
						if (typeof data2 === "string") {
							if (!pattern6.test(data2)) {
								validate27.errors = [{
									instancePath: instancePath + "/call",
									schemaPath: "#/$defs/call/pattern",
									keyword: "pattern",
									params: { pattern: "^[A-Za-z0-9-]{1,64}$" }
								}];
								return false;
							}
						} else {
							validate27.errors = [{
								instancePath: instancePath + "/call",
								schemaPath: "#/$defs/call/type",
								keyword: "type",
								params: { type: "string" }
							}];
							return false;
						}
						var valid0 = true;
					} else var valid0 = true;
					if (valid0) {
						if (data.result !== void 0) {
							let data3 = data.result;
							if (!(data3 === "done" || data3 === "rejected" || data3 === "split" || data3 === "not-sent" || data3 === "unconfirmed")) {
								validate27.errors = [{
									instancePath: instancePath + "/result",
									schemaPath: "#/properties/result/enum",
									keyword: "enum",
									params: { allowedValues: schema55.properties.result.enum }
								}];
								return false;
							}
							var valid0 = true;
						} else var valid0 = true;
						if (valid0) {
							if (data.emails !== void 0) {
								let data4 = data.emails;
								if (Array.isArray(data4)) {
									if (data4.length < 0) {
										validate27.errors = [{
											instancePath: instancePath + "/emails",
											schemaPath: "#/properties/emails/minItems",
											keyword: "minItems",
											params: { limit: 0 }
										}];
										return false;
									} else {
										const len0 = data4.length;
										for (let i0 = 0; i0 < len0; i0++) {
											let data5 = data4[i0];
											if (typeof data5 === "string") {
												if (!pattern8.test(data5)) {
													validate27.errors = [{
														instancePath: instancePath + "/emails/" + i0,
														schemaPath: "#/$defs/email/pattern",
														keyword: "pattern",
														params: { pattern: "^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$" }
													}];
													return false;
												}
											} else {
												validate27.errors = [{
													instancePath: instancePath + "/emails/" + i0,
													schemaPath: "#/$defs/email/type",
													keyword: "type",
													params: { type: "string" }
												}];
												return false;
											}
										}
									}
								} else {
									validate27.errors = [{
										instancePath: instancePath + "/emails",
										schemaPath: "#/properties/emails/type",
										keyword: "type",
										params: { type: "array" }
									}];
									return false;
								}
								var valid0 = true;
							} else var valid0 = true;
							if (valid0) {
								if (data.status !== void 0) {
									let data6 = data.status;
									if (!(typeof data6 == "number" && !(data6 % 1) && !isNaN(data6) && isFinite(data6))) {
										validate27.errors = [{
											instancePath: instancePath + "/status",
											schemaPath: "#/properties/status/type",
											keyword: "type",
											params: { type: "integer" }
										}];
										return false;
									}
									var valid0 = true;
								} else var valid0 = true;
								if (valid0) {
									if (data.problem !== void 0) {
										if (typeof data.problem !== "string") {
											validate27.errors = [{
												instancePath: instancePath + "/problem",
												schemaPath: "#/properties/problem/type",
												keyword: "type",
												params: { type: "string" }
											}];
											return false;
										}
										var valid0 = true;
									} else var valid0 = true;
									if (valid0) {
										if (data.resolvedBy !== void 0) {
											let data8 = data.resolvedBy;
											if (!(data8 === "person" || data8 === "live-data")) {
												validate27.errors = [{
													instancePath: instancePath + "/resolvedBy",
													schemaPath: "#/properties/resolvedBy/enum",
													keyword: "enum",
													params: { allowedValues: schema55.properties.resolvedBy.enum }
												}];
												return false;
											}
											var valid0 = true;
										} else var valid0 = true;
										if (valid0) {
											if (data.fault !== void 0) {
												let data9 = data.fault;
												if (!(data9 === "email" || data9 === "already-present")) {
													validate27.errors = [{
														instancePath: instancePath + "/fault",
														schemaPath: "#/properties/fault/enum",
														keyword: "enum",
														params: { allowedValues: schema55.properties.fault.enum }
													}];
													return false;
												}
												var valid0 = true;
											} else var valid0 = true;
										}
									}
								}
							}
						}
					}
				}
			}
		}
	} else {
		validate27.errors = [{
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		}];
		return false;
	}
	validate27.errors = vErrors;
	return true;
}
validate27.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
function validate29(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	const evaluated0 = validate29.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		let missing0;
		if (data.event === void 0 && (missing0 = "event") || data.at === void 0 && (missing0 = "at") || data.email === void 0 && (missing0 = "email") || data.workspaceIds === void 0 && (missing0 = "workspaceIds")) {
			validate29.errors = [{
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: missing0 }
			}];
			return false;
		} else {
			for (const key0 in data) if (!(key0 === "event" || key0 === "at" || key0 === "email" || key0 === "workspaceIds" || key0 === "commit" || key0 === "pullRequest" || key0 === "run")) {
				validate29.errors = [{
					instancePath,
					schemaPath: "#/additionalProperties",
					keyword: "additionalProperties",
					params: { additionalProperty: key0 }
				}];
				return false;
			}
			if (data.event !== void 0) {
				if ("adopted" !== data.event) {
					validate29.errors = [{
						instancePath: instancePath + "/event",
						schemaPath: "#/properties/event/const",
						keyword: "const",
						params: { allowedValue: "adopted" }
					}];
					return false;
				}
				var valid0 = true;
			} else var valid0 = true;
			if (valid0) {
				if (data.at !== void 0) {
					let data1 = data.at;
					if (typeof data1 === "string") {
						if (!pattern5.test(data1)) {
							validate29.errors = [{
								instancePath: instancePath + "/at",
								schemaPath: "#/$defs/at/pattern",
								keyword: "pattern",
								params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" }
							}];
							return false;
						}
					} else {
						validate29.errors = [{
							instancePath: instancePath + "/at",
							schemaPath: "#/$defs/at/type",
							keyword: "type",
							params: { type: "string" }
						}];
						return false;
					}
					var valid0 = true;
				} else var valid0 = true;
				if (valid0) {
					if (data.email !== void 0) {
						let data2 = data.email;
						if (typeof data2 === "string") {
							if (!pattern8.test(data2)) {
								validate29.errors = [{
									instancePath: instancePath + "/email",
									schemaPath: "#/$defs/email/pattern",
									keyword: "pattern",
									params: { pattern: "^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$" }
								}];
								return false;
							}
						} else {
							validate29.errors = [{
								instancePath: instancePath + "/email",
								schemaPath: "#/$defs/email/type",
								keyword: "type",
								params: { type: "string" }
							}];
							return false;
						}
						var valid0 = true;
					} else var valid0 = true;
					if (valid0) {
						if (data.workspaceIds !== void 0) {
							let data3 = data.workspaceIds;
							if (Array.isArray(data3)) {
								if (data3.length < 1) {
									validate29.errors = [{
										instancePath: instancePath + "/workspaceIds",
										schemaPath: "#/$defs/workspaceIds/minItems",
										keyword: "minItems",
										params: { limit: 1 }
									}];
									return false;
								} else {
									const len0 = data3.length;
									for (let i0 = 0; i0 < len0; i0++) {
										let data4 = data3[i0];
										if (typeof data4 === "string") {
											if (!pattern4.test(data4)) {
												validate29.errors = [{
													instancePath: instancePath + "/workspaceIds/" + i0,
													schemaPath: "#/$defs/workspaceIds/items/pattern",
													keyword: "pattern",
													params: { pattern: "^[A-Za-z0-9_-]{1,64}$" }
												}];
												return false;
											}
										} else {
											validate29.errors = [{
												instancePath: instancePath + "/workspaceIds/" + i0,
												schemaPath: "#/$defs/workspaceIds/items/type",
												keyword: "type",
												params: { type: "string" }
											}];
											return false;
										}
									}
								}
							} else {
								validate29.errors = [{
									instancePath: instancePath + "/workspaceIds",
									schemaPath: "#/$defs/workspaceIds/type",
									keyword: "type",
									params: { type: "array" }
								}];
								return false;
							}
							var valid0 = true;
						} else var valid0 = true;
						if (valid0) {
							if (data.commit !== void 0) {
								let data5 = data.commit;
								if (typeof data5 === "string") {
									if (func1(data5) > 100) {
										validate29.errors = [{
											instancePath: instancePath + "/commit",
											schemaPath: "#/$defs/commit/maxLength",
											keyword: "maxLength",
											params: { limit: 100 }
										}];
										return false;
									}
								} else {
									validate29.errors = [{
										instancePath: instancePath + "/commit",
										schemaPath: "#/$defs/commit/type",
										keyword: "type",
										params: { type: "string" }
									}];
									return false;
								}
								var valid0 = true;
							} else var valid0 = true;
							if (valid0) {
								if (data.pullRequest !== void 0) {
									let data6 = data.pullRequest;
									if (!(typeof data6 == "number" && !(data6 % 1) && !isNaN(data6) && isFinite(data6))) {
										validate29.errors = [{
											instancePath: instancePath + "/pullRequest",
											schemaPath: "#/$defs/pullRequest/type",
											keyword: "type",
											params: { type: "integer" }
										}];
										return false;
									}
									if (typeof data6 == "number" && isFinite(data6)) {
										if (data6 < 1 || isNaN(data6)) {
											validate29.errors = [{
												instancePath: instancePath + "/pullRequest",
												schemaPath: "#/$defs/pullRequest/minimum",
												keyword: "minimum",
												params: {
													comparison: ">=",
													limit: 1
												}
											}];
											return false;
										}
									}
									var valid0 = true;
								} else var valid0 = true;
								if (valid0) {
									if (data.run !== void 0) {
										let data7 = data.run;
										if (typeof data7 === "string") {
											if (func1(data7) > 500) {
												validate29.errors = [{
													instancePath: instancePath + "/run",
													schemaPath: "#/$defs/run/maxLength",
													keyword: "maxLength",
													params: { limit: 500 }
												}];
												return false;
											}
										} else {
											validate29.errors = [{
												instancePath: instancePath + "/run",
												schemaPath: "#/$defs/run/type",
												keyword: "type",
												params: { type: "string" }
											}];
											return false;
										}
										var valid0 = true;
									} else var valid0 = true;
								}
							}
						}
					}
				}
			}
		}
	} else {
		validate29.errors = [{
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		}];
		return false;
	}
	validate29.errors = vErrors;
	return true;
}
validate29.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
function validate31(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	const evaluated0 = validate31.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		let missing0;
		if (data.event === void 0 && (missing0 = "event") || data.at === void 0 && (missing0 = "at") || data.email === void 0 && (missing0 = "email") || data.workspaceIds === void 0 && (missing0 = "workspaceIds")) {
			validate31.errors = [{
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: missing0 }
			}];
			return false;
		} else {
			for (const key0 in data) if (!(key0 === "event" || key0 === "at" || key0 === "email" || key0 === "workspaceIds" || key0 === "commit" || key0 === "pullRequest" || key0 === "run")) {
				validate31.errors = [{
					instancePath,
					schemaPath: "#/additionalProperties",
					keyword: "additionalProperties",
					params: { additionalProperty: key0 }
				}];
				return false;
			}
			if (data.event !== void 0) {
				if ("lapsed" !== data.event) {
					validate31.errors = [{
						instancePath: instancePath + "/event",
						schemaPath: "#/properties/event/const",
						keyword: "const",
						params: { allowedValue: "lapsed" }
					}];
					return false;
				}
				var valid0 = true;
			} else var valid0 = true;
			if (valid0) {
				if (data.at !== void 0) {
					let data1 = data.at;
					if (typeof data1 === "string") {
						if (!pattern5.test(data1)) {
							validate31.errors = [{
								instancePath: instancePath + "/at",
								schemaPath: "#/$defs/at/pattern",
								keyword: "pattern",
								params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" }
							}];
							return false;
						}
					} else {
						validate31.errors = [{
							instancePath: instancePath + "/at",
							schemaPath: "#/$defs/at/type",
							keyword: "type",
							params: { type: "string" }
						}];
						return false;
					}
					var valid0 = true;
				} else var valid0 = true;
				if (valid0) {
					if (data.email !== void 0) {
						let data2 = data.email;
						if (typeof data2 === "string") {
							if (!pattern8.test(data2)) {
								validate31.errors = [{
									instancePath: instancePath + "/email",
									schemaPath: "#/$defs/email/pattern",
									keyword: "pattern",
									params: { pattern: "^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$" }
								}];
								return false;
							}
						} else {
							validate31.errors = [{
								instancePath: instancePath + "/email",
								schemaPath: "#/$defs/email/type",
								keyword: "type",
								params: { type: "string" }
							}];
							return false;
						}
						var valid0 = true;
					} else var valid0 = true;
					if (valid0) {
						if (data.workspaceIds !== void 0) {
							let data3 = data.workspaceIds;
							if (Array.isArray(data3)) {
								if (data3.length < 1) {
									validate31.errors = [{
										instancePath: instancePath + "/workspaceIds",
										schemaPath: "#/$defs/workspaceIds/minItems",
										keyword: "minItems",
										params: { limit: 1 }
									}];
									return false;
								} else {
									const len0 = data3.length;
									for (let i0 = 0; i0 < len0; i0++) {
										let data4 = data3[i0];
										if (typeof data4 === "string") {
											if (!pattern4.test(data4)) {
												validate31.errors = [{
													instancePath: instancePath + "/workspaceIds/" + i0,
													schemaPath: "#/$defs/workspaceIds/items/pattern",
													keyword: "pattern",
													params: { pattern: "^[A-Za-z0-9_-]{1,64}$" }
												}];
												return false;
											}
										} else {
											validate31.errors = [{
												instancePath: instancePath + "/workspaceIds/" + i0,
												schemaPath: "#/$defs/workspaceIds/items/type",
												keyword: "type",
												params: { type: "string" }
											}];
											return false;
										}
									}
								}
							} else {
								validate31.errors = [{
									instancePath: instancePath + "/workspaceIds",
									schemaPath: "#/$defs/workspaceIds/type",
									keyword: "type",
									params: { type: "array" }
								}];
								return false;
							}
							var valid0 = true;
						} else var valid0 = true;
						if (valid0) {
							if (data.commit !== void 0) {
								let data5 = data.commit;
								if (typeof data5 === "string") {
									if (func1(data5) > 100) {
										validate31.errors = [{
											instancePath: instancePath + "/commit",
											schemaPath: "#/$defs/commit/maxLength",
											keyword: "maxLength",
											params: { limit: 100 }
										}];
										return false;
									}
								} else {
									validate31.errors = [{
										instancePath: instancePath + "/commit",
										schemaPath: "#/$defs/commit/type",
										keyword: "type",
										params: { type: "string" }
									}];
									return false;
								}
								var valid0 = true;
							} else var valid0 = true;
							if (valid0) {
								if (data.pullRequest !== void 0) {
									let data6 = data.pullRequest;
									if (!(typeof data6 == "number" && !(data6 % 1) && !isNaN(data6) && isFinite(data6))) {
										validate31.errors = [{
											instancePath: instancePath + "/pullRequest",
											schemaPath: "#/$defs/pullRequest/type",
											keyword: "type",
											params: { type: "integer" }
										}];
										return false;
									}
									if (typeof data6 == "number" && isFinite(data6)) {
										if (data6 < 1 || isNaN(data6)) {
											validate31.errors = [{
												instancePath: instancePath + "/pullRequest",
												schemaPath: "#/$defs/pullRequest/minimum",
												keyword: "minimum",
												params: {
													comparison: ">=",
													limit: 1
												}
											}];
											return false;
										}
									}
									var valid0 = true;
								} else var valid0 = true;
								if (valid0) {
									if (data.run !== void 0) {
										let data7 = data.run;
										if (typeof data7 === "string") {
											if (func1(data7) > 500) {
												validate31.errors = [{
													instancePath: instancePath + "/run",
													schemaPath: "#/$defs/run/maxLength",
													keyword: "maxLength",
													params: { limit: 500 }
												}];
												return false;
											}
										} else {
											validate31.errors = [{
												instancePath: instancePath + "/run",
												schemaPath: "#/$defs/run/type",
												keyword: "type",
												params: { type: "string" }
											}];
											return false;
										}
										var valid0 = true;
									} else var valid0 = true;
								}
							}
						}
					}
				}
			}
		}
	} else {
		validate31.errors = [{
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		}];
		return false;
	}
	validate31.errors = vErrors;
	return true;
}
validate31.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
function validate33(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	const evaluated0 = validate33.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		let missing0;
		if (data.event === void 0 && (missing0 = "event") || data.at === void 0 && (missing0 = "at") || data.email === void 0 && (missing0 = "email")) {
			validate33.errors = [{
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: missing0 }
			}];
			return false;
		} else {
			for (const key0 in data) if (!(key0 === "event" || key0 === "at" || key0 === "email" || key0 === "workspaceIds" || key0 === "commit" || key0 === "run")) {
				validate33.errors = [{
					instancePath,
					schemaPath: "#/additionalProperties",
					keyword: "additionalProperties",
					params: { additionalProperty: key0 }
				}];
				return false;
			}
			if (data.event !== void 0) {
				if ("forgotten" !== data.event) {
					validate33.errors = [{
						instancePath: instancePath + "/event",
						schemaPath: "#/properties/event/const",
						keyword: "const",
						params: { allowedValue: "forgotten" }
					}];
					return false;
				}
				var valid0 = true;
			} else var valid0 = true;
			if (valid0) {
				if (data.at !== void 0) {
					let data1 = data.at;
					if (typeof data1 === "string") {
						if (!pattern5.test(data1)) {
							validate33.errors = [{
								instancePath: instancePath + "/at",
								schemaPath: "#/$defs/at/pattern",
								keyword: "pattern",
								params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" }
							}];
							return false;
						}
					} else {
						validate33.errors = [{
							instancePath: instancePath + "/at",
							schemaPath: "#/$defs/at/type",
							keyword: "type",
							params: { type: "string" }
						}];
						return false;
					}
					var valid0 = true;
				} else var valid0 = true;
				if (valid0) {
					if (data.email !== void 0) {
						let data2 = data.email;
						if (typeof data2 === "string") {
							if (!pattern8.test(data2)) {
								validate33.errors = [{
									instancePath: instancePath + "/email",
									schemaPath: "#/$defs/email/pattern",
									keyword: "pattern",
									params: { pattern: "^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$" }
								}];
								return false;
							}
						} else {
							validate33.errors = [{
								instancePath: instancePath + "/email",
								schemaPath: "#/$defs/email/type",
								keyword: "type",
								params: { type: "string" }
							}];
							return false;
						}
						var valid0 = true;
					} else var valid0 = true;
					if (valid0) {
						if (data.workspaceIds !== void 0) {
							let data3 = data.workspaceIds;
							if (Array.isArray(data3)) {
								if (data3.length < 1) {
									validate33.errors = [{
										instancePath: instancePath + "/workspaceIds",
										schemaPath: "#/properties/workspaceIds/minItems",
										keyword: "minItems",
										params: { limit: 1 }
									}];
									return false;
								} else {
									const len0 = data3.length;
									for (let i0 = 0; i0 < len0; i0++) if (typeof data3[i0] !== "string") {
										validate33.errors = [{
											instancePath: instancePath + "/workspaceIds/" + i0,
											schemaPath: "#/properties/workspaceIds/items/type",
											keyword: "type",
											params: { type: "string" }
										}];
										return false;
									}
								}
							} else {
								validate33.errors = [{
									instancePath: instancePath + "/workspaceIds",
									schemaPath: "#/properties/workspaceIds/type",
									keyword: "type",
									params: { type: "array" }
								}];
								return false;
							}
							var valid0 = true;
						} else var valid0 = true;
						if (valid0) {
							if (data.commit !== void 0) {
								let data5 = data.commit;
								if (typeof data5 === "string") {
									if (func1(data5) > 100) {
										validate33.errors = [{
											instancePath: instancePath + "/commit",
											schemaPath: "#/$defs/commit/maxLength",
											keyword: "maxLength",
											params: { limit: 100 }
										}];
										return false;
									}
								} else {
									validate33.errors = [{
										instancePath: instancePath + "/commit",
										schemaPath: "#/$defs/commit/type",
										keyword: "type",
										params: { type: "string" }
									}];
									return false;
								}
								var valid0 = true;
							} else var valid0 = true;
							if (valid0) {
								if (data.run !== void 0) {
									let data6 = data.run;
									if (typeof data6 === "string") {
										if (func1(data6) > 500) {
											validate33.errors = [{
												instancePath: instancePath + "/run",
												schemaPath: "#/$defs/run/maxLength",
												keyword: "maxLength",
												params: { limit: 500 }
											}];
											return false;
										}
									} else {
										validate33.errors = [{
											instancePath: instancePath + "/run",
											schemaPath: "#/$defs/run/type",
											keyword: "type",
											params: { type: "string" }
										}];
										return false;
									}
									var valid0 = true;
								} else var valid0 = true;
							}
						}
					}
				}
			}
		}
	} else {
		validate33.errors = [{
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		}];
		return false;
	}
	validate33.errors = vErrors;
	return true;
}
validate33.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
function validate35(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	const evaluated0 = validate35.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		let missing0;
		if (data.event === void 0 && (missing0 = "event") || data.at === void 0 && (missing0 = "at") || data.emails === void 0 && (missing0 = "emails") || data.grants === void 0 && (missing0 = "grants")) {
			validate35.errors = [{
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: missing0 }
			}];
			return false;
		} else {
			for (const key0 in data) if (!(key0 === "event" || key0 === "at" || key0 === "emails" || key0 === "grants" || key0 === "attempts" || key0 === "rejected")) {
				validate35.errors = [{
					instancePath,
					schemaPath: "#/additionalProperties",
					keyword: "additionalProperties",
					params: { additionalProperty: key0 }
				}];
				return false;
			}
			if (data.event !== void 0) {
				if ("snapshot" !== data.event) {
					validate35.errors = [{
						instancePath: instancePath + "/event",
						schemaPath: "#/properties/event/const",
						keyword: "const",
						params: { allowedValue: "snapshot" }
					}];
					return false;
				}
				var valid0 = true;
			} else var valid0 = true;
			if (valid0) {
				if (data.at !== void 0) {
					let data1 = data.at;
					if (typeof data1 === "string") {
						if (!pattern5.test(data1)) {
							validate35.errors = [{
								instancePath: instancePath + "/at",
								schemaPath: "#/$defs/at/pattern",
								keyword: "pattern",
								params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" }
							}];
							return false;
						}
					} else {
						validate35.errors = [{
							instancePath: instancePath + "/at",
							schemaPath: "#/$defs/at/type",
							keyword: "type",
							params: { type: "string" }
						}];
						return false;
					}
					var valid0 = true;
				} else var valid0 = true;
				if (valid0) {
					if (data.emails !== void 0) {
						let data2 = data.emails;
						if (Array.isArray(data2)) {
							if (data2.length < 1) {
								validate35.errors = [{
									instancePath: instancePath + "/emails",
									schemaPath: "#/properties/emails/minItems",
									keyword: "minItems",
									params: { limit: 1 }
								}];
								return false;
							} else {
								const len0 = data2.length;
								for (let i0 = 0; i0 < len0; i0++) {
									let data3 = data2[i0];
									if (typeof data3 === "string") {
										if (!pattern8.test(data3)) {
											validate35.errors = [{
												instancePath: instancePath + "/emails/" + i0,
												schemaPath: "#/$defs/email/pattern",
												keyword: "pattern",
												params: { pattern: "^[^\\s,;@\"]{1,64}@[A-Za-z0-9.-]+$" }
											}];
											return false;
										}
									} else {
										validate35.errors = [{
											instancePath: instancePath + "/emails/" + i0,
											schemaPath: "#/$defs/email/type",
											keyword: "type",
											params: { type: "string" }
										}];
										return false;
									}
								}
							}
						} else {
							validate35.errors = [{
								instancePath: instancePath + "/emails",
								schemaPath: "#/properties/emails/type",
								keyword: "type",
								params: { type: "array" }
							}];
							return false;
						}
						var valid0 = true;
					} else var valid0 = true;
					if (valid0) {
						if (data.grants !== void 0) {
							let data4 = data.grants;
							if (Array.isArray(data4)) {
								const len1 = data4.length;
								for (let i1 = 0; i1 < len1; i1++) {
									let data5 = data4[i1];
									if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
										let missing1;
										if (data5.workspaceIds === void 0 && (missing1 = "workspaceIds") || data5.since === void 0 && (missing1 = "since") || data5.lastSent === void 0 && (missing1 = "lastSent")) {
											validate35.errors = [{
												instancePath: instancePath + "/grants/" + i1,
												schemaPath: "#/properties/grants/items/required",
												keyword: "required",
												params: { missingProperty: missing1 }
											}];
											return false;
										} else {
											for (const key1 in data5) if (!(key1 === "workspaceIds" || key1 === "since" || key1 === "lastSent" || key1 === "adopted" || key1 === "lapsed" || key1 === "commit" || key1 === "pullRequest" || key1 === "run")) {
												validate35.errors = [{
													instancePath: instancePath + "/grants/" + i1,
													schemaPath: "#/properties/grants/items/additionalProperties",
													keyword: "additionalProperties",
													params: { additionalProperty: key1 }
												}];
												return false;
											}
											if (data5.workspaceIds !== void 0) {
												let data6 = data5.workspaceIds;
												if (Array.isArray(data6)) {
													if (data6.length < 1) {
														validate35.errors = [{
															instancePath: instancePath + "/grants/" + i1 + "/workspaceIds",
															schemaPath: "#/$defs/workspaceIds/minItems",
															keyword: "minItems",
															params: { limit: 1 }
														}];
														return false;
													} else {
														const len2 = data6.length;
														for (let i2 = 0; i2 < len2; i2++) {
															let data7 = data6[i2];
															if (typeof data7 === "string") {
																if (!pattern4.test(data7)) {
																	validate35.errors = [{
																		instancePath: instancePath + "/grants/" + i1 + "/workspaceIds/" + i2,
																		schemaPath: "#/$defs/workspaceIds/items/pattern",
																		keyword: "pattern",
																		params: { pattern: "^[A-Za-z0-9_-]{1,64}$" }
																	}];
																	return false;
																}
															} else {
																validate35.errors = [{
																	instancePath: instancePath + "/grants/" + i1 + "/workspaceIds/" + i2,
																	schemaPath: "#/$defs/workspaceIds/items/type",
																	keyword: "type",
																	params: { type: "string" }
																}];
																return false;
															}
														}
													}
												} else {
													validate35.errors = [{
														instancePath: instancePath + "/grants/" + i1 + "/workspaceIds",
														schemaPath: "#/$defs/workspaceIds/type",
														keyword: "type",
														params: { type: "array" }
													}];
													return false;
												}
												var valid5 = true;
											} else var valid5 = true;
											if (valid5) {
												if (data5.since !== void 0) {
													let data8 = data5.since;
													if (typeof data8 === "string") {
														if (!pattern5.test(data8)) {
															validate35.errors = [{
																instancePath: instancePath + "/grants/" + i1 + "/since",
																schemaPath: "#/$defs/time/pattern",
																keyword: "pattern",
																params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" }
															}];
															return false;
														}
													} else {
														validate35.errors = [{
															instancePath: instancePath + "/grants/" + i1 + "/since",
															schemaPath: "#/$defs/time/type",
															keyword: "type",
															params: { type: "string" }
														}];
														return false;
													}
													var valid5 = true;
												} else var valid5 = true;
												if (valid5) {
													if (data5.lastSent !== void 0) {
														let data9 = data5.lastSent;
														if (typeof data9 === "string") {
															if (!pattern5.test(data9)) {
																validate35.errors = [{
																	instancePath: instancePath + "/grants/" + i1 + "/lastSent",
																	schemaPath: "#/$defs/time/pattern",
																	keyword: "pattern",
																	params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" }
																}];
																return false;
															}
														} else {
															validate35.errors = [{
																instancePath: instancePath + "/grants/" + i1 + "/lastSent",
																schemaPath: "#/$defs/time/type",
																keyword: "type",
																params: { type: "string" }
															}];
															return false;
														}
														var valid5 = true;
													} else var valid5 = true;
													if (valid5) {
														if (data5.adopted !== void 0) {
															if (true !== data5.adopted) {
																validate35.errors = [{
																	instancePath: instancePath + "/grants/" + i1 + "/adopted",
																	schemaPath: "#/properties/grants/items/properties/adopted/const",
																	keyword: "const",
																	params: { allowedValue: true }
																}];
																return false;
															}
															var valid5 = true;
														} else var valid5 = true;
														if (valid5) {
															if (data5.lapsed !== void 0) {
																let data11 = data5.lapsed;
																if (typeof data11 === "string") {
																	if (!pattern5.test(data11)) {
																		validate35.errors = [{
																			instancePath: instancePath + "/grants/" + i1 + "/lapsed",
																			schemaPath: "#/$defs/time/pattern",
																			keyword: "pattern",
																			params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" }
																		}];
																		return false;
																	}
																} else {
																	validate35.errors = [{
																		instancePath: instancePath + "/grants/" + i1 + "/lapsed",
																		schemaPath: "#/$defs/time/type",
																		keyword: "type",
																		params: { type: "string" }
																	}];
																	return false;
																}
																var valid5 = true;
															} else var valid5 = true;
															if (valid5) {
																if (data5.commit !== void 0) {
																	let data12 = data5.commit;
																	if (typeof data12 === "string") {
																		if (func1(data12) > 100) {
																			validate35.errors = [{
																				instancePath: instancePath + "/grants/" + i1 + "/commit",
																				schemaPath: "#/$defs/commit/maxLength",
																				keyword: "maxLength",
																				params: { limit: 100 }
																			}];
																			return false;
																		}
																	} else {
																		validate35.errors = [{
																			instancePath: instancePath + "/grants/" + i1 + "/commit",
																			schemaPath: "#/$defs/commit/type",
																			keyword: "type",
																			params: { type: "string" }
																		}];
																		return false;
																	}
																	var valid5 = true;
																} else var valid5 = true;
																if (valid5) {
																	if (data5.pullRequest !== void 0) {
																		let data13 = data5.pullRequest;
																		if (!(typeof data13 == "number" && !(data13 % 1) && !isNaN(data13) && isFinite(data13))) {
																			validate35.errors = [{
																				instancePath: instancePath + "/grants/" + i1 + "/pullRequest",
																				schemaPath: "#/$defs/pullRequest/type",
																				keyword: "type",
																				params: { type: "integer" }
																			}];
																			return false;
																		}
																		if (typeof data13 == "number" && isFinite(data13)) {
																			if (data13 < 1 || isNaN(data13)) {
																				validate35.errors = [{
																					instancePath: instancePath + "/grants/" + i1 + "/pullRequest",
																					schemaPath: "#/$defs/pullRequest/minimum",
																					keyword: "minimum",
																					params: {
																						comparison: ">=",
																						limit: 1
																					}
																				}];
																				return false;
																			}
																		}
																		var valid5 = true;
																	} else var valid5 = true;
																	if (valid5) {
																		if (data5.run !== void 0) {
																			let data14 = data5.run;
																			if (typeof data14 === "string") {
																				if (func1(data14) > 500) {
																					validate35.errors = [{
																						instancePath: instancePath + "/grants/" + i1 + "/run",
																						schemaPath: "#/$defs/run/maxLength",
																						keyword: "maxLength",
																						params: { limit: 500 }
																					}];
																					return false;
																				}
																			} else {
																				validate35.errors = [{
																					instancePath: instancePath + "/grants/" + i1 + "/run",
																					schemaPath: "#/$defs/run/type",
																					keyword: "type",
																					params: { type: "string" }
																				}];
																				return false;
																			}
																			var valid5 = true;
																		} else var valid5 = true;
																	}
																}
															}
														}
													}
												}
											}
										}
									} else {
										validate35.errors = [{
											instancePath: instancePath + "/grants/" + i1,
											schemaPath: "#/properties/grants/items/type",
											keyword: "type",
											params: { type: "object" }
										}];
										return false;
									}
								}
							} else {
								validate35.errors = [{
									instancePath: instancePath + "/grants",
									schemaPath: "#/properties/grants/type",
									keyword: "type",
									params: { type: "array" }
								}];
								return false;
							}
							var valid0 = true;
						} else var valid0 = true;
						if (valid0) {
							if (data.attempts !== void 0) {
								let data15 = data.attempts;
								if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
									let missing2;
									if (data15.count === void 0 && (missing2 = "count") || data15.last === void 0 && (missing2 = "last")) {
										validate35.errors = [{
											instancePath: instancePath + "/attempts",
											schemaPath: "#/properties/attempts/required",
											keyword: "required",
											params: { missingProperty: missing2 }
										}];
										return false;
									} else {
										for (const key2 in data15) if (!(key2 === "count" || key2 === "last")) {
											validate35.errors = [{
												instancePath: instancePath + "/attempts",
												schemaPath: "#/properties/attempts/additionalProperties",
												keyword: "additionalProperties",
												params: { additionalProperty: key2 }
											}];
											return false;
										}
										if (data15.count !== void 0) {
											let data16 = data15.count;
											if (!(typeof data16 == "number" && !(data16 % 1) && !isNaN(data16) && isFinite(data16))) {
												validate35.errors = [{
													instancePath: instancePath + "/attempts/count",
													schemaPath: "#/properties/attempts/properties/count/type",
													keyword: "type",
													params: { type: "integer" }
												}];
												return false;
											}
											if (typeof data16 == "number" && isFinite(data16)) {
												if (data16 < 1 || isNaN(data16)) {
													validate35.errors = [{
														instancePath: instancePath + "/attempts/count",
														schemaPath: "#/properties/attempts/properties/count/minimum",
														keyword: "minimum",
														params: {
															comparison: ">=",
															limit: 1
														}
													}];
													return false;
												}
											}
											var valid14 = true;
										} else var valid14 = true;
										if (valid14) {
											if (data15.last !== void 0) {
												let data17 = data15.last;
												if (typeof data17 === "string") {
													if (!pattern5.test(data17)) {
														validate35.errors = [{
															instancePath: instancePath + "/attempts/last",
															schemaPath: "#/$defs/time/pattern",
															keyword: "pattern",
															params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" }
														}];
														return false;
													}
												} else {
													validate35.errors = [{
														instancePath: instancePath + "/attempts/last",
														schemaPath: "#/$defs/time/type",
														keyword: "type",
														params: { type: "string" }
													}];
													return false;
												}
												var valid14 = true;
											} else var valid14 = true;
										}
									}
								} else {
									validate35.errors = [{
										instancePath: instancePath + "/attempts",
										schemaPath: "#/properties/attempts/type",
										keyword: "type",
										params: { type: "object" }
									}];
									return false;
								}
								var valid0 = true;
							} else var valid0 = true;
							if (valid0) {
								if (data.rejected !== void 0) {
									let data18 = data.rejected;
									if (data18 && typeof data18 == "object" && !Array.isArray(data18)) {
										let missing3;
										if (data18.at === void 0 && (missing3 = "at") || data18.workspaceIds === void 0 && (missing3 = "workspaceIds")) {
											validate35.errors = [{
												instancePath: instancePath + "/rejected",
												schemaPath: "#/properties/rejected/required",
												keyword: "required",
												params: { missingProperty: missing3 }
											}];
											return false;
										} else {
											for (const key3 in data18) if (!(key3 === "at" || key3 === "workspaceIds")) {
												validate35.errors = [{
													instancePath: instancePath + "/rejected",
													schemaPath: "#/properties/rejected/additionalProperties",
													keyword: "additionalProperties",
													params: { additionalProperty: key3 }
												}];
												return false;
											}
											if (data18.at !== void 0) {
												let data19 = data18.at;
												if (typeof data19 === "string") {
													if (!pattern5.test(data19)) {
														validate35.errors = [{
															instancePath: instancePath + "/rejected/at",
															schemaPath: "#/$defs/time/pattern",
															keyword: "pattern",
															params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" }
														}];
														return false;
													}
												} else {
													validate35.errors = [{
														instancePath: instancePath + "/rejected/at",
														schemaPath: "#/$defs/time/type",
														keyword: "type",
														params: { type: "string" }
													}];
													return false;
												}
												var valid16 = true;
											} else var valid16 = true;
											if (valid16) {
												if (data18.workspaceIds !== void 0) {
													let data20 = data18.workspaceIds;
													if (Array.isArray(data20)) {
														if (data20.length < 1) {
															validate35.errors = [{
																instancePath: instancePath + "/rejected/workspaceIds",
																schemaPath: "#/$defs/workspaceIds/minItems",
																keyword: "minItems",
																params: { limit: 1 }
															}];
															return false;
														} else {
															const len3 = data20.length;
															for (let i3 = 0; i3 < len3; i3++) {
																let data21 = data20[i3];
																if (typeof data21 === "string") {
																	if (!pattern4.test(data21)) {
																		validate35.errors = [{
																			instancePath: instancePath + "/rejected/workspaceIds/" + i3,
																			schemaPath: "#/$defs/workspaceIds/items/pattern",
																			keyword: "pattern",
																			params: { pattern: "^[A-Za-z0-9_-]{1,64}$" }
																		}];
																		return false;
																	}
																} else {
																	validate35.errors = [{
																		instancePath: instancePath + "/rejected/workspaceIds/" + i3,
																		schemaPath: "#/$defs/workspaceIds/items/type",
																		keyword: "type",
																		params: { type: "string" }
																	}];
																	return false;
																}
															}
														}
													} else {
														validate35.errors = [{
															instancePath: instancePath + "/rejected/workspaceIds",
															schemaPath: "#/$defs/workspaceIds/type",
															keyword: "type",
															params: { type: "array" }
														}];
														return false;
													}
													var valid16 = true;
												} else var valid16 = true;
											}
										}
									} else {
										validate35.errors = [{
											instancePath: instancePath + "/rejected",
											schemaPath: "#/properties/rejected/type",
											keyword: "type",
											params: { type: "object" }
										}];
										return false;
									}
									var valid0 = true;
								} else var valid0 = true;
							}
						}
					}
				}
			}
		}
	} else {
		validate35.errors = [{
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		}];
		return false;
	}
	validate35.errors = vErrors;
	return true;
}
validate35.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const pattern38 = new RegExp("^(?:[0-9a-f]{9})+$", "u");
function validate37(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	const evaluated0 = validate37.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		let missing0;
		if (data.event === void 0 && (missing0 = "event") || data.at === void 0 && (missing0 = "at") || data.fingerprints === void 0 && (missing0 = "fingerprints")) {
			validate37.errors = [{
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: missing0 }
			}];
			return false;
		} else {
			for (const key0 in data) if (!(key0 === "event" || key0 === "at" || key0 === "fingerprints")) {
				validate37.errors = [{
					instancePath,
					schemaPath: "#/additionalProperties",
					keyword: "additionalProperties",
					params: { additionalProperty: key0 }
				}];
				return false;
			}
			if (data.event !== void 0) {
				if ("replaced" !== data.event) {
					validate37.errors = [{
						instancePath: instancePath + "/event",
						schemaPath: "#/properties/event/const",
						keyword: "const",
						params: { allowedValue: "replaced" }
					}];
					return false;
				}
				var valid0 = true;
			} else var valid0 = true;
			if (valid0) {
				if (data.at !== void 0) {
					let data1 = data.at;
					if (typeof data1 === "string") {
						if (!pattern5.test(data1)) {
							validate37.errors = [{
								instancePath: instancePath + "/at",
								schemaPath: "#/$defs/at/pattern",
								keyword: "pattern",
								params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$" }
							}];
							return false;
						}
					} else {
						validate37.errors = [{
							instancePath: instancePath + "/at",
							schemaPath: "#/$defs/at/type",
							keyword: "type",
							params: { type: "string" }
						}];
						return false;
					}
					var valid0 = true;
				} else var valid0 = true;
				if (valid0) {
					if (data.fingerprints !== void 0) {
						let data2 = data.fingerprints;
						if (typeof data2 === "string") {
							if (!pattern38.test(data2)) {
								validate37.errors = [{
									instancePath: instancePath + "/fingerprints",
									schemaPath: "#/properties/fingerprints/pattern",
									keyword: "pattern",
									params: { pattern: "^(?:[0-9a-f]{9})+$" }
								}];
								return false;
							}
						} else {
							validate37.errors = [{
								instancePath: instancePath + "/fingerprints",
								schemaPath: "#/properties/fingerprints/type",
								keyword: "type",
								params: { type: "string" }
							}];
							return false;
						}
						var valid0 = true;
					} else var valid0 = true;
				}
			}
		}
	} else {
		validate37.errors = [{
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		}];
		return false;
	}
	validate37.errors = vErrors;
	return true;
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
		validate20.errors = [{
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		}];
		return false;
	}
	const _errs1 = errors;
	let valid0 = false;
	let passing0 = null;
	const _errs2 = errors;
	if (errors === errors) {
		if (data && typeof data == "object" && !Array.isArray(data)) {
			let missing0;
			if (data.format === void 0 && (missing0 = "format") || data.version === void 0 && (missing0 = "version") || data.organization === void 0 && (missing0 = "organization") || data.lineage === void 0 && (missing0 = "lineage")) {
				const err0 = {
					instancePath,
					schemaPath: "#/$defs/header/required",
					keyword: "required",
					params: { missingProperty: missing0 }
				};
				if (vErrors === null) vErrors = [err0];
				else vErrors.push(err0);
				errors++;
			} else {
				const _errs5 = errors;
				for (const key0 in data) if (!(key0 === "format" || key0 === "version" || key0 === "organization" || key0 === "lineage")) {
					const err1 = {
						instancePath,
						schemaPath: "#/$defs/header/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key0 }
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
					break;
				}
				if (_errs5 === errors) {
					if (data.format !== void 0) {
						const _errs6 = errors;
						if ("rollcall-state" !== data.format) {
							const err2 = {
								instancePath: instancePath + "/format",
								schemaPath: "#/$defs/header/properties/format/const",
								keyword: "const",
								params: { allowedValue: "rollcall-state" }
							};
							if (vErrors === null) vErrors = [err2];
							else vErrors.push(err2);
							errors++;
						}
						var valid2 = _errs6 === errors;
					} else var valid2 = true;
					if (valid2) {
						if (data.version !== void 0) {
							const _errs7 = errors;
							if (1 !== data.version) {
								const err3 = {
									instancePath: instancePath + "/version",
									schemaPath: "#/$defs/header/properties/version/const",
									keyword: "const",
									params: { allowedValue: 1 }
								};
								if (vErrors === null) vErrors = [err3];
								else vErrors.push(err3);
								errors++;
							}
							var valid2 = _errs7 === errors;
						} else var valid2 = true;
						if (valid2) {
							if (data.organization !== void 0) {
								let data2 = data.organization;
								const _errs8 = errors;
								if (errors === _errs8) {
									if (typeof data2 === "string") {
										if (!pattern4.test(data2)) {
											const err4 = {
												instancePath: instancePath + "/organization",
												schemaPath: "#/$defs/header/properties/organization/pattern",
												keyword: "pattern",
												params: { pattern: "^[A-Za-z0-9_-]{1,64}$" }
											};
											if (vErrors === null) vErrors = [err4];
											else vErrors.push(err4);
											errors++;
										}
									} else {
										const err5 = {
											instancePath: instancePath + "/organization",
											schemaPath: "#/$defs/header/properties/organization/type",
											keyword: "type",
											params: { type: "string" }
										};
										if (vErrors === null) vErrors = [err5];
										else vErrors.push(err5);
										errors++;
									}
								}
								var valid2 = _errs8 === errors;
							} else var valid2 = true;
							if (valid2) {
								if (data.lineage !== void 0) {
									let data3 = data.lineage;
									const _errs10 = errors;
									if (errors === _errs10) {
										if (typeof data3 === "string") {
											if (func1(data3) > 100) {
												const err6 = {
													instancePath: instancePath + "/lineage",
													schemaPath: "#/$defs/header/properties/lineage/maxLength",
													keyword: "maxLength",
													params: { limit: 100 }
												};
												if (vErrors === null) vErrors = [err6];
												else vErrors.push(err6);
												errors++;
											} else if (func1(data3) < 1) {
												const err7 = {
													instancePath: instancePath + "/lineage",
													schemaPath: "#/$defs/header/properties/lineage/minLength",
													keyword: "minLength",
													params: { limit: 1 }
												};
												if (vErrors === null) vErrors = [err7];
												else vErrors.push(err7);
												errors++;
											}
										} else {
											const err8 = {
												instancePath: instancePath + "/lineage",
												schemaPath: "#/$defs/header/properties/lineage/type",
												keyword: "type",
												params: { type: "string" }
											};
											if (vErrors === null) vErrors = [err8];
											else vErrors.push(err8);
											errors++;
										}
									}
									var valid2 = _errs10 === errors;
								} else var valid2 = true;
							}
						}
					}
				}
			}
		} else {
			const err9 = {
				instancePath,
				schemaPath: "#/$defs/header/type",
				keyword: "type",
				params: { type: "object" }
			};
			if (vErrors === null) vErrors = [err9];
			else vErrors.push(err9);
			errors++;
		}
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
		vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
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
			vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
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
				vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
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
					vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
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
						vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
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
							vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
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
								vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
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
									vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
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
										vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
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
		const err10 = {
			instancePath,
			schemaPath: "#/oneOf",
			keyword: "oneOf",
			params: { passingSchemas: passing0 }
		};
		if (vErrors === null) vErrors = [err10];
		else vErrors.push(err10);
		errors++;
		validate20.errors = vErrors;
		return false;
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