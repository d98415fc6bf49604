require("./rolldown-runtime.js");const e=`organization: kwob3J
workspaces:
  marketing: wLDNPp
  research: npe1DB
groups:
  design: [marketing, research]
members:
  - email: ada@example.com
    groups: [design]
  - email: grace@example.com
    name: Grace Hopper
    workspaces: [research]
`,t=`  - email: alan@example.com
    groups: [design]
`,n=`  - email: ADA@example.com
    workspaces: [reserch]
`;async function r(r,{start:i,run:a,temporaryIo:o}){let s=await i({}),{io:c,remove:l}=await o({TALLY_API_URL:s.url,TALLY_API_KEY:s.key}),u={...c,stderr:r.stdout},d=e=>r.stdout.write(`${e}\n`),f=async e=>(d(`\n$ rollcall ${e}`),a(e.split(` `),u)),p=async(e,t)=>{await u.files.replace(`members.yaml`,e),d(`\n${t.trimEnd().replace(/^/gm,`  | `)}`)};try{d(`Rollcall on an embedded Tally: nothing leaves this machine, and nothing stays on it.`),d(`
Who should have access stands in members.yaml:`),await p(e,e);let r=[await f(`validate`),await f(`plan`),await f(`apply --yes`)];d(`
What was sent is recorded in members.state.jsonl, so a second plan is empty:`),r.push(await f(`plan`)),d(`
Somebody joins: two lines in members.yaml.`),await p(e+t,t),r.push(await f(`plan --out plan.json`),await f(`apply plan.json --yes`)),d(`
Somebody makes two mistakes:`),await p(e+t+n,n);let i=await f(`plan`);return d(`
Nothing was sent for that: what does not check is not planned, and what is not planned is not sent.`),d(`Next: rollcall init, in a repository of your own; or rollcall sandbox, to try your own members.yaml on this Tally.`),r.every(e=>e===0)&&i===1?0:1}finally{await l(),await s.close()}}exports.demo=r;